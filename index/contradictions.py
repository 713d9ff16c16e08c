"""Where a file's name and its text say different things of a report; told, never decided."""

from __future__ import annotations

import re

from index.metadata import named_place
from index.periods import current_year
from index.types import Metadata

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


def contradictions(metadata: Metadata, file: str) -> tuple[str, ...]:
    """What the file's name says against the text, in a sentence each; none when they agree.

    A name may carry the year of delivery, the year reviewed or the year planned: only a year
    that is none of these contradicts.
    """
    stem = re.sub(r"\.[A-Za-z]{2,5}$", "", file.rsplit("/", 1)[-1])
    doubts = []
    if metadata.delivered and (current := current_year(metadata.delivered)):
        years = [int(year) for year in _YEAR.findall(stem)]
        fitting = {int(metadata.delivered[:4]), current, current - 1}
        if years and not fitting & set(years):
            doubts.append(
                f"文件名写的是{years[0]}年，正文里作报告的时间是{metadata.delivered}；"
                f"若正文有误，可更正：wenbao index set {file} delivered=…"
            )
    if metadata.place and (place := named_place(stem)):
        same = metadata.place.endswith(place) or place.endswith(metadata.place)
        if not same and place[:2] not in metadata.place:
            doubts.append(
                f"文件名写的是{place}，正文里是{metadata.place}；"
                f"若正文有误，可更正：wenbao index set {file} place=…"
            )
    return tuple(doubts)
