"""A talk hands its turns on, no error ends it, and what a browser kept of it is not trusted."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index.errors import WenbaoError
from index.parse import parse_report, read_source
from index.types import Report
from qa.types import Answer, Candidate, History, Understood
from tests.web_answers import ATTACK, make_answer, make_refusal
from ui.web.conversations import MOST_TURNS, parse_request
from ui.web.kept import Turn, turn_from_json, turn_json
from ui.web.talk import history_of, messages, next_turn, turn_html

SAMPLE = Path(__file__).parents[2] / "reports" / "guangfeng-2021.md"


@pytest.fixture(scope="module")
def report() -> Report:
    return parse_report(read_source(SAMPLE, SAMPLE.name))


def gone(name: str) -> Report:
    """A library that holds nothing."""
    raise WenbaoError(name)


def reply(question: str, answer: str | None) -> Answer:
    return Answer(
        question=question,
        understood=Understood((), None, None, "number", question, question),
        status="answered" if answer else "refused",
        answer=answer,
        items=(answer,) if answer else (),
        confidence=0.9 if answer else None,
        citations=(),
        passages=(),
        reason=None if answer else "库中没有2018年的报告。",
    )


def kept(turn: Turn) -> Any:
    """What comes back from a browser that kept a turn."""
    return json.loads(json.dumps(turn_json(turn), ensure_ascii=False))


def test_turns_are_handed_on_and_errors_are_not() -> None:
    asked: list[tuple[str, History]] = []

    def ask(question: str, history: History) -> Answer:
        asked.append((question, history))
        if question == "错":
            raise WenbaoError("问题太长；请缩短到 2000 字以内")
        return reply(question, None if "2018" in question else "256个")

    talk: tuple[Turn, ...] = ()
    for question in ("甲", "错", "2018", "乙"):
        talk = (*talk, next_turn(talk, question, ask))
    assert asked[-1] == ("乙", (("甲", "256个"), ("2018", "")))
    assert "问题太长" in turn_html(talk[1], 2, gone)
    assert history_of(talk)[-1] == ("乙", "256个")
    next_turn(talk, "丙", ask, alone=True)
    assert asked[-1] == ("丙", ())


def test_a_fault_of_the_program_is_one_line_too(caplog: pytest.LogCaptureFixture) -> None:
    def ask(question: str, history: History) -> Answer:
        raise ZeroDivisionError("<b>")

    with caplog.at_level("DEBUG", logger="ui.web"):
        turn = next_turn((), "甲", ask)
    assert turn.answer is None
    assert "程序内部出错（ZeroDivisionError）" in turn_html(turn, 1, gone)
    assert "wenbao chat --debug" in turn_html(turn, 1, gone)
    assert "Traceback" in caplog.text


def test_messages_alternate_and_a_waiting_question_is_shown(report: Report) -> None:
    talk = (Turn("甲", make_answer(report)), Turn("乙", None, "已停下"))
    shown = messages(talk, lambda _: report, pending="<丙>")
    assert [message["role"] for message in shown] == ["user", "assistant"] * 3
    assert 'class="wb-act wb-edit" value="1"' in shown[0]["content"]
    assert 'class="wb-act wb-wrong" value="1"' in shown[1]["content"]
    assert 'class="wb-act wb-retry" value="2"' in shown[3]["content"]
    assert "wb-wrong" not in shown[3]["content"]
    assert "&lt;丙&gt;" in shown[4]["content"]
    assert "正在查" in shown[5]["content"]


def test_a_kept_turn_is_shown_as_it_was(report: Report) -> None:
    for answer in (make_answer(report), make_refusal(report, Candidate("256个", 0.3))):
        turn = Turn("2020年建成多少协商议事室", answer, alone=True)
        back = turn_from_json(kept(turn))
        assert (back.question, back.alone) == (turn.question, True)
        assert turn_html(back, 1, lambda _: report) == turn_html(turn, 1, lambda _: report)
    trouble = Turn("甲", None, "已停下，没有查完")
    assert turn_from_json(kept(trouble)) == trouble


def test_a_kept_turn_is_a_few_kilobytes(report: Report) -> None:
    refusal = make_refusal(report, None)
    assert len(refusal.passages) == 20
    assert len(kept(Turn("甲", refusal))["answer"]["passages"]) == 5
    # A browser keeps five million characters.
    assert len(json.dumps(kept(Turn("甲", refusal)), ensure_ascii=False)) < 6000


def test_a_follow_up_still_says_how_it_was_taken(report: Report) -> None:
    answer = make_answer(report, "2018年呢")
    understood = replace(answer.understood, standalone="2018年建成多少协商议事室")
    turn = Turn("2018年呢", replace(answer, understood=understood))
    html = turn_html(turn_from_json(kept(turn)), 2, lambda _: report)
    assert "理解为：2018年建成多少协商议事室" in html


def test_words_that_the_library_does_not_hold_any_more_say_so(report: Report) -> None:
    turn = Turn("甲", make_answer(report))
    assert "wb-lost" not in turn_html(turn, 1, lambda _: report)
    for holder in (gone, lambda _: replace(report, text=report.text.replace("256个", "257个"))):
        html = turn_html(turn_from_json(kept(turn)), 1, holder)
        assert "资料库里已没有这里引用的原文" in html
        assert "现已建成协商议事室<mark>256个</mark>" in html
        # There is nothing to open, and nothing to vouch for.
        assert "wb-open" not in html
        assert "wb-copy" not in html


def test_a_forged_quote_is_not_passed_off_as_a_reports_words(report: Report) -> None:
    shape = kept(Turn("甲", make_answer(report)))
    cited = shape["answer"]["citations"][0]
    cited["quote"] = "现已建成协商议事室999个"
    shape["answer"]["passages"] = [
        {**cited, "text": "报告里没有的话", "period": None, "score": 1.0},
    ]
    html = turn_html(turn_from_json(shape), 1, lambda _: report)
    assert "资料库里已没有这里引用的原文" in html
    assert "报告里没有的话" not in html


def test_titles_places_and_dates_are_the_librarys_own(report: Report) -> None:
    shape = kept(Turn("甲", make_answer(report)))
    shape["answer"]["citations"][0] |= {"title": "伪造的标题", "delivered": "1999-01-01"}
    html = turn_html(turn_from_json(shape), 1, lambda _: report)
    assert "伪造的标题" not in html
    assert report.metadata.title in html
    assert "2021年2月4日" in html


def _strings(shape: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all strings in a JSON value."""
    if isinstance(shape, str):
        return [path]
    if not isinstance(shape, dict | list):
        return []
    items = shape.items() if isinstance(shape, dict) else enumerate(shape)
    return [found for key, value in items for found in _strings(value, (*path, key))]


