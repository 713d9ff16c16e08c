"""Conversations in the page: what its script asks for, and the events that answer it.

The browser keeps every talk (static/talk_store.js) and sends the one that it is about with each
request, so the server keeps nothing between two of them: a talk outlives a restart of the server,
and nobody can see another's.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from index.errors import WenbaoError
from qa.types import Answer, History
from ui.web.drafts import Drafts, Remark
from ui.web.export import export_turn, to_docx, to_markdown
from ui.web.kept import Turn, turn_from_json, turn_json
from ui.web.render import ReportOf
from ui.web.sources import text_html
from ui.web.talk import messages, next_turn, turn_html

if TYPE_CHECKING:
    import gradio as gr

#: Turns of one talk; static/talk.js asks for a new one before this.
MOST_TURNS = 200
#: Characters of a question that comes from the page: the library refuses far shorter ones.
_MOST_QUESTION = 20_000
#: What a turn is taken for whose kept JSON cannot be read.
_UNREADABLE = "这一问存在浏览器里的记录读不出来；点“重试”再问一次"

#: Asks the library within the scope that the page sent: question, earlier turns, scope.
Asker = Callable[[str, History, str], Answer]


@dataclass(frozen=True, slots=True)
class Request:
    """What the page's script asks for, with the turns of the talk that it is about.

    `number` names the request, so that the script knows which reply belongs to it.
    """

    number: int = 0
    turns: tuple[Turn, ...] = ()
    question: str = ""
    alone: bool = False
    kind: str = ""
    remark: Remark = field(default_factory=Remark)


def parse_request(text: str) -> Request:
    """What the script wrote; a turn that cannot be read is one in trouble, all else is dropped."""
    try:
        shape = json.loads(text)
    except (ValueError, RecursionError):
        return Request()
    if not isinstance(shape, dict):
        return Request()
    number, turns = shape.get("n"), shape.get("turns")
    known = isinstance(number, int) and 0 <= number < 10**9
    return Request(
        number=int(number) if known and number is not None else 0,
        turns=tuple(map(_turn, turns[:MOST_TURNS])) if isinstance(turns, list) else (),
        question=_words(shape.get("question"), _MOST_QUESTION),
        alone=shape.get("alone") is True,
        kind="docx" if shape.get("kind") == "docx" else "md",
        remark=Remark(
            comment=_words(shape.get("comment"), _MOST_QUESTION),
            right=_words(shape.get("right"), _MOST_QUESTION),
            absent=shape.get("absent") is True,
        ),
    )


def add_list() -> None:
    """Where static/talk_list.js puts the list of talks; inside a column `wb-list` of its own."""
    import gradio as gr

    # A column of Gradio's has to hold something.
    gr.Markdown("", sanitize_html=True)


def add_state() -> None:
    """The line above the box, for static/talk.js."""
    import gradio as gr

    gr.Markdown('<p class="wb-state-words"></p>', elem_id="wb-state", sanitize_html=True)


def add_conversations(
    page: gr.Blocks,
    chat: gr.Chatbot,
    stop: gr.Button,
    scope: gr.Textbox,
    ask: Asker,
    report_of: ReportOf,
    drafts: Drafts,
    *,
    at_once: int,
) -> None:
    """Put the hidden parts into the page that is being built, and let the script's wishes be met.

    `at_once` questions are worked on at the same time; `report_of` is called for every request
    anew, so that it may give the newest library's reports.
    """
    import gradio as gr

    def answer(text: str, chosen: str) -> Iterator[tuple[Any, ...]]:
        wanted = parse_request(text)
        turns = wanted.turns
        yield messages(turns, report_of, wanted.question), gr.skip()
        turn = next_turn(
            turns,
            wanted.question,
            lambda question, history: ask(question, history, chosen),
            alone=wanted.alone,
        )
        yield messages((*turns, turn), report_of), _said(wanted.number, turn)

    def show(text: str) -> tuple[Any, ...]:
        wanted = parse_request(text)
        return messages(wanted.turns, report_of), _shown(wanted.number)

    def save(text: str) -> str:
        wanted = parse_request(text)
        return _file(wanted.turns, wanted.kind, report_of) if wanted.turns else ""

    def remark(text: str) -> str:
        wanted = parse_request(text)
        try:
            drafts.add(wanted.turns, wanted.remark)
        except WenbaoError as error:
            return _noted(wanted.number, str(error), "wb-bad")
        return _noted(wanted.number, "记下了，谢谢", "wb-good")

    asked, shown, saving, wrong = (
        gr.Textbox(elem_id=f"wb-{name}", label=label, visible="hidden")
        for name, label in (
            ("request", "提问"),
            ("show", "显示"),
            ("save", "保存"),
            ("remarked", "有误"),
        )
    )
    said, saved, noted = (
        gr.Markdown(elem_id=f"wb-{name}", elem_classes="wb-hidden", sanitize_html=True)
        for name in ("said", "file", "noted")
    )
    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    # The script asks one thing at a time, and no wish of its may be dropped.
    asking = asked.change(
        answer,
        inputs=[asked, scope],
        outputs=[chat, said],
        trigger_mode="multiple",
        concurrency_limit=at_once,
        concurrency_id="ask",
        **private,
    )
    stop.click(None, cancels=[asking], **private)
    shown.change(
        show,
        inputs=shown,
        outputs=[chat, said],
        trigger_mode="multiple",
        concurrency_limit=at_once,
        concurrency_id="show",
        **private,
    )
    # The script waits for this before it shows a kept talk.
    page.load(lambda: _shown(0), outputs=said, **private)
    saving.change(save, inputs=saving, outputs=saved, trigger_mode="multiple", **private)
    wrong.change(remark, inputs=wrong, outputs=noted, trigger_mode="multiple", **private)


def _turn(shape: Any) -> Turn:
    try:
        return turn_from_json(shape)
    except (ValueError, RecursionError):
        question = shape.get("question") if isinstance(shape, dict) else None
        return Turn(_words(question, _MOST_QUESTION), None, _UNREADABLE)


def _words(value: Any, most: int) -> str:
    text = value if isinstance(value, str) else ""
    # Half a surrogate pair, which JSON can name, could not be sent back.
    return text[:most].encode(errors="replace").decode()


def _said(number: int, turn: Turn) -> str:
    """The new turn for the script to keep, as the value of a button that nobody sees."""
    kept = text_html(json.dumps(turn_json(turn), ensure_ascii=False))
    return f'<div id="wb-said-{number:d}"><button class="wb-said" value="{kept}"></button></div>'


def _shown(number: int) -> str:
    return f'<div id="wb-said-{number:d}"></div>'


def _noted(number: int, words: str, kind: str) -> str:
    return f'<div id="wb-noted-{number:d}"><p class="{kind}">{text_html(words)}</p></div>'


def _file(turns: tuple[Turn, ...], kind: str, report_of: ReportOf) -> str:
    """A button that holds the talk as a file; static/panel.js saves it as soon as it is there."""
    read = [
        export_turn(turn.question, turn_html(turn, number, report_of))
        for number, turn in enumerate(turns, start=1)
    ]
    data = to_docx(read) if kind == "docx" else to_markdown(read).encode()
    held = base64.b64encode(data).decode()
    # The same talk saved again is another file to the page.
    return (
        f'<div id="wb-file-{time.time_ns():d}"><button class="wb-file-data" '
        f'name="问报对话.{kind}" value="{held}"></button></div>'
    )
