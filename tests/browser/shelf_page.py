"""A page with nothing but the shelf, a talk and a text box: `python shelf_page.py HOME editable`.

The shelf's parts, routes and guard are the real ones, as is the library; what the whole chat puts
around them has its own tests.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any


def main(home: Path, editable: bool) -> None:
    """Serve on any free port until Ctrl+C, saying the address as `wenbao chat` does."""
    import gradio as gr
    import uvicorn
    from fastapi import FastAPI

    from ui.web.guard import Guard, Names
    from ui.web.holder import LibraryHolder
    from ui.web.scope import Scope, limits_of
    from ui.web.server import listen
    from ui.web.shelf import add_shelf, add_shelf_button, shelf_assets
    from ui.web.shelf_routes import shelf_router
    from ui.web.talk import Talk, messages, next_turn

    holder = LibraryHolder(home)

    def answer(question: str, talk: Talk, chosen: str) -> Iterator[tuple[Any, ...]]:
        library = holder.library

        def ask(text: str, turns: Any) -> Any:
            limits = limits_of(Scope.from_json(chosen), library.reports)
            return library.ask(text, history=turns, limits=limits)

        talk = (*talk, next_turn(talk, question, ask, library.report))
        yield "", messages(talk), talk

    with gr.Blocks(title="问报", analytics_enabled=False) as page:
        talk = gr.State(())
        add_shelf_button()
        count = gr.Markdown(lambda: f"库中有 {len(holder.library.reports)} 份报告")
        chat = gr.Chatbot(elem_id="wb-chat", buttons=[], sanitize_html=True)
        shelf = add_shelf()
        box = gr.Textbox(elem_id="wb-box", label="问题")
        box.submit(answer, [box, talk, shelf.scope], [box, chat, talk], api_visibility="private")
        shelf.changed.click(
            lambda: f"库中有 {len(holder.library.reports)} 份报告",
            outputs=count,
            api_visibility="private",
        )
    css, script = shelf_assets()
    own = (files("ui.web.static") / "chat.css").read_text(encoding="utf-8")
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(shelf_router(holder, editable=editable))
    app = gr.mount_gradio_app(
        app,
        page,
        path="/",
        footer_links=[],
        ssr_mode=False,
        theme=gr.themes.Base(font=["Noto Sans CJK SC", "sans-serif"], font_mono=["monospace"]),
        css=own + css,
        head=f"<script>document.documentElement.lang='zh-CN';{script}</script>",
    )
    sock = listen("127.0.0.1", 0)
    print(f"http://127.0.0.1:{sock.getsockname()[1]}", file=sys.stderr, flush=True)
    names = Names(frozenset({"127.0.0.1"}))
    config = uvicorn.Config(Guard(app, names), log_level="warning", timeout_graceful_shutdown=2)
    try:
        uvicorn.Server(config).run(sockets=[sock])
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] == "editable")
