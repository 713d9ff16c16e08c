"""`wenbao chat` says in one line what keeps it from starting."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from index.errors import UsageError, WenbaoError
from ui.commands import chat
from ui.web.server import listen


def parse(*arguments: str) -> argparse.Namespace:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--home")
    common.add_argument("--debug", action="store_true")
    parser = argparse.ArgumentParser()
    chat.register(parser.add_subparsers(required=True), [common])
    return parser.parse_args(["chat", *arguments])


def test_it_serves_this_machine_alone_unless_told_otherwise() -> None:
    args = parse()
    assert (args.host, args.port, args.run) == ("127.0.0.1", 7860, chat.run)


def test_a_taken_port_is_found_before_anything_is_loaded(tmp_path: Path) -> None:
    with listen("127.0.0.1", 0) as sock:
        args = parse("--home", str(tmp_path), "--port", str(sock.getsockname()[1]))
        with pytest.raises(WenbaoError, match=r"占用.*wenbao chat --port"):
            args.run(args)


def test_a_bad_password_file_is_found_before_the_port_is_taken(tmp_path: Path) -> None:
    with listen("127.0.0.1", 0) as sock:
        port = str(sock.getsockname()[1])
        args = parse("--home", str(tmp_path), "--port", port, "--password-file", "没有的文件")
        with pytest.raises(UsageError, match="没有的文件"):
            args.run(args)


def test_a_password_is_never_an_argument() -> None:
    with pytest.raises(SystemExit):
        parse("--password", "明文密码不行")
