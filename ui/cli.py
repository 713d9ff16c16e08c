"""The command `wenbao`: parse, run one command, turn every error into one line."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence

from index.errors import WenbaoError
from ui.commands import ask, chat, doctor, library, mcp, show
from ui.commands import eval as eval_command
from ui.commands import setup as setup_command
from ui.parser import ChineseParser


def build_parser() -> argparse.ArgumentParser:
    """The whole command line; builds without importing anything heavy."""
    parser = ChineseParser(
        prog="wenbao", description="问报：向一堆中文工作报告提问，得到原文里的准确答案和出处。"
    )
    _common(parser, top=True)
    shared = argparse.ArgumentParser(add_help=False)
    _common(shared, top=False)
    subparsers = parser.add_subparsers(dest="command", metavar="命令", required=True)
    for module in (library, show, ask, chat, mcp, eval_command, doctor, setup_command):
        module.register(subparsers, [shared])
    return parser


def _common(parser: argparse.ArgumentParser, *, top: bool) -> None:
    """Options of every command, before or after its name; the later one wins."""
    missing = None if top else argparse.SUPPRESS
    off = False if top else argparse.SUPPRESS
    parser.add_argument(
        "--home",
        metavar="文件夹",
        default=missing,
        help="资料库所在的文件夹（默认 $WENBAO_HOME，否则用户数据文件夹）",
    )
    parser.add_argument(
        "--json", action="store_true", default=off, help="标准输出只打印一个 JSON 文档"
    )
    parser.add_argument("--debug", action="store_true", default=off, help="出错时显示完整的调用栈")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code of the contract."""
    for stream in (sys.stdout, sys.stderr):
        # Office machines may have another encoding than the reports' characters need.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    words = sys.argv[1:] if argv is None else list(argv)
    # Until the options are read, the words themselves say how an error is to be told.
    args = argparse.Namespace(json="--json" in words, debug="--debug" in words)
    try:
        args = build_parser().parse_args(words)
        code: int = args.run(args)
        return code
    except WenbaoError as error:
        if args.debug:
            raise
        _fail(args, str(error))
        return error.exit_code
    except KeyboardInterrupt:
        _fail(args, "已中断")
        return 130
    except BrokenPipeError:
        # The reader of our output went away (`wenbao show … | head`): no error, but nothing more
        # must be written, not even by the interpreter at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if args.debug:
            raise
        _fail(
            args,
            f"程序内部出错：{type(error).__name__}: {error}；"
            "加上 --debug 再运行一次可看到细节，请附上它报告问题",
        )
        return 1


def _fail(args: argparse.Namespace, message: str) -> None:
    sys.stderr.write(f"错误：{message}\n")
    if args.json:
        sys.stdout.write(json.dumps({"error": message}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
