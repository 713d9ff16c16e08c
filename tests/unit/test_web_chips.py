"""What a question was taken for can be taken off it, as far as its words say it."""

from __future__ import annotations

import pytest

from index.types import Aspect, Period
from qa.types import Alternative, Answer, Understood
from ui.web.chips import (
    alternatives_html,
    chips_html,
    without_aspect,
    without_period,
    without_places,
)


def make_answer(
    question: str,
    places: tuple[str, ...] = (),
    period: Period | None = None,
    aspect: Aspect | None = None,
    alternatives: tuple[Alternative, ...] = (),
) -> Answer:
    return Answer(
        question=question,
        understood=Understood(places, period, aspect, "number", question, question),
        status="refused",
        answer=None,
        items=(),
        confidence=None,
        citations=(),
        passages=(),
        alternatives=alternatives,
    )


@pytest.mark.parametrize(
    ("text", "places", "expected"),
    [
        ("苇港区2022年建了几个码头", ("砚川市苇港区", "苇港区"), "2022年建了几个码头"),
        ("2022年苇港的码头有几个", ("砚川市苇港区",), "2022年码头有几个"),
        ("苇港区和梓泊区哪个码头多", ("砚川市苇港区", "砚川市梓泊区"), "哪个码头多"),
        ("2022年建了几个码头", ("砚川市苇港区",), None),
        ("2022年建了几个码头", (), None),
        ("苇港区", ("苇港区",), None),
    ],
)
def test_places_are_taken_out(text: str, places: tuple[str, ...], expected: str | None) -> None:
    assert without_places(text, places) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("苇港区2022年建了几个码头", "苇港区建了几个码头"),
        ("2022年的码头有几个", "码头有几个"),
        ("苇港区2021年和2022年码头分别有几个", "苇港区码头分别有几个"),
        ("2018到2021年码头建了几个", "码头建了几个"),
        ("去年建了几个码头", "建了几个码头"),
        ("“十三五”期间建了几个码头", "建了几个码头"),
        ("建了2022个码头", None),
    ],
)
def test_years_are_taken_out(text: str, expected: str | None) -> None:
    assert without_period(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("苇港区2023年计划建几个码头", "苇港区2023年建几个码头"),
        ("苇港区2022年建了几个码头", "苇港区2022年建几个码头"),
        ("主要做了哪些", "主要做哪些"),
        # 完成 is what is asked for; without it another question would be left.
        ("苇港区2022年完成投资多少", None),
        ("码头有几个", None),
    ],
)
def test_looking_back_or_ahead_is_taken_out(text: str, expected: str | None) -> None:
    assert without_aspect(text) == expected


def test_only_what_the_question_says_is_a_button() -> None:
    answer = make_answer("2022年建了几个码头", ("苇港区",), Period(2022, 2022), "review")
    html = chips_html(answer)
    assert '<span class="wb-chip">苇港区</span>' in html
    assert html.count("<button") == 2
    assert 'value="建了几个码头"' in html
    assert 'value="2022年建几个码头"' in html
    assert "理解为" not in html
    assert "全部报告" in chips_html(make_answer("码头"))


def test_alternatives_are_buttons_that_ask() -> None:
    other = Alternative("苇港区", 2022, '苇港区2022年"<b>"几个')
    html = alternatives_html(make_answer("几个码头", alternatives=(other,)))
    assert 'value="苇港区2022年&quot;&lt;b&gt;&quot;几个"' in html
    assert ">苇港区 2022年</button>" in html
    assert alternatives_html(make_answer("几个码头")) == ""
