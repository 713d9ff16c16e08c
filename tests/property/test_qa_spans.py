"""What holds for any text and any span: completed spans and items stay inside and in order."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from index.types import Aspect
from qa.comparison import PartAnswer, conclude
from qa.complete import complete
from qa.kinds import Wanted
from qa.lists import items
from qa.types import AnswerKind

_TEXT = st.text(
    alphabet="港区建成议事室的和与、，。；：“”（）《》0123456789.%万亿元个家年月日等是指一二三 \nA",
    max_size=80,
)
_KINDS = st.sampled_from(
    ["number", "percent", "money", "date", "person", "entity", "definition", "reason", "text"]
)
_SETTINGS = settings(max_examples=300, deadline=None)


@_SETTINGS
@given(_TEXT, st.integers(-3, 90), st.integers(-3, 90), _KINDS, st.sampled_from([None, "plan"]))
def test_a_completed_span_is_a_span_of_its_text(
    text: str, start: int, end: int, kind: AnswerKind, aspect: Aspect | None
) -> None:
    found = complete(text, start, end, Wanted(kind, None), aspect)
    assert 0 <= found.start <= found.end <= max(len(text), found.start)
    assert 0.0 <= found.fit <= 1.0
    again = complete(text, start, end, Wanted(kind, None), aspect)
    assert again == found


@_SETTINGS
@given(_TEXT, st.integers(-3, 90), st.integers(-3, 90), st.sampled_from([None, 2, 3, 5]))
def test_items_are_spans_in_order_and_no_more_than_asked(
    text: str, start: int, end: int, count: int | None
) -> None:
    found = items(text, start, end, count)
    assert all(0 <= a < b <= len(text) for a, b in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    assert count is None or len(found) <= count


@_SETTINGS
@given(
    st.sampled_from(["哪年更多", "从多少变成多少", "各是多少", "变好了还是变差了", "多了多少"]),
    st.lists(st.tuples(st.sampled_from(["2019年", "2020年", "甲区"]), _TEXT), max_size=4),
)
def test_a_conclusion_never_fails(question: str, parts: list[tuple[str, str]]) -> None:
    said = conclude(question, [PartAnswer(label, text) for label, text in parts])
    assert said is None or said.strip()
