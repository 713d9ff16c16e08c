"""The library through Gradio's API: `/ask`, `/search`, `/list` and `/read`, nothing else public.

`add_api` goes inside the page's Blocks; every other event there must be private. docs/api.md shows
how to call them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ui.web.guard import ENDPOINTS
from ui.web.service import PublicError, Service


def add_api(service: Service, *, concurrency_limit: int) -> None:
    """Add the public endpoints to the Blocks that are being built.

    They share the page's queue "ask", of which `concurrency_limit` questions run at once. The
    functions' names, hints and docstrings are what Gradio's description of the API shows.
    """
    import gradio as gr
    from gradio.events import api

    def told(run: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        try:
            return run()
        except PublicError as error:
            raise gr.Error(str(error), print_exception=False) from error

    # The annotations are read by Gradio, which knows no `Any`: they stay plain.
    def ask(
        question: str,
        place: str | None = None,
        year: int | None = None,
        report: str | None = None,
        history: list[list[str]] | None = None,
        passages: int = 20,
    ) -> dict:  # type: ignore[type-arg]
        """提一个问题，得到答案和出处；与 wenbao ask --json 相同。"""
        return told(lambda: service.ask(question, place, year, report, history, passages))

    def search(
        question: str,
        k: int = 10,
        place: str | None = None,
        year: int | None = None,
        report: str | None = None,
    ) -> dict:  # type: ignore[type-arg]
        """只找段落，不读答案；与 wenbao search --json 相同。"""
        return told(lambda: service.search(question, k, place, year, report))

    def reports() -> dict:  # type: ignore[type-arg]
        """列出资料库里的报告；与 wenbao index list --json 相同。"""
        return told(service.reports)

    def read(report: str, start: int = 0, end: int | None = None) -> dict:  # type: ignore[type-arg]
        """一份报告的正文和目录；与 wenbao show --json 相同，可只取 start 到 end 的字。"""
        return told(lambda: service.read(report, start, end))

    for name, function in zip(ENDPOINTS, (ask, search, reports, read), strict=True):
        api(
            function,
            api_name=name,
            api_description=function.__doc__,
            concurrency_limit=concurrency_limit,
            concurrency_id="ask",
        )
