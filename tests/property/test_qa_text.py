"""Properties of values, sentences, clauses and quotes that hold for any text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from qa.citation import quote_bounds
from qa.sentences import clauses, sentence_around, sentences
from qa.settings import READ
from qa.values import find_values

#: Text that looks like a report: words, figures, every kind of punctuation and white space.
PIECES = st.sampled_from(
    [
        *"协商议事室建成了全区的，。；：、！？\n \u3000（）“”’",
        *"0123456789０５.．%％年月日万亿元个至-—",
        "256个",
        "2020年",
        "上千万元",
        "百分之五",
    ]
)
#: Time is measured elsewhere; a loaded machine must not fail these, nor a run of bad draws.
any_time = settings(
    deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
)
TEXTS = st.lists(PIECES, max_size=700).map("".join)


@any_time
@given(TEXTS)
def test_a_value_is_the_text_at_its_offsets(text: str) -> None:
    for value in find_values(text):
        assert 0 <= value.start < value.end <= len(text)
        assert text[value.start : value.end] == value.text


@any_time
@example("投入上千万元，降低百分之五个，2016-2020年12月3日")
@given(TEXTS)
def test_values_of_a_text_never_overlap(text: str) -> None:
    spans = sorted((value.start, value.end) for value in find_values(text))
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@any_time
@given(TEXTS, st.data())
def test_a_quote_holds_its_span_and_is_short_and_trim(text: str, data: st.DataObject) -> None:
    assume(text.strip())
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + READ.max_quote)))
    assume(not text[start].isspace())
    assume(not text[end - 1].isspace())
    left, right = quote_bounds(text, start, end)
    assert 0 <= left <= start < end <= right <= len(text)
    assert right - left <= READ.max_quote
    assert not text[left].isspace()
    assert not text[right - 1].isspace()


@any_time
@given(TEXTS, st.data())
def test_a_quote_stays_in_the_sentence_of_its_span(text: str, data: st.DataObject) -> None:
    assume(text.strip())
    spans = [(a, b) for a, b in sentences(text) if b - a <= READ.max_quote]
    assume(spans)
    a, b = data.draw(st.sampled_from(spans))
    start = data.draw(st.integers(a, b - 1))
    end = data.draw(st.integers(start + 1, b))
    left, right = quote_bounds(text, start, end)
    assert a <= left
    assert right <= b


def test_a_mark_at_the_head_of_a_line_is_no_end_of_the_line_before() -> None:
    assert quote_bounds("协\n！", 2, 3) == (2, 3)
    assert quote_bounds("协\n）", 2, 3) == (2, 3)


@any_time
@given(st.integers(201, 2000), st.data())
def test_a_span_longer_than_a_quote_is_cut_at_the_limit(length: int, data: st.DataObject) -> None:
    text = "建" * length
    end = data.draw(st.integers(201, length))
    assert quote_bounds(text, 0, end) == (0, READ.max_quote)


@any_time
@given(TEXTS)
def test_sentences_and_clauses_are_in_order_and_clauses_inside(text: str) -> None:
    last = 0
    for start, end in sentences(text):
        assert last <= start < end <= len(text)
        last = end
        inside = start
        for a, b in clauses(text, start, end):
            assert inside <= a < b <= end
            inside = b
        assert sentence_around(text, start, start + 1)[0] == start
