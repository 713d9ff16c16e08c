"""The chat's page: Gradio components and events over a library, and nothing else.

Every event is private, so that Gradio's API offers none of them. What a click in a message or in
the panel asks for comes through two hidden text boxes, which static/panel.js fills.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from index.errors import WenbaoError
from ui.web.examples import EXAMPLES, example_questions
from ui.web.export import export_turn, to_docx, to_markdown
from ui.web.panel import Spot, missing_html, parse_spot, report_html
from ui.web.sources import text_html
from ui.web.talk import Talk, messages, next_turn

if TYPE_CHECKING:
    import gradio as gr

    from qa.library import Library

#: Questions that are worked on at once; the encoder uses every core for each of them.
_AT_ONCE = 2
#: Reports that example questions are taken from: reading each one costs some milliseconds.
_EXAMPLE_REPORTS = 2 * EXAMPLES
#: The style sheets and scripts of this page; other parts of it bring their own.
_ASSETS = ("chat", "panel")
_GONE = "这份报告已不在资料库里，可能被移除或换成了新的一版；请重新提问"


def build(library: Library) -> gr.Blocks:
    """The page over `library`; its style and script are given to the server (`page_assets`)."""
    import gradio as gr

    def answer(question: str, talk: Talk, *, alone: bool = False) -> Iterator[tuple[Any, ...]]:
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
        turn = next_turn(
            talk,
            question,
            lambda text, turns: library.ask(text, history=() if alone else turns),
            library.report,
        )
        talk = (*talk, turn)
        yield gr.skip(), messages(talk), talk, gr.skip()

    def wish(words: str, talk: Talk) -> Iterator[tuple[Any, ...]]:
        """A question that a chip holds: it has in it all that it needs."""
        yield from answer(words.partition("\n")[2], talk, alone=True)

    def restart() -> tuple[Any, ...]:
        return "", [], (), gr.Column(visible=True)

    def open_report(words: str) -> str:
        head, _, rest = words.partition("\n")
        number = int(head) if head.isascii() and head.isdigit() and len(head) < 10 else 0
        spot = parse_spot(rest)
        try:
            return missing_html(_GONE, number) if spot is None else _opened(library, spot, number)
        except WenbaoError:
            return missing_html(_GONE, number)

    examples = _examples(library)
    page: gr.Blocks = gr.Blocks(title="问报", analytics_enabled=False, fill_height=True)
    with page:
        talk = gr.State(())
        with gr.Row(elem_id="wb-header"):
            # Not gr.HTML: its templates need eval, which the page's policy forbids.
            gr.Markdown(_header(library), elem_id="wb-title", sanitize_html=True)
            word = gr.Button("存为 Word", elem_classes="wb-save", size="sm", scale=0, min_width=88)
            plain = gr.Button(
                "存为 Markdown", elem_classes="wb-save", size="sm", scale=0, min_width=108
            )
            fresh = gr.Button("新对话", elem_id="wb-new", size="sm", scale=0, min_width=88)
        with gr.Row(elem_id="wb-main"):
            with gr.Column(elem_id="wb-talk", scale=3):
                chat, offered, chosen, box, send = _talk(examples)
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
        asking = {"concurrency_limit": _AT_ONCE, "concurrency_id": "ask", **settings}
        gr.on([box.submit, send.click], answer, inputs=[box, talk], **asking)
        for button in chosen:
            button.click(answer, inputs=[button, talk], **asking)
        wished.change(wish, inputs=[wished, talk], **asking)
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

    # Families by name: Gradio's own default asks Google for fonts.
    fonts = ["PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "system-ui", "sans-serif"]
    return {
        "theme": gr.themes.Base(font=fonts, font_mono=["ui-monospace", "monospace"]),
        "css": joined("css"),
        "head": f"<script>{joined('js')}</script>",
    }


def _talk(examples: tuple[str, ...]) -> tuple[Any, ...]:
    """The talk with what is typed below it: chat, examples' column and buttons, box, button."""
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
        placeholder=_welcome(bool(examples)),
    )
    with gr.Column(elem_id="wb-examples", visible=bool(examples)) as offered:
        chosen = [gr.Button(text, elem_classes="wb-example", size="sm") for text in examples]
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
    return chat, offered, chosen, box, send


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


def _opened(library: Library, spot: Spot, number: int) -> str:
    return report_html(library.report(spot.report), spot, number)


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


def _examples(library: Library) -> tuple[str, ...]:
    entries = library.reports
    step = max(1, len(entries) // _EXAMPLE_REPORTS)
    sample = [library.report(entry.id) for entry in entries[::step][:_EXAMPLE_REPORTS]]
    places = {entry.metadata.place for entry in entries}
    return example_questions(sample, name_place=len(places) > 1)


def _header(library: Library) -> str:
    entries = library.reports
    count = f"库中有 {len(entries)} 份报告"
    if len(entries) == 1:
        count += f"：《{text_html(entries[0].metadata.title)}》"
    subtitle = f'<span class="wb-slogan">向工作报告提问，答案附原文出处 · </span>{count}'
    return f'<div><h1>问报</h1><p class="wb-subtitle">{subtitle}</p></div>'


def _welcome(has_examples: bool) -> str:
    hint = "也可以点下面的例子。" if has_examples else ""
    return (
        '<div class="wb-welcome"><p>问一个报告里写明的事：数字、日期、人名、做法、原因。</p>'
        f"<p>{hint}报告没有写的，会直说没有找到。</p></div>"
    )
