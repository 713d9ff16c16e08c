"""Whatever is asked, an answer, a refusal or one explained error comes back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from index.errors import WenbaoError
from qa.library import Library

pytestmark = pytest.mark.model

WORDS = st.sampled_from(
    [
        "2020年",
        "协商议事室",
        "多少",
        "广丰",
        "南昌县",
        "那",
        "呢？",
        "哪些",
        "比",
        "的",
        "、",
        "“",
        "％",
        "GDP",
    ]
)
QUESTIONS = st.one_of(
    st.text(max_size=500),
    st.text(alphabet="？！，。、；：“”（）《》…—·.,!?()[]{}*+|\\^$", min_size=1, max_size=60),
    st.text(
        alphabet="0123456789０１２３〇一二三四五六七八九十百千万亿年月日", min_size=1, max_size=60
    ),
    st.lists(WORDS, min_size=1, max_size=30).map("".join),
)


@pytest.fixture(scope="module")
def library(sample_library: Path) -> Library:
    """The sample report's library, open."""
    return Library.open(sample_library)


def explained(error: WenbaoError) -> None:
    """An error that a user sees is one line."""
    assert str(error)
    assert "\n" not in str(error)


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example("😀👨‍👩‍👧‍👦多少？", [])
@example("'; DROP TABLE reports; --", [])
@example("<script>alert(1)</script>", [])
@example("(((((((((((((((((", [])
@example("\x00\x01\x7f\ufeff\u200b", [])
@example("协商\ud800议事室", [("\udfff", "\udfff")])
@example("\ufdfa" * 500, [])
@example("年" * 500, [])
@example("1" * 500, [])
@example("一" * 500, [])
@example("、" * 500, [])
@example("那呢？", [("", "")])
@given(QUESTIONS, st.lists(st.tuples(QUESTIONS, st.text(max_size=20)), max_size=3))
def test_no_question_is_an_internal_error(
    library: Library, question: str, history: list[tuple[str, str]]
) -> None:
    try:
        answer = library.ask(question, history=history)
    except WenbaoError as error:
        explained(error)
        return
    shape = json.loads(json.dumps(answer.to_json()))
    assert shape["question"] == question
    assert shape["status"] in ("answered", "refused")
    for citation in shape["citations"]:
        text = library.report(citation["id"]).text
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        assert len(citation["quote"]) <= 200


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=40), st.integers(-(10**12), 10**12), st.text(max_size=40))
def test_no_filter_is_an_internal_error(
    library: Library, place: str, year: int, report: str
) -> None:
    for keys in ({"place": place}, {"year": year}, {"report": report}):
        try:
            assert library.search("建成多少协商议事室", **keys).passages is not None  # type: ignore[arg-type]
        except WenbaoError as error:
            explained(error)
