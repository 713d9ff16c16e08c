"""The network is blocked for every test, and for what a test starts."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

# TEST-NET-1 (RFC 5737): routed nowhere, so that a block that failed would not reach anyone.
OUTSIDE = "192.0.2.1"


def test_connecting_outside_is_blocked() -> None:
    with (
        socket.socket() as sock,
        pytest.raises(OSError, match="may not leave this machine"),
    ):
        sock.connect((OUTSIDE, 80))


def test_looking_a_name_up_is_blocked() -> None:
    with pytest.raises(OSError, match="may not leave this machine"):
        socket.getaddrinfo("example.org", 443)


def test_a_datagram_is_blocked() -> None:
    with (
        socket.socket(type=socket.SOCK_DGRAM) as sock,
        pytest.raises(OSError, match="may not leave this machine"),
    ):
        sock.sendto(b"", (OUTSIDE, 53))


def test_urllib_and_asyncio_are_blocked() -> None:
    with pytest.raises(urllib.error.URLError, match="may not leave this machine"):
        urllib.request.urlopen(f"http://{OUTSIDE}/", timeout=5)
    with pytest.raises(OSError, match="may not leave this machine"):
        asyncio.run(asyncio.open_connection(OUTSIDE, 80))


def test_a_process_that_a_test_starts_is_blocked() -> None:
    code = f"import socket; socket.create_connection(({OUTSIDE!r}, 80), timeout=5)"
    finished = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert finished.returncode == 1
    assert "may not leave this machine" in finished.stderr


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("localhost", port), timeout=5) as client:
            assert client.getpeername()[1] == port
