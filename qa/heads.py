"""A name cut, or carried on, to the kind of thing that its question names: 哪所小学, 哪个城市."""

from __future__ import annotations

import re

from qa.divisions import divisions
from qa.extents import name_extent
from qa.types import AnswerKind

Span = tuple[int, int]

#: What a question asks which of, and what the name of such a thing ends with.
_HEADS = (
    ("球队|代表队|队伍", r"队(?!伍)"),
    ("村", r"(?<![农乡每个])村(?!民|庄|委|镇)"),
    ("小学", r"(?<!中)小学(?!校)"),
    ("中学", r"中学(?!生)"),
    ("大学|高校", r"大学(?!生)|学院"),
    ("学校", r"学校|大学(?!生)|学院|(?<!中)小学(?!校)|中学(?!生)"),
    ("医院", r"医院"),
    ("银行", r"银行"),
    ("公司", r"公司|集团"),
    ("机构", r"银行|研究[院会所]|协会"),
    ("广场", r"广场"),
    ("公园", r"公园"),
    ("小区", r"小区"),
    ("社区", r"社区"),
    ("街道", r"街道"),
    ("水库", r"水库"),
    ("机场", r"机场"),
    ("大桥", r"大桥"),
    ("隧道", r"隧道"),
    ("镇", r"(?<![城乡村每个])镇"),
)
_ASKED = tuple(
    (
        re.compile(
            rf"(?:哪|什么)[\u4e00-\u9fff]{{0,6}}?(?:{asked})|"
            rf"(?:{asked})[^，,。]{{0,2}}[，,]?(?:名字|名称)?(?:是|叫)(?:什么|啥|哪)"
        ),
        re.compile(ends),
    )
    for asked, ends in _HEADS
)
#: 哪个城市, 哪个县市: the answer is the name of a division.
_DIVISION = re.compile(r"哪(?:一|几)?[个座](?:地级|县级)?(城市|县市|市|县|区|省|州)")
_UNIT = re.compile(r"(?<=..)[省市区县州旗盟]$")
#: How far behind a span the head of its name may end.
_ON = 6
#: How long a name may be that begins the clause of a span.
_SUBJECT = 12
_STOPS = "，。；：、！？,;:!?\n“”《》"
_BREAKS = "，。；：！？,;:!?\n"
#: Characters of a person's name, written in Chinese.
_PERSON = 4
#: What is said of a person or an organisation behind the name.
_SAID = re.compile(
    r"继(?=.{2,10}之?后)|作为(?=[^，。、；])|(?<![现存正潜所])在(?![线校岗建职册外])(?=[^，。、；]{2})"
)
_TITLES = re.compile(r"先生|女士|同志")
#: The first of its kind and where: what leads to a name, unless a title is asked for.
_FIRSTS = re.compile(
    r"(?:(?:全|我)[国省市区县州]|国内|世界|全球|亚洲)?(?:首|第一)[台个座条款艘架批套](?:国产)?的?"
)
_HONOUR = re.compile(r"称号|荣誉|牌子|招牌|头衔|名号|奖")
_NAMED = re.compile(r"叫什么|叫啥|名[字称]")
_QUOTED = re.compile(r"“[^“”《》。；\n]{2,40}”")


def headed(text: str, start: int, end: int, asked: str, kind: AnswerKind) -> Span:
    """The part of `text[start:end]`, or the name near it, that is what the question asks for.

    The span itself where nothing says that another one is meant.
    """
    called = _called(text, start, end, asked)
    if called:
        return called
    if kind == "person":
        return _person(text, start, end, asked)
    if division := _DIVISION.search(asked):
        return _division(text, start, end, asked, division.group(1))
    for question, ends in _ASKED:
        if question.search(asked):
            if kind == "organisation" and (said := _SAID.search(text, start + 2, end)):
                return start, said.start()  # 甲继乙集团之后: 甲 is meant.
            return _with_head(text, start, end, ends)
    first = _FIRSTS.match(text, start, end)
    if first and end - first.end() >= 2 and not _HONOUR.search(asked):
        start = first.end()
    said = _SAID.search(text, start + 2, end)
    return (start, said.start()) if said and kind == "organisation" else (start, end)


