"""A conversation: its turns, what the library is told of them, and the messages that show them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence

from index.errors import WenbaoError
from qa.types import Answer, History
from ui.web.kept import Turn, checked
from ui.web.render import ReportOf, answer_html, error_html, question_html

_log = logging.getLogger(__name__)

Talk = Sequence[Turn]

#: Asks the library: question and earlier turns in, answer out.
Asker = Callable[[str, History], Answer]


def next_turn(talk: Talk, question: str, ask: Asker, *, alone: bool = False) -> Turn:
    """The turn that `question` makes after `talk`; any error becomes a one-line reply.

    `alone` takes the question for complete, whatever went before.
    """
    try:
        answer = ask(question, () if alone else history_of(talk))
    except WenbaoError as error:
        return Turn(question, None, str(error), alone)
    except Exception as error:
        # One question must not take the talk down; `wenbao chat --debug` shows where it broke.
        _log.debug("question %r failed", question, exc_info=True)
        kind = type(error).__name__
        return Turn(
            question,
            None,
            f"程序内部出错（{kind}）；请换个问法再问，细节可用 wenbao chat --debug 查看",
            alone,
        )
    return Turn(question, answer, None, alone)


def history_of(talk: Talk) -> History:
    """The (question, answer) pairs of the turns that were answered or refused, oldest first.

    A refusal's answer is empty: its reason names years and places that the next question does not
    mean.
    """
    return tuple(
        (turn.question, turn.answer.answer or "") for turn in talk if turn.answer is not None
    )


def turn_html(turn: Turn, number: int, report_of: ReportOf) -> str:
    """The reply of a turn, the `number`th of its talk, checked against the reports as they are now.

    Any error becomes a one-line reply.
    """
    if turn.answer is None:
        return error_html(turn.trouble or "")
    try:
        answer, gone = checked(turn.answer, report_of)
        return answer_html(answer, number, report_of, gone)
    except WenbaoError as error:
        return error_html(str(error))


def messages(
    talk: Iterable[Turn], report_of: ReportOf, pending: str | None = None
) -> list[dict[str, str]]:
    """The talk as Gradio's Chatbot takes it, with the question that still waits at its end."""
    shown: list[dict[str, str]] = []
    for number, turn in enumerate(talk, start=1):
        acts = _act("retry", number, "重试")
        if turn.answer is not None:
            acts += _act("wrong", number, "有误")
        reply = f'{turn_html(turn, number, report_of)}<div class="wb-turn-acts">{acts}</div>'
        asked = f"{question_html(turn.question)}{_act('edit', number, '修改')}"
        shown.append({"role": "user", "content": asked})
        shown.append({"role": "assistant", "content": reply})
    if pending is not None:
        shown.append({"role": "user", "content": question_html(pending)})
        shown.append({"role": "assistant", "content": '<div class="wb-waiting">正在查…</div>'})
    return shown


def _act(what: str, number: int, words: str) -> str:
    """A button on a turn; its class tells static/talk.js what to do, its value with which turn."""
    return f'<button type="button" class="wb-act wb-{what}" value="{number:d}">{words}</button>'
