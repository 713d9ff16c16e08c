"""`wenbao chat`: the library's web page, on this machine."""

from __future__ import annotations

import argparse
import logging
import sys


def register(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
    parents: list[argparse.ArgumentParser],
) -> None:
    """Add the command to the parser of `wenbao`."""
    parser = subparsers.add_parser(
        "chat", parents=parents, help="打开网页对话", description="在本机打开问报的网页对话。"
    )
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="地址", help="监听的地址（默认只有本机能访问）"
    )
    parser.add_argument(
        "--port", type=int, default=7860, metavar="端口", help="监听的端口，默认 7860；0 为任意空闲"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl+C; raises WenbaoError for a taken port or an empty library."""
    from ui.web.server import listen

    # The port first: it costs nothing to find it taken, and seconds to load the library.
    sock = listen(args.host, args.port)
    with sock:
        if args.debug:
            logging.basicConfig()
            logging.getLogger("ui.web").setLevel(logging.DEBUG)

        from index.paths import home_dir
        from qa.library import Library
        from ui.web.server import serve

        library = Library.open(home_dir(args.home))
        if sock.getsockname()[0] not in ("127.0.0.1", "::1"):
            print("注意：同一网络里的其他电脑也能打开这个页面并提问。", file=sys.stderr)
        serve(library, sock, _announce)
    return 0


def _announce(address: str) -> None:
    print(f"问报已就绪：{address} （按 Ctrl+C 结束）", file=sys.stderr, flush=True)
