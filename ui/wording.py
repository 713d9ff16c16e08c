"""How what was understood is said to the user: 上饶市广丰区 · 2020年 · 回顾."""

from __future__ import annotations

from qa.types import Understood

_ASPECTS = {"review": "回顾", "plan": "计划"}


def understood_words(understood: Understood) -> str:
    """Place, period and aspect of a question in a few words; 全部报告 when it names none."""
    parts = list(understood.places[:3])
    if len(understood.places) > 3:
        parts.append(f"等{len(understood.places)}地")
    if period := understood.period:
        years = f"{period.first}年"
        parts.append(years if period.first == period.last else f"{period.first}–{period.last}年")
    if understood.aspect:
        parts.append(_ASPECTS[understood.aspect])
    return " · ".join(parts) or "全部报告"
