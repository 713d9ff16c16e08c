"""How a question was taken, as chips; a click on one asks again without that restriction.

A chip can be taken off only where words of the question stand for it: in a library of one place
the place is understood, not said, and there is nothing to take away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from qa.part_words import YEAR
from qa.places import short_forms
from qa.talk_years import PERIOD
from qa.types import Answer
from qa.when import question_aspect
from ui.web.sources import text_html
from ui.wording import alternative_words, aspect_words, period_words, place_words

#: Words that only say whether something was planned or done, each droppable without another loss.
_ASPECT_WORDS = re.compile(
    r"计划要|打算要|准备要|计划|打算|准备|希望|争取|力争|预计|目标是|答应|承诺|今后|未来|下一步|"
    r"将会|将要|想要|将|拟|(?<![需主重紧次])要(?![求素点么是闻道])|"
    r"实际|已经|目前|已|(?<=[\u4e00-\u9fff])了(?!解)|过(?=[多几])"
)
#: A number before a measure word is a count, not a year.
_PERIOD = re.compile(rf"(?:{PERIOD.pattern})(?![\d.个户人名家件亩吨万亿元])的?")
_LEADING = re.compile(r"^[的在和与，,、\s]+")
#: Below so many characters nothing is left to ask.
_SHORTEST = 3


def chips_html(answer: Answer) -> str:
    """The line that says how a question was understood, with a button for what can be dropped."""
    taken = answer.understood
    text = taken.standalone
    chips = [
        _chip(words, without)
        for words, without in (
            (place_words(taken), without_places(text, taken.places)),
            (period_words(taken), without_period(text)),
            (aspect_words(taken), without_aspect(text)),
        )
        if words
    ]
    line = "".join(chips) or '<span class="wb-chip">全部报告</span>'
    # Only a follow-up is rewritten; to repeat any other question would be noise.
    rewritten = text != answer.question
    said = f'<div class="wb-taken">理解为：{text_html(text)}</div>' if rewritten else ""
    return f'<div class="wb-understood"><span class="wb-label">按：</span>{line}{said}</div>'


def alternatives_html(answer: Answer) -> str:
    """Other places and years that may have been meant, each a button that asks for it."""
    if not answer.alternatives:
        return ""
    buttons = "".join(
        f'<button type="button" class="wb-chip wb-wish" value="{text_html(other.question)}" '
        f'title="改问：{text_html(other.question)}">{text_html(alternative_words(other))}</button>'
        for other in answer.alternatives
    )
    return f'<div class="wb-others"><span class="wb-label">其他可能：</span>{buttons}</div>'


def without_places(text: str, places: Iterable[str]) -> str | None:
    """The question without the names of `places`; None where it names none of them."""
    forms = sorted({form for place in places for form in short_forms(place)}, key=len, reverse=True)
    if not forms:
        return None
    names = "|".join(map(re.escape, forms))
    return _changed(text, re.sub(rf"(?:[和与跟、]|以及)?(?:{names})的?", "", text))


def without_period(text: str) -> str | None:
    """The question without its years; None where it names none."""
    return _changed(text, _PERIOD.sub("", YEAR.sub("", text)))


def without_aspect(text: str) -> str | None:
    """The question without the words that look back or ahead; None where some cannot be spared."""
    bare = _changed(text, _ASPECT_WORDS.sub("", text))
    return bare if bare and question_aspect(bare) is None else None


def _changed(text: str, bare: str) -> str | None:
    bare = _LEADING.sub("", bare)
    return bare if bare != text and len(bare) >= _SHORTEST else None


def _chip(words: str, without: str | None) -> str:
    shown = text_html(words)
    if without is None:
        return f'<span class="wb-chip">{shown}</span>'
    return (
        f'<button type="button" class="wb-chip wb-wish" value="{text_html(without)}" '
        f'title="去掉“{shown}”再问：{text_html(without)}">'
        f'<span class="wb-sr">去掉</span>{shown}<span class="wb-x">×</span></button>'
    )
