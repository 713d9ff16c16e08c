"""A conclusion over the values of several parts: which is more, from what to what, how far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from qa.amounts import Amount, amount, base_factor

_ENDS = "？?。！!呢啊呀吗 "
_MORE = {"快": "快于", "多": "多于", "高": "高于", "大": "大于", "长": "长于", "强": "高于"}
_LESS = {"慢": "慢于", "少": "少于", "低": "低于", "小": "小于", "短": "短于"}
_WHICH = re.compile(r"哪|谁|还是")
_ADJECTIVE = re.compile(
    r"(?:[快多高大强慢少低小短好优差]|(?<![增成市县区镇])长)(?=些|一些|一点|[，,]|的(?:是|那)|的?还是|的?$)"
)
_QUALITY = re.compile(r"变[好差]|好转|改善|恶化|[好差]了?还是变?[差好坏]")
_TREND = re.compile(
    r"(?P<up>上升|升高|提高|增加|增长|增多|涨|升|多|高|变[多大高])了?(?:些)?还是(?P<down>[^，,？?]{0,4}(?:降|减|少|跌|低|小))|"
    r"(?P<down2>下降|降低|减少|降|跌|少|低)了?还是[^，,？?]{0,4}(?:升|增|涨|多|高|大)"
)
_FROM_TO = re.compile(
    r"[从由].{0,40}?(?:多少|几).{0,24}?(?:到|至|变成|变为|成).{0,12}?(?:多少|几)|(?:多少|几).{0,12}(?:变成|变为|涨到|升到|降到|增[加长]到)"
)
_GAP = re.compile(
    r"(?:多|少|高|低|快|慢|大|小|长|短|增加|增长|减少|下降|降|涨|提高|升)(?:出|了|出了)?(?:多少|几)|差(?:多少|几|距)|相差"
)
#: Questions for a movement; it goes from the earlier year to the later one.
_FROM_FIRST = re.compile(f"{_QUALITY.pattern}|{_FROM_TO.pattern}|{_GAP.pattern}|{_TREND.pattern}")
_YEAR = re.compile(r"(?:19|20)\d{2}(?=年)")
_ASKS = re.compile(r"多少|几(?!乎)|什么|多[大高长]|何时")
_EACH = re.compile(r"分别|各(?:是|有|为|自|多少|几|占|到|达|完成|做)|每一?年|逐年|都是多少")
_TARGET = re.compile(r"目标|计划|预期|上限|红线|控制数")
#: Whether what was planned was kept to, or gone beyond.
_KEPT = re.compile(r"(?:守|控制)得?住")
#: What a ceiling is, behind the verb that says whether it was kept.
CEILING = r"(?:了|过|没有?|没能)?[^，,多少几]{0,8}?(?:上限|目标|红线|控制数|预期|计划)"
_BEYOND = re.compile(rf"(突破|超过|超出|超){CEILING}")
#: A planned value that is not to be gone beyond.
_CEILING = re.compile(r"以内|以下|不超过|不高于|低于|不突破|上限")
_RISES = ("涨", "升", "增加", "增长", "提高", "提升", "上升", "扩大", "发展")
_FALLS = ("降", "减少", "下降", "降低", "缩小", "跌")
#: What should fall: said to fall in at least 7 of 10 of the statements about it in the 2,948
#: reports of the national archive (PM2.5 488 of 489, 能耗 1849 of 1871, 失业率 34 of 47,
#: 贫困 280 of 311, 死亡 1036 of 1040 …; 优良天数 7 of 252, 森林覆盖率 0 of 344).
_LOWER_IS_BETTER = re.compile(
    r"PM2\.?5|PM10|颗粒物|失业率|能耗|水耗|用水量|排放|死亡|发病率|事故|贫困|不良贷?款?率|负债率|债务率|发案|"
    r"案件|警情|信访量|投诉|恩格尔系数|污染|办理时限|“?三公",
    re.IGNORECASE,
)
#: The scales that a difference is written in.
_SCALES = {4: "万", 8: "亿", 12: "万亿"}


@dataclass(frozen=True, slots=True)
class PartAnswer:
    """What one part of a question was answered: `label` sets it apart (2019年, 肇庆市, 目标)."""

    label: str
    text: str


def conclude(question: str, parts: Sequence[PartAnswer]) -> str | None:
    """The conclusion that answers a question of several parts, beginning with what was asked.

    `parts` are in the question's order. None where the values cannot be compared (two units, a
    bound that leaves it open which is more) or the question sets nothing against each other.
    """
    plain = question.strip().rstrip(_ENDS)
    if len(parts) < 2:
        return None
    if len(parts) == 2 and _FROM_FIRST.search(plain):
        parts = _by_year(parts)
    amounts = [amount(part.text) for part in parts]
    if len(parts) == 2 and None not in amounts:
        first, second = (found for found in amounts if found is not None)
        target = _target(plain, parts, first, second)
        if target is not None:
            return target
        if len(_ASKS.findall(plain)) < 2 and not _EACH.search(plain):
            moved = _moved(plain, parts, first, second)
            if moved is not None:
                return moved
    if _FROM_TO.search(plain) and len(parts) == 2:
        return _from_to(plain, parts[0], parts[1], *amounts)
    if _EACH.search(plain) or _asks_each(plain, len(parts)):
        return "，".join(f"{part.label}{part.text}" for part in parts)
    if _WHICH.search(plain):
        return _which(plain, parts, amounts)
    return None


def asks_each(question: str, count: int) -> bool:
    """Whether a question of `count` parts asks for each of them, and not which or how far.

    More than two that are not set against each other are a series.
    """
    each = _EACH.search(question) is not None or (count > 2 and not _FROM_FIRST.search(question))
    return each and not _WHICH.search(question)


def _asks_each(question: str, count: int) -> bool:
    """Whether a question asks once for each part: 建了多少，又开了多少; 谁提的，建几个."""
    if len(_ASKS.findall(question)) >= count:
        return True
    clauses = re.split("[，,；;？?]", question)
    return len(clauses) == count and all(
        _ASKS.search(clause) or re.search("谁|哪", clause) for clause in clauses
    )


def compares(question: str) -> bool:
    """Whether a question sets its parts against each other: which is more, better, how far off."""
    plain = question.strip().rstrip(_ENDS)
    if len(_ASKS.findall(plain)) > 1 or _EACH.search(plain):
        return _FROM_TO.search(plain) is not None
    which = _WHICH.search(plain) and _ADJECTIVE.search(plain)
    return bool(which or _FROM_FIRST.search(plain) or _TARGET.search(plain))


def comparable(one: Amount, other: Amount) -> bool:
    """Whether two amounts measure alike: in one unit, or in two of which each is so many others."""
    # A table's cell may leave its unit to the header.
    return one.unit == other.unit or not one.unit or not other.unit


def _by_year(parts: Sequence[PartAnswer]) -> Sequence[PartAnswer]:
    """The parts in the order of their years; as they are where one of them names none."""
    years = [_YEAR.search(part.label) for part in parts]
    if None in years:
        return parts
    return sorted(parts, key=lambda part: _YEAR.findall(part.label)[0])


def _moved(question: str, parts: Sequence[PartAnswer], first: Amount, second: Amount) -> str | None:
    """Better or worse, up or down, by how much: from the first part to the second."""
    if not comparable(first, second):
        return None
    path = f"从{parts[0].text}{_verb(first, second)}到{parts[1].text}"
    trend = _TREND.search(question)
    order = _order(first, second)
    if _QUALITY.search(question) or trend:
        if order is None:
            return None
        if order == 0:
            return f"没有变化（都是{parts[0].text}）"
        if trend:
            return f"{_direction(question, order)}（{path}）"
        falls = _LOWER_IS_BETTER.search(question) is not None
        return f"变{'好' if (order < 0) != falls else '差'}了（{path}）"
    if _GAP.search(question):
        return _gap(question, parts, first, second, path)
    return None


def _gap(
    question: str, parts: Sequence[PartAnswer], first: Amount, second: Amount, path: str
) -> str:
    size = _written(abs(second.nominal - first.nominal), first, second)
    about = "" if first.exact and second.exact else "约"
    dated = all(_YEAR.search(part.label) for part in parts)
    if dated and len({_YEAR.sub("", part.label) for part in parts}) == 1:
        return f"{about}{size}（{path}）"
    return f"{about}{size}（{'，'.join(part.label + part.text for part in parts)}）"


def _target(
    question: str, parts: Sequence[PartAnswer], first: Amount, second: Amount
) -> str | None:
    """What was done set against what was planned; None where that is not the question."""
    planned = [bool(_TARGET.search(part.label)) for part in parts]
    if sum(planned) != 1 or not comparable(first, second):
        return None
    at = planned.index(True)
    plan, done = (first, second) if at == 0 else (second, first)
    said = f"{parts[at].label}{parts[at].text}，{parts[1 - at].label}{parts[1 - at].text}"
    falls = _LOWER_IS_BETTER.search(question) is not None
    ceiling = _CEILING.search(question + parts[at].text) is not None
    falls = falls or ceiling
    reached = done.nominal <= plan.nominal if falls else done.nominal >= plan.nominal
    if _KEPT.search(question):
        return f"{'守住了' if reached else '没有守住'}，{said}"
    if beyond := _BEYOND.search(question):
        over = done.nominal > plan.nominal
        return f"{'' if over else '没有'}{beyond.group(1)}{'了' if over else ''}，{said}"
    if re.search(
        r"(?:完成|实现|达到|达成|落实|兑现)(?:了|目标|计划|任务)*(?:吗|没|没有)", question + "吗"
    ):
        return f"{'完成了' if reached else '没有完成'}，{said}"
    if re.search(r"比.{0,6}(?:目标|计划|预期)|(?:高|低|多|少)(?:于|还是)", question):
        if done.nominal == plan.nominal:
            return f"与目标相同（{said}）"
        more = done.nominal > plan.nominal
        high = "多" if "多" in question and "高" not in question else "高"
        low = "少" if high == "多" else "低"
        return f"{high if more else low}于目标（{said}）"
    return None


def _from_to(
    question: str, one: PartAnswer, other: PartAnswer, first: Amount | None, second: Amount | None
) -> str:
    if first is None or second is None or not comparable(first, second):
        return f"从{one.text}变为{other.text}"
    return f"从{one.text}{_verb(first, second, question)}到{other.text}"


def _which(
    question: str, parts: Sequence[PartAnswer], amounts: Sequence[Amount | None]
) -> str | None:
    adjectives = [found.group() for found in _ADJECTIVE.finditer(question)]
    known = [found for found in amounts if found is not None]
    if not adjectives or len(known) < len(parts):
        return None
    if any(not comparable(known[0], found) for found in known):
        return None
    adjective = adjectives[-1]
    least = adjective in _LESS
    if adjective in "好优差":
        falls = _LOWER_IS_BETTER.search(question) is not None
        least = falls != (adjective == "差")
    if re.search("[降跌减]", question) and all(found.nominal < 0 for found in known):
        least = not least  # 降得快: the fall is what is compared.
    ranked = sorted(range(len(parts)), key=lambda k: known[k].nominal, reverse=not least)
    best, second = ranked[0], ranked[1]
    order = _order(known[best], known[second])
    if order is None:
        return None
    if order == 0:
        return f"一样（都是{parts[best].text}）"
    than = {**_MORE, **_LESS}.get(adjective, "低于" if least else "高于")
    rest = "、".join(
        f"{parts[k].label.rstrip('的')}的{parts[k].text}{_converted(known[k], known[best])}"
        for k in ranked[1:]
    )
    return f"{parts[best].label.rstrip('的')}（{parts[best].text}，{than}{rest}）"


def _converted(one: Amount, other: Amount) -> str:
    """The first amount in the unit of the second, where the bare figures would mislead.

    45亿斤 is less than 22.9亿公斤: ，即22.5亿公斤.
    """
    figures = [found.nominal / base_factor(found.written) for found in (one, other)]
    misled = (figures[0] > figures[1]) != (one.nominal > other.nominal)
    return (
        f"，即{_written(one.nominal, other, other)}" if misled and one.unit and other.unit else ""
    )


def signed_start(text: str, start: int) -> int:
    """Where a percentage at `start` of a text begins with its fall: 下降2.1% is less than 1.8%."""
    fall = re.search(r"(?:下降|减少|降低|负增长)$", text[max(0, start - 3) : start])
    return start - len(fall.group()) if fall else start


def _order(first: Amount, second: Amount) -> int | None:
    """-1 where the first is less, 1 where it is more, 0 for equal; None where bounds overlap."""
    if first.exact and second.exact and first.nominal == second.nominal:
        return 0
    if first.high < second.low or (first.nominal < second.nominal and first.high <= second.low):
        return -1
    if second.high < first.low or (second.nominal < first.nominal and second.high <= first.low):
        return 1
    return None


def _verb(first: Amount, second: Amount, question: str = "") -> str:
    """The question's own verb for the movement where it goes that way, else a common one."""
    rises = second.nominal >= first.nominal
    for verb in _RISES if rises else _FALLS:
        if f"{verb}到" in question or f"{verb}了" in question:
            return verb
    share = first.unit in ("%", "个百分点") or "/" in first.unit
    return ("升" if rises else "降") if share else ("增加" if rises else "减少")


def _direction(question: str, order: int) -> str:
    for up, down in (("增加", "减少"), ("提高", "降低"), ("多", "少"), ("高", "低"), ("涨", "降")):
        if up in question and down in question:
            return f"{up if order < 0 else down}了"
    return "上升了" if order < 0 else "下降了"


def _written(size: Decimal, first: Amount, second: Amount) -> str:
    """A difference in the scale and unit that its values are written in."""
    unit = first.written if first.written == second.written else first.unit
    # From base units back to the unit that both are written in (公里, not 米).
    size = size / base_factor(unit)
    unit = "个百分点" if unit == "%" else unit
    largest = max(first.scale, second.scale)
    scale = max((s for s in _SCALES if s <= largest and size >= Decimal(10) ** s), default=0)
    number = size.scaleb(-scale).normalize()
    return f"{number:f}{_SCALES.get(scale, '')}{unit}"
