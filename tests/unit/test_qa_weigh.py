"""Weighing candidates: what speaks for them moves them up; the final ranking is consistent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.types import Period
from qa.confidence import confidence, features
from qa.finish import Draft, drafts, margin_of
from qa.kinds import Wanted
from qa.reader.decode import trust
from qa.types import Hit, Span, Understood
from qa.understand import Reading
from qa.weigh import falling, reranked, weigh

PLACE, OTHER = "广丰区", "信州区"


def _hit(position: int, *, place: str = PLACE, year: int = 2020, score: float = 3.0) -> Hit:
    return Hit(
        ordinal=position,
        id=f"r{position}",
        file=f"r{position}.md",
        title="工作报告",
        place=place,
        delivered=f"{year + 1}-02-04",
        section=("工作回顾",),
        period=Period(year, year, "review"),
        start=100,
        end=120,
        text="现已建成协商议事室256个，培训12次。",
        score=score,
    )


def _reading(kind: str = "number") -> Reading:
    understood = Understood(
        places=(PLACE,),
        period=Period(2020, 2020, "review"),
        aspect="review",
        answer_kind=kind,  # type: ignore[arg-type]
        standalone="广丰区2020年建成多少协商议事室",
        topic="建成协商议事室",
    )
    return Reading(understood, Wanted(kind, None), (), (2020,), True)  # type: ignore[arg-type]


def _draft(hit: int = 0, text: str = "256个", margin: float = 0.5, fit: float = 1.0) -> Draft:
    return Draft(hit, ((110, 114),), text, margin, fit)


@pytest.mark.parametrize(
    ("worse_hit", "worse_draft"),
    [
        (_hit(1, place=OTHER), _draft(1)),
        (_hit(1, year=2015), _draft(1)),
        (_hit(1, score=-3.0), _draft(1)),
        (_hit(1), _draft(1, margin=-0.5)),
        (_hit(1), _draft(1, fit=0.1)),
    ],
    ids=["another place", "another year", "found far below", "no answer there", "wrong kind"],
)
def test_what_speaks_against_a_candidate_puts_it_second(worse_hit: Hit, worse_draft: Draft) -> None:
    hits = [_hit(0), worse_hit]
    for order in ([_draft(0), worse_draft], [worse_draft, _draft(0)]):
        assert weigh(_reading(), hits, order)[0].draft.hit == 0


def test_the_final_ranking_keeps_every_hit_once_with_falling_scores() -> None:
    hits = [_hit(n, score=3.0 - n) for n in range(6)]
    weighed = weigh(_reading(), hits, [_draft(2, margin=1.0), _draft(0, margin=-1.0)])
    ranked = reranked(hits, weighed)
    assert [hit.ordinal for hit in ranked] == [2, 0, 1, 3, 4, 5]
    scores = [hit.score for hit in ranked]
    assert scores == sorted(scores, reverse=True)


def test_without_candidates_the_ranking_stays() -> None:
    hits = [_hit(n, score=3.0 - n) for n in range(3)]
    assert [hit.ordinal for hit in reranked(hits, ())] == [0, 1, 2]
    assert reranked((), ()) == ()


def test_falling_only_ever_lowers_scores() -> None:
    ranked = falling([_hit(0, score=1.0), _hit(1, score=5.0), _hit(2, score=0.5)])
    assert [hit.score for hit in ranked] == [1.0, 1.0, 0.5]


def test_confidence_falls_with_a_rival_and_with_doubt() -> None:
    hits = [_hit(0), _hit(1)]
    alone = confidence(features(_reading(), hits, weigh(_reading(), hits, [_draft(0)])))
    rival = weigh(_reading(), hits, [_draft(0), _draft(1, text="12次", margin=0.45)])
    doubted = weigh(_reading(), hits, [_draft(0, margin=-0.3)])
    assert confidence(features(_reading(), hits, rival)) < alone
    assert confidence(features(_reading(), hits, doubted)) < alone
    assert 0 < alone < 1


def test_a_margin_comes_back_from_its_score() -> None:
    for margin in (-9.0, -1.0, 0.0, 2.5, 9.0):
        span = Span(0, 0, 1, "个", trust(margin))
        assert margin_of(span) == pytest.approx(margin / 10, abs=1e-6)
    assert abs(margin_of(Span(0, 0, 1, "个", 1.0))) <= 1.5


def test_a_ragged_span_is_completed_in_canonical_offsets() -> None:
    hit = _hit(0)
    at = hit.text.index("56")
    span = Span(0, hit.start + at, hit.start + at + 2, "56", 0.9)
    (draft,) = drafts(_reading(), [hit], [span])
    assert draft.text == "256个"
    ((start, end),) = draft.parts
    assert hit.text[start - hit.start : end - hit.start] == "256个"


def test_spans_that_complete_to_the_same_words_give_one_candidate() -> None:
    hit = _hit(0)
    at = hit.text.index("256个")
    spans = [
        Span(0, hit.start + at, hit.start + at + 4, "256个", 0.9),
        Span(0, hit.start + at + 1, hit.start + at + 3, "56", 0.8),
    ]
    assert len(drafts(_reading(), [hit], spans)) == 1


def test_a_list_gives_its_items() -> None:
    hit = replace(_hit(0), text="开工建设甲线、乙线和丙线，增长5%。", end=117)
    reading = _reading("list")
    span = Span(0, hit.start + 4, hit.start + 12, "甲线、乙线和丙线", 0.9)
    (draft,) = drafts(reading, [hit], [span])
    assert draft.text == "甲线、乙线、丙线"
    assert len(draft.parts) == 3


def test_the_same_clauses_told_longer_are_no_rival() -> None:
    hits = [_hit(0), _hit(1)]
    reading = _reading("reason")
    short = Draft(0, ((100, 110),), "现已建成协商议事室", 0.3, 1.0)
    longer = Draft(0, ((100, 119),), "现已建成协商议事室256个，培训12次", 0.28, 1.0)
    elsewhere = Draft(1, ((100, 119),), "现已建成协商议事室256个，培训12次", 0.28, 1.0)
    alone = confidence(features(reading, hits, weigh(reading, hits, [short])))
    told_twice = confidence(features(reading, hits, weigh(reading, hits, [short, longer])))
    rival = confidence(features(reading, hits, weigh(reading, hits, [short, elsewhere])))
    assert told_twice == pytest.approx(alone)
    assert rival < alone


def _why(text: str, *spans: tuple[str, float]) -> list[str]:
    """The candidate causes, best first, of why the grain failed."""
    hit = replace(_hit(0), text=text, end=100 + len(text))
    asked = replace(
        _reading("reason").understood, standalone="广丰区2020年粮食为什么减产", topic="粮食 减产"
    )
    reading = replace(_reading("reason"), understood=asked)
    found = [
        Span(
            0,
            hit.start + text.index(words),
            hit.start + text.index(words) + len(words),
            words,
            score,
        )
        for words, score in spans
    ]
    return [w.draft.text for w in weigh(reading, [hit], drafts(reading, [hit], found))]


def test_a_marked_cause_comes_before_what_the_reader_likes_better() -> None:
    text = "必须承认，粮食有所减产，主要是连续干旱、水库蓄水少。农机作业面积扩大。"
    assert _why(text, ("必须承认", 0.9), ("主要是连续干旱、水库蓄水少", 0.5))[0].startswith(
        "主要是"
    )


def test_a_cause_that_is_only_supposed_comes_last() -> None:
    text = "由于连续干旱，粮食有所减产。但如果剔除旱灾的影响，产量仍有增加。"
    ranked = _why(text, ("但如果剔除旱灾的影响", 0.9), ("由于连续干旱", 0.4))
    assert ranked[0] == "由于连续干旱"


def test_a_marked_cause_of_something_else_stays_behind() -> None:
    text = "客流下降，主要是停航。粮食有所减产，水库蓄水不足。"
    assert _why(text, ("水库蓄水不足", 0.7), ("主要是停航", 0.5))[0] == "水库蓄水不足"


def test_a_target_comes_behind_a_result_where_a_result_is_asked_for() -> None:
    planned = replace(_hit(0), period=Period(2020, 2020, "plan"))
    hits = [planned, _hit(1)]
    at = planned.text.index("256个")
    spans = [
        Span(n, hit.start + at, hit.start + at + 4, "256个", score)
        for n, (hit, score) in enumerate(zip(hits, (0.9, 0.6), strict=True))
    ]
    by_hit = {draft.hit: draft.fit for draft in drafts(_reading(), hits, spans)}
    assert by_hit[0] < by_hit[1]
    plan = replace(_reading(), understood=replace(_reading().understood, aspect="plan"))
    assert drafts(plan, hits, spans)[0].fit == by_hit[1]
