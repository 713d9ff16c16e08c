"""A conversation: its turns, what the library is told of them, and the messages that show them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from index.errors import WenbaoError
from qa.types import Answer, History
from ui.web.render import ReportOf, answer_html, error_html, question_html


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with the HTML of its reply.

    `reply` is the answer, empty for a refusal (its reason names years and places that the next
    question does not mean), None for an error.
    """

    question: str
    reply: str | None
    html: str


_log = logging.getLogger(__name__)

Talk = tuple[Turn, ...]

#: Asks the library: question and earlier turns in, answer out.
Asker = Callable[[str, History], Answer]


def next_turn(talk: Talk, question: str, ask: Asker, report_of: ReportOf) -> Turn:
    """The turn that `question` makes after `talk`; any error becomes a one-line reply."""
    try:
        answer = ask(question, history_of(talk))
        html = answer_html(answer, len(talk) + 1, report_of)
    except WenbaoError as error:
        return Turn(question, None, error_html(str(error)))
    except Exception as error:
        # One question must not take the talk down; `wenbao chat --debug` shows where it broke.
        _log.debug("question %r failed", question, exc_info=True)
        kind = type(error).__name__
        return Turn(
            question,
            None,
            error_html(
                f"程序内部出错（{kind}）；请换个问法再问，细节可用 wenbao chat --debug 查看"
            ),
        )
    return Turn(question, answer.answer or "", html)


def history_of(talk: Talk) -> History:
    """The (question, answer) pairs of the turns that were answered or refused, oldest first."""
    return tuple((turn.question, turn.reply) for turn in talk if turn.reply is not None)


def messages(talk: Iterable[Turn], pending: str | None = None) -> list[dict[str, str]]:
    """The talk as Gradio's Chatbot takes it, with the question that still waits at its end."""
    shown: list[dict[str, str]] = []
    for turn in talk:
        shown.append({"role": "user", "content": question_html(turn.question)})
        shown.append({"role": "assistant", "content": turn.html})
    if pending is not None:
        shown.append({"role": "user", "content": question_html(pending)})
        shown.append({"role": "assistant", "content": '<div class="wb-waiting">正在查…</div>'})
    return shown
