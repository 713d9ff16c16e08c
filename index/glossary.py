"""Glossaries: each term its own entry, so that a question for a meaning finds the definition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.outline import Heading

#: Headings of glossaries in gov120 (38 of its 120 reports have one): 名词解释, 注释, 用语说明.
HEADING = re.compile(r"(?:名词|术语|用语|缩略语|词语)(?:解释|注释|说明|释义)|注\s*释$")
#: An annex whose first line says that it is a glossary.
_INSIDE = re.compile(r"\s*(?:注\s*释|名词解释)\s*\n")
_NUMBER = r"(?:\d{1,3}\s*[.．、]|[①-⑳]|[〔\[［]\^?\d{1,3}[〕\]］]\s*[：:]?|[（(]\d{1,3}[)）])?\s*"
#: A term runs to the first colon or 是指 and holds no sentence end; quotes may hold anything else.
_ENTRY = re.compile(
    rf"^{_NUMBER}(?P<term>[“\"《]?[^。；;\n]{{1,60}}?)(?:\s*[：:]\s*|(?=(?:主要)?(?:是指|指的是|即指)))",
    re.M,
)
#: A glossary has at least this many entries; one colon in a section makes no glossary.
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A glossary's entry `text[start:end]`: the term as printed; `body` begins its definition."""

    start: int
    body: int
    end: int
    term: str


def find_entries(text: str, start: int, end: int) -> tuple[Entry, ...]:
    """The entries of the glossary in `text[start:end]`, or nothing if it is none.

    A paragraph that begins no entry belongs to the entry before it.
    """
    found = list(_matches(text, start, end))
    if len(found) < _LEAST:
        return ()
    ends = [following.start() for following in found[1:]] + [end]
    entries = []
    for match, stop in zip(found, ends, strict=True):
        whole = text[match.start() : stop].rstrip()
        term = _unquoted(match.group("term").strip())
        entries.append(Entry(match.start(), match.end(), match.start() + len(whole), term))
    return tuple(entries)


def with_entries(text: str, headings: Sequence[Heading]) -> tuple[Heading, ...]:
    """The headings with the terms of every glossary among them, in order, one level below it.

    What looked like a heading inside a glossary is one of its terms and gives way.
    """
    result: list[Heading] = []
    done = 0
    for number, heading in enumerate(headings):
        if heading.start < done:
            continue
        result.append(heading)
        following = (h.start for h in headings[number + 1 :] if h.level <= heading.level)
        end = next(following, len(text))
        if not HEADING.search(heading.text) and not _INSIDE.match(text, heading.end):
            continue
        for entry in find_entries(text, heading.end, end):
            result.append(Heading(entry.start, entry.body, entry.term, heading.level + 1, True))
            done = end
    return tuple(result)


def _unquoted(term: str) -> str:
    """A term without the quotes around the whole of it; quotes around a part of it stay."""
    inner = term[1:-1]
    wrapped = term[:1] in '“"' and term[-1:] in '”"' and not re.search('[“”"]', inner)
    return inner if wrapped and inner else term


def _matches(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    for match in _ENTRY.finditer(text, start, end):
        if match.start() == 0 or text[match.start() - 1] == "\n":
            yield match
