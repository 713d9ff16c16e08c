"""How a Chinese character sounds, as far as people who type by sound confuse it."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from itertools import product


@lru_cache(maxsize=8192)
def sounds(char: str) -> frozenset[str]:
    """The two commonest syllables of a character without tones; none for what is no character.

    Sounds that many speakers do not tell apart are one: zh and z, ch and c, sh and s, n and l,
    -ng and -n. 都, 重 and 厦 need their second reading in names; rarer ones are left out, for
    nobody types 广 as ān.
    """
    return frozenset(_folded(syllable) for syllable in _syllables(char))


def spellings(word: str) -> tuple[str, ...]:
    """What a word is in letters, the commonest first, by its characters' two commonest syllables.

    Without tones and gaps, ü as v: 重庆 is zhongqing and chongqing.
    """
    each = [_syllables(char) for char in word]
    return tuple("".join(one) for one in product(*each)) if all(each) else ()


@lru_cache(maxsize=8192)
def _syllables(char: str) -> tuple[str, ...]:
    # Its phrase table would cost 200 ms to load and is not needed for single characters.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    found = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=False)
    return tuple(dict.fromkeys(found[0][:2])) if found else ()


def _folded(syllable: str) -> str:
    folded = re.sub(r"^([zcs])h", r"\1", syllable)
    return re.sub(r"ng$", "n", re.sub(r"^n", "l", folded))
