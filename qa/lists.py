"""The items of the enumeration that a reader's span covers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.extents import RAGGED, balanced, name_end, trimmed
from qa.list_edges import ends_alike, without_companion, without_relative

Span = tuple[int, int]

_CLAUSES = "，。；：！？,;:\n"
#: Statements are listed by these, the stronger first.
_STRONG = ("；;", "，,")
_OPEN, _CLOSE = "“‘（(《〈【", "”’）)》〉】"
_AND = re.compile(r"以及|[和及与]")
_FIGURE = r"[\d一二两三四五六七八九十]+"
_CLASSIFIER = "[大个条类项种家座名所处位块片款件部支批组级省市镇县区村乡湖江河路桥线园城]"
#: What follows the last item: 等六大公园, 三镇, 共67公里, “六城同创”, what is said of them all.
_TAIL = re.compile(
    rf"等(?!级|离)|(?:这|共|计)?(?!一[批个]){_FIGURE}多?{_CLASSIFIER}|共(?=\d)|“|这[些几]|[成作]为|为(?=“)|入[选列围]|被[列评授命]|"
    r"成功|实现|建成|投[入用产]|通[车航过]|开[工通业]|获[得评批]?|荣获|主营|全部|全面|全线|率先|招生|设立|创建?(?!新)|"
    r"分别|整体|联动|始终|正式|如期|顺利|落[地户]|晋[级升]|上[榜市线]|跻身|突破"
)
#: How many there are, said right after an enumeration.
_COUNTED = re.compile(rf"等?(?:这|共)?({_FIGURE})多?{_CLASSIFIER}")
#: What ends an enumeration wherever the span ends: 等, and how many there are.
_ENDS = re.compile(rf"等(?!级|离)|(?:这|共|计)?({_FIGURE}){_CLASSIFIER}")
#: What leads to the first item.
_LEAD = re.compile(
    r"(?:推动|推进|打造|建成启用|建成|建设|建好|启用|开展|建立|组建|成立|筹建|实施|培育|壮大|发展|疏解|启动|提升|新建|推行|"
    r"整治|串联|打通|撤销|支持|加快|实现|聚焦|重点|开通|落实|确定的|包括|涵盖|涉及|围绕|做[大强优]|打响|创建|新增|引进|完成|"
    r"购买|举办|是指|即|指|为|在|对|向|与|由|以)了?"
)
#: How something is done, before the word that leads to the first item.
_ADVERB = re.compile(
    r"高(?:品质|质量|标准|水平|起点|效)|大力|着力|全力|全面|持续|深入|积极|稳步|统筹|不断|进一步|加速"
)
_NUMBERING = re.compile(
    r"(?:[一二三四五六七八九十]+是(?:要)?|（[一二三四五六七八九十\d]+）|[①-⑳]|\d+[.．、）])"
)
_QUOTES = re.compile(
    r"[“《][^“”《》。；\n]{1,40}[”》](?:[、和及]?[“《][^“”《》。；\n]{1,40}[”》])+"
)
_QUOTE = re.compile(r"[“《]([^“”《》]+)[”》]")
#: Share of the shortest other item's length that the first one has at least.
_SHORTEST = 0.4
_NUMERALS = {"两": 2} | {char: value for value, char in enumerate("零一二三四五六七八九十")}


def items(text: str, start: int, end: int, count: int | None = None) -> tuple[Span, ...]:
    """The items of the enumeration at `text[start:end]`, in order, as spans of `text`.

    The span may be off by a few characters, or cover a part: the enumeration of its clause is
    taken whole. `count` is how many the question says there are (哪三个); it decides whether a
    last 和 joins two items, and which items are meant where there are more. A span without
    an enumeration is one item.
    """
    start, end = trimmed(text, *_edges_off(text, max(0, start), min(len(text), end)))
    if start >= end:
        return ()
    if inside := _within_quotes(text, start, end):
        return _counted([p for p in _split(text, *inside, "、") if p[0] < p[1]], start, end, count)
    if quoted := _quoted(text, start, end):
        return _counted(quoted, start, end, count)
    for marks in _STRONG:
        statements = _statements(text, start, end, marks, count)
        if statements:
            return _counted(statements, start, end, count)
    pieces = _pieces(text, *_enumeration(text, start, end, count))
    if count is None or len(pieces) < count:
        pieces = _last_two(text, pieces, count)
    pieces = ends_alike(text, without_companion(text, pieces, count))
    pieces = without_relative(text, pieces)
    found = [_item(text, a, b) for a, b in pieces]
    return _counted([span for span in found if span[0] < span[1]], start, end, count)


def _edges_off(text: str, start: int, end: int) -> Span:
    """Without a clause's last characters before the span, or a next one's first behind it."""
    for at in range(start, min(start + RAGGED, end)):
        if text[at] in _CLAUSES:
            start = at + 1
    for at in range(end - 1, max(end - RAGGED, start) - 1, -1):
        if text[at] in _CLAUSES:
            end = at
    return start, end


def _within_quotes(text: str, start: int, end: int) -> Span | None:
    """What stands between two quotation marks where that is one enumeration: “甲、乙、丙”建议."""
    for match in _QUOTE.finditer(text, max(0, start - 60), end + 60):
        a, b = match.span(1)
        close = a <= start + 1 and end <= b + RAGGED + 1 and match.group(1).count("、") > 1
        if close and not set(match.group(1)) & set(_CLAUSES):
            return a, b
    return None


def _quoted(text: str, start: int, end: int) -> list[Span]:
    """The words in quotation marks where nothing but quoted words are listed."""
    for match in _QUOTES.finditer(text, max(0, start - 200), end + 200):
        if min(end, match.end()) - max(start, match.start()) > 0.6 * (end - start):
            title = match.group()[0] == "《"
            group = 0 if title else 1
            return [q.span(group) for q in _QUOTE.finditer(text, *match.span())]
    return []


def _split(text: str, start: int, end: int, marks: str) -> list[Span]:
    """The stretches between `marks` that stand in no bracket and no quotation."""
    found, at, depth = [], start, 0
    for i in range(start, end):
        if text[i] in _OPEN:
            depth += 1
        elif text[i] in _CLOSE:
            depth = max(0, depth - 1)
        elif text[i] in marks and not depth:
            found.append((at, i))
            at = i + 1
    return [*found, (at, end)]


def _statements(text: str, start: int, end: int, marks: str, count: int | None) -> list[Span]:
    """Whole clauses as items: 一是…；二是…, 提高…，提高…，为…"""
    parts = [(a, b) for a, b in _split(text, start, end, marks) if b - a > RAGGED]
    if len(parts) < 2:
        return []
    if count is not None and len(parts) < count:
        left, right = start, end
        while left > 0 and text[left - 1] not in "。：:\n":
            left -= 1
        while right < len(text) and text[right] not in "。\n":
            right += 1
        whole = _split(text, left, right, marks)
        parts = whole if len(whole) == count else parts
    numbered = sum(1 for a, _ in parts if _NUMBERING.match(text, a))
    inner = max(len(_split(text, a, b, "、")) for a, b in parts)
    if count != len(parts) and not numbered and inner > len(parts):
        return []
    last = parts[-1]
    reach = last[1]
    while reach < len(text) and text[reach] not in _CLAUSES and reach - last[1] <= 2 * RAGGED:
        reach += 1
    if reach == len(text) or text[reach] in _CLAUSES:
        parts[-1] = (last[0], reach)
    stripped = []
    for a, b in parts:
        numbering = _NUMBERING.match(text, a)
        stripped.append(trimmed(text, numbering.end() if numbering else a, b))
    return stripped


def _enumeration(text: str, start: int, end: int, count: int | None) -> Span:
    """From the first item's first character to the last item's last."""
    if inner := [p for p in _split(text, start, end, _CLAUSES) if "、" in text[p[0] : p[1]]]:
        start, end = max(inner, key=lambda p: text.count("、", *p))
    left, right = start, end
    while left > 0 and text[left - 1] not in _CLAUSES:
        left -= 1
    while right < len(text) and text[right] not in _CLAUSES:
        right += 1
    pieces = _split(text, left, right, "、")
    short = count is not None and len(_split(text, start, end, "、")) < count
    first = next(k for k, (_, b) in enumerate(pieces) if start < b or b == right)
    last = next(k for k, (_, b) in enumerate(pieces) if end <= b)
    if first and (short or start - pieces[first][0] <= RAGGED):
        lead = _lead(text, pieces[0], pieces[0][1], pieces[1:])
        begin = pieces[0][0] if lead is None else lead
    else:
        begin = _begin(text, start, pieces[first], pieces[first + 1 : last + 1])
    return begin, _stop(text, end, pieces, last)


def _lead(text: str, piece: Span, before: int, others: Sequence[Span]) -> int | None:
    """Where the words that lead to the first item end; None where nothing does.

    园区建设 leads to nothing in 园区建设大会战、交通建设大会战: the others say it as well, and what
    it left would be shorter than they are.
    """
    lengths = [len(part) for a, b in others for part in _AND.split(text[a:b]) if len(part) > 1]
    least = max(2.0, _SHORTEST * min(lengths, default=0))
    for lead in reversed([*_LEAD.finditer(text, piece[0], piece[1])]):
        left = piece[1] - lead.end()
        shared = any(lead.group() in text[a:b] for a, b in others)
        if lead.end() <= before and not shared and left >= least:
            return lead.end()
    return None


def _begin(text: str, start: int, piece: Span, others: Sequence[Span]) -> int:
    """The first item's beginning near a ragged start."""
    adverb = _ADVERB.match(text, start) if others else None
    reach = (adverb.end() if adverb else start) + RAGGED
    lead = _lead(text, piece, reach, others)
    if lead is not None and lead <= reach:
        verb = text[lead - 1] not in "为在对向与由以"
        if start - lead <= (RAGGED + 1 if verb else RAGGED):
            return lead
    if start - piece[0] <= RAGGED:
        return piece[0]
    joined = [
        m.end()
        for m in _AND.finditer(text, max(piece[0], start - RAGGED), start + RAGGED)
        if m.end() + 2 <= piece[1]
    ]
    if joined:
        return joined[-1]
    if piece[1] - start < 2 and others:
        return max(piece[0], piece[1] - min(others[0][1] - others[0][0], RAGGED + 1))
    return start


