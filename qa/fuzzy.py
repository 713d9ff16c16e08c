"""Places with a typing error: one character wrong, missing or swapped with its neighbour."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from qa.divisions import divisions
from qa.places import UNIT_ENDING, Gazetteer

#: How a word differs from a place's name; the surer kinds first.
Slip = Literal["sound", "swap", "missing", "other"]
_SLIPS: tuple[Slip, ...] = ("swap", "sound", "other", "missing")
#: Words before which, or at whose end, a question names its place.
_BEFORE = re.compile(
    r"(?:^|[年月日底末初间期上下里]|[，,。？！、；： “”《》（）()]|"
    r"[的了和与跟比在按从到去来由对给让替问查道及]|"
    r"[一二三四五]五|请问|听说)$"
)
#: A word of the reports is taken for a slip only if the place stands this much more often in them.
_RARER = 50
#: The longest name to look for: 克孜勒苏柯尔克孜自治州 has eleven characters.
_LONGEST = 12


@dataclass(frozen=True, slots=True)
class Correction:
    """A word of a question, where it stands, and the name that was meant."""

    start: int
    end: int
    name: str


class PlaceCorrector:
    """Finds the library's places behind typing errors; read-only once built.

    Only the words before the first place that is spelled right are looked at: what follows it
    stands in a sentence that has its place.

    `frequency` tells in how many passages two characters stand side by side: what the reports
    themselves say is a word and no slip. A name of a real place is never changed, known to the
    library or not.
    """

    def __init__(self, gazetteer: Gazetteer, frequency: Callable[[str], int]) -> None:
        """Correct towards the places of `gazetteer`."""
        self._gazetteer = gazetteer
        self._frequency = frequency

    def corrected(self, text: str) -> str:
        """`text` with its misspelt place put right, if one place alone can have been meant."""
        found = self.find(text)
        return text if found is None else text[: found.start] + found.name + text[found.end :]

    def find(self, text: str) -> Correction | None:
        """The one misspelt place in `text`, or None if there is none or more than one can be."""
        best: dict[Slip, list[Correction]] = {slip: [] for slip in _SLIPS}
        first = next((mention.start for mention in self._gazetteer.find(text)), len(text))
        for start in range(first - 1):
            if not "\u3400" <= text[start] <= "\u9fff":
                continue
            begins = _BEFORE.search(text[:start]) is not None
            real = divisions().at(text, start) if begins else start
            if text[start:real] in divisions().great:
                break  # A real place, but none of the library's.
            # Within a sentence only a long name is sure enough; 乌兰 is a county, 乌兰擦布 is not.
            shortest = max(start + (2 if begins else 3), real + 1)
            for end in range(shortest, min(first, start + _LONGEST) + 1):
                if sum(char not in self._characters for char in text[start:end]) > 1:
                    break
                for name in self._near(text[start:end]):
                    slip = self._slip(text[start:end], name, text[end : end + 1])
                    if slip is not None:
                        best[slip].append(Correction(start, end, name))
        for slip in _SLIPS:
            if found := best[slip]:
                longest = max(found, key=lambda one: one.end - one.start)
                meant = set(self._gazetteer.named(longest.name))
                same = all(set(self._gazetteer.named(one.name)) & meant for one in found)
                return longest if same else None
        return None

    @cached_property
    def _characters(self) -> frozenset[str]:
        """The characters of all names."""
        return frozenset("".join(self._gazetteer.forms))

    @cached_property
    def _shortened(self) -> dict[str, tuple[str, ...]]:
        """Names by what is left of each when one character is dropped (as SymSpell finds them)."""
        found: dict[str, set[str]] = {}
        for name in self._gazetteer.forms:
            for key in _shortenings(name):
                found.setdefault(key, set()).add(name)
        return {key: tuple(sorted(names)) for key, names in found.items()}

    def _near(self, word: str) -> set[str]:
        """The names that `word` may be a slip for: those that share a shortening with it."""
        near = set(self._shortened.get(word, ()))  # One character is missing.
        for key in _shortenings(word):
            near.update(name for name in self._shortened.get(key, ()) if len(name) == len(word))
        return near

    def _slip(self, word: str, name: str, follows: str) -> Slip | None:
        """How `word` differs from `name`, or None if it is no likely slip for it."""
        core = UNIT_ENDING.sub("", name)
        core = core if len(core) > 1 else name
        ending = name[len(core) :]
        if not word.endswith(ending) or len(word) - len(ending) < 2:
            return None
        if not ending and follows and UNIT_ENDING.search(follows):
            return None  # Its full form is looked for too, and must fit with its unit.
        typed = word[: len(word) - len(ending)]
        seen = _rarest(self._frequency, typed)
        # The rest of a name that lost its first or last character stands in the name itself.
        new = len(core) > 2 and (not seen or (typed in core and len(typed) > 2))
        if len(typed) < len(core):
            return "missing" if new else None
        wrong = [i for i in range(len(core)) if typed[i] != core[i]]
        rare = seen * _RARER <= _rarest(self._frequency, core)
        if len(wrong) == 2:
            first, second = wrong
            turned = second == first + 1 and typed[first : second + 1] == core[second] + core[first]
            return "swap" if turned and rare else None
        if len(wrong) != 1 or not (rare or new):
            return None
        if rare and _alike(typed[wrong[0]], core[wrong[0]]):
            return "sound"
        return "other" if new else None


def _alike(typed: str, meant: str) -> bool:
    from qa.syllables import sounds  # Loads a table of readings: only for what is rare already.

    return bool(sounds(typed) & sounds(meant))


def _rarest(frequency: Callable[[str], int], word: str) -> int:
    """How often the rarest two neighbours of `word` stand side by side."""
    return min(frequency(word[i : i + 2]) for i in range(len(word) - 1))


def _shortenings(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}
