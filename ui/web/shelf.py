"""The library in the page: a button that opens it, and the scope that a talk is limited to.

In `app.build`:   `shelf = add_shelf()` inside the page, just above the row with the text box;
                  `shelf.scope` is one more input of the function that answers, and there
                  `limits = limits_of(Scope.from_json(scope), library.reports)` goes into
                  `library.ask(…, limits=limits)`; `shelf.changed.click(…)` renews what was made
                  from the library's reports (header, examples).
In `page_assets`: `shelf_assets()` gives (style sheet, script) to be joined to the page's own.
In `server.serve`: `app.include_router(shelf_router(holder, editable=…))` on the FastAPI
                  application *before* Gradio is mounted on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio as gr

_SCRIPTS = ("shelf.js", "shelf_upload.js", "shelf_table.js")


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the page hangs its events on.

    `scope` holds the chosen scope as JSON (`Scope.from_json`), empty for none; the page's script
    writes it. `changed` is clicked by the script when the library has changed.
    """

    scope: gr.Textbox
    changed: gr.Button


def add_shelf() -> Shelf:
    """Put the shelf's parts into the page that is being built; all else is in its script."""
    import gradio as gr

    # The script shows in this row what the talk is limited to.
    with gr.Row(elem_id="wb-scope"):
        scope = gr.Textbox(
            "",
            elem_id="wb-scope-value",
            label="提问的范围",
            show_label=False,
            container=False,
            visible="hidden",
        )
        changed = gr.Button("刷新", elem_id="wb-shelf-changed", visible="hidden")
    return Shelf(scope, changed)


def add_shelf_button() -> gr.Button:
    """The button that opens the library, for the page's header."""
    import gradio as gr

    return gr.Button("资料库", elem_id="wb-shelf-open", size="sm", scale=0, min_width=88)


def shelf_assets() -> tuple[str, str]:
    """The style sheet and the script that go into the page beside its own."""
    static = files("ui.web.static")
    scripts = [(static / name).read_text(encoding="utf-8") for name in _SCRIPTS]
    return (static / "shelf.css").read_text(encoding="utf-8"), "\n".join(scripts)