def test_no_string_of_a_kept_turn_becomes_markup(report: Report) -> None:
    refusal = make_refusal(report, Candidate("256个", 0.3))
    turns = (Turn("甲", make_answer(report)), Turn("乙", refusal), Turn("丙", None, "坏了"))
    for turn in turns:
        for path in _strings(kept(turn)):
            shape = kept(turn)
            place = shape
            for key in path[:-1]:
                place = place[key]
            place[path[-1]] = f"\"'>{ATTACK}"
            request = json.dumps({"n": 1, "turns": [shape], "question": ATTACK})
            read = parse_request(request)
            for message in messages(read.turns, lambda _: report, read.question):
                assert "<script" not in message["content"], path
                assert "<img" not in message["content"], path
                assert 'onerror="' not in message["content"], path


@pytest.mark.parametrize(
    "change",
    [
        {"answer": []},
        {"answer": None, "trouble": None},
        {"trouble": "也坏了"},
        {"question": 5},
        {"question": "\ud800"},
        {"answer.status": "sure"},
        {"answer.citations": []},
        {"answer.citations": [{}]},
        {"answer.confidence": 7},
        {"answer.confidence": float("nan")},
        {"answer.understood": None},
        {"answer.understood.aspect": ["review"]},
        {"answer.understood.answer_kind": "spell"},
        {"answer.understood.period": {"from": -1, "to": 10**30}},
        {"answer.citations.0.start": -5},
        {"answer.citations.0.start": True},
        {"answer.citations.0.end": 0},
        {"answer.citations.0.n": 10**9},
        {"answer.citations.0.answer_spans": [[1]]},
        {"answer.citations.0.answer_spans": [[1, 2]] * 1000},
        {"answer.citations.0.quote": "长" * 100_000},
    ],
)
def test_a_turn_that_is_none_of_ours_is_one_in_trouble(
    report: Report, change: dict[str, Any]
) -> None:
    shape = kept(Turn("甲", make_answer(report)))
    for name, value in change.items():
        place: Any = shape
        *path, last = (int(key) if key.isdigit() else key for key in name.split("."))
        for key in path:
            place = place[key]
        place[last] = value
    with pytest.raises(ValueError):  # noqa: PT011
        turn_from_json(shape)
    good = kept(Turn("乙", make_answer(report)))
    read = parse_request(json.dumps({"n": 3, "turns": [shape, good]}))
    assert read.number == 3
    assert "读不出来" in (read.turns[0].trouble or "")
    assert read.turns[1].answer is not None
    # Whatever it was, it can be shown and sent.
    json.dumps(messages(read.turns, lambda _: report)).encode()


@pytest.mark.parametrize(
    "text", ["", "null", "[]", "{", "[" * 100_000, '{"turns": 5, "n": -1}', '{"n": true}']
)
def test_a_request_that_cannot_be_read_asks_for_nothing(text: str) -> None:
    read = parse_request(text)
    assert (read.turns, read.question) == ((), "")


def test_a_talk_is_bounded(report: Report) -> None:
    one = kept(Turn("甲", None, "坏"))
    read = parse_request(json.dumps({"n": 1, "turns": [one] * (MOST_TURNS + 50)}))
    assert len(read.turns) == MOST_TURNS
    assert len(parse_request(json.dumps({"question": "问" * 10**6})).question) == 20_000
