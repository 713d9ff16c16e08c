"""How an answer is said to the user: 上饶市广丰区 · 2020年 · 回顾, 很有把握, 其他可能：苇港区."""

from __future__ import annotations

from collections.abc import Sequence

from index.types import Aspect
from qa.places import is_same
from qa.types import Alternative, Understood

_ASPECTS: dict[Aspect | None, str] = {"review": "回顾", "plan": "计划", None: ""}
#: Places that are named before the rest is only counted.
_NAMED = 3
#: From which confidence on an answer is called what. Confidence is calibrated (of the answers given
#: at 0.8 four in five are right), so these bounds say how often the words are wrong, and they move
#: with the calibration, not with taste.
_TRUST = ((0.85, "很有把握"), (0.65, "有依据"), (0.0, "请核对"))


def confidence_words(confidence: float) -> str:
    """How sure an answer is, in words; `confidence` is its calibrated probability in [0, 1]."""
    return next((words for least, words in _TRUST if confidence >= least), _TRUST[-1][1])


def place_words(understood: Understood) -> str:
    """The places of a question, each said once; empty when it names none."""
    named = understood.places
    # 苇港区 and 砚川市苇港区 are one place, said once.
    places = [p for p in named if not any(o != p and is_same(o, p) for o in named)]
    more = f"等{len(places)}地" if len(places) > _NAMED else ""
    return "、".join(places[:_NAMED]) + more


def period_words(understood: Understood) -> str:
    """The years of a question; empty when it names none."""
    period = understood.period
    if period is None:
        return ""
    last = "" if period.first == period.last else f"—{period.last}"
    return f"{period.first}{last}年"


def aspect_words(understood: Understood) -> str:
    """回顾 or 计划; empty where a question leaves it open."""
    return _ASPECTS[understood.aspect]


def understood_words(understood: Understood) -> str:
    """Places, period and aspect of a question in a few words; 全部报告 when it names none."""
    parts = (place_words(understood), period_words(understood), aspect_words(understood))
    return " · ".join(part for part in parts if part) or "全部报告"


def alternative_words(other: Alternative) -> str:
    """Another place or year that a question may have meant: 苇港区 2022年."""
    year = f"{other.year}年" if other.year is not None else ""
    return " ".join(part for part in (other.place, year) if part)


def alternatives_words(alternatives: Sequence[Alternative]) -> str:
    """What else a question may have meant, in a line: 其他可能：苇港区 2022年、霁原区."""
    words = "、".join(alternative_words(other) for other in alternatives)
    return f"其他可能：{words}" if words else ""
