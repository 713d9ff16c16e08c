"""The library as MCP tools: ask, search, list and read, with the same JSON as the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ui.web.service import PublicError, Service

if TYPE_CHECKING:
    from mcp.server import MCPServer

_INSTRUCTIONS = (
    "问报从资料库的中文工作报告里找答案，答案是报告的原文。回答用户时引用 citations 里的 quote，"
    "写明报告标题和日期；status 是 refused 时如实说没有找到，不要自己补。"
)


def mcp_server(service: Service) -> MCPServer[Any]:
    """The four tools over a library; what is wrong with a call is told to who made it."""
    from mcp.server import MCPServer
    from mcp.server.mcpserver.exceptions import ToolError
    from mcp_types import ToolAnnotations

    server: MCPServer[Any] = MCPServer("wenbao", instructions=_INSTRUCTIONS, log_level="CRITICAL")

    def told(run: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        try:
            return run()
        except PublicError as error:
            raise ToolError(str(error)) from error

    def ask(
        question: str,
        place: str | None = None,
        year: int | None = None,
        report: str | None = None,
        history: list[list[str]] | None = None,
        passages: int = 3,
    ) -> dict[str, Any]:
        """向工作报告提一个问题，得到原文里的答案和出处（citations）。

        year 是事情发生的年份；report 是报告的文件名或编号；history 是前几轮 [问题, 答案]；
        passages 是附几段找到的原文，0 到 20。
        """
        return told(lambda: service.ask(question, place, year, report, history, passages))

    def search(
        question: str,
        k: int = 10,
        place: str | None = None,
        year: int | None = None,
        report: str | None = None,
    ) -> dict[str, Any]:
        """在工作报告里找与问题最相关的 k 段原文，不读出答案。"""
        return told(lambda: service.search(question, k, place, year, report))

    def reports() -> dict[str, Any]:
        """列出资料库里的报告：编号、标题、地方、种类、日期。"""
        return told(service.reports)

    def read(report: str, start: int = 0, end: int | None = None) -> dict[str, Any]:
        """一份报告的正文和目录；长的报告用 start、end（字数位置）分段读。"""
        return told(lambda: service.read(report, start, end))

    harmless = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    for name, tool in (("ask", ask), ("search", search), ("list", reports), ("read", read)):
        server.tool(name=name, annotations=harmless)(tool)
    return server
