"""Follow-ups without a language model: what a turn leaves out comes from the turns before."""

from __future__ import annotations

import re

from qa.places import Gazetteer, Mention
from qa.types import History

_PERIOD = re.compile(
    r"(?:19|20)\d{2}年?(?:(?:到|至|—|-|~)(?:19|20)\d{2}年?)?(?:底|末|初|上半年|下半年)?|"
    r"[“\"]?[一二三四五六七八九十]{1,3}五[”\"]?(?:时期|期间|末)?|去年|今年|上年|明年|前年|过去五年|今后五年"
)
_LEADS = re.compile(r"^(?:那么?|然后|还有|另外|再问一下|请问|对了)[，,]?")
_POINTS_BACK = re.compile(
    r"^(?:又|同比|环比)?比(?:.{1,2}一?年|20\d\d年)|^(?:又|同比|共|一共|一?年)*(?:增长|增加|提高|提升|上升|"
    r"下降|减少|降低|涨|降|升)了?(?:多少|百分之|几|[？?]|$)|^(?:这|那)?是?(?:为什么|为啥|为何|什么原因|怎么回事)|"
    r"其中|这[些个项家条座批次里]|那[些个项家条座批次里](?!年)|它们?|他们|该|此|上述|前者|后者|同期|当年|这方面|还"
)
_EMPTY = re.compile(r"^(?:的|在|年|又|情况|怎么样|如何|多少|是|有|呢|了|什么|[？?，,。、 ])*$")
#: An elliptic question is short; the longest follow-up of gov120 has 17 characters.
_SHORT = 18
_ASKS = re.compile(r"(?:是|有|为)?(?:多少|几|哪些|什么)|[？?呢吗]")
#: How a question asks, at its end: 是多少, 有几个, 是谁.
_TAIL = re.compile(r"(?:是|有|为|达到)?(?:多少|几|哪|什么|啥|谁)[^，。？?]{0,2}(?=[？?]?$)")
_WHAT_OF = re.compile(r"呢[？?]?$")
#: Characters of an earlier topic that a follow-up takes along; a long talk must not pile up.
_TOPIC = 100


def standalone_question(question: str, history: History, gazetteer: Gazetteer) -> str:
    """The question with everything put in that it leaves to the turns before.

    A question that stands by itself comes back as it is; so does one without history.
    """
    before = ""
    for turn, _ in history:
        before = _joined(turn, before, gazetteer) if before else turn
    return _joined(question, before, gazetteer) if before else question


def _joined(question: str, before: str, gazetteer: Gazetteer) -> str:
    """A question with what it leaves to the one before it, which stands by itself."""
    body = _LEADS.sub("", question)
    led = body != question
    period = _PERIOD.search(body)
    mentions = _named(body, gazetteer)
    rest = _without(
        body, [(m.start, m.end) for m in mentions] + ([period.span()] if period else [])
    )
    if _EMPTY.match(rest):  # 那2020年呢？ 宝安区呢？ 还有呢？
        return _swap(before, mentions, period, gazetteer)
    points_back = bool(_POINTS_BACK.search(body))
    elliptic = points_back or led or _WHAT_OF.search(body)
    if not elliptic and (len(body) > _SHORT or (period and mentions)):
        return _inherit(before, body, period, bool(mentions), gazetteer, whole=False)
    return _inherit(before, body, period, bool(mentions), gazetteer, whole=points_back)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    return "".join(
        char for i, char in enumerate(text) if not any(start <= i < end for start, end in spans)
    )


def _named(text: str, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The places that a text names, known to the library or not."""
    return tuple(
        sorted((*gazetteer.find(text), *gazetteer.unknown(text)), key=lambda named: named.start)
    )


def _swap(
    before: str, new: tuple[Mention, ...], period: re.Match[str] | None, gazetteer: Gazetteer
) -> str:
    """The question before with its period or place exchanged for the new ones."""
    text = before
    if new:
        old = _named(text, gazetteer)
        start, end = (old[0].start, old[-1].end) if old else (0, 0)
        text = text[:start] + "和".join(named.text for named in new) + text[end:]
    if period:
        old_period = _PERIOD.search(text)
        words = period.group()
        if old_period:
            text = text[: old_period.start()] + words + text[old_period.end() :]
        else:
            text = words + text
    return text


def _inherit(
    before: str,
    body: str,
    period: re.Match[str] | None,
    has_place: bool,
    gazetteer: Gazetteer,
    *,
    whole: bool,
) -> str:
    """`body` with place and period of the turn before; with its topic too where it points back."""
    places = _named(before, gazetteer)
    old_period = _PERIOD.search(before)
    lead = ""
    if not has_place and places:
        lead += "和".join(dict.fromkeys(named.text for named in places))
    if old_period and (not period or body.startswith("比")):  # 比2020年涨了多少 keeps its own year
        lead += old_period.group()
    if whole:
        spans = [(m.start, m.end) for m in places] + ([old_period.span()] if old_period else [])
        topic = _ASKS.sub("", _without(before, spans))[-_TOPIC:]
        return f"{lead}{topic}，{body}"
    if _WHAT_OF.search(body) and not _ASKS.search(_WHAT_OF.sub("", body)):
        # 财政收入呢？ asks what the question before asked: 是多少.
        tail = _TAIL.search(before)
        asks = tail.group() if tail else "有多少" if re.search(r"多少|几", before) else ""
        body = _WHAT_OF.sub(f"{asks}？", body) if asks else body
    return f"{lead}{body}"
