"""Where a report says what a term means: every text is written for this test."""

from __future__ import annotations

import pytest

from index.types import Period
from qa.finish import drafts
from qa.kinds import wanted
from qa.terms import asked_term, meaning
from qa.types import Hit, Span, Understood
from qa.understand import Reading


@pytest.mark.parametrize(
    ("question", "kind", "term"),
    [
        ("2022年推行的“三同步”是什么意思？", "definition", "三同步"),
        ("什么是潮汐摊位", "definition", "潮汐摊位"),
        ("“一江两湖”是哪几条水？", "list", "一江两湖"),
        ("“三同步”写进报告是哪一年？", "date", None),
        ("新建了多少公里绿道", "number", None),
    ],
)
def test_the_term_is_the_quoted_word_of_a_question_for_a_meaning(
    question: str, kind: str, term: str | None
) -> None:
    assert asked_term(question, kind) == term  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "term", "told"),
    [
        # A glossary entry goes on to the end of its line.
        ("3．三同步：同步规划。同步建设。\n4．其他", "三同步", "同步规划。同步建设"),
        ("“三同步”是指同步规划、同步建设；", "三同步", "同步规划、同步建设"),
        # In a sentence, to the sentence's end.
        ("推行“三同步”，即同步规划、同步建设。办好实事。", "三同步", "同步规划、同步建设"),
        ("绿道“2023”计划：到年底建成20公里。", "2023", "到年底建成20公里"),
        ("设立帮办专班（“快跑队”），其职责是代办。", "快跑队", None),
        ("“快跑队”就是帮办专班，其职责是代办。", "快跑队", "帮办专班"),
        ("全面推行“三同步”，成效明显。", "三同步", None),
    ],
)
def test_a_meaning_stands_behind_the_sign_of_one(text: str, term: str, told: str | None) -> None:
    found = meaning(text, term)
    assert (text[found[0] : found[1]] if found else None) == told


def test_a_long_meaning_fits_a_citation() -> None:
    text = "三同步：" + "同步规划，" * 80
    found = meaning(text, "三同步")
    assert found is not None
    assert 150 < found[1] - found[0] <= 200


def _hit(ordinal: int, text: str) -> Hit:
    period = Period(2022, 2022, None)
    return Hit(ordinal, "r", "r.md", "t", "甲市", "2023", (), period, 0, len(text), text, 1.0)


def test_a_passage_that_only_uses_the_term_fits_less_than_the_one_that_explains_it() -> None:
    question = "“三同步”是什么意思"
    asked = Understood((), None, None, "definition", question, "三同步")
    reading = Reading(asked, wanted(question), (), (), False)
    hits = [_hit(0, "全面推行“三同步”，成效明显。"), _hit(1, "三同步：同步规划、同步建设。")]
    spans = [Span(0, 0, 10, "", 0.9), Span(1, 4, 6, "", 0.01)]
    uses, explains = drafts(reading, hits, spans)
    assert explains.text == "同步规划、同步建设"
    assert explains.fit > uses.fit
    assert explains.margin >= 0.5
