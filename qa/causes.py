"""Questions for a cause, and what a report marks as one: 由于…, 主要是…, 原因是…, 受…影响."""

from __future__ import annotations

import re

from qa.sentences import sentence_around

#: Questions for what brought something about, not for a means or an end.
_ASKS = re.compile(
    r"为什么(?!要)|为啥(?!要)|为何(?!要)|原因|怪什么|怎么会|怎么又|教训|根子|(?:造成|导致|引起)的?$|由于什么|"
    r"因为什么|怎么回事"
)
#: What a report marks a cause with. 主要是 alone also begins lists of troubles (主要是：…).
_MARKS = re.compile(
    r"由于|因为|得益于|鉴于|原因(?:在于|主?要?是|有|，一是)|(?:根子|根源|原因|关键)在于|教训是|"
    r"主要是(?![：:])|受(?!到|益|理|众)[^，。；]{2,40}(?:影响|冲击|制约|拖累)|所致|之所以"
)
#: A clause after a cause that says what it brought about.
_BRINGS = re.compile(r"，(?:致使|导致|使得?(?![用命])|造成)")
#: A case that is only supposed tells no cause: 如果剔除这些因素的影响.
_SUPPOSED = re.compile(r"[但而]?(?:如果|假如|倘若|要是|若(?!干))")
#: What a candidate may stand away from its mark: 原因在于 before it.
_NEAR = 8


def asks_cause(question: str) -> bool:
    """Whether a question asks what brought something about."""
    return _ASKS.search(question.rstrip("？?。！!呢啊呀吗的 ")) is not None


def marked(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is told as a cause by the report's own words."""
    if supposed(text, start):
        return False
    before = text.rfind("。", 0, start) + 1
    return (
        _MARKS.search(text, max(before, start - _NEAR), end) is not None
        or _BRINGS.match(text, end) is not None
    )


def speaks_of(text: str, start: int, end: int, topic: str) -> bool:
    """Whether the sentence around `text[start:end]` has two pairs of characters of the topic.

    Of the marked causes among the candidates of five sets 24 of 34 that do are right, of those
    that do not 2 of 23.
    """
    first, last = sentence_around(text, start, end)
    pairs = {topic[i : i + 2] for i in range(len(topic) - 1) if " " not in topic[i : i + 2]}
    return sum(pair in text[first:last] for pair in pairs) > 1


def supposed(text: str, start: int) -> bool:
    """Whether what begins at `start` is only supposed."""
    return _SUPPOSED.match(text, start) is not None