def _stop(text: str, end: int, pieces: Sequence[Span], last: int) -> int:
    """The last item's end: near a ragged end, or further on where the span left off before it."""
    a, b = pieces[last]
    final = last == len(pieces) - 1
    for stop in _ENDS.finditer(text, a + 2, min(b, end)):
        more = 2 if _AND.search(text, a + 2, stop.start() - 1) else 1
        if stop.group(1) is None or max(1, last) < (_number(stop.group(1)) or 0) <= last + more:
            return stop.start()
    near = [m.start() for m in _TAIL.finditer(text, a + 1, b) if abs(m.start() - end) <= RAGGED + 1]
    if near and (final or b - end > RAGGED):
        return near[0]
    if final:
        return b if b - end <= RAGGED + 1 else name_end(text, a, end)
    ends = {text[y - 1] for _, y in pieces[1 : last + 1]}
    for a, b in pieces[last + 1 :]:
        if tail := _TAIL.search(text, a + 1, b):
            return tail.start()
    if len(ends) == 1 and (alike := text.find(ends.pop(), a + 1, b)) >= 0:
        return alike + 1  # 团结片区、…、张家堡片区城市更新示范试点
    return b


def _pieces(text: str, start: int, end: int) -> list[Span]:
    return [piece for piece in _split(text, start, end, "、") if piece[0] < piece[1]]


