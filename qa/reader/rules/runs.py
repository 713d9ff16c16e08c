"""Enumerations in running text: their shape, their items, the verb that leads them."""

from __future__ import annotations

import re

from qa.reader.rules.facts import VERBS

_ITEM = r"[^，。；：、！？\n（）]{2,22}?"
RUN = rf"{_ITEM}(?:、{_ITEM})+(?:(?:和|及|以及|与){_ITEM})?"


_VERB_HEAD = re.compile(
    rf"^(?:(?:全[市省县区州年]|我[市省县区州]|着力|重点|加快|积极|大力|深入|全面|统筹|持续|继续|扎实|有序|打好|打赢|统筹推进|启动|"
    rf"推动|推进|支持|围绕|聚焦|做好|确保|力争|包括|开展|做强|做优|做大|培育壮大|壮大|引导|举办|参加|获得|荣获|建成|"
    rf"构建|建立|形成|完善|落实|抓好|突出|串联|引进|落地|打通|促进|加强|强化|关停|实施|创建|争创|出台|新组建|运用|初步实现|加力|推行|提升|擦亮|夯实|用好|精准|要求|{VERBS})(?!性|线|力|攻坚)(?:实施|建设|推进)?了?)+"
)


def verb_length(words: str) -> int:
    """How many characters of verbs and manner lead a run, 0 for none."""
    head = _VERB_HEAD.match(words)
    return head.end() if head else 0


_LED = re.compile(
    r"^(?:[以从在对把将按是由被向为使让]|高标准|高质量|围绕|紧紧|坚决|坚持|勇当|通过|并|其中|成为|入选)|“|”|[的了]$|同比|实现$|入选|连续|需求$"
)


def alike(items: list[str]) -> bool:
    """Whether the pieces of a run look like items of one list, none of them a clause.

    The first may begin with a verb that is not known, the last run on into its noun: both show
    in their length.
    """
    if (
        any(_LED.search(item) for item in items)
        or min(map(len, items)) < 2
        or any(re.search(r"\d", i) for i in items)
    ):
        return False
    others = max(map(len, items[1:]))
    return len(items[0]) <= others + 3 and len(items[-1]) <= max(map(len, items[:-1])) + 4


def counted(name: str) -> int:
    """The number that a name begins with or ends on (“五进”, “三位一体”); 0 for none."""
    match = re.match(r"[两三四五六七八九十\d]", name)
    if match is None or re.match(r".(?:[一二三四五六七八九十百千\d]|个一)", name):
        return 0
    return int(match.group()) if match.group().isdigit() else NUMERALS[match.group()]


NUMERALS = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}


MANNER = re.compile(
    r"^(?:着力|重点|加快|积极|大力|深入|全面|统筹|持续|继续|扎实|有序|全[市省县区州年]|我[市省县区州])+"
)


def spoken_count(count: int) -> str:
    """A small number as it is said before a measure word."""
    return "两" if count == 2 else "零一二三四五六七八九十"[count] if count <= 10 else str(count)
