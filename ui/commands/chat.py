"""`wenbao chat`: the library's web page, on this machine."""

from __future__ import annotations

import argparse
import logging

from ui.output import note


def register(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
    parents: list[argparse.ArgumentParser],
) -> None:
    """Add the command to the parser of `wenbao`."""
    parser = subparsers.add_parser(
        "chat",
        parents=parents,
        help="打开网页对话",
        description="在本机打开问报的网页对话。",
        # --password must not be taken for --password-file: it would show in the list of processes.
        allow_abbrev=False,
    )
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="地址", help="监听的地址（默认只有本机能访问）"
    )
    parser.add_argument(
        "--port", type=int, default=7860, metavar="端口", help="监听的端口，默认 7860；0 为任意空闲"
    )
    parser.add_argument(
        "--name",
        action="append",
        default=[],
        metavar="名字",
        help="这台电脑在网络里的名字，可写多次；用 IP 地址打开时不需要",
    )
    parser.add_argument(
        "--password-file",
        metavar="文件",
        help="打开网页和调用接口都要密码，取文件的第一行（或设环境变量 WENBAO_PASSWORD）",
    )
    parser.add_argument(
        "--shared-library",
        action="store_true",
        help="让其他电脑上的人也能在网页里添加、更正和移除报告；加入的，所有人都看得到、问得到",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl+C; raises WenbaoError for a taken port or a damaged library."""
    from ui.web.password import read_password
    from ui.web.server import ChatService, is_loopback, listen

    password = read_password(args.password_file)
    # The port first: it costs nothing to find it taken, and seconds to load the library.
    sock = listen(args.host, args.port)
    with sock:
        if args.debug:
            logging.basicConfig()
            logging.getLogger("ui.web").setLevel(logging.DEBUG)

        from index.paths import home_dir
        from ui.web.holder import LibraryHolder
        from ui.web.server import serve

        holder = LibraryHolder(home_dir(args.home))
        # A name of its own on a loopback address: others come through a proxy on this machine.
        alone = is_loopback(sock.getsockname()[0]) and not args.name
        editable = alone or args.shared_library
        if not alone:
            note(_warning(editable, password is not None))
        names = tuple(args.name)
        serve(holder, sock, _announce, ChatService(editable, password, names))
    return 0


def _warning(editable: bool, guarded: bool) -> str:
    """What a page that other machines can open is in for."""
    who = "知道密码的人" if guarded else "任何人"
    may = "提问、添加和移除报告" if editable else "提问和读报告"
    hint = (
        "密码和问答在网络上不加密，要加密请放在 HTTPS 反向代理后面"
        if guarded
        else "要设密码，加上：--password-file 文件"
    )
    return f"注意：同一网络里的其他电脑也能打开这个页面，{who}都能{may}。{hint}。"


def _announce(address: str) -> None:
    note(f"问报已就绪：{address} （按 Ctrl+C 结束）")
