"""Whether passages hold the gold evidence: coverage, hit@k, hit within a budget of characters."""

from __future__ import annotations

from collections.abc import Sequence

from eval.normalise import squeeze

#: The longest passage of the contract; a longer one counts as holding nothing, so that a hit
#: can't be bought with passages as long as their sections.
MAX_PASSAGE = 500
#: The fewest characters in common that can count: a shorter run is shared by chance.
MIN_RUN = 8

#: `coverage[i][j]`: whether passage i of the ranking covers gold quote j.
Coverage = Sequence[Sequence[bool]]


def needed_run(length: int) -> int:
    """The characters in a row that cover a quote of `length`: half of it, rounded up, and ≥ 8."""
    return max((length + 1) // 2, min(length, MIN_RUN))


def has_run(quote: str, text: str, needed: int) -> bool:
    """Whether `needed` characters of `quote` in a row stand in `text`."""
    return any(quote[i : i + needed] in text for i in range(len(quote) - needed + 1))


def covers(text: str, quote: str) -> bool:
    """Whether the passage `text` covers the gold `quote`: holds at least half of it in a row.

    White space, `*` and differences of width are left out on both sides.
    """
    if len(text) > MAX_PASSAGE:
        return False
    quote = squeeze(quote)
    return bool(quote) and has_run(quote, squeeze(text), needed_run(len(quote)))


def hit(coverage: Coverage, quotes: int, k: int) -> bool:
    """Evidence hit@k: every one of the `quotes` is covered by one of the first `k` passages."""
    return all(any(row[j] for row in coverage[:k]) for j in range(quotes))


def hit_within(coverage: Coverage, quotes: int, lengths: Sequence[int], budget: int) -> bool:
    """Evidence hit within `budget` characters: hit@k for the most passages that fit into it.

    Rankings of passages of different lengths are comparable by it, as they are not by hit@k.
    """
    k = used = 0
    for length in lengths:
        used += length
        if used > budget:
            break
        k += 1
    return hit(coverage, quotes, k)


def gains(coverage: Coverage, quotes: int) -> tuple[list[int], int]:
    """The gain of each passage (1 or 0), and how many passages with gain 1 an ideal ranking has.

    A passage has gain 1 when it covers a quote that none before it covers, so that overlapping
    passages are not paid twice for the same words. The ideal ranking has those passages and one
    for every quote that no passage covers.
    """
    missing = set(range(quotes))
    result = []
    for row in coverage:
        fresh = {j for j in missing if row[j]}
        missing -= fresh
        result.append(1 if fresh else 0)
    return result, sum(result) + len(missing)
