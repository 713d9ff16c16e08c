"""The chat's page: Gradio components and events over a library, and nothing else.

Every event is private, so that Gradio's API offers none of them. What a click in a message or in
the panel asks for comes through two hidden text boxes, which static/panel.js fills.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from index.errors import WenbaoError
from qa.types import Answer, History
from ui.web.examples import EXAMPLES
from ui.web.export import export_turn, to_docx, to_markdown
from ui.web.front import Front
from ui.web.holder import public_message
from ui.web.limits import LIMITS
from ui.web.panel import missing_html, parse_spot, report_html
from ui.web.scope import Scope, limits_of
from ui.web.shelf import add_shelf, add_shelf_button, shelf_assets
from ui.web.talk import Talk, messages, next_turn

if TYPE_CHECKING:
    import gradio as gr

    from ui.web.holder import LibraryHolder

#: The style sheets and scripts of this page; other parts of it bring their own.
_ASSETS = ("chat", "panel")
_GONE = "这份报告已不在资料库里，可能被移除或换成了新的一版；请重新提问"


def build(
    holder: LibraryHolder, *, editable: bool = True, at_once: int = LIMITS.at_once
) -> gr.Blocks:
    """The page over what `holder` has; `page_assets` gives the server its style and script.

    `editable`: whether the greeting may offer to add reports; `at_once` questions are worked on
    at the same time.
    """
    import gradio as gr

    def answer(
        question: str, talk: Talk, chosen: str, *, alone: bool = False
    ) -> Iterator[tuple[Any, ...]]:
        """Answer in the talk; `alone` takes the question for complete, whatever went before."""
        question = question.strip()
        if not question:
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip()
            return
        yield (
            gr.skip() if alone else "",
            messages(talk, question),
            gr.skip(),
            gr.Column(visible=False),
        )
        library = holder.library

        def ask(text: str, turns: History) -> Answer:
            try:
                limits = limits_of(Scope.from_json(chosen), library.reports)
                return library.ask(text, history=() if alone else turns, limits=limits)
            except WenbaoError as error:
                # Who asks may sit at another machine: this one's paths are not theirs to read.
                raise WenbaoError(public_message(error, holder.home)) from error

        turn = next_turn(talk, question, ask, library.report)
        talk = (*talk, turn)
        yield gr.skip(), messages(talk), talk, gr.skip()

    def wish(words: str, talk: Talk, chosen: str) -> Iterator[tuple[Any, ...]]:
        """A question that a chip holds: it has in it all that it needs."""
        yield from answer(words.partition("\n")[2], talk, chosen, alone=True)

    def restart() -> tuple[Any, ...]:
        return "", [], (), gr.Column(visible=bool(front.examples()))

    def greeting(talk: Talk) -> tuple[Any, ...]:
        """The parts that name what the library holds, as it is now."""
        examples = front.examples()
        filled = [*examples, *[""] * (EXAMPLES - len(examples))]
        return (
            front.title(),
            gr.Chatbot(placeholder=front.welcome()),
            gr.Column(visible=bool(examples) and not talk),
            *(gr.Button(text, visible=bool(text)) for text in filled),
        )

    def open_report(words: str) -> str:
        head, _, rest = words.partition("\n")
        number = int(head) if head.isascii() and head.isdigit() and len(head) < 10 else 0
        spot = parse_spot(rest)
        if spot is not None:
            with suppress(WenbaoError):
                return report_html(holder.library.report(spot.report), spot, number)
        return missing_html(_GONE, number)

    front = Front(holder, editable=editable)
    page: gr.Blocks = gr.Blocks(title="问报", analytics_enabled=False, fill_height=True)
    with page:
        talk = gr.State(())
        with gr.Row(elem_id="wb-header"):
            # Not gr.HTML: its templates need eval, which the page's policy forbids.
            title = gr.Markdown(front.title(), elem_id="wb-title", sanitize_html=True)
            word = gr.Button("存为 Word", elem_classes="wb-save", size="sm", scale=0, min_width=88)
            plain = gr.Button(
                "存为 Markdown", elem_classes="wb-save", size="sm", scale=0, min_width=108
            )
            add_shelf_button()
            fresh = gr.Button("新对话", elem_id="wb-new", size="sm", scale=0, min_width=88)
        with gr.Row(elem_id="wb-main"):
            with gr.Column(elem_id="wb-talk", scale=3):
                chat, offered, chosen, shelf, box, send = _talk(front)
            with gr.Column(elem_id="wb-side", scale=2):
                opened = _side()
        wished = gr.Textbox(elem_id="wb-wish", label="追问", visible="hidden")
        spots = gr.Textbox(elem_id="wb-open", label="打开", visible="hidden")
        saved = gr.Markdown(elem_id="wb-file", elem_classes="wb-hidden", sanitize_html=True)
        private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        settings: dict[str, Any] = {
            "outputs": [box, chat, talk, offered],
            # Gradio's default drops what is asked while an answer is on its way; this keeps it.
            "trigger_mode": "always_last",
            **private,
        }
        asking = {"concurrency_limit": at_once, "concurrency_id": "ask", **settings}
        gr.on([box.submit, send.click], answer, inputs=[box, talk, shelf.scope], **asking)
        for button in chosen:
            button.click(answer, inputs=[button, talk, shelf.scope], **asking)
        wished.change(wish, inputs=[wished, talk, shelf.scope], **asking)
        # A page that is opened or reloaded may meet another library than the server began with.
        gr.on(
            [page.load, shelf.changed.click],
            greeting,
            inputs=talk,
            outputs=[title, chat, offered, *chosen],
            **private,
        )
        fresh.click(restart, inputs=None, **settings)
        spots.change(
            open_report, inputs=spots, outputs=opened, trigger_mode="always_last", **private
        )
        word.click(lambda talk: _file(talk, "docx"), inputs=talk, outputs=saved, **private)
        plain.click(lambda talk: _file(talk, "md"), inputs=talk, outputs=saved, **private)
    return page


def page_assets() -> dict[str, Any]:
    """What the page is dressed with, as keyword arguments of Gradio: theme, style sheet, script."""
    import gradio as gr

    static = files("ui.web.static")

    def joined(kind: str) -> str:
        return "\n".join((static / f"{part}.{kind}").read_text("utf-8") for part in _ASSETS)

    shelf_css, shelf_script = shelf_assets()
    # Families by name: Gradio's own default asks Google for fonts.
    fonts = ["PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "system-ui", "sans-serif"]
    return {
        "theme": gr.themes.Base(font=fonts, font_mono=["ui-monospace", "monospace"]),
        "css": f"{joined('css')}\n{shelf_css}",
        "head": f"<script>{joined('js')}\n{shelf_script}</script>",
    }


def _talk(front: Front) -> tuple[Any, ...]:
    """The talk with what is below it: chat, examples' column and buttons, shelf, box, button."""
    import gradio as gr

    chat = gr.Chatbot(
        elem_id="wb-chat",
        label="对话",
        show_label=False,
        container=False,
        scale=1,
        height="auto",
        buttons=[],
        sanitize_html=True,
        # The sanitiser decides; this list would turn the plots' SVG into text.
        allow_tags=False,
        latex_delimiters=[],
        feedback_options=None,
        layout="bubble",
        # static/chat.js scrolls, to the question instead of to the end.
        autoscroll=False,
        placeholder=front.welcome(),
    )
    examples = front.examples()
    with gr.Column(elem_id="wb-examples", visible=bool(examples)) as offered:
        chosen = [
            gr.Button(text, elem_classes="wb-example", size="sm", visible=bool(text))
            for text in [*examples, *[""] * (EXAMPLES - len(examples))]
        ]
    shelf = add_shelf()
    with gr.Row(elem_id="wb-ask"):
        box = gr.Textbox(
            elem_id="wb-box",
            label="问题",
            show_label=False,
            container=False,
            placeholder="输入问题，按回车提问",
            lines=1,
            max_lines=5,
            autofocus=True,
            scale=1,
        )
        send = gr.Button("提问", variant="primary", elem_id="wb-send", scale=0, min_width=88)
    return chat, offered, chosen, shelf, box, send


def _side() -> Any:
    """The panel of sources; gives the component that a report is opened in."""
    import gradio as gr

    gr.Markdown(
        '<div class="wb-side-bar"><h2>出处</h2>'
        '<button type="button" class="wb-back">关闭</button></div>',
        elem_id="wb-bar",
        sanitize_html=True,
    )
    gr.Markdown('<div class="wb-cards"></div>', elem_id="wb-cards", sanitize_html=True)
    return gr.Markdown(elem_id="wb-report", sanitize_html=True)


def _file(talk: Talk, kind: str) -> str:
    """A button that holds the talk as a file; static/panel.js saves it as soon as it is there."""
    if not talk:
        return ""
    turns = [export_turn(turn.question, turn.html) for turn in talk]
    data = to_docx(turns) if kind == "docx" else to_markdown(turns).encode()
    held = base64.b64encode(data).decode()
    # The same talk saved again is another file to the page.
    return (
        f'<div id="wb-file-{time.time_ns():d}"><button class="wb-file-data" '
        f'name="问报对话.{kind}" value="{held}"></button></div>'
    )
