"""No network but this machine's own: held by an audit hook, which nothing can take off again.

`tests/conftest.py` puts it on pytest itself, and this folder on PYTHONPATH, so that Python reads
it at the start of every process that a test starts.
"""

from __future__ import annotations

import ipaddress
import sys


class NetworkBlockedError(OSError):
    """A test, or a process that it started, tried to leave this machine."""


_ADDRESSED = ("socket.connect", "socket.sendto", "socket.sendmsg")
_NAMED = ("socket.getaddrinfo", "socket.gethostbyname")


def _is_here(host: object) -> bool:
    if host is None or host in ("", b"", "localhost", b"localhost"):
        return True
    text = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    try:
        # 0.0.0.0 and :: are what a server binds to, and reach nothing but this machine.
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _refuse_to_leave(event: str, args: tuple[object, ...]) -> None:
    if event in _ADDRESSED:
        address = args[1]
        # A Unix socket's address is a path; a network one is (host, port, …).
        if isinstance(address, tuple) and not _is_here(address[0]):
            raise NetworkBlockedError(f"tests may not leave this machine: {event} {address}")
    elif event in _NAMED and not _is_here(args[0]):
        raise NetworkBlockedError(f"tests may not leave this machine: {event} {args[0]!r}")


sys.addaudithook(_refuse_to_leave)
