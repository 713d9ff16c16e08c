"""Names that only one place has: a talk on another place does not take them in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.lexical import tokenize
from qa.places import is_same

if TYPE_CHECKING:
    from index.snapshot import Snapshot

#: What may stand before a name at the head of a question.
_HEAD = re.compile(r"^(?:什么是|什么叫|啥是|啥叫|请问|[“”\"《》\s])+")
_NAME = re.compile(r"^[\u4e00-\u9fffA-Za-z\d]+")
#: Pairs of characters that must lead a question and stand nowhere but at one other place.
_RUN = 2


def only_elsewhere(snapshot: Snapshot, topic: str, places: tuple[str, ...]) -> bool:
    """Whether a question begins with a name that only one place has, and none of `places`.

    `topic` is the question without place and year. 澜湾绿色涂料基地总投资多大 asks of the place of
    that name whatever the talk was about; 地区生产总值是多少 does not, for every place has one.
    """
    match = _NAME.match(_HEAD.sub("", topic))
    if not match:
        return False
    lead = tokenize(match.group())[:_RUN]
    if len(lead) < _RUN:
        return False
    where: set[str | None] = set()
    for token in lead:
        rows = snapshot.lexical.scores([token]).nonzero()[0]
        if not len(rows):
            return False
        where |= {snapshot.entries[int(n)].metadata.place for n in snapshot.rows[rows, 0]}
    # One place may be written with and without its city.
    longest = max((place or "" for place in where), key=len, default="")
    one = bool(longest) and all(place and is_same(longest, place) for place in where)
    return one and not where & set(places)
