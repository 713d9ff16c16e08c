"""The scoring of CMRC 2018: exact match, and F1 over the longest common contiguous run.

Source: Cui et al., A Span-Extraction Dataset for Chinese Machine Reading Comprehension
(EMNLP-IJCNLP 2019), whose scoring takes each Chinese character, and each word or number of
another script, as one token, leaves punctuation out, and takes the best of the gold answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from eval.normalise import normalise

#: The marks that the official scoring removes.
_PUNCTUATION = frozenset("-:_*^/\\~`+=，。：？！“”；’《》……·、「」（）－～『』")
_TOKEN = re.compile(r"[一-龥]|[A-Za-z]+|\d+(?:[.,]\d+)*|\S")

#: A common run of Chinese characters, numbers (whole) or words.
Tokens = Sequence[str]


def segment(text: str) -> list[str]:
    """The tokens of `text`: each Chinese character, each number and each Latin word is one."""
    return _TOKEN.findall(text)


def longest_run(a: Tokens, b: Tokens) -> int:
    """The length of the longest run of tokens that stands in both."""
    best = 0
    previous = [0] * (len(b) + 1)
    for token in a:
        current = [0] * (len(b) + 1)
        for j, other in enumerate(b, start=1):
            if token == other:
                current[j] = previous[j - 1] + 1
                best = max(best, current[j])
        previous = current
    return best


def run_f1(answer: Tokens, gold: Tokens) -> float:
    """2PR/(P+R), P and R the longest common run over the length of the answer, of the gold."""
    run = longest_run(answer, gold)
    return 2 * run / (len(answer) + len(gold)) if run else 0.0


def lcs_f1(answer: str, golds: Iterable[str]) -> float:
    """LCS-F1 after eval.normalise, the best over the accepted `golds`."""
    tokens = segment(normalise(answer))
    return max((run_f1(tokens, segment(normalise(gold))) for gold in golds), default=0.0)


def official_tokens(text: str) -> list[str]:
    """Tokens as the CMRC 2018 scoring takes them: lower case, its punctuation left out."""
    kept = "".join(c for c in text.lower().strip() if c not in _PUNCTUATION)
    return segment(kept)


def official_scores(answer: str, golds: Sequence[str]) -> tuple[float, float]:
    """(exact match, F1) of CMRC 2018, each the best over `golds`, in [0, 1]."""
    plain = _plain(answer)
    exact = any(plain == _plain(gold) for gold in golds)
    tokens = official_tokens(answer)
    return float(exact), max(run_f1(tokens, official_tokens(gold)) for gold in golds)


def _plain(text: str) -> str:
    return "".join(c for c in text.lower().strip() if c not in _PUNCTUATION)
