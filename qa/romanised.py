"""The library's places in letters, as people without an input method type them: qingdao 2013."""

from __future__ import annotations

import re
from functools import cached_property

from qa.places import Gazetteer

#: Words in letters; Xi'an has its mark.
_WORDS = re.compile(r"(?<![A-Za-z\d.@/_-])[A-Za-z]+(?:['’ ]?[A-Za-z]+)*(?![A-Za-z@_])")
#: Shorter than this (he, an, xian) a word is more often something else.
_SHORTEST = 4
#: A name has as many syllables, each of which may be a word: hu he hao te.
_LONGEST = 5


class RomanisedPlaces:
    """Writes the library's places in characters where a question has them in letters.

    Only what one place of the library alone is called: taizhou is 台州 and 泰州. The readings of
    the names are looked up when a question first has a word in letters that is long enough.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Write out the places of `gazetteer`."""
        self._gazetteer = gazetteer

    def written(self, text: str) -> str:
        """`text` with its places in characters; the longest name at each word counts."""
        return _WORDS.sub(lambda run: self._run(run.group()), text)

    def _run(self, run: str) -> str:
        words = run.split(" ")
        done: list[str] = []
        while words:
            for count in range(min(_LONGEST, len(words)), 0, -1):
                letters = re.sub(r"['’]", "", "".join(words[:count])).lower()
                if len(letters) >= _SHORTEST and (name := self._names.get(letters)):
                    done.append(name)
                    words = words[count:]
                    break
            else:
                done.append(words.pop(0))
        return " ".join(done)

    @cached_property
    def _names(self) -> dict[str, str]:
        """Names by their letters, but for those that several places share."""
        from qa.syllables import spellings  # Loads a table of readings.

        usual: dict[str, set[str]] = {}
        other: dict[str, set[str]] = {}
        for form in self._gazetteer.forms:
            for rank, letters in enumerate(spellings(form)):
                (other if rank else usual).setdefault(letters, set()).add(form)
        meant = self._gazetteer.named
        return {
            letters: max(forms, key=len)
            for letters, forms in {**other, **usual}.items()  # futian is 福田 before 莆田.
            if len({meant(form) for form in forms}) == 1
        }
