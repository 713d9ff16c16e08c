"""The words of one part of a question: what all parts share, without what sets them apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from qa.places import Mention

#: A year as it stands in a question, with the words that tie it to others.
YEAR = re.compile(
    r"(?:从|由|到|至|在|和|与|跟|同|及|或|比|、|—+|-|~|～|[，,]|(?<=年) )*(?<!\d)((?:19|20)\d{2})"
    r"(?![\d.,%号多余万亿元个户人名家件亩吨])年?(?:年?底|末|初)?(?:的|时|全年)?"
)
#: A period that is not written in years; a part has a year of its own instead.
SPAN = re.compile(
    r"(?:过去|最?近|前|这|今后|未来)[的这]*(?:[二两三四五六七八九十]|\d{1,2})年(?:来|间|里|内)?(?:中|的)?|"
    r"[“\"]?十[一二三四五六]五[”\"]?(?:时期|期间)(?:的)?"
)
#: Between places that stand side by side.
JOINS = re.compile(
    r"(?:政协|人大|政府)?(?: |(?: ?(?:[和与跟同及、，,]|以及|比|还是|vs\.?) ?)+)", re.I
)
_BODY = re.compile(r"政协|人大|政府")
ASKS = re.compile(r"多少|几|什么|谁|哪|何时|如何|怎|啥|吗")
_COUNT = r"[由从]?的?(?:多少|几)[^，,？?]{0,3}"
_MOVES = r"(?:变|涨|升|降|增|减|提|下|到|扩|长|发展)[^，,？?]{0,6}?的?"
#: What only sets parts against each other; a part alone does not say it.
_SETTING = re.compile(
    r"(?:[和与跟同]?[相对]?比(?:较|起来|一比)?(?!例|重|率))?[，,]?"
    r"(?:哪一?[年座家边]|哪一?个?(?:地方|城市|[市区县省])|哪一?个|谁家?)的?|"
    r"是?(?:变好|变差|[多少高低快慢大小]|上升|下降|增加|减少)了?还是.{0,6}|还是|"
    rf"{_COUNT}{_MOVES}(?:多少|几)[^，,？?]{{0,4}}|"
    r"[更最]?[多少高低大小长快慢]?[了出](?:多少|几)[^，,？?]{0,3}|"
    r"[更最](?:[多少高低大小长快慢好差])|分别|各自?(?=[是有为多几占])|每一?年|逐年|历年|"
    r"[相对]?比(?:较|起来|一比)?(?!例|重|率)"
)
#: An adjective at the end compares; in 多少, 增长 or 市长 the same character does not.
_ADJECTIVE = re.compile(
    r"(?:(?<![得多])[多高大快慢少低]|(?<![得增成生市区县省州部局校班家延])长)(?=[？?]?$)"
)
_PACE = re.compile(
    r"(?P<verb>增长|上[涨升]|下[降跌]|[增涨长升降跌])(?:得[更最]?[快慢多少高低]?|[更最]?[快慢])$"
)
#: How much a thing is done, where the thing alone is compared: 报得多.
_MANNER = re.compile(r"得[更最]?[多少快慢高低好差]$")
_FALLS = "降跌"
#: 实际, 想达到: how the parts differ, once each has its own year.
_INTENT = re.compile(r"实际|(?:想|要|计划)(?:达到)?$")


def words_of(text: str, mention: Mention) -> str:
    """A place with the body that follows it: 梓泊政协."""
    body = _BODY.match(text, mention.end)
    return mention.text + (body.group() if body else "")


def core_of(text: str, mentions: Sequence[Mention], *, with_years: bool) -> str:
    """What is asked of every part alike; with the years where they do not differ."""
    kept = list(text)
    for before, after in pairwise(mentions):
        if JOINS.fullmatch(text[before.end : after.start]):
            kept[before.end : after.start] = [""] * (after.start - before.end)
    for mention in mentions:
        end = mention.start + len(words_of(text, mention))
        kept[mention.start : end] = [""] * (end - mention.start)
    core = "".join(kept)
    if not with_years:
        core = _INTENT.sub("", YEAR.sub("", SPAN.sub("", core)))
    return compared_away(core)


def compared_away(core: str) -> str:
    """A topic without the words that compare; 增得快 becomes 增长, the figure that is compared."""
    core = _SETTING.sub("", core.rstrip("？?。 "))
    core = re.sub(r"[，,。？?\s]+", "", core)
    core = _PACE.sub(lambda m: "下降" if m["verb"][-1] in _FALLS else "增长", core)
    return _ADJECTIVE.sub("", _MANNER.sub("", core)).strip("的在是了和与跟从由到比之年")


def question_of(lead: str, core: str, unit: str | None) -> str:
    """A question of its own out of place and period, topic and (where known) measure word."""
    asked = f"{lead}{core}"
    if ASKS.search(asked):
        return asked
    if core.endswith(("增长", "下降", "完成")):
        return f"{asked}多少"
    return f"{asked}有多少{unit}" if unit else f"{asked}是多少"
