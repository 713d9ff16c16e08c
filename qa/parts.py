"""Questions in several parts: two years, two places, what was planned beside what was done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.types import Aspect, Period
from qa.aliases import official
from qa.comparison import CEILING
from qa.kinds import wanted
from qa.part_words import ASKS, JOINS, YEAR, compared_away, core_of, question_of, words_of
from qa.places import Gazetteer, Mention, parents
from qa.shorthand import is_keywords
from qa.understand import Reading, question_aspect, strip_topic

#: More parts than this are no comparison any more, and each costs a search.
MAX_PARTS = 10
#: A question that sets its years against each other, or asks for each of them.
_COMPARES = re.compile(
    r"哪一?[年个座家边]|谁|更|还是|分别|各(?:是|有|为|自|多少|几|占|年)|每一?年|逐年|历年|"
    r"比(?!例|重|率|上年|去年)|变[好差]|[由从].{0,30}(?:多少|几).{0,14}(?:多少|几)|差(?:多少|几|距)|"
    r"(?:多少|几).{0,24}(?:多少|几)"
)
_EACH_YEAR = re.compile(
    r"每一?年(?!均|平均)|逐年|各年|分别|年的?[^，,。？]{0,12}各(?:是|为|有)?多少"
)
_EVERY = re.compile(r"每一?年|逐年|历年|各年|哪一?年")
#: A figure that every year has, named last: 2018到2021年的GDP增速.
_SERIES = re.compile(
    r"(?:GDP|生产总值|经济|收入|投资|增加值|总额|产量|人口|支出|增长率|增[速幅]|总量)"
    r"(?:总[量额]|增[速幅]|增长率|情况|走势|数据)*(?:各|都|分别)?[是有为]?(?:多少(?:亿元|万人|元)?)?[？?]?$"
)
_MEAN = re.compile(r"年均|平均|[由从].{0,30}(?:增加|提高|涨|升|变|发展)")
_RANGE = re.compile(r"\d{4}年?(?:到|至|—|-|~|～)+\d{4}")
_NOW = re.compile(r"(?<![比较])(?:去年|今年|上一?年|前年|明年|本年)度?的?")
_LATELY = re.compile(r"最?近[几两三四五六七八九十\d]年(?!来)")
#: Several years taken together.
_SUM = re.compile(r"共|合计|累计|两年|加起来|以来|期间|年间")
#: Two years in one breath (2014年和2015年的投资).
_SIDE_BY_SIDE = re.compile(rf"\d{{4}}年[、和与跟及 ]+\d{{4}}年(?!.*(?:{_SUM.pattern}))")
#: From year to year a report states the growth itself: 2021年比2020年增长多少.
_GROWTH = re.compile(r"(?:增长|增加|提高|上升|下降|减少|降低|涨|升|降)了?(?:多少|几|百分|[？?]?$)")
_PLANNED = re.compile(r"目标|计划|原定|预期|原先|上限|红线|控制数")
#: Whether a ceiling was kept.
_KEPT = rf"(?:守住|控制住|守得住|突破|超过|超出|超){CEILING}"
_DONE = re.compile(
    r"实际|(?:完成|实现|达到|达成|落实|兑现)(?:了|目标|计划|任务)*(?:吗|没|了?多少|得?怎么?样|情况)|"
    r"比.{0,6}(?:目标|计划|预期)[^，,]{0,4}(?:高|低|多|少|快|慢)|"
    rf"{_KEPT}"
)
_CUE = re.compile(rf"{_PLANNED.pattern}|{_DONE.pattern}|比.{{0,4}}(?:目标|计划|预期)")
#: Before what was done: 有没有守住.
_WHETHER = re.compile(
    r"(?:最[后终])?(?:有没有|是否|是不是|有无|能否|没有?能?)?(?:年初|当初)?(?:定|提出|确定)?的?$"
)
#: What a report's own words answer as a whole.
_WHOLE = ("reason", "definition", "measure")
_CLAUSES = re.compile(r"[，,；;？?。]")
#: A clause that goes on about what the one before it spoke of.
_GOES_ON = re.compile(r"^(?:又|还|有|后来|其中|实际|想|计划|目标|同比|比|(?:19|20)\d{2}年)")
#: 总量多少, after GDP增长多少: the thing stands in the clause before, ahead of how it moves.
_OF_THE_SAME = re.compile(r"^(?:总[量额数]|增[速幅长]|占比|比重|排名|目标|规模)")
_OF_WHAT = re.compile(r"^[^，,]{2,14}?(?=总[量额数]|[同环]?比|增|年均|平均|达|是|有|为|排)")
#: 当年产值多少, after what an earlier turn asked: one thing.
_POINTS_BACK = re.compile(r"^(?:当年|这|那|该|此|它|同期|才)")
_AND = re.compile(r"以及|[和与跟]")
_EACH = re.compile(r"[，,]?(?:分别|各)(?:是|有|为)?|(?:相?比)?[，,]?哪一?[个笔项家种]|[，,]?谁")


@dataclass(frozen=True, slots=True)
class _Part:
    """What sets one part apart; `words` name its place, None is what all parts share."""

    words: str
    places: tuple[str, ...] | None = None
    year: int | None = None
    aspect: Aspect | None = None


def parts(reading: Reading, gazetteer: Gazetteer) -> tuple[Reading, ...]:
    """The questions that a question consists of, in its order; itself alone where it is one.

    Each part has one place, one year, one aspect (目标, 实际) or one topic of those that the whole
    sets against each other or asks for one by one. Its `standalone` is a question of its own
    (坪山2014年和2015年哪年GDP增长快 → 坪山2014年GDP增长多少, …), its `wanted` the kind of value
    that this asks for. A question of more than MAX_PARTS parts is taken as one.
    """
    text = reading.understood.standalone
    mentions = gazetteer.find(text)
    places = _rival_places(text, mentions)
    years = _rival_years(text, reading)
    if len(places) < 2 and len(years) < 2:
        if _asks_both_aspects(text, reading):
            return _aspect_parts(text, reading, mentions)
        return _clause_parts(text, reading, mentions) or (reading,)
    if max(1, len(places)) * max(1, len(years)) > MAX_PARTS:
        return (reading,)
    core = core_of(text, mentions, with_years=False)
    if reading.understood.period is not None:
        core = _NOW.sub("", core)  # Each part is given its year in figures.
    return tuple(
        _reading(reading, replace(place, year=year, aspect=aspect), core)
        for place in places or (_Part(_named(text, mentions)),)
        for year, aspect in years or ((None, reading.understood.aspect),)
    )


def _named(text: str, mentions: Sequence[Mention]) -> str:
    return "".join(dict.fromkeys(words_of(text, mention) for mention in mentions))


def _rival_places(text: str, mentions: Sequence[Mention]) -> tuple[_Part, ...]:
    """The places that stand side by side; nothing unless there are two."""
    found: list[Mention] = []
    for before, after in pairwise(mentions):
        joined = JOINS.fullmatch(text[before.end : after.start])
        if joined and not _same_or_within(before, after):
            found += [after] if found else [before, after]
    return tuple(_Part(words_of(text, mention), mention.places) for mention in found)


def _same_or_within(before: Mention, after: Mention) -> bool:
    """Whether two mentions name one place, or a place and the greater one that it lies in."""
    greater = {parent for place in after.places for parent in parents(place)}
    return bool(set(before.places) & {*after.places, *greater})


def _rival_years(text: str, reading: Reading) -> tuple[tuple[int, Aspect | None], ...]:
    """The years set against each other, each with what its own clause says; () unless two."""
    several = is_keywords(text) or (_RANGE.search(text) and not _SUM.search(text))
    lately = _LATELY.search(text) and _SERIES.search(text)
    compares = _COMPARES.search(text) or _SIDE_BY_SIDE.search(text) or several or lately
    if not compares or reading.wanted.kind in _WHOLE:
        return ()
    found = list(YEAR.finditer(text))
    named = tuple(dict.fromkeys(int(match.group(1)) for match in found))
    if not named:
        return _each_year(text, reading)
    if len(named) < 2:
        return ()
    asks = len(ASKS.findall(text))
    if len(named) == 2 and _RANGE.search(text):
        series = _SERIES.search(text) and not _SUM.search(text) and not _MEAN.search(text)
        if _EVERY.search(text) or series or (_EACH_YEAR.search(text) and not _MEAN.search(text)):
            every = range(min(named), max(named) + 1)
            return tuple((year, reading.understood.aspect) for year in every)
        if asks < 2 and (abs(named[0] - named[1]) > 1 or _SUM.search(text)):
            return ()  # 2017到2021年总共多了多少个停车位
    adjacent = abs(named[0] - named[1]) == 1 and re.search(r"比\D{0,3}\d{4}", text)
    if adjacent and _GROWTH.search(text):
        return ()
    ends = [match.start() for match in found[1:]] + [len(text)]
    said: dict[int, Aspect | None] = {}
    for match, end in zip(found, ends, strict=True):
        year = int(match.group(1))
        said[year] = said.get(year) or question_aspect(text[match.end() : end])
    if reading.understood.aspect == "plan":
        if asks < 2:
            return ()  # 2022年上任的政府想在2026年达到多少; 要比2010年翻一番
        said = {year: aspect or "review" for year, aspect in said.items()}
    return tuple((year, said[year]) for year in named)


def _each_year(text: str, reading: Reading) -> tuple[tuple[int, Aspect | None], ...]:
    """Every year of a period that is not written in years: 近三年的GDP分别是多少."""
    period = reading.understood.period
    series = reading.explicit_period and _SERIES.search(text) and _LATELY.search(text)
    if period is None or _MEAN.search(text) or not (_EACH_YEAR.search(text) or series):
        return ()
    return tuple((year, reading.understood.aspect) for year in range(period.first, period.last + 1))


def _asks_both_aspects(text: str, reading: Reading) -> bool:
    """Whether a question sets what was planned for one year against what was done in it."""
    whole = reading.wanted.kind in _WHOLE or len(reading.years) > 1
    both = _PLANNED.search(text) is not None and _DONE.search(text) is not None
    return both and not whole and reading.understood.period is not None


def _aspect_parts(text: str, reading: Reading, mentions: Sequence[Mention]) -> tuple[Reading, ...]:
    core = core_of(text, mentions, with_years=False)
    cue = _CUE.search(core)
    # 粮食目标和实际产量: what stands before the first of the two is what both are of.
    topic = core[: cue.start()] if cue and cue.start() >= 2 else _CUE.sub("", core)
    topic = _WHETHER.sub("", topic.rstrip("比的和完成"))
    done = "实际" if re.search(_KEPT, core) else "实际完成"  # A ceiling is not completed.
    years = reading.years or (None,)
    place = _Part(_named(text, mentions), year=years[0])
    return (
        _reading(reading, replace(place, aspect="plan"), f"{topic}目标"),
        _reading(reading, replace(place, aspect="review"), f"{topic}{done}"),
    )


def _clause_parts(text: str, reading: Reading, mentions: Sequence[Mention]) -> tuple[Reading, ...]:
    """Two things asked of one place and period: …多少，又…多少； A和B各…； () for one thing."""
    if reading.wanted.kind in _WHOLE:
        return ()
    clauses = [clause for clause in _CLAUSES.split(text) if clause.strip()]
    asking = [clause for clause in clauses if ASKS.search(clause)]
    place = _Part(_named(text, mentions))
    if len(clauses) == len(asking) == 2:
        if _POINTS_BACK.search(clauses[1]):
            return ()
        cores = [_core(clause, mentions) for clause in clauses]
        if _GOES_ON.search(clauses[1]):
            cores[1] = strip_topic(cores[0], []).replace(" ", "") + cores[1]
        elif _OF_THE_SAME.match(clauses[1]) and (of := _OF_WHAT.match(YEAR.sub("", cores[0]))):
            cores[1] = of.group() + cores[1]
    else:
        core = _core(text, mentions)
        each = _EACH.search(core)
        sides = _AND.split(core[: each.start()]) if each else []
        if each is None or len(sides) != 2 or min(map(len, sides)) < 3:
            return ()
        rest = compared_away(core[each.end() :])
        cores = [f"{side.strip('的，,')}{rest}" for side in sides]
    years = [tuple(map(int, YEAR.findall(core))) for core in cores]
    return tuple(
        _reading(reading, replace(place, year=named[0] if named else None), YEAR.sub("", core))
        for core, named in zip(cores, years, strict=True)
    )


def _core(text: str, mentions: Sequence[Mention]) -> str:
    for mention in mentions:
        text = text.replace(mention.text, "")
    return text.strip("？?，, ")


def _reading(reading: Reading, part: _Part, core: str) -> Reading:
    whole = reading.understood
    aspect = part.aspect
    if part.year is not None:
        period: Period | None = Period(part.year, part.year, aspect)
    else:
        aspect = aspect or whole.aspect
        period = replace(whole.period, aspect=aspect) if whole.period else None
    # Fewer passages are read for each part: they are searched for in the reports' words.
    question = official(question_of(part.words + _when(period), core, reading.wanted.unit))
    need = wanted(question)
    understood = replace(
        whole,
        places=whole.places if part.places is None else part.places,
        period=period,
        aspect=aspect,
        answer_kind=need.kind,
        standalone=question,
        topic=strip_topic(official(core), []),
    )
    years = reading.years if part.year is None else (part.year,)
    return replace(reading, understood=understood, wanted=need, years=years)


def _when(period: Period | None) -> str:
    if period is None:
        return ""
    return (
        f"{period.first}年" if period.first == period.last else f"{period.first}到{period.last}年"
    )
