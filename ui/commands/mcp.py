"""`wenbao mcp`: the library for assistants that speak the Model Context Protocol, over stdio."""

from __future__ import annotations

import argparse
from typing import Any


def register(subparsers: Any, parents: list[argparse.ArgumentParser]) -> None:
    """Add `mcp`."""
    parser = subparsers.add_parser(
        "mcp", parents=parents, help="作为 MCP 工具，供 AI 助手提问（由助手启动）"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve on standard input and output until they are closed."""
    from index.paths import home_dir
    from ui.mcp import mcp_server
    from ui.web.holder import LibraryHolder
    from ui.web.service import Service

    mcp_server(Service(LibraryHolder(home_dir(args.home)))).run("stdio")
    return 0
