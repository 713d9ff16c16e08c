"""A talk hands its turns on, and no error ends it."""

from __future__ import annotations

import pytest

from index.errors import WenbaoError
from index.types import Report
from qa.types import Answer, History, Understood
from ui.web.talk import Talk, Turn, history_of, messages, next_turn


def gone(name: str) -> Report:
    """These answers cite nothing, so no report may be asked for."""
    raise AssertionError(name)


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


def test_turns_are_handed_on_and_errors_are_not() -> None:
    asked: list[tuple[str, History]] = []

    def ask(question: str, history: History) -> Answer:
        asked.append((question, history))
        if question == "错":
            raise WenbaoError("问题太长；请缩短到 2000 字以内")
        return reply(question, None if "2018" in question else "256个")

    talk: Talk = ()
    for question in ("甲", "错", "2018", "乙"):
        talk = (*talk, next_turn(talk, question, ask, gone))
    assert asked[-1] == ("乙", (("甲", "256个"), ("2018", "")))
    assert "问题太长" in talk[1].html
    assert talk[1].reply is None
    assert history_of(talk)[-1] == ("乙", "256个")


def test_a_fault_of_the_program_is_one_line_too(caplog: pytest.LogCaptureFixture) -> None:
    def ask(question: str, history: History) -> Answer:
        raise ZeroDivisionError("<b>")

    with caplog.at_level("DEBUG", logger="ui.web"):
        turn = next_turn((), "甲", ask, gone)
    assert turn.reply is None
    assert "程序内部出错（ZeroDivisionError）" in turn.html
    assert "wenbao chat --debug" in turn.html
    assert "Traceback" in caplog.text


def test_messages_alternate_and_a_waiting_question_is_shown() -> None:
    shown = messages((Turn("甲", "乙", "<div>乙</div>"),), pending="<丙>")
    assert [message["role"] for message in shown] == ["user", "assistant"] * 2
    assert shown[1]["content"] == "<div>乙</div>"
    assert "&lt;丙&gt;" in shown[2]["content"]
    assert "正在查" in shown[3]["content"]
