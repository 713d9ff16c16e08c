"""The process that reads one file at a time, so that a bad file can end nothing but it.

Run as `python -m index.formats.worker`. It speaks in frames on its standard streams: a line of
JSON (`{"suffix", "bytes", "seconds"}`), then that many bytes; it answers with a line of JSON
(`{"bytes", "error"}`), then that many bytes of UTF-8: the source text, or the reason.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import BinaryIO

from index.errors import WenbaoError
from index.formats import READERS

#: Address space of the worker, bytes. Reading the largest report that was met takes a tenth.
MEMORY = 2 * 1024**3


def main() -> None:
    """Answer frames until the standard input ends."""
    # What a library prints must not run into the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    requests = sys.stdin.buffer
    if hasattr(signal, "SIGINT"):
        # Ctrl-C is the parent's to handle; this process ends when its input does.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory()
    while line := requests.readline():
        request = json.loads(line)
        data = requests.read(request["bytes"])
        if hasattr(signal, "alarm"):
            # A last resort: if the parent is gone, nobody else ends a read that hangs.
            signal.alarm(int(request["seconds"]) + 5)
        _answer(answers, *_read(request["suffix"], data))
        if hasattr(signal, "alarm"):
            signal.alarm(0)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:
        # Windows has no such limit; there the deadline alone bounds a file.
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _read(suffix: str, data: bytes) -> tuple[str, bool]:
    """The source text and False, or the reason and True."""
    try:
        return READERS[suffix](data), False
    except WenbaoError as error:
        return str(error), True
    except MemoryError:
        return f"文件异常：读它要用的内存超过 {MEMORY // 1024**3} GB，不读", True
    except RecursionError:
        return "文件异常：内容嵌套太深，不读", True
    except ImportError as error:
        return f"缺少读这种文件的程序包 {error.name}：请运行 make install", True
    except Exception as error:  # A reader's own fault must not look like a crash of the whole.
        return f"文件结构异常，读不出来（{type(error).__name__}）：请另存一份再添加", True


def _answer(answers: BinaryIO, text: str, failed: bool) -> None:
    data = text.encode("utf-8", "replace")
    answers.write(json.dumps({"bytes": len(data), "error": failed}).encode() + b"\n" + data)
    answers.flush()


if __name__ == "__main__":
    main()
