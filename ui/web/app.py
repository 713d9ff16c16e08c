"""The chat's page: Gradio components and events over a library, and nothing else.

Every event is private, so that Gradio's API offers none of them. What a click in a message or in
the panel asks for comes through two hidden text boxes, which static/panel.js fills.
"""

from __future__ import annotations

from contextlib import suppress
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from index.errors import WenbaoError
from qa.types import Answer, History
from ui.web.conversations import add_conversations, add_list, add_state
from ui.web.drafts import Drafts
from ui.web.examples import EXAMPLES
from ui.web.front import Front
from ui.web.holder import public_message
from ui.web.limits import LIMITS
from ui.web.panel import missing_html, parse_spot, report_html
from ui.web.scope import Scope, limits_of
from ui.web.shelf import add_shelf, add_shelf_button, shelf_assets
from ui.web.tried import TriedExamples

if TYPE_CHECKING:
    import gradio as gr

    from ui.web.holder import LibraryHolder

#: The style sheets and scripts of this page; other parts of it bring their own.
_STYLES = ("chat", "panel", "talk")
_SCRIPTS = ("chat", "panel", "talk_store", "talk_wire", "talk", "talk_list", "talk_wrong")
_GONE = "这份报告已不在资料库里，可能被移除或换成了新的一版；请重新提问"


def build(
    holder: LibraryHolder, *, editable: bool = True, at_once: int = LIMITS.at_once
) -> gr.Blocks:
    """The page over what `holder` has; `page_assets` gives the server its style and script.

    `editable`: whether the greeting may offer to add reports; `at_once` questions are worked on
    at the same time.
    """
    import gradio as gr

    def ask(question: str, history: History, chosen: str) -> Answer:
        library = holder.library
        try:
            limits = limits_of(Scope.from_json(chosen), library.reports)
            return library.ask(question, history=history, limits=limits)
        except WenbaoError as error:
            # Who asks may sit at another machine: this one's paths are not theirs to read.
            raise WenbaoError(public_message(error, holder.home)) from error

    def greeting() -> tuple[Any, ...]:
        """The parts that name what the library holds, as it is now."""
        examples = front.examples()
        filled = [*examples, *[""] * (EXAMPLES - len(examples))]
        return (
            front.title(),
            gr.Chatbot(placeholder=front.welcome()),
            gr.Column(visible=bool(examples)),
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

    front = Front(holder, editable=editable, tried=TriedExamples())
    page: gr.Blocks = gr.Blocks(title="问报", analytics_enabled=False, fill_height=True)
    with page:
        with gr.Row(elem_id="wb-header"):
            # Not gr.HTML: its templates need eval, which the page's policy forbids.
            gr.Button("对话", elem_id="wb-list-open", size="sm", scale=0, min_width=64)
            title = gr.Markdown(front.title(), elem_id="wb-title", sanitize_html=True)
            for name, words, width in (("word", "存为 Word", 88), ("plain", "存为 Markdown", 108)):
                gr.Button(
                    words,
                    elem_id=f"wb-{name}",
                    elem_classes="wb-save",
                    size="sm",
                    scale=0,
                    min_width=width,
                )
            add_shelf_button()
            gr.Button("新对话", elem_id="wb-new", size="sm", scale=0, min_width=88)
        with gr.Row(elem_id="wb-main"):
            with gr.Column(elem_id="wb-list", scale=0, min_width=190):
                add_list()
            with gr.Column(elem_id="wb-talk", scale=3):
                chat, offered, chosen, shelf, stop = _talk(front)
            with gr.Column(elem_id="wb-side", scale=2):
                opened = _side()
        spots = gr.Textbox(elem_id="wb-open", label="打开", visible="hidden")
        private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        add_conversations(
            page,
            chat,
            stop,
            shelf.scope,
            ask,
            lambda name: holder.library.report(name),
            Drafts(holder.home, lambda: holder.library.fingerprint),
            at_once=at_once,
        )
        # A page that is opened or reloaded may meet another library than the server began with.
        gr.on(
            [page.load, shelf.changed.click],
            greeting,
            inputs=None,
            outputs=[title, chat, offered, *chosen],
            **private,
        )
        spots.change(
            open_report, inputs=spots, outputs=opened, trigger_mode="always_last", **private
        )
    return page


def page_assets() -> dict[str, Any]:
    """What the page is dressed with, as keyword arguments of Gradio: theme, style sheet, script."""
    import gradio as gr

    static = files("ui.web.static")

    def joined(parts: tuple[str, ...], kind: str) -> str:
        return "\n".join((static / f"{part}.{kind}").read_text("utf-8") for part in parts)

    shelf_css, shelf_script = shelf_assets()
    # Families by name: Gradio's own default asks Google for fonts.
    fonts = ["PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "system-ui", "sans-serif"]
    return {
        "theme": gr.themes.Base(font=fonts, font_mono=["ui-monospace", "monospace"]),
        "css": joined(_STYLES, "css"),
        # As it stands: what Gradio is given as `css` does not reach a dialog outside of its own.
        "head": f"<style>{shelf_css}</style>"
        f"<script>{joined(_SCRIPTS, 'js')}\n{shelf_script}</script>",
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
    add_state()
    with gr.Row(elem_id="wb-ask"):
        gr.Textbox(
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
        gr.Button("提问", variant="primary", elem_id="wb-send", scale=0, min_width=88)
        stop = gr.Button("停止", elem_id="wb-stop", scale=0, min_width=88)
    return chat, offered, chosen, shelf, stop


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
