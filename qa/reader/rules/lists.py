"""Lists: several items that one clause names together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.reader.rules.names import class_of
from qa.reader.rules.runs import MANNER, NUMERALS, RUN, alike, spoken_count, verb_length
from qa.reader.rules.statement import Statement

_COUNTED_LIST = re.compile(
    rf"^(?P<items>{RUN})(?P<more>等)?(?P<count>\d{{1,2}}|[两三四五六七八九十])(?P<unit>大|个|条|家|项|所|座|种|类|处|"
    r"县|镇|名|位|支|只|部)(?P<noun>[^，。；、\d]{2,16})$"
)


def lists(text: str, start: int, end: int) -> Iterator[Statement]:
    match = _COUNTED_LIST.match(text[start:end])
    if match is None:
        return
    skip = verb_length(match["items"])
    items = re.split(r"、|和|及|以及|与", match["items"][skip:])
    raw = match["count"]
    count = int(raw) if raw.isdigit() else NUMERALS[raw]
    if count > 12 or min(map(len, items)) < 2 or re.search(r"\d", match["items"][skip:]):
        return
    if not alike(items) or re.search(r"[“”]|为重点|为主|入手|的合称|^一体", match["noun"]):
        return
    if len(items) != count and not (match["more"] and len(items) < count):
        return
    unit, noun, verb = match["unit"], match["noun"], MANNER.sub("", match["items"][:skip])
    if skip and not verb:
        return
    which = f"哪{spoken_count(count)}{unit if unit != '大' else '个'}"
    few = f"哪几{unit if unit != '大' else '个'}"
    begin, stop = start + skip, start + match.end("items")
    words = verb + noun
    if not skip and (len(items[0]) > max(map(len, items[1:])) + 1 or len(noun) < 5):
        return  # The first item may begin with a verb that is not known, or nothing is said.
    if not skip:
        done = tuple(f"{ask}{noun}" for ask in (f"有{which}", f"有{few}", "有哪些", which, "哪些"))
        yield Statement("list", begin, stop, words, done, ())
    elif len(verb) <= 5:
        done = (
            f"{verb}了{which}{noun}",
            f"{verb}了{few}{noun}",
            f"{verb}了哪些{noun}",
            f"{verb}的{raw}{unit}{noun}分别是什么",
            f"{verb}的{raw}{unit}{noun}是哪{spoken_count(count)}{unit if unit != '大' else '个'}",
            f"{verb}的{noun}有哪些",
        )
        will = (
            f"要{verb}{which}{noun}",
            f"打算{verb}哪些{noun}",
            f"计划{verb}{few}{noun}",
            f"要{verb}的{raw}{unit}{noun}分别是哪些",
            f"准备{verb}的{noun}都有哪些",
        )
        yield Statement("list", begin, stop, words, done, will)


_PLAIN_LIST = re.compile(rf"^(?P<items>{RUN})(?:等(?P<noun>[^，。；、\d]{{0,4}}))?$")


def same_things(text: str, start: int, end: int) -> Iterator[Statement]:
    """`建成A路、B路和C路`: a verb with several things of one class."""
    match = _PLAIN_LIST.match(text[start:end])
    if match is None or text[end : end + 1] == "、":
        return
    skip = verb_length(match["items"])
    verb = MANNER.sub("", match["items"][:skip])
    items = re.split(r"、|和|及|以及|与", match["items"][skip:])
    if not all(items):
        return
    if (noun := match["noun"]) and not any(noun.endswith(item[-1]) for item in items):
        return
    things = {class_of(re.sub(r"(?:[一二三]期|工程|扩容|改造)+$", "", item)) for item in items}
    if not 2 <= len(verb) <= 5 or len(items) < 2 or len(things) != 1 or None in things:
        return
    thing = str(things.pop())[1:]
    few, some = f"哪几{thing}", f"哪些{thing[1:]}"
    done = (f"{verb}了{few}", f"{verb}了{some}", f"{verb}的{thing[1:]}有哪些")
    will = (f"要{verb}{few}", f"打算{verb}{some}", f"计划{verb}的{thing[1:]}有哪些")
    begin, stop = start + skip, start + match.end("items")
    yield Statement("list", begin, stop, verb + thing, done, will)
