"""Parts of a question: no words answer two of them, and each is called by what sets it apart."""

from __future__ import annotations

from dataclasses import replace

from index.types import Aspect, Period
from qa.finish import Draft
from qa.kinds import Wanted
from qa.part_reads import PartRead, distinct, labels
from qa.refuse import missing, unsure
from qa.types import Hit, Understood
from qa.understand import Reading
from qa.weigh import weigh


def _hit(ordinal: int, year: int, text: str = "空气质量优良天数达到359天") -> Hit:
    return Hit(
        ordinal=ordinal,
        id=f"r{year}",
        file=f"r{year}.md",
        title="政府工作报告",
        place="双河市",
        delivered=f"{year + 1}-01-10",
        section=(),
        period=Period(year, year, "review"),
        start=0,
        end=len(text),
        text=text,
        score=2.0,
    )


def _reading(
    year: int, place: str = "双河市", aspect: Aspect | None = None, kind: str = "number"
) -> Reading:
    understood = Understood(
        places=(place,),
        period=Period(year, year, aspect),
        aspect=aspect,
        answer_kind=kind,  # type: ignore[arg-type]
        standalone=f"{place}{year}年优良天数多少",
        topic="优良天数",
    )
    return Reading(understood, Wanted(kind, "天"), (), (year,), True)  # type: ignore[arg-type]


def _read(year: int, hits: tuple[Hit, ...], margins: tuple[float, ...]) -> PartRead:
    drafts = [Draft(n, ((11, 15),), "359天", margin, 1.0) for n, margin in enumerate(margins)]
    reading = _reading(year)
    return PartRead(reading, hits, weigh(reading, hits, drafts[: len(hits)]))


def test_the_part_trusted_less_gives_the_shared_words_up() -> None:
    hits = (_hit(7, 2022), _hit(3, 2020))
    sure = _read(2022, hits, (0.9, 0.1))
    doubtful = _read(2020, (replace(hits[0]), hits[1]), (0.9, -0.2))
    first, second = distinct((doubtful, sure))
    assert first.words(first.weighed[0]) == (3, ((11, 15),))
    assert second.words(second.weighed[0]) == (7, ((11, 15),))


def test_a_part_that_has_nothing_else_keeps_its_words() -> None:
    one = (_hit(7, 2022),)
    first, second = distinct((_read(2022, one, (0.9,)), _read(2020, one, (0.5,))))
    assert first.weighed
    assert second.weighed


def test_parts_with_words_of_their_own_stay_as_they_are() -> None:
    reads = (_read(2022, (_hit(7, 2022),), (0.9,)), _read(2020, (_hit(3, 2020),), (0.5,)))
    assert distinct(reads) == reads


def test_labels_say_what_sets_the_parts_apart() -> None:
    assert labels([_reading(2020), _reading(2022)]) == ("2020年", "2022年")
    assert labels([_reading(2020), _reading(2020, "金川市")]) == ("双河市", "金川市")
    assert labels([_reading(2020), _reading(2021, "金川市")]) == ("2020年双河市", "2021年金川市")
    assert labels([_reading(2020, aspect="plan"), _reading(2020, aspect="review")]) == (
        "目标",
        "实际",
    )


def test_a_place_is_named_without_the_greater_one_that_it_lies_in() -> None:
    near = [_reading(2020, "砚川市苇港区"), _reading(2020, "砚川市梓泊区")]
    assert labels(near) == ("苇港区", "梓泊区")
    alike = [_reading(2020, "甲川市鼓楼区"), _reading(2020, "乙川市鼓楼区")]
    assert labels(alike) == ("甲川市鼓楼区", "乙川市鼓楼区")


def test_a_part_is_named_by_what_it_counts() -> None:
    topics = ("建了 间协商议事室", "委员摸底的民企几家")
    readings = [
        replace(_reading(2020), understood=replace(_reading(2020).understood, topic=topic))
        for topic in topics
    ]
    assert labels(readings) == ("协商议事室", "委员摸底的民企")


def test_a_refusal_names_the_year_that_is_missing_and_the_one_that_is_there() -> None:
    reason = missing(_reading(2018), _hit(7, 2022))
    assert reason is not None
    assert "2018年" in reason
    assert "2022年" in reason
    assert missing(_reading(2022), _hit(7, 2022)) is None


def test_a_refusal_names_the_place_that_is_missing() -> None:
    reason = missing(_reading(2022, "金川市"), _hit(7, 2022))
    assert reason is not None
    assert "金川市" in reason


def test_where_only_a_growth_rate_stands_the_refusal_says_so() -> None:
    text = "旅游总收入增长8.5%，接待游客增长6%"
    hit = _hit(7, 2022, text)
    reading = replace(_reading(2022, kind="money"), wanted=Wanted("money", "亿元"))
    asked = replace(reading.understood, standalone="2022年旅游总收入多少亿元", topic="旅游总收入")
    reading = replace(reading, understood=asked)
    start = text.index("8.5%")
    draft = Draft(0, ((start, start + 4),), "8.5%", 0.1, 0.5)
    read = PartRead(reading, (hit,), weigh(reading, (hit,), [draft]))
    assert "8.5%" in unsure(reading, read)
    fitting = replace(draft, fit=1.0)
    whole = PartRead(reading, (hit,), weigh(reading, (hit,), [fitting]))
    assert "8.5%" not in unsure(reading, whole)
