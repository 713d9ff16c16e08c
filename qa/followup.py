"""Follow-ups without a language model: what a turn leaves out comes from the turns before."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.ellipsis import (
    BACK,
    FIRST,
    LATER,
    LEADS,
    META,
    PRONOUN,
    is_definition,
    lacks_subject,
    points_back,
    says_nothing,
    without_aspect,
)
from qa.places import Gazetteer, Mention
from qa.talk_years import PERIOD, settle_years
from qa.types import History

#: Says whether a topic is found only at other places than the one it would inherit.
Elsewhere = Callable[[str, tuple[str, ...]], bool]

_ASKS = re.compile(
    r"(?:是|有|为)?(?:(?:多少|几|哪[一二两三四五六七八九十]?)(?:[个家条项件名位套部户所艘次期天座批些]|人次|公里)?|什么|谁)|[？?呢吗]"
)
#: How a question asks, at its end: 是多少, 有几个, 是谁.
_TAIL = re.compile(
    r"(?:是|有|为|达到)?(?:多少|多[大高长远久重]|几|哪|什么|啥|谁)[^，,。？?]{0,2}(?=[？?]?$)"
)
_WHAT_OF = re.compile(r"呢[？?]?(?=$|[，,])")
_BODY = re.compile(r"(?:区|市|县)?(?:政协|人大)")
#: Characters of an earlier topic that a follow-up takes along; a long talk must not pile up.
_TOPIC = 100
#: An answer that a pronoun may stand for: a name, not a figure, a sentence or a refusal.
_NAME = re.compile(
    r"^(?!没有|报告|资料库|好的|受|因为|由于)(?:[^\d，,。；：]|(?<=[A-Za-z])\d+){2,20}$"
)
_ASKS_NAME = re.compile(r"谁|哪(?!些年)|叫|(?<!为)什么(?!原因|情况)")
_ORDINAL = re.compile(r"(?:第([一二三四五六七八九十])|(最后)一)(?:个|项|件|条|家|位|名)")


@dataclass(frozen=True, slots=True)
class Said:
    """An earlier turn: its question standing by itself, and what was answered."""

    question: str
    answer: str


def standalone_question(
    question: str,
    history: History,
    gazetteer: Gazetteer,
    elsewhere: Elsewhere | None = None,
) -> str:
    """The question with everything put in that it leaves to the turns before.

    A question that stands by itself comes back as it is; so does one without history. Where
    `elsewhere` is given, a new topic that only other places have does not get the talk's place.
    """
    said: list[Said] = []
    for turn, answer in history:
        if META.search(turn):
            continue
        said.append(Said(_Joiner(said, gazetteer, elsewhere).join(turn), answer))
    return _Joiner(said, gazetteer, elsewhere).join(question)


class _Joiner:
    """Joins one turn to the turns before it."""

    def __init__(
        self, said: Sequence[Said], gazetteer: Gazetteer, elsewhere: Elsewhere | None
    ) -> None:
        self._said = [turn for turn in said if turn.question]
        self._gazetteer = gazetteer
        self._elsewhere = elsewhere

    def join(self, question: str) -> str:
        """The turn as a question that stands by itself."""
        if not self._said:
            return question
        body = LEADS.sub("", question)
        body, back = BACK.subn("", body)
        first = bool(back and FIRST.search(question))
        body = FIRST.sub("", body).lstrip("，,、 的那") if back else body
        before = self._antecedent(body, back=bool(back), first=first)
        told = "。".join(f"{turn.question}。{turn.answer}" for turn in self._said[-3:])
        body = settle_years(body, before.question, told)
        period = PERIOD.search(body)
        mentions = self._named(body)
        residue = _without(body, mentions, period)
        if says_nothing(residue):  # 那2020年呢？ 宝安区呢？ 还有呢？
            return self._swap(before.question, body, mentions, period)
        pointing = points_back(body) and not (mentions and len(residue) > 8)
        item = _ORDINAL.search(body) and _name(before, body)
        if pointing or item or lacks_subject(residue, placed=bool(mentions)):
            return self._with_topic(before, body, mentions, period, residue)
        asked = self._tailed(body, before.question)
        if back or body != question:
            return self._lead(before.question, body, mentions, period) + asked
        return self._new_topic(before, question, asked, mentions, period)

    def _named(self, text: str) -> tuple[Mention, ...]:
        """The places that a text names, known to the library or not."""
        found = (*self._gazetteer.find(text), *self._gazetteer.unknown(text))
        return tuple(sorted(found, key=lambda named: named.start))

    def _antecedent(self, body: str, *, back: bool, first: bool) -> Said:
        """The turn that this one goes on from: the last, unless its words go further back."""
        if first:
            return self._said[0]
        last = self._said[-1]
        if not back and not PRONOUN.search(body):
            return last
        words = _bigrams(_without(body, (), PERIOD.search(body)))
        shared = [len(words & _bigrams(turn.question)) for turn in self._said]
        best = max(shared)
        if best == 0 or (not back and shared[-1] > 0):
            return last
        return next(
            turn
            for turn, n in zip(reversed(self._said), reversed(shared), strict=True)
            if n == best
        )

    def _swap(
        self,
        before: str,
        body: str,
        new: tuple[Mention, ...],
        period: re.Match[str] | None,
    ) -> str:
        """The question before with its period or place exchanged for the new ones."""
        text = before
        if new:
            old = self._named(text)
            words = "和".join(named.text for named in new)
            house = _BODY.match(body, new[-1].end)
            if house and not (old and _BODY.match(text, old[-1].end)):
                words += house.group()
            start = old[0].start if old else 0
            for named in reversed(old):
                text = text[: named.start] + text[named.end :]
            text = text[:start] + words + text[start:].lstrip("、和与跟")
        if period:
            old_period = PERIOD.search(text)
            if old_period:
                text = text[: old_period.start()] + period.group() + text[old_period.end() :]
            else:
                text = period.group() + text
        return text

    def _with_topic(
        self,
        before: Said,
        body: str,
        mentions: tuple[Mention, ...],
        period: re.Match[str] | None,
        residue: str,
    ) -> str:
        """`body` with the topic of the turn before, or with the name that was its answer."""
        lead = self._lead(before.question, body, mentions, period)
        old = self._named(before.question)
        topic = _without(before.question, old, PERIOD.search(before.question))
        topic = without_aspect(_ASKS.sub("", topic), body)[-_TOPIC:].strip("，,的")
        topic = topic.removeprefix("政协") if lead.find("政协") >= 0 else topic
        body = self._tailed(body, before.question)
        if name := _name(before, body):
            pronoun = PRONOUN.search(body)
            if pronoun:
                body = body[: pronoun.start()] + name + body[pronoun.end() :]
                if self._named(name):  # 睢宁县 is asked of, and no longer the talk's place.
                    return body
            elif ordinal := _ORDINAL.search(body):
                body = body[: ordinal.start()] + name + body[ordinal.end() :]
            else:
                topic += name
            if pronoun and not lacks_subject(PRONOUN.sub("", residue)):
                return lead + body
        return f"{lead}{topic}，{body}" if topic else lead + body

    def _new_topic(
        self,
        before: Said,
        question: str,
        asked: str,
        mentions: tuple[Mention, ...],
        period: re.Match[str] | None,
    ) -> str:
        """A question with a topic of its own: it takes the place and year of the talk, no more."""
        if mentions:
            # Another place and another thing: a new beginning, unless it is the same thing there.
            same = _bigrams(_without(question, mentions, period)) & _bigrams(
                _without(before.question, self._named(before.question), None)
            )
            if not same and not _WHAT_OF.search(question):
                return question
        elif self._elsewhere:
            places = tuple(p for named in self._named(before.question) for p in named.places)
            if places and self._elsewhere(_without(question, (), period), places):
                return question
        return self._lead(before.question, question, mentions, period) + asked

    def _lead(
        self,
        before: str,
        body: str,
        mentions: tuple[Mention, ...],
        period: re.Match[str] | None,
    ) -> str:
        """Place and period of the turn before, as far as `body` leaves them out."""
        lead = ""
        old = self._named(before)
        if old and not mentions:
            lead += "和".join(dict.fromkeys(named.text for named in old))
            house = _BODY.match(before, old[-1].end)
            lead += house.group() if house else ""
        old_period = PERIOD.search(before)
        if LATER.search(body) or is_definition(body) or not old_period:
            return lead
        if not period or re.match(r"(?:又|同比|环比)?[比较]", body):
            lead += old_period.group()  # 比2020年涨了多少 keeps its own year
        return lead

    def _tailed(self, body: str, before: str) -> str:
        """财政收入呢？ asks what the question before asked: 是多少."""
        what_of = _WHAT_OF.search(body)
        if not what_of or _ASKS.search(_WHAT_OF.sub("", body)):
            return body
        tail = _TAIL.search(before)
        asks = tail.group() if tail else "有多少" if re.search(r"多少|几", before) else ""
        return _WHAT_OF.sub(f"{asks}？", body) if asks else body


def _without(text: str, mentions: Sequence[Mention], period: re.Match[str] | None) -> str:
    spans = [(m.start, m.end) for m in mentions] + ([period.span()] if period else [])
    return "".join(
        char for i, char in enumerate(text) if not any(start <= i < end for start, end in spans)
    )


def _bigrams(text: str) -> set[str]:
    """Pairs of characters, without those that only ask."""
    plain = _ASKS.sub(" ", text)
    pairs = (plain[i : i + 2] for i in range(len(plain) - 1))
    return {pair for pair in pairs if re.fullmatch(r"[\u4e00-\u9fffA-Za-z]{2}", pair)}


def _name(before: Said, body: str) -> str | None:
    """The name that the turn before was answered with, if `body` can mean it."""
    answer = before.answer.strip(' 。“”"')
    if not _NAME.match(answer) or not _ASKS_NAME.search(before.question):
        return None
    if ordinal := _ORDINAL.search(body):
        items = re.split(r"[、和]", answer)
        at = len(items) - 1 if ordinal.group(2) else "一二三四五六七八九十".index(ordinal.group(1))
        return items[at] if len(items) > 1 and at < len(items) else None
    return answer if "、" not in answer else None
