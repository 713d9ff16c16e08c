"""What a passage's own words say for it: the kind of answer wanted, the topic's words, together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from index.lexical import tokenize
from qa.aliases import official
from qa.types import AnswerKind
from qa.understand import Reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: What a passage must show to hold an answer of a kind; other kinds show nothing of their own.
_SHOWS: Mapping[AnswerKind, re.Pattern[str]] = {
    "number": re.compile(r"\d"),
    "percent": re.compile(r"\d\s*[%％‰]|百分之|个百分点|成(?=[,，。;；])"),
    "money": re.compile(r"\d[\d.,]*\s*[百千万亿]*(?:美|欧|港)?元"),
    "date": re.compile(r"\d+[年月日]"),
    "definition": re.compile(r"是指|指的是|[:：]"),
    "reason": re.compile(r"因|由于|为了|影响|导致"),
    "list": re.compile(r"、"),
}
#: Full-width letters and digits; full-width punctuation says nothing.
_WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ]")
#: A passage shorter than this is a title or a caption.
_SHORT = 30


@dataclass(frozen=True, slots=True)
class Wording:
    """What the words of each read passage say: arrays of one length; the names are the weights'.

    `kind` is 1 where the kind of answer wanted occurs, `unit` where a number has the measure word
    that the question names; `coverage` is the share of the topic's bigrams, weighted by rarity,
    that occur in the passage or its context line, `own` in the passage itself; `run` the longest
    piece of the topic that stands there as it is, as a share of the topic; `short` marks titles.
    """

    kind: NDArray[np.float32]
    unit: NDArray[np.float32]
    coverage: NDArray[np.float32]
    own: NDArray[np.float32]
    run: NDArray[np.float32]
    short: NDArray[np.float32]


def wording(
    reading: Reading,
    texts: Sequence[tuple[str, str]],
    rarity: Callable[[str], float],
) -> Wording:
    """Read passages, each given as (its own words, its context line).

    `rarity` gives a token's inverse document frequency.
    """
    import numpy as np

    own = [_plain(text) for text, _ in texts]
    whole = [f"{text} {_plain(context)}" for text, (_, context) in zip(own, texts, strict=True)]
    topic = official(reading.understood.topic)
    weights = {token: rarity(token) for token in tokenize(topic)}
    total = sum(weights.values()) or 1.0
    shows = _SHOWS.get(reading.understood.answer_kind)
    unit = _unit(reading.wanted.unit) if reading.wanted.unit else None
    solid = _plain(topic).replace(" ", "")

    def column(values: Sequence[float]) -> NDArray[np.float32]:
        return np.array(values, dtype=np.float32)

    def covered(texts: Sequence[str]) -> NDArray[np.float32]:
        return column(
            [sum(w for token, w in weights.items() if token in text) / total for text in texts]
        )

    return Wording(
        kind=column([float(bool(shows and shows.search(text))) for text in own]),
        unit=column([float(bool(unit and unit.search(text))) for text in own]),
        coverage=covered(whole),
        own=covered(own),
        run=column([_longest_run(solid, text) / max(4, len(solid)) for text in own]),
        short=column([float(len(text) < _SHORT) for text in own]),
    )


def _plain(text: str) -> str:
    # Normalising takes ten times as long as looking whether there is anything to normalise.
    if _WIDE.search(text):
        text = unicodedata.normalize("NFKC", text)
    return text.lower()


@lru_cache(maxsize=256)
def _unit(unit: str) -> re.Pattern[str]:
    return re.compile(rf"[\d一二三四五六七八九十百千万亿]\s*[多余]?{re.escape(unit)}")


def _longest_run(topic: str, text: str) -> int:
    """The length of the longest substring of `topic` in `text`."""
    best = 0
    for start in range(len(topic)):
        while start + best < len(topic) and topic[start : start + best + 1] in text:
            best += 1
    return best
