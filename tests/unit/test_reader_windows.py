"""Windows: every text is covered, and offsets lead back to the very words."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.reader.windows import MAX_CONTEXT, MAX_QUESTION, WindowMaker, load_tokenizer
from tests.reader_base import make_tokenizer

TEXT = "全区新建公里路20公里，建成协商议事室256个。" * 12
QUESTION = "建成多少协商议事室"


@pytest.fixture(scope="module")
def maker(tmp_path_factory: pytest.TempPathFactory) -> WindowMaker:
    tokenizer = load_tokenizer(make_tokenizer(Path(tmp_path_factory.mktemp("tokenizer"))))
    return WindowMaker(tokenizer, max_tokens=96, overlap=24)


def test_windows_cover_the_text_and_none_is_too_long(maker: WindowMaker) -> None:
    windows = list(maker.windows(QUESTION, "广丰区 2021年报告", TEXT))
    assert len(windows) > 2
    assert all(len(window.ids) <= 96 for window in windows)
    covered = {i for window in windows for a, b in window.offsets for i in range(a, b)}
    assert covered == set(range(len(TEXT)))


def test_neighbours_overlap_so_that_no_answer_falls_between(maker: WindowMaker) -> None:
    first, second, *_ = maker.windows(QUESTION, "", TEXT)
    shared = set(first.offsets) & set(second.offsets)
    assert len(shared) == 24


def test_offsets_lead_back_to_the_words(maker: WindowMaker) -> None:
    at = TEXT.index("256个")
    window = maker.around(QUESTION, "", TEXT, (at, at + 4), 0.5, 40)
    assert window is not None
    tokens = window.tokens_of(at, at + 4)
    assert tokens is not None
    first, last = (window.offsets[t - window.first] for t in tokens)
    assert TEXT[first[0] : last[1]] == "256个"


def test_a_span_that_the_window_cuts_has_no_tokens(maker: WindowMaker) -> None:
    window = next(maker.windows(QUESTION, "", TEXT))
    beyond = window.offsets[-1][1]
    assert window.tokens_of(beyond - 1, beyond + 3) is None
    assert window.tokens_of(beyond, beyond + 3) is None


def test_a_span_longer_than_the_room_has_no_window(maker: WindowMaker) -> None:
    assert maker.around(QUESTION, "", TEXT, (0, len(TEXT)), 0.5, 40) is None


@pytest.mark.parametrize("lead", [0.0, 0.5, 1.0])
def test_lead_says_how_much_stands_before_the_span(maker: WindowMaker, lead: float) -> None:
    at = TEXT.index("256个", len(TEXT) // 2)
    window = maker.around(QUESTION, "", TEXT, (at, at + 4), lead, 30)
    assert window is not None
    before = window.tokens_of(at, at + 4)
    assert before is not None
    spare = 30 - (before[1] - before[0] + 1)
    assert abs(before[0] - window.first - lead * spare) <= 1


def test_full_width_digits_are_read_as_half_width(maker: WindowMaker) -> None:
    wide = next(maker.windows(QUESTION, "", "建成２５６个"))
    plain = next(maker.windows(QUESTION, "", "建成256个"))
    assert wide.ids == plain.ids
    assert wide.offsets[-1] == (5, 6)


def test_question_and_context_stand_before_the_text_in_their_segments(maker: WindowMaker) -> None:
    window = next(maker.windows("多少", "广丰", "建成"))
    assert window.types == (0, 0, 0, 0, 1, 1, 1, 1, 1, 1)
    assert window.first == 7
    without = next(maker.windows("多少", "", "建成"))
    assert without.first == 4


def test_long_questions_and_contexts_are_bounded_and_keep_both_ends(maker: WindowMaker) -> None:
    context = "广" + "年" * 100 + "丰"
    window = next(maker.windows("多" * 200, context, TEXT))
    assert window.first == 1 + MAX_QUESTION + 1 + MAX_CONTEXT + 1
    line = window.ids[MAX_QUESTION + 2 : window.first - 1]
    short = next(maker.windows("多", "广丰", "年"))
    assert (line[0], line[-1]) == (short.ids[3], short.ids[4])


def test_an_empty_text_gives_one_window_without_tokens(maker: WindowMaker) -> None:
    (window,) = maker.windows(QUESTION, "", "")
    assert window.offsets == ()
