"""What a report says a term means: the glossary entry, or the words behind 是指 and 即."""

from __future__ import annotations

import re

from qa.types import AnswerKind

Span = tuple[int, int]

_QUOTED = re.compile(r"[“\"]([^“”\"]{2,24})[”\"]")
#: A term without quotation marks: 什么是海绵城市, 东部三区是哪三个.
_BARE = re.compile(
    r"(?:什么是|啥是|什么叫|啥叫)(?P<after>[^，,？?“”]{2,16})[？?]?$|"
    r"(?:[的说讲提]|^)(?P<before>[^，,？?“”的说讲提]{2,16}?)(?:[都又]?(?:具体|到底|分别)?(?:是指?|指的?是?|叫)"
    r"(?:什么|啥|哪|个啥|个什么)|是什么意思|怎么(?:解释|理解))"
)
_DEFINES = (
    r"(?:[：:]|[，,]?(?:是指|指的是|就是指|就是|即是|即指|即|指))(?:是指|指的是|就是|即|指)?[：:]?"
)
#: What is said of the thing besides: ，其职责主要是….
_ASIDE = re.compile(r"[，。；]其(?:职责|目的|特点|主要)")
#: Characters between a term and the sign of its meaning: “8655”计划：.
_BETWEEN = 8
#: A meaning is no longer than a citation.
_LONGEST = 200


def asked_term(question: str, kind: AnswerKind) -> str | None:
    """The term whose meaning or parts a question asks for; None where it asks for none."""
    if kind not in ("definition", "list"):
        return None
    quoted = _QUOTED.findall(question)
    if quoted:
        return str(quoted[-1])
    bare = _BARE.search(question) if kind == "definition" else None
    return (bare["after"] or bare["before"]) if bare else None


def meaning(text: str, term: str) -> Span | None:
    """Where `text` says what `term` means, without the term; None where it does not.

    Of an entry in a glossary the whole line is meant, elsewhere what is left of the sentence.
    """
    found = re.search(
        rf"{re.escape(term)}[”’」]?[^，,。；！？：:“\n]{{0,{_BETWEEN}}}?{_DEFINES}", text
    )
    if found is None:
        return None
    line = text.rfind("\n", 0, found.start()) + 1
    stop = text.find("\n", found.end())
    stop = len(text) if stop < 0 else stop
    # Behind a number and marks an entry begins its line with the term.
    entry = re.fullmatch(
        r"[\s\d.．、（）()\[\]①-⑳“”*]*[^，,。；：:]{0,8}", text[line : found.start()]
    )
    if not (entry and re.search("[：:指]", found.group())):
        ends = [at for mark in "。！？" if (at := text.find(mark, found.end(), stop)) >= 0]
        stop = min(ends, default=stop)
    start = found.end()
    if aside := _ASIDE.search(text, start, stop):
        stop = aside.start()
    if stop - start > _LONGEST:
        stop = max(text.rfind(mark, start, start + _LONGEST) for mark in "。；，")
    while stop > start and text[stop - 1] in "。；，、 \n\t":
        stop -= 1
    return (start, stop) if stop - start > 1 else None
