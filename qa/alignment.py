"""Which value of a run is asked for: of A和B分别增长3%和5% the second, where B is asked for."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from qa.indicators import indicators
from qa.reached import reached
from qa.runs import Run, names_of, runs
from qa.sentences import sentence_around
from qa.values import Value

Span = tuple[int, int]

#: Questions for all the values of a run, and what they ask of them.
_ALL = re.compile(r"分别|各(?=[是有为占自要达增涨下降提减]|多少|几)")
_AMOUNT = re.compile(r"多少|[是增涨降]?几(?!个方面)|百分")
#: A name is asked for where the question has more than this share of what only that name says.
_SHARE = 0.5
#: So many of its last characters say a name that begins with what all are of (全市…事故起数).
_END = 3
#: A question that may name several.
_JOINED = re.compile(r"[、和与及]")
#: Characters of a common block that say something.
_LEAST = 2
#: Names this short before a long one leave its end to it: 城镇和农村居民人均可支配收入.
_SHORT = 4


def aligned(text: str, start: int, end: int, asked: str) -> Span | None:
    """The value that is asked for in the run that `text[start:end]` touches.

    None where it touches no run, where names and values are not of one number, or where the
    question does not name exactly one of the names: then the span is left as it is.
    """
    run = _touched(text, start, end)
    names = names_of(text, run) if run else None
    if run is None or names is None:
        return None
    chosen = _chosen(names, asked)
    if chosen is None:
        return None
    last = run.values[-1]
    value = Value(*last, text[last[0] : last[1]], "number", "")
    after = reached(text, value, asked)
    later = _touched(text, after.start, after.end) if after else None
    if later and later.start > run.end and len(later.values) == len(names):
        return later.values[chosen]  # 分别由25%、16.6%提高到27%、50%
    return run.values[chosen]


def asked_of_run(text: str, start: int, end: int, asked: str) -> Span | None:
    """The value of a run that is asked for, or the whole run where all are; None as `aligned`."""
    every = all_aligned(text, start, end, asked)
    return (every[0][0], every[-1][1]) if every else aligned(text, start, end, asked)


def all_aligned(text: str, start: int, end: int, asked: str) -> tuple[Span, ...] | None:
    """Every value of the run that a span touches, where the question asks for all of them."""
    if not (_ALL.search(asked) and _AMOUNT.search(asked)):
        return None
    run = _touched(text, start, end)
    names = names_of(text, run) if run else None
    return run.values if run and names and _chosen(names, asked) is None else None


def _touched(text: str, start: int, end: int) -> Run | None:
    first, last = sentence_around(text, start, end)
    near = (run for run in runs(text, first, last) if run.start < end and start < run.end)
    return next(near, None)


def _chosen(names: tuple[str, ...], asked: str) -> int | None:
    """The one name that a question means; None for none and for several."""
    said = [_said(n, names, asked) for n in range(len(names))]
    whole = [n for n, (share, _) in enumerate(said) if share == 1]
    partly = [n for n, (share, end) in enumerate(said) if share > _SHARE or end]
    if _JOINED.search(asked) and len(partly) > 1:
        return None
    if len(whole) == 1:
        return whole[0]
    wanted = indicators(asked)
    of = [indicators(name) for name in _full(names)]
    if wanted:
        same = [n for n, found in enumerate(of) if found & wanted]
        if len(same) == 1:
            return same[0]
    if len(partly) != 1 or (wanted and of[partly[0]] and not of[partly[0]] & wanted):
        return None
    return partly[0]


def _full(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names with the end that the last one alone bears: 城镇, 农村居民人均可支配收入."""
    tail = _tail(names)
    return tuple(f"{name}{tail}" for name in names[:-1]) + names[-1:]


def _tail(names: tuple[str, ...]) -> str:
    longest = max(map(len, names[:-1]))
    return names[-1][longest:] if longest <= _SHORT and len(names[-1]) > longest + 1 else ""


def _said(number: int, names: tuple[str, ...], asked: str) -> tuple[float, bool]:
    """The share of what only this name says that stands in the question, and whether its end does.

    What names have in common, and the end that the last one bears for all, tells none apart.
    """
    tail = _tail(names)
    name = names[number].removesuffix(tail) if tail else names[number]
    others = [other for n, other in enumerate(names) if n != number]
    own = [True] * len(name)
    for other in [*others, tail]:
        for a, size in _common(name, other):
            own[a : a + size] = [False] * size
    said = [False] * len(name)
    for a, size in _common(name, asked):
        said[a : a + size] = [True] * size
    total = sum(own)
    both = [o and s for o, s in zip(own, said, strict=True)]
    return (sum(both) / total if total else 0.0), len(both) > _END and all(both[-_END:])


def _common(name: str, other: str) -> list[tuple[int, int]]:
    """The blocks of at least two characters of a name that another text has too."""
    matcher = SequenceMatcher(None, name, other, autojunk=False)
    return [(m.a, m.size) for m in matcher.get_matching_blocks() if m.size >= _LEAST]