def _last_two(text: str, pieces: list[Span], count: int | None) -> list[Span]:
    """The last piece taken apart at its 和 where that joins two items."""
    if not pieces:
        return pieces
    a, b = pieces[-1]
    said = _COUNTED.match(text, b)
    wanted = count or (_number(said.group(1)) if said else None)
    if wanted is not None and wanted <= len(pieces):
        return pieces
    cut = _and(text, a, b, pieces[:-1])
    return [*pieces[:-1], (a, cut[0]), (cut[1], b)] if cut else pieces


def _and(text: str, start: int, end: int, others: Sequence[Span]) -> Span | None:
    depth = 0
    for match in re.finditer(rf"[{_OPEN}{_CLOSE}]|{_AND.pattern}", text[start:end]):
        mark = match.group()
        if mark in _OPEN or mark in _CLOSE:
            depth += 1 if mark in _OPEN else -1
            continue
        a, b = start + match.start(), start + match.end()
        if depth or a - start < 2 or end - b < 2 or (mark == "与" and others):
            continue
        if len(others) > 1:
            heads = {text[piece[1] - 1] for piece in others}
            alone = len(heads) == 1 and text[end - 1] in heads and text[a - 1] not in heads
            if alone:
                continue  # 危重儿童和新生儿救治中心 is one centre among others.
        return a, b
    return None


def _item(text: str, start: int, end: int) -> Span:
    """One item without numbering, marks around it and a long note in brackets behind it."""
    start, end = balanced(text, *trimmed(text, start, end))
    note = re.search(r"（[^（）]{4,}）$", text[start:end])
    if note and note.start() >= 2:
        end = start + note.start()
    if end - start > 2 and text[start] == "“" and text.find("”", start, end) == end - 1:
        start, end = start + 1, end - 1
    return start, end


def _counted(found: Sequence[Span], start: int, end: int, count: int | None) -> tuple[Span, ...]:
    """As many neighbours as were asked for, those that the span covers most."""
    if count is None or len(found) <= count:
        return tuple(found)

    def covered(first: int) -> int:
        return sum(max(0, min(end, b) - max(start, a)) for a, b in found[first : first + count])

    best = max(range(len(found) - count + 1), key=covered)
    return tuple(found[best : best + count])


def _number(numeral: str) -> int | None:
    return int(numeral) if numeral.isdecimal() else _NUMERALS.get(numeral)
