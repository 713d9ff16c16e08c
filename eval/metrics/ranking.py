"""Rank-aware figures over gains: MRR and nDCG."""

from __future__ import annotations

import math
from collections.abc import Sequence


def reciprocal_rank(gains: Sequence[int], k: int) -> float:
    """MRR@k of one question: 1 / rank of the first passage with a gain among `k`, else 0.

    Source: Voorhees, The TREC-8 Question Answering Track Report (1999).
    """
    for rank, gain in enumerate(gains[:k], start=1):
        if gain:
            return 1 / rank
    return 0.0


def ndcg(gains: Sequence[int], ideal: int, k: int) -> float:
    """nDCG@k with gains of 0 and 1: Σ gain / log2(rank + 1), over that of `ideal` gains in front.

    Source: Järvelin and Kekäläinen, Cumulated Gain-Based Evaluation of IR Techniques (2002).
    """
    best = sum(1 / math.log2(rank + 1) for rank in range(1, min(ideal, k) + 1))
    found = sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains[:k], start=1))
    return found / best if best else 0.0
