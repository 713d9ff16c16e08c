"""Follow-ups without a language model: what a turn leaves out comes from the turns before."""

from __future__ import annotations

import re

from qa.places import Gazetteer
from qa.types import History

_PERIOD = re.compile(
    r"(?:19|20)\d{2}年?(?:(?:到|至|—|-|~)(?:19|20)\d{2}年?)?(?:底|末|初|上半年|下半年)?|"
    r"[“\"]?[一二三四五六七八九十]{1,3}五[”\"]?(?:时期|期间|末)?|去年|今年|上年|明年|前年|过去五年|今后五年"
)
_LEADS = re.compile(r"^(?:那么?|然后|还有|另外|再问一下|请问|对了)[，,]?")
_POINTS_BACK = re.compile(
    r"其中|这[些个项家条座批次里]|那[些个项家条座批次里](?!年)|它们?|他们|该|此|上述|前者|后者|同期|当年|这方面|还"
)
_EMPTY = re.compile(r"^(?:的|在|年|又|情况|怎么样|如何|多少|是|有|呢|了|什么|[？?，,。、 ])*$")
#: An elliptic question is short; the longest follow-up of gov120 has 17 characters.
_SHORT = 18


def standalone_question(question: str, history: History, gazetteer: Gazetteer) -> str:
    """The question with everything put in that it leaves to the turns before.

    A question that stands by itself comes back as it is; so does one without history.
    """
    if not history:
        return question
    before = standalone_question(history[-1][0], history[:-1], gazetteer)
    body = _LEADS.sub("", question)
    led = body != question
    period = _PERIOD.search(body)
    mentions = gazetteer.find(body)
    rest = _without(
        body, [(m.start, m.end) for m in mentions] + ([period.span()] if period else [])
    )
    if _EMPTY.match(rest) and (period or mentions):
        return _swap(before, body, period, gazetteer)
    points_back = bool(_POINTS_BACK.search(body))
    elliptic = points_back or led or re.search(r"呢[？?]?$", body)
    if not elliptic and (len(body) > _SHORT or (period and mentions)):
        return _inherit(before, body, period, bool(mentions), gazetteer, whole=False)
    return _inherit(before, body, period, bool(mentions), gazetteer, whole=points_back)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    return "".join(
        char for i, char in enumerate(text) if not any(start <= i < end for start, end in spans)
    )


def _swap(before: str, body: str, period: re.Match[str] | None, gazetteer: Gazetteer) -> str:
    """The question before with its period or place (那2020年呢？ 宝安区呢？) exchanged."""
    text = before
    if new := gazetteer.find(body):
        old = gazetteer.find(text)
        start, end = (old[0].start, old[0].end) if old else (0, 0)
        text = text[:start] + new[0].text + text[end:]
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
    places = gazetteer.find(before)
    old_period = _PERIOD.search(before)
    lead = ""
    if not has_place and places:
        lead += places[0].text
    if not period and old_period:
        lead += old_period.group()
    if whole:
        spans = [(m.start, m.end) for m in places] + ([old_period.span()] if old_period else [])
        topic = re.sub(r"多少|几|哪些|什么|[？?呢吗]", "", _without(before, spans))
        return f"{lead}{topic}，{body}"
    return f"{lead}{body}"
