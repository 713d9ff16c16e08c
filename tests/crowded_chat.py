"""A chat whose queue has no room: `python crowded_chat.py HOME WAITING`, else as `wenbao chat`."""

from __future__ import annotations

import sys
from pathlib import Path


def main(home: Path, waiting: int) -> None:
    """Serve on any free port until Ctrl+C, with one question at a time and `waiting` behind it."""
    from ui.web.holder import LibraryHolder
    from ui.web.limits import ChatLimits
    from ui.web.server import ChatService, listen, serve

    def say(address: str) -> None:
        print(address, file=sys.stderr, flush=True)

    limits = ChatLimits(at_once=1, waiting=waiting)
    with listen("127.0.0.1", 0) as sock:
        serve(LibraryHolder(home), sock, say, ChatService(limits=limits))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
