"""What the user has corrected in a report's metadata; it outlives the file's next reading."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from index.errors import DamageError, UsageError
from index.generation import write_atomically
from index.periods import current_year
from index.types import KINDS, Metadata, Period, Report

FILE = "corrections.json"
#: Fields that `wenbao index set` takes.
FIELDS = ("title", "place", "kind", "delivered", "reviews", "plans", "meeting", "speaker")
_DELIVERED = re.compile(r"(?:19|20)\d{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_YEARS = re.compile(r"((?:19|20)\d{2})(?:[-—–~～至到]((?:19|20)\d{2}))?年?")

#: Corrections of one report: field to value, as the user wrote them.
Fields = Mapping[str, str]


def parse_assignments(pairs: Sequence[str]) -> dict[str, str]:
    """`place=… delivered=…` as a mapping; an empty value takes a correction back.

    Raises UsageError for an unknown field or a value that the field cannot have.
    """
    fields = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        name, value = name.strip(), value.strip()
        if not equals or name not in FIELDS:
            raise UsageError(f"{pair!r} 不认识；写成 字段=值，字段可以是 {'、'.join(FIELDS)}")
        if value:
            _check(name, value)
        fields[name] = value
    return fields


def _check(name: str, value: str) -> None:
    if name == "kind" and value not in KINDS:
        raise UsageError(f"kind={value!r} 不是可选的种类；可选：{'、'.join(KINDS)}")
    if name == "delivered" and not _DELIVERED.fullmatch(value):
        raise UsageError(f"delivered={value!r} 应写成 2021-02-04、2021-02 或 2021")
    if name in ("reviews", "plans"):
        match = _YEARS.fullmatch(value)
        if not match or int(match.group(2) or match.group(1)) < int(match.group(1)):
            raise UsageError(f"{name}={value!r} 应写成 2020 或 2016-2020")


def load_corrections(home: Path) -> dict[str, dict[str, str]]:
    """All corrections of a library, by file; none where there is no such file.

    Raises DamageError when the file is unreadable: a correction must not be lost silently.
    """
    path = home / FILE
    try:
        shape: Any = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise DamageError(
            f"{path} 读不出来：{error}；改好它，或删除它以放弃所有更正后重试"
        ) from error
    return {file: dict(fields) for file, fields in shape.items()}


def save_corrections(home: Path, corrections: Mapping[str, Fields]) -> None:
    """Write all corrections, atomically; the caller holds the write lock."""
    kept = {file: fields for file, fields in corrections.items() if fields}
    data = json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True)
    write_atomically(home / FILE, data.encode())


def corrected(metadata: Metadata, fields: Fields) -> Metadata:
    """Metadata with the user's corrections in place of what was read.

    A corrected delivery date moves the year reviewed with it, unless that is corrected too.
    """
    values: dict[str, Any] = {}
    for name, value in fields.items():
        if name in ("reviews", "plans"):
            values[name] = _period(name, value)
        else:
            values[name] = value
    if "delivered" in values and "reviews" not in values and metadata.delivered:
        shift = int(values["delivered"][:4]) - int(metadata.delivered[:4])
        values["reviews"] = _shifted(metadata.reviews, shift)
        values.setdefault("plans", _shifted(metadata.plans, shift))
    return replace(metadata, **values)


def _period(name: str, value: str) -> Period:
    match = _YEARS.fullmatch(value)
    if match is None:
        raise UsageError(f"{name}={value!r} 应写成 2020 或 2016-2020")
    first = int(match.group(1))
    last = int(match.group(2) or first)
    return Period(first, last, "review" if name == "reviews" else "plan")


def _shifted(period: Period | None, years: int) -> Period | None:
    if period is None:
        return None
    return Period(period.first + years, period.last + years, period.aspect)


def reinterpret(report: Report, metadata: Metadata) -> Report:
    """A stored report under other metadata: the same text and outline, periods read anew."""
    from index.outline import Heading, build_sections
    from index.passages import make_splitter, split_passages

    headings = [Heading(s.start, s.body, s.heading, s.level, s.entry) for s in report.sections]
    current = current_year(metadata.delivered)
    sections = build_sections(report.text, headings, metadata.reviews, current)
    passages = split_passages(report.text, sections, metadata.reviews, make_splitter())
    return replace(report, metadata=metadata, sections=sections, passages=passages)
