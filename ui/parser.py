"""An argument parser that speaks Chinese."""

from __future__ import annotations

import argparse
import re
import sys
from typing import NoReturn

from index.errors import UsageError

_PHRASES = (
    (r"^the following arguments are required: (.+)$", r"缺少参数：\1"),
    (r"^unrecognized arguments: (.+)$", r"不认识的参数：\1"),
    (
        r"^argument (.+?): invalid choice: (.+?) \(choose from (.+)\)$",
        r"\2 不是可选的命令；可选：\3",
    ),
    (r"^argument (.+?): invalid int value: (.+)$", r"\1 要一个整数，得到的是 \2"),
    (r"^argument (.+?): expected one argument$", r"\1 后面要跟一个值"),
    (r"^argument (.+?): expected at least one argument$", r"\1 后面至少要跟一个值"),
    (r"^argument (.+?): (.+)$", r"\1：\2"),
)
_HEADINGS = (
    ("usage: ", "用法："),
    ("positional arguments:", "参数："),
    ("options:", "选项："),
    ("show this help message and exit", "显示这段帮助"),
)


class ChineseParser(argparse.ArgumentParser):
    """`argparse.ArgumentParser` whose help and errors are in Chinese; errors end with code 2."""

    def format_help(self) -> str:
        """The help text."""
        return _translate(super().format_help())

    def format_usage(self) -> str:
        """The usage line."""
        return _translate(super().format_usage())

    def error(self, message: str) -> NoReturn:
        """Raise UsageError (contract: wrong usage, exit code 2) with what is wrong."""
        for pattern, chinese in _PHRASES:
            translated, count = re.subn(pattern, chinese, message)
            if count:
                message = translated
                break
        raise UsageError(f"{message}；查看帮助：{self.prog} --help")

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """Leave after `--help`; flush here, where a reader that went away can still be caught."""
        sys.stdout.flush()
        super().exit(status, message)


def _translate(text: str) -> str:
    for english, chinese in _HEADINGS:
        text = text.replace(english, chinese)
    return text
