"""What a talk is limited to: places, years, kinds and reports that the user has chosen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from index.catalogue import ReportEntry
from index.errors import UsageError, WenbaoError
from qa.limits import NO_LIMITS, Limits

#: Values of one kind that a page may send; a library has no more places or reports to choose.
_MOST = 5000
#: Values that the words for a scope name before they only count.
_NAMED = 2


@dataclass(frozen=True, slots=True)
class Scope:
    """Limits on a talk: of each field any value will do, and every field that has some must hold.

    `years` are those of the facts, as for `wenbao ask --year`; `reports` are ids. Without any
    value nothing is limited.
    """

    places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is limited."""
        return bool(self.places or self.years or self.kinds or self.reports)

    @classmethod
    def from_json(cls, text: str) -> Scope:
        """What the page keeps; empty text limits nothing. Raises UsageError for anything else."""
        if not text.strip():
            return cls()
        try:
            shape = json.loads(text)
            known = set(shape) <= {"places", "years", "kinds", "reports"}
            if not known or any(len(values) > _MOST for values in shape.values()):
                raise ValueError
            return cls(
                places=_texts(shape.get("places", ())),
                years=tuple(int(year) for year in shape.get("years", ())),
                kinds=_texts(shape.get("kinds", ())),
                reports=_texts(shape.get("reports", ())),
            )
        except (ValueError, TypeError, AttributeError) as error:
            raise UsageError("提问的范围读不懂；请刷新网页后重新选择") from error

    def to_json(self) -> dict[str, list[str] | list[int]]:
        """The fields that have values, as lists."""
        shape: dict[str, list[str] | list[int]] = {
            "places": list(self.places),
            "years": list(self.years),
            "kinds": list(self.kinds),
            "reports": list(self.reports),
        }
        return {name: values for name, values in shape.items() if values}


def limits_of(scope: Scope, entries: Iterable[ReportEntry]) -> Limits:
    """The reports and years that a scope leaves of a library.

    Raises WenbaoError when it leaves no report: they may have been removed since.
    """
    if not scope:
        return NO_LIMITS
    years = frozenset(scope.years) or None
    if not (scope.places or scope.kinds or scope.reports):
        return Limits(None, years)
    chosen = frozenset(entry.id for entry in entries if _inside(scope, entry))
    if not chosen:
        raise WenbaoError("选定的范围里没有报告（可能已被移除）；请到“资料库”里重新选择范围")
    return Limits(chosen, years)


def scope_words(scope: Scope, entries: Sequence[ReportEntry]) -> str:
    """A scope in a few words: 广丰区 · 2020年、2021年 · 政府工作报告; empty for none."""
    titles = {entry.id: entry.metadata.title for entry in entries}
    named = tuple(titles.get(name, "已移除的报告") for name in scope.reports)
    parts = (
        _some(scope.places),
        _some(tuple(f"{year}年" for year in sorted(scope.years))),
        _some(scope.kinds),
        _some(tuple(f"《{title}》" for title in named)),
    )
    return " · ".join(part for part in parts if part)


def _inside(scope: Scope, entry: ReportEntry) -> bool:
    data = entry.metadata
    return (
        (not scope.places or data.place in scope.places)
        and (not scope.kinds or data.kind in scope.kinds)
        and (not scope.reports or entry.id in scope.reports)
    )


def _some(values: Sequence[str]) -> str:
    named = "、".join(values[:_NAMED])
    return f"{named}等{len(values)}个" if len(values) > _NAMED else named


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list | tuple) or not all(isinstance(v, str) for v in values):
        raise ValueError
    return tuple(dict.fromkeys(values))
