"""The chat's page: Gradio components and events over a library, and nothing else.

Every event is private, so that Gradio's API offers none of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ui.web.examples import EXAMPLES, example_questions
from ui.web.sources import text_html
from ui.web.talk import Talk, messages, next_turn

if TYPE_CHECKING:
    import gradio as gr

    from qa.library import Library

#: Questions that are worked on at once; the encoder uses every core for each of them.
_AT_ONCE = 2
#: Reports that example questions are taken from: reading each one costs some milliseconds.
_EXAMPLE_REPORTS = 2 * EXAMPLES


def build(library: Library) -> gr.Blocks:
    """The page over `library`; its style and script are given to the server (`page_assets`)."""
    import gradio as gr

    def answer(question: str, talk: Talk) -> Iterator[tuple[Any, ...]]:
        question = question.strip()
        if not question:
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip()
            return
        yield "", messages(talk, question), gr.skip(), gr.Column(visible=False)
        turn = next_turn(
            talk, question, lambda text, turns: library.ask(text, history=turns), library.report
        )
        talk = (*talk, turn)
        yield gr.skip(), messages(talk), talk, gr.skip()

    def restart() -> tuple[Any, ...]:
        return "", [], (), gr.Column(visible=True)

    examples = _examples(library)
    page: gr.Blocks = gr.Blocks(title="问报", analytics_enabled=False, fill_height=True)
    with page:
        talk = gr.State(())
        with gr.Row(elem_id="wb-header"):
            # Not gr.HTML: its templates need eval, which the page's policy forbids.
            gr.Markdown(_header(library), elem_id="wb-title", sanitize_html=True)
            fresh = gr.Button("新对话", elem_id="wb-new", size="sm", scale=0, min_width=88)
        chat = gr.Chatbot(
            elem_id="wb-chat",
            label="对话",
            show_label=False,
            container=False,
            scale=1,
            height="auto",
            buttons=[],
            sanitize_html=True,
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
        settings: dict[str, Any] = {
            "outputs": [box, chat, talk, offered],
            "api_visibility": "private",
            "show_progress": "hidden",
            # Gradio's default drops what is asked while an answer is on its way; this keeps it.
            "trigger_mode": "always_last",
        }
        gr.on(
            [box.submit, send.click],
            answer,
            inputs=[box, talk],
            concurrency_limit=_AT_ONCE,
            concurrency_id="ask",
            **settings,
        )
        for button in chosen:
            button.click(
                answer,
                inputs=[button, talk],
                concurrency_limit=_AT_ONCE,
                concurrency_id="ask",
                **settings,
            )
        fresh.click(restart, inputs=None, **settings)
    return page


def page_assets() -> dict[str, Any]:
    """What the page is dressed with, as keyword arguments of Gradio: theme, style sheet, script."""
    import gradio as gr

    static = files("ui.web.static")
    script = (static / "chat.js").read_text(encoding="utf-8")
    # Families by name: Gradio's own default asks Google for fonts.
    fonts = ["PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "system-ui", "sans-serif"]
    return {
        "theme": gr.themes.Base(font=fonts, font_mono=["ui-monospace", "monospace"]),
        "css": (static / "chat.css").read_text(encoding="utf-8"),
        "head": f"<script>{script}</script>",
    }


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
