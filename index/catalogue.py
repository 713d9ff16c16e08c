"""What the library knows of each report without opening it, and the JSON of reports on disk."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from index.types import Metadata, Passage, Period, Report, Section


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """A report's line in the catalogue.

    `source` is the absolute path it was added from, `sha256` that of the file's bytes, `pipeline`
    the version of the parsing code, `object` the sha256 of its stored text and passages,
    `passages` and `characters` their counts.
    """

    id: str
    file: str
    source: str
    sha256: str
    pipeline: int
    object: str
    metadata: Metadata
    passages: int
    characters: int

    def to_json(self) -> dict[str, Any]:
        """The contract's line of `index list`."""
        return {
            "id": self.id,
            "file": self.file,
            **self.metadata.to_json(),
            "passages": self.passages,
            "characters": self.characters,
        }


def entry_to_disk(entry: ReportEntry) -> dict[str, Any]:
    """An entry as plain JSON values."""
    return asdict(entry)


def entry_from_disk(shape: dict[str, Any]) -> ReportEntry:
    """What `entry_to_disk` wrote."""
    return ReportEntry(**{**shape, "metadata": _metadata(shape["metadata"])})


def report_to_disk(report: Report) -> bytes:
    """A report as canonical JSON bytes, so that equal reports have equal hashes."""
    shape = asdict(report)
    # A path is its section's own; the section's number says it in a few bytes.
    paths = {section.path: number for number, section in enumerate(report.sections)}
    shape["passages"] = [
        [p.start, p.end, paths.get(p.path, -1), _pack(p.period)] for p in report.passages
    ]
    return json.dumps(shape, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def report_from_disk(data: bytes) -> Report:
    """What `report_to_disk` wrote."""
    shape = json.loads(data)
    sections = tuple(
        Section(**{**item, "path": tuple(item["path"]), "period": _period(item["period"])})
        for item in shape["sections"]
    )
    passages = tuple(
        Passage(start, end, sections[number].path if number >= 0 else (), _unpack(period))
        for start, end, number, period in shape["passages"]
    )
    return Report(
        id=shape["id"],
        file=shape["file"],
        metadata=_metadata(shape["metadata"]),
        text=shape["text"],
        sections=sections,
        passages=passages,
        # Reports that were stored before there were pages have none.
        pages=tuple(shape.get("pages", ())),
    )


def _period(shape: dict[str, Any] | None) -> Period | None:
    return Period(**shape) if shape else None


def _pack(period: Period | None) -> list[Any] | None:
    return [period.first, period.last, period.aspect] if period else None


def _unpack(shape: list[Any] | None) -> Period | None:
    return Period(*shape) if shape else None


def _metadata(shape: dict[str, Any]) -> Metadata:
    periods = {key: _period(shape[key]) for key in ("reviews", "plans")}
    return Metadata(**{**shape, **periods})
