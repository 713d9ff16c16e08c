"""How a Chinese character sounds, as far as people who type by sound confuse it."""

from __future__ import annotations

import os
import re
from functools import lru_cache


@lru_cache(maxsize=8192)
def sound(char: str) -> str:
    """The commonest syllable of a character without its tone; the character if it has none.

    Sounds that many speakers do not tell apart are one: zh and z, ch and c, sh and s, n and l,
    -ng and -n. Rarer readings are left out: 广 can be read ān, and nobody types it so.
    """
    # Its phrase table would cost 200 ms to load and is not needed for single characters.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import lazy_pinyin

    return _folded("".join(lazy_pinyin(char)))


def _folded(syllable: str) -> str:
    folded = re.sub(r"^([zcs])h", r"\1", syllable)
    return re.sub(r"ng$", "n", re.sub(r"^n", "l", folded))