def divisions_listed(text: str, found: tuple[Span, ...], asked: str) -> tuple[Span, ...]:
    """Items that each begin with a division's name, cut to it: 甲市…改革、乙市…一体化.

    What follows in the same way in their clause is listed too.
    """
    if len(found) < 2 or not _DIVISION.search(asked):
        return found
    names = [(a, divisions().at(text, a)) for a, _ in found]
    if any(a == b for a, b in names) or tuple(names) == found:
        return found
    at = found[-1][1]
    while at < len(text) and text[at] not in _BREAKS:
        at += 1
        stop = divisions().at(text, at) if text[at - 1] == "、" else at
        if stop > at:
            names.append((at, stop))
            at = stop
    return tuple(names)


def _called(text: str, start: int, end: int, asked: str) -> Span | None:
    """The name of what the span and the question both say: 甲作为…特效药, …开出“…议事亭”."""
    clause = _clause(text, start)
    at = text.find("作为", clause, start)
    known = text[end - 2 : end] in asked
    if 2 <= at - clause <= _SUBJECT and known:
        return clause, at
    quote = _QUOTED.match(text, end) if _NAMED.search(asked) else None
    if quote and not known and text[quote.end() - 3 : quote.end() - 1] in asked:
        return quote.start() + 1, quote.end() - 1
    return None


def _person(text: str, start: int, end: int, asked: str) -> Span:
    """A name before 、, a title or what is said of it; whole if its last character is doubled."""
    first = text.find("、", start + 2, end)
    stops = [m.start() for p in (_TITLES, _SAID) if (m := p.search(text, start + 2, end))]
    if 0 <= first - start <= _PERSON and "什么人" not in asked:
        stops.append(first)
    if stops:
        return start, min(stops)
    again = end - start == 2 and end < len(text) and text[end] == text[end - 1]
    return start, end + again


def _division(text: str, start: int, end: int, asked: str, unit: str) -> Span:
    """The one division of that unit that a span names beside those of the question.

    Inside a span a county counts with its unit only: 振兴 and 资源 are counties too.
    """
    known, at = divisions(), start
    found: list[Span] = []
    while at < end:
        stop = known.at(text, at)
        name = text[at:stop]
        bears = len(name) > 2 and name[-1] in unit
        great = name in known.great and unit not in ("县", "区")
        lone = at == start and name not in known.great
        if not name or stop > end or not (bears or great or lone):
            at += 1
            continue
        if _UNIT.sub("", name) not in asked:
            found.append((at, stop))
        at = stop
    return found[0] if len(found) == 1 else (start, end)


def _with_head(text: str, start: int, end: int, ends: re.Pattern[str]) -> Span:
    """The one listed thing that bears the head, or the span carried on to it, or the subject."""
    pieces = [p for p in _pieces(text, start, end) if ends.search(text, p[0] + 1, p[1])]
    if len(pieces) == 1:
        a, b = pieces[0]
        return a, max(m.end() for m in ends.finditer(text, a + 1, b))
    if pieces:
        return start, end
    on = end
    while on < min(len(text), end + _ON) and text[on] not in _STOPS:
        on += 1
    if after := ends.search(text, end, on):
        return start, after.end()
    clause = _clause(text, start)
    before = ends.search(text, clause + 1, min(start, clause + _SUBJECT))
    if before is None:
        return start, end
    return min(name_extent(text, clause, before.end())[0], before.end() - 2), before.end()


def _pieces(text: str, start: int, end: int) -> list[Span]:
    marks = [i for i in range(start, end) if text[i] == "、"]
    return list(zip([start, *(i + 1 for i in marks)], [*marks, end], strict=True))


def _clause(text: str, at: int) -> int:
    while at > 0 and text[at - 1] not in _STOPS:
        at -= 1
    return at
