"""Other places and years that a question may have meant: offered, never silently passed over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qa.places import Gazetteer, is_same
from qa.talk_years import PERIOD
from qa.types import Alternative, Answer, Hit
from qa.understand import Reading

#: 我区, 全市: the place of whoever asks, written out in what is offered.
_OURS = re.compile(r"(?:我|全|本|咱们?)(?:省|市|区|县|州|旗)(?:的)?|我们(?:这里|这儿|这边)?(?:的)?")


@dataclass(frozen=True, slots=True)
class AlternativeSettings:
    """How near another place or year must come, and how many are offered at most.

    `margin` is a share of the way from the best passage's score to the last one's: the scores
    themselves change their scale with the weights of the search. Chosen on the 652 questions of
    data/train that name their place, with the place taken out: the best passage is of the right
    place for 0.56, chosen or offered for 0.78 with 1.6 offers a question (a margin of 0.3: 0.69
    with 0.8; of 0.6: 0.80 with 2.1).
    """

    margin: float = 0.5
    most: int = 4


ALTERNATIVES = AlternativeSettings()


def with_alternatives(
    answer: Answer, reading: Reading, hits: Sequence[Hit], gazetteer: Gazetteer
) -> Answer:
    """An answer or refusal with what else its question may have meant."""
    chosen = None
    if answer.citations:
        cited = answer.citations[0]
        same = [hit for hit in hits if hit.id == cited.id]
        # The passage of the quote; of two questions in one it may not be among the hits.
        chosen = next((hit for hit in same if hit.start <= cited.start < hit.end), None)
        chosen = chosen or next(iter(same), None)
        if chosen is None:
            return answer
    return replace(answer, alternatives=alternatives(reading, hits, chosen, gazetteer))


def alternatives(
    reading: Reading,
    hits: Sequence[Hit],
    chosen: Hit | None,
    gazetteer: Gazetteer,
    settings: AlternativeSettings = ALTERNATIVES,
) -> tuple[Alternative, ...]:
    """What else a question may have meant, the likeliest first, each as a question to ask.

    `chosen` is the passage that the answer is from; None, for a refusal, means the best one. A
    question that names its place is offered no other place, one that names its year no other
    year, but where the library has nothing of that year.
    """
    if not hits:
        return ()
    answered = chosen or hits[0]
    own = [hit for hit in hits if _same(hit.place, answered.place)]
    top = max(hit.score for hit in own or [answered])
    scores = [hit.score for hit in hits]
    margin = settings.margin * (max(scores) - min(scores))
    near = [hit for hit in hits if top - hit.score <= margin]
    offered: list[Alternative] = []
    if _place_is_open(reading, gazetteer):
        offered += _places(reading, near, answered, gazetteer)
    if _year_is_open(reading, own, refused=chosen is None):
        offered += _years(reading, near, answered, gazetteer)
    return tuple(offered[: settings.most])


def _place_is_open(reading: Reading, gazetteer: Gazetteer) -> bool:
    """Whether a question leaves its place open: none named, or a name that several bear."""
    if reading.unknown or gazetteer.only:
        return False
    mentions = gazetteer.find(reading.understood.standalone)
    named = mentions[0].places if len(mentions) == 1 else reading.understood.places
    if not named:
        return True
    longest = max(named, key=len)
    return len(mentions) == 1 and not all(_same(place, longest) for place in named)


def _year_is_open(reading: Reading, own: Sequence[Hit], *, refused: bool) -> bool:
    """Whether a question leaves its year open, or asks for one that is not to be had."""
    period = reading.understood.period
    if period is None:
        return True
    if not refused or period.first != period.last:
        return False
    return not any(_year(hit) == period.first or f"{period.first}年" in hit.text for hit in own)


def _places(
    reading: Reading, near: Sequence[Hit], answered: Hit, gazetteer: Gazetteer
) -> Iterable[Alternative]:
    """The other places among the nearest passages."""
    seen = [answered.place]
    for hit in near:
        if hit.place is None or any(_same(hit.place, place) for place in seen):
            continue
        seen.append(hit.place)
        place = max((p for p in gazetteer.places if _same(p, hit.place)), key=len)
        year = _year(hit) if reading.understood.period is None else None
        yield Alternative(place, year, _asked(reading, place, year, gazetteer))


def _years(
    reading: Reading, near: Sequence[Hit], answered: Hit, gazetteer: Gazetteer
) -> Iterable[Alternative]:
    """The other years of the same place among the nearest passages."""
    asked = reading.understood.period
    seen = {asked.first if asked else _year(answered)}
    for hit in near:
        year = _year(hit)
        if year is None or year in seen or not _same(hit.place, answered.place):
            continue
        seen.add(year)
        place = answered.place if not reading.understood.places else None
        yield Alternative(hit.place, year, _asked(reading, place, year, gazetteer))


def _year(hit: Hit) -> int | None:
    """The one year that a passage is about."""
    period = hit.period
    return period.last if period and period.first == period.last else None


def _asked(reading: Reading, place: str | None, year: int | None, gazetteer: Gazetteer) -> str:
    """The question with another place or year, ready to be asked."""
    text = reading.understood.standalone
    if year is not None:
        old = PERIOD.search(text)
        text = text[: old.start()] + text[old.end() :] if old else text
    mentions = gazetteer.find(text)
    at = mentions[0].end if mentions else 0
    if place is not None:
        for mention in reversed(mentions):
            text = text[: mention.start] + text[mention.end :]
        text = _OURS.sub("", text)
        text, at = place + text.lstrip("的，,"), len(place)
    return text if year is None else f"{text[:at]}{year}年{text[at:].lstrip('的')}"


def _same(one: str | None, other: str | None) -> bool:
    """Whether two names are of one place, written with or without the city that it lies in."""
    if one is None or other is None:
        return False
    return is_same(one, other) or is_same(other, one)
