"""How what was understood is said to the user: 上饶市广丰区 · 2020年 · 回顾."""

from __future__ import annotations

from collections.abc import Sequence

from index.types import Aspect
from qa.types import Alternative, Understood

_ASPECTS: dict[Aspect | None, str] = {"review": "回顾", "plan": "计划", None: ""}
#: Places that are named before the rest is only counted.
_NAMED = 3


def understood_words(understood: Understood) -> str:
    """Places, period and aspect of a question in a few words; 全部报告 when it names none."""
    named = understood.places
    # 苇港区 and 砚川市苇港区 are one place, said once.
    places = [p for p in named if not any(o != p and o.endswith(p) for o in named)]
    where = "、".join(places[:_NAMED])
    if len(places) > _NAMED:
        where += f"等{len(places)}地"
    years = ""
    if period := understood.period:
        last = "" if period.first == period.last else f"—{period.last}"
        years = f"{period.first}{last}年"
    parts = (where, years, _ASPECTS[understood.aspect])
    return " · ".join(part for part in parts if part) or "全部报告"


def alternatives_words(alternatives: Sequence[Alternative]) -> str:
    """What else a question may have meant, in a line: 其他可能：苇港区 2022年、霁原区."""
    parts = []
    for other in alternatives:
        year = f"{other.year}年" if other.year is not None else ""
        parts.append(" ".join(part for part in (other.place, year) if part))
    return f"其他可能：{'、'.join(parts)}" if parts else ""
