"""Parts set against each other are answered in one unit where their passages allow it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.types import Period
from qa.comparison import PartAnswer, compares, conclude
from qa.finish import Draft
from qa.kinds import Wanted
from qa.matched import matched
from qa.part_reads import PartRead
from qa.types import Hit, Understood
from qa.understand import Reading
from qa.weigh import weigh

_ACRES = "全年粮食生产面积540万亩，增长3%；粮食总产量45亿斤，增长4.2%"
_KILOS = "新增耕地7292亩，全年粮食总产量22.9亿公斤，增长1.9%"
_QUESTION = "双河2008年和2009年哪一年打的粮食多？"


def _read(year: int, text: str, *said: str) -> PartRead:
    period = Period(year, year, "review")
    hit = Hit(year, f"r{year}", f"{year}.md", "", "双河市", None, (), period, 9, 9, text, 2.0)
    hit = replace(hit, end=9 + len(text))
    asked = Understood(("双河市",), period, None, "number", f"双河{year}年打的粮食多少", "打的粮食")
    drafts = []
    for n, words in enumerate(said):
        start = 9 + text.index(words)
        drafts.append(Draft(0, ((start, start + len(words)),), words, 0.8 - 0.3 * n, 1.0))
    reading = Reading(asked, Wanted("number", None), (), (year,), True)
    return PartRead(reading, (hit,), weigh(reading, (hit,), drafts))


def _texts(reads: tuple[PartRead, ...]) -> list[str]:
    return [read.weighed[0].draft.text for read in reads]


def test_a_value_called_alike_beside_the_one_of_another_unit_is_taken() -> None:
    reads = (_read(2008, _ACRES, "540万亩"), _read(2009, _KILOS, "22.9亿公斤"))
    found = matched(_QUESTION, reads)
    assert _texts(found) == ["45亿斤", "22.9亿公斤"]
    start, end = found[0].weighed[0].draft.parts[0]
    assert _ACRES[start - 9 : end - 9] == "45亿斤"
    assert all(w.draft.text != "540万亩" for w in found[0].weighed)


def test_a_candidate_that_can_be_compared_is_taken_before_one_that_cannot() -> None:
    reads = (_read(2008, _ACRES, "540万亩", "45亿斤"), _read(2009, _KILOS, "22.9亿公斤"))
    assert _texts(matched(_QUESTION, reads)) == ["45亿斤", "22.9亿公斤"]


@pytest.mark.parametrize(
    "question", ["双河2008年种了多少地，2009年打了多少粮？", "双河两年的粮食分别是多少？"]
)
def test_what_is_not_compared_stays(question: str) -> None:
    reads = (_read(2008, _ACRES, "540万亩"), _read(2009, _KILOS, "22.9亿公斤"))
    assert matched(question, reads) == reads


def test_parts_with_nothing_alike_stay() -> None:
    reads = (_read(2008, "建成公园540个", "540个"), _read(2009, _KILOS, "22.9亿公斤"))
    assert matched(_QUESTION, reads) == reads


def test_a_conclusion_over_two_units_shows_the_one_in_the_other_where_figures_mislead() -> None:
    found = conclude(
        _QUESTION, [PartAnswer("2008年", "45亿斤"), PartAnswer("2009年", "22.9亿公斤")]
    )
    assert found == "2009年（22.9亿公斤，多于2008年的45亿斤，即22.5亿公斤）"
    kept = conclude(_QUESTION, [PartAnswer("2008年", "46亿斤"), PartAnswer("2009年", "22.9亿公斤")])
    assert kept == "2008年（46亿斤，多于2009年的22.9亿公斤）"


def test_a_question_compares_where_it_asks_which_or_how_far() -> None:
    assert compares(_QUESTION)
    assert compares("双河2009年的粮食比2008年多了多少")
    assert not compares("双河2008年和2009年分别打了多少粮食")
