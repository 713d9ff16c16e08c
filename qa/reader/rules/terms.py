"""Terms with their meaning: a glossary's entries, brackets, enumerations with a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.reader.rules.runs import RUN, alike, counted, verb_length
from qa.reader.rules.statement import Statement

_COUNTED_TERM = re.compile(r"[一二两三四五六七八九十\d]")
_MEANS_SIGN = re.compile(
    r"[”\"》]?\s*[：:]?\s*(?:主要)?(?:是指|指的是|即指|就是|指|即|是)?[：:]?\s*"
)
_MEANING = (
    "是什么意思",
    "指的是什么",
    "指什么",
    "是什么",
    "是啥意思",
    "说的是什么",
    "具体指什么",
    "怎么理解",
    "是怎么回事",
    "是啥",
)
_WHICH = ("指的是哪几个", "具体是哪几项", "分别是什么", "包括哪些", "指哪些", "都有什么")


def entry_statement(text: str, term: str) -> Statement | None:
    """The question for the meaning of a glossary's term, whose entry `text` is."""
    at = text.find(term, 0, len(term) + 12) if term else -1
    if at < 0 or not 2 <= len(term) <= 24:
        return None
    sign = _MEANS_SIGN.match(text, at + len(term))
    if sign is None or not sign.group() or sign.group() in '”"》':
        return None
    begin, stop = sign.end(), len(text.rstrip("。；; \n"))
    first = text.find("。", begin, stop)
    if first - begin >= 15:
        stop = first
    if stop - begin < 6 or "\n" in text[begin:stop]:
        return None
    name = re.sub(r"^\s*(?:\[\s*\d+\s*\]|[（(]\d+[）)]|\d+[.．、])\s*", "", term)
    name = re.sub(r"[（(](?:P|详|见|注)[^）)]*[）)]$", "", name).strip('“”"：: ')
    if not 2 <= len(name) <= 20 or name.count("“") + name.count("”") == 1:
        name = re.sub(r"[“”\"]", "", name)
    if re.search(r"\[|\]|。|，", name) or len(name) < 2:
        return None
    shown = name if re.search(r"[“”]", name) else f"“{name}”"
    body = text[begin:stop]
    asks = list(_MEANING)
    parts = re.split(r"[、和]", body)
    if len(parts) >= 3 and _COUNTED_TERM.search(name) and max(map(len, parts)) <= 14:
        asks += [*_WHICH, *_WHICH]
    questions = [shown + ask for ask in asks] + [f"{name}{ask}" for ask in _MEANING[:6]]
    questions += [f"什么叫{shown}", f"什么是{shown}", f"{shown}的含义", f"{shown}到底是什么"]
    return Statement("definition", begin, stop, name, tuple(questions), ())


_NAMED = re.compile(
    rf"(?P<items>{RUN})(?:等)?“(?P<name>[^”“]{{0,5}}[一二两三四五六七八九十\d][^”“]{{0,8}})”"
)
_BRACKETED = re.compile(
    r"“(?P<name>[^”“]{2,14})”(?P<noun>[^，。；：、（）“”]{0,8})（(?P<body>[^（）]{8,120})）"
)


def named(text: str) -> Iterator[Statement]:
    """Terms that running text explains: “X”（A、B、C）, A、B、C“X”."""
    for match in _BRACKETED.finditer(text):
        body, shown = match["body"], f"“{match['name']}”{match['noun']}"
        if ("、" not in body and "，" not in body) or re.match(r"[详见附注]|含", body):
            continue
        begin = match.start("body") + (len("即") if body.startswith("即") else 0)
        few = body.count("、") >= 2 and max(map(len, body.split("、"))) <= 14
        asks = (*_MEANING, *_WHICH) if few else _MEANING
        asked = tuple(shown + ask for ask in asks)
        yield Statement("definition", begin, match.end("body"), shown, asked, ())
    for match in _NAMED.finditer(text):
        start, end = match.span("items")
        begin = start + verb_length(match["items"])
        items = re.split(r"、|和|及|以及|与", text[begin:end])
        # “五进” has five: then the list is what the name stands for.
        count = counted(match["name"])
        if len(items) != count or not 8 <= end - begin <= 120 or not alike(items):
            continue
        after = re.match(r"[^，。；：、（）“”]{0,8}", text[match.end() :])
        noun = after.group() if after else ""
        shown = f"“{match['name']}”"
        asked = tuple(
            f"{head}{ask}"
            for head in (shown, shown + noun if len(noun) <= 6 else shown)
            for ask in ("指的是什么", "具体指什么", "是哪几个", "分别是什么", "包括哪些", "是什么")
        )
        yield Statement("definition", begin, end, match["name"], asked, ())
