"""What programs may ask of the library, by whatever way they come: plain values in, JSON out.

What comes in is not trusted to have the type that it should; what goes out names no place on this
machine's disk.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from index.errors import UsageError, WenbaoError
from qa.settings import READ
from ui.shapes import report_json
from ui.web.holder import LibraryHolder, public_message

#: Turns of a talk that are read; passages that a search gives at most.
_MOST_TURNS, _MOST_PASSAGES = 50, 50
#: Characters of a place's or a report's name, and of an earlier answer.
_MOST_NAME, _MOST_REPLY = 300, 2000

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


class PublicError(Exception):
    """What went wrong, in one Chinese sentence that anyone may read."""


class Service:
    """The library's questions as programs put them; safe to call from several threads.

    Every method raises PublicError, and nothing else, for whatever goes wrong.
    """

    def __init__(self, holder: LibraryHolder) -> None:
        """Answer from the holder's newest library, taken anew for every call."""
        self._holder = holder

    def ask(
        self,
        question: object,
        place: object = None,
        year: object = None,
        report: object = None,
        history: object = None,
        passages: object = READ.shown,
    ) -> dict[str, Any]:
        """The contract's answer object; `passages` is how many of its 20 are wanted."""

        def run() -> dict[str, Any]:
            shown = _number(passages, "passages", 0, READ.shown)
            answer = self._holder.library.ask(
                _question(question),
                history=_history(history),
                place=_name(place, "place"),
                year=_year(year),
                report=_name(report, "report"),
            )
            shape = answer.to_json()
            shape["passages"] = shape["passages"][:shown]
            return shape

        return self._guarded(run)

    def search(
        self,
        question: object,
        k: object = 10,
        place: object = None,
        year: object = None,
        report: object = None,
    ) -> dict[str, Any]:
        """The contract's `search` object with the `k` best passages, 1 to 50."""

        def run() -> dict[str, Any]:
            result = self._holder.library.search(
                _question(question),
                k=_number(k, "k", 1, _MOST_PASSAGES),
                place=_name(place, "place"),
                year=_year(year),
                report=_name(report, "report"),
            )
            return result.to_json()

        return self._guarded(run)

    def reports(self) -> dict[str, Any]:
        """The contract's `index list` object; a report added by its path is named by its file."""

        def run() -> dict[str, Any]:
            shapes = [entry.to_json() for entry in self._holder.library.reports]
            return {"reports": [{**shape, "file": _public(shape["file"])} for shape in shapes]}

        return self._guarded(run)

    def read(self, report: object, start: object = 0, end: object = None) -> dict[str, Any]:
        """The contract's `show` object; `text` is cut to `start`..`end` when these are given.

        `characters` is the length of the whole; the outline is that of the whole, too.
        """

        def run() -> dict[str, Any]:
            name = _name(report, "report")
            if name is None:
                raise UsageError("report 是空的；请给出报告的文件名或编号，/list 列出全部")
            shape = report_json(self._holder.library.report(name))
            text = shape["text"]
            first = _number(start, "start", 0, len(text))
            last = len(text) if end is None else _number(end, "end", first, len(text))
            cut = {"text": text[first:last], "start": first, "end": last, "characters": len(text)}
            return {**shape, "file": _public(shape["file"]), **cut}

        return self._guarded(run)

    def _guarded(self, run: Callable[[], _T]) -> _T:
        try:
            return run()
        except WenbaoError as error:
            raise PublicError(public_message(error, self._holder.home)) from error
        except Exception as error:
            # One request must not end the server, nor show its insides.
            _log.debug("a request failed", exc_info=True)
            raise PublicError(f"程序内部出错（{type(error).__name__}）；请换个问法再问") from error


def _public(file: str) -> str:
    return Path(file).name if Path(file).is_absolute() else file


def _question(value: object) -> str:
    if not isinstance(value, str):
        raise UsageError(f"question 要一个字符串，得到的是 {_kind(value)}")
    return value


def _name(value: object, field: str) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise UsageError(f"{field} 要一个字符串，得到的是 {_kind(value)}")
    if len(value) > _MOST_NAME:
        raise UsageError(f"{field} 太长：{len(value)} 个字，上限 {_MOST_NAME} 个字")
    return value


def _year(value: object) -> int | None:
    return None if value is None else _number(value, "year", 1900, 2100)


def _number(value: object, field: str, least: int, most: int) -> int:
    # JSON's 2020.0 is a whole number; true is none.
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value // 1:
        raise UsageError(f"{field} 要一个整数，得到的是 {_kind(value)}")
    if not least <= value <= most:
        raise UsageError(f"{field} 要在 {least} 到 {most} 之间，得到的是 {value:.12g}")
    return int(value)


def _history(value: object) -> tuple[tuple[str, str], ...]:
    if value is None:
        return ()
    turns = value if isinstance(value, Sequence) and not isinstance(value, str) else None
    if turns is None or not all(_is_turn(turn) for turn in turns):
        raise UsageError("history 要一个列表，每项是 [问题, 答案]，都是字符串")
    return tuple((turn[0], turn[1][:_MOST_REPLY]) for turn in turns[-_MOST_TURNS:])


def _is_turn(turn: object) -> bool:
    return (
        isinstance(turn, list | tuple)
        and len(turn) == 2
        and all(isinstance(text, str) for text in turn)
    )


def _kind(value: object) -> str:
    names = {"str": "字符串", "float": "小数", "bool": "真假值", "dict": "对象", "list": "列表"}
    return names.get(type(value).__name__, "别的东西")
