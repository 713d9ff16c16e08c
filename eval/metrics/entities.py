"""Whether a short answer names what the gold names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from eval.normalise import normalise

#: Characters that an answer may have around the accepted form before it stops being that name.
SLACK = 4
_SEPARATORS = re.compile(r"[、，,；;]|以?及|或者?|和|与")


def names(answer: str, golds: Iterable[str]) -> bool:
    """Whether the answer is an accepted form, or holds one with little around it.

    Little is 4 characters, or half the form's length if that is more. An answer that joins more
    things than the form does (、，和 …) names several candidates and is not right.
    """
    plain = normalise(answer)
    for gold in golds:
        form = normalise(gold)
        if plain == form:
            return True
        if (
            form
            and len(plain) - len(form) <= max(SLACK, len(form) // 2)
            and _stands_in(form, plain)
            and len(_SEPARATORS.findall(answer)) <= len(_SEPARATORS.findall(gold))
        ):
            return True
    return False


def _stands_in(form: str, text: str) -> bool:
    """Whether `form` is part of `text` without cutting a number."""
    at = text.find(form)
    if at < 0:
        return False
    end = at + len(form)
    cut_before = at > 0 and text[at - 1].isdecimal() and form[0].isdecimal()
    cut_after = end < len(text) and text[end].isdecimal() and form[-1].isdecimal()
    return not (cut_before or cut_after)
