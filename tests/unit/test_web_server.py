"""The socket is taken first, and what is wrong with it is said in one line with a next command."""

from __future__ import annotations

import re
import socket

import pytest

from index.errors import UsageError, WenbaoError
from ui.web.server import listen, names_of


def test_any_free_port_is_taken_for_port_zero() -> None:
    with listen("127.0.0.1", 0) as sock:
        host, port = sock.getsockname()[:2]
        assert host == "127.0.0.1"
        assert port > 0


def test_a_taken_port_is_named_with_a_free_one_to_use() -> None:
    with listen("127.0.0.1", 0) as sock:
        port = sock.getsockname()[1]
        with pytest.raises(WenbaoError, match=f"127.0.0.1:{port}.*占用") as caught:
            listen("127.0.0.1", port)
    message = str(caught.value)
    assert "\n" not in message
    advised = re.search(r"wenbao chat --port (\d+)$", message)
    assert advised is not None
    listen("127.0.0.1", int(advised[1])).close()


def test_a_port_taken_by_another_program_is_seen_too() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(WenbaoError, match="wenbao chat --port"):
            listen("127.0.0.1", other.getsockname()[1])


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_port_that_cannot_be_is_wrong_usage(port: int) -> None:
    with pytest.raises(UsageError, match=f"端口 {port} 不存在"):
        listen("127.0.0.1", port)


def test_an_address_of_no_machine_is_refused() -> None:
    # 192.0.2.0/24 is set aside for documentation (RFC 5737): no machine has such an address.
    with pytest.raises(WenbaoError, match=r"192\.0\.2\.1"):
        listen("192.0.2.1", 0)


#: As the option --host names it.
EVERY = "0.0.0.0"  # noqa: S104


@pytest.mark.parametrize(
    ("host", "asked", "answers"),
    [
        ("127.0.0.1", "localhost:7860", True),
        ("127.0.0.1", "office-pc:7860", False),
        ("127.0.0.1", f"{socket.gethostname()}.example.org", False),
        (EVERY, "192.0.2.7:7860", True),
        (EVERY, f"{socket.gethostname()}:7860", True),
        (EVERY, "example.org", False),
        (EVERY, "Wenbao.Example.ORG", True),
        ("192.0.2.7", "192.0.2.7:7860", True),
        ("192.0.2.7", "192.0.2.8:7860", False),
    ],
)
def test_a_server_answers_to_its_own_names(host: str, asked: str, answers: bool) -> None:
    assert (asked in names_of(host, ["wenbao.example.org"])) is answers
