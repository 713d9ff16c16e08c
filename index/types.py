"""The values that flow from a file to the index; all frozen, all offsets in Unicode characters.

Every offset counts characters of a report's canonical text, the text that `wenbao show` prints.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any, Literal

Aspect = Literal["review", "plan"]

#: The kinds of report that the contract names; anything else is 其他.
KINDS = (
    "政府工作报告",
    "政协常委会工作报告",
    "人大常委会工作报告",
    "统计公报",
    "规划纲要",
    "其他",
)


@dataclass(frozen=True, slots=True)
class Period:
    """The years `first`..`last` (both included) that a text speaks about, looking back or ahead."""

    first: int
    last: int
    aspect: Aspect | None = None

    def covers(self, year: int) -> bool:
        """Whether `year` lies inside the period."""
        return self.first <= year <= self.last

    def to_json(self) -> dict[str, Any]:
        """The contract's shape: `{"from", "to", "aspect"}`."""
        return {"from": self.first, "to": self.last, "aspect": self.aspect}


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with everything up to the next heading of its level or above.

    `level` 1 is the highest below the title; `path` holds the headings from level 1 down to this
    one; `start` is the heading's first character, `body` the first after the heading, `end` the
    end of the whole section, subsections included. An `entry` is a glossary's term with its
    definition: it has a path and a passage of its own, but is no heading of the outline.
    """

    heading: str
    level: int
    start: int
    body: int
    end: int
    path: tuple[str, ...]
    period: Period | None
    entry: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences inside one section: `text[start:end]`, at most 500 characters.

    `path` is the section path (empty before the first heading).
    """

    start: int
    end: int
    path: tuple[str, ...]
    period: Period | None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a report says of itself: whose, of which kind, delivered when, about which years.

    `delivered` is `YYYY-MM-DD` or as much of it as is known; `meeting` and `speaker` are the
    report's own words.
    """

    title: str
    place: str | None
    kind: str
    delivered: str | None
    reviews: Period | None
    plans: Period | None
    meeting: str | None = None
    speaker: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The fields as the contract's `index list` names them, periods in its shape."""
        return {
            "title": self.title,
            "place": self.place,
            "kind": self.kind,
            "delivered": self.delivered,
            "reviews": self.reviews.to_json() if self.reviews else None,
            "plans": self.plans.to_json() if self.plans else None,
            "meeting": self.meeting,
            "speaker": self.speaker,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """One report as the index keeps it: canonical text, outline, metadata, passages.

    `pages` holds where each printed page begins in the text, the first at 0; it is empty for
    what has no pages.
    """

    id: str
    file: str
    metadata: Metadata
    text: str
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    pages: tuple[int, ...] = ()

    def page_of(self, offset: int) -> int | None:
        """The printed page, counted from 1, that a character stands on; None without pages."""
        return bisect_right(self.pages, offset) or None
