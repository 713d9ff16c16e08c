"""Where names, clauses and definitions begin and end around a reader's ragged span."""

from __future__ import annotations

import re

#: Characters by which a span's ends may be off.
RAGGED = 3
#: Characters that a clause's end may be away for a span to be taken to mean the whole of it.
_CLAUSE_REACH = 6
#: The same for the end of a definition's sentence, as a share of the span.
_REST = 0.5
_LONGEST_TERM = 24
_PAIRS = {"“": "”", "‘": "’", "（": "）", "(": ")", "《": "》", "〈": "〉", "【": "】", "「": "」"}
_CLOSERS = {close: mark for mark, close in _PAIRS.items()}
_QUOTED = re.compile(r"[“《][^“”《》。；\n]{1,40}[”》]")
_ENCLOSED = re.compile(r"“[^“”。\n]{4,120}”|（[^（）。\n]{4,200}）")
_STOPS = "，。；：、！？,;:!?\n \t"
_CLAUSES = "，。；：！？,;:!?\n"
_SENTENCES = "。；！？;!?\n"
_EDGES = " \t\n，。；：、！？,;:!?"
#: Words that lead to a name and are no part of it.
_LEADS = re.compile(
    r"(?:成功)?(?:收购|引进|引入|建成|推出|建好|开通|打造|入选|设立|组建|成立)了?|首届|分别|"
    r"[被由将与跟向对从在至到于把以是即叫继除了](?=..)"
)
#: The same where a ragged span begins a few characters too early: 三洋与惠而浦.
_LATE_LEAD = re.compile(r"[被与的]|收购|引进|建成|首届")
#: What is said of a name and begins behind it.
_PREDICATES = re.compile(
    r"荣获|[获被的了等]|成为|成功|入[选列围]|建成|建设|结为|缔结|结成|落户|落地|通过|通车|晋[级升]|升[级格]|"
    r"完成|挂牌|评[为选]|投[入用产资]|开[工通业]|上榜|跻身|迎来|实现|重返|列入|正式|顺利|参加|合作(?![社园区])|全面|竣工|"
    r"启用|实施|视察|研制|制造的|连续|共建|深度|召开|举[办行]|承办|推进|开展|发布|上市|确定|[在与是为到继](?=[^，。、；]{2})"
)
#: What names end with; a span that stops just short of it is half a name.
_HEADS = re.compile(
    r"[\u4e00-\u9fff]{0,2}?(?:有限公司|公司|集团|银行|大学|学院|医院|学校|中学|小学|公园|社区|中心|系统|"
    r"工程|项目|研究院|研究所|研究会|实验室|基地|园区|景区|高速|码头|协会|联盟|派出所|遗址|股份|隧道|大桥|机场|"
    r"[村镇]|县(?!级)|区(?!域)|市(?!场)|省(?!级))"
)
_WORD = re.compile(r"[A-Za-z0-9.]")
#: Between a term and its meaning.
_DEFINES = re.compile(r"(?:主要)?(?:是指|指的是|就是指|就是|即指|即|指|[：:])(?:是|指)?[：:]?")


def name_extent(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole name around a ragged span: quoted text, no half words, no lead, no predicate."""
    for match in _QUOTED.finditer(text, max(0, start - 60), end + 60):
        inside = (match.start() + 1, match.end() - 1)
        shared = min(end, inside[1]) - max(start, inside[0])
        close = max(abs(inside[0] - start), abs(inside[1] - end)) <= RAGGED + 1
        if close and 2 * shared > inside[1] - inside[0]:
            return match.span() if match.group()[0] == "《" else inside
    start, end = trimmed(text, *_longest_piece(text, start, end))
    start, end = _whole_words(text, start, end)
    start = _name_start(text, start, end)
    end = name_end(text, start, end)
    return balanced(text, *trimmed(text, start, end))


def clause_extent(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with each end moved to the clause's where that is only a few characters away."""
    start, end = trimmed(text, start, end)
    before = back_to(text, start, _CLAUSES)
    inside = _on_to(text, start, _CLAUSES)
    if start - before <= _CLAUSE_REACH:
        start = before
    elif inside - start <= RAGGED and inside + RAGGED < end:
        start = inside + 1
    after = _on_to(text, end, _CLAUSES)
    last = back_to(text, end, _CLAUSES)
    if after - end <= _CLAUSE_REACH:
        end = after
    elif end - last <= RAGGED and last - 1 > start + RAGGED:
        end = last - 1
    return balanced(text, *trimmed(text, start, end))


def definition_extent(text: str, start: int, end: int) -> tuple[int, int]:
    """The meaning without the term before it, to the end of its sentence if that is near."""
    for match in _ENCLOSED.finditer(text, max(0, start - 200), end + 200):
        near = abs(match.start() + 1 - start), abs(match.end() - 1 - end)
        if max(near) <= RAGGED + 1 and match.end() - match.start() > 6:
            return match.start() + 1, match.end() - 1
    start, end = trimmed(text, start, end)
    sentence = back_to(text, start, _SENTENCES)
    defines = _DEFINES.search(text, sentence, min(end, sentence + _LONGEST_TERM + 4))
    if defines and defines.end() < end and start - defines.end() <= _CLAUSE_REACH:
        start = defines.end()
    else:
        start = clause_extent(text, start, end)[0]
    full = _on_to(text, end, _SENTENCES)
    end = full if full - end <= _REST * (end - start) else clause_extent(text, start, end)[1]
    return balanced(text, *trimmed(text, start, end))


def balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the partner of a bracket or quotation mark that it holds alone.

    The partner is taken in where it stands within 40 characters; else a mark at the span's very
    edge is dropped.
    """
    open_marks: list[int] = []
    lonely: int | None = None
    for at in range(start, end):
        if text[at] in _PAIRS:
            open_marks.append(at)
        elif text[at] in _CLOSERS:
            if open_marks and text[open_marks[-1]] == _CLOSERS[text[at]]:
                open_marks.pop()
            elif lonely is None:
                lonely = at
    if open_marks:
        mark = open_marks[0]
        partner = text.find(_PAIRS[text[mark]], end, end + 40)
        if end - mark <= 1:
            end = mark
        elif partner >= 0 and not set(text[end:partner]) & set("。\n"):
            end = partner + 1
        elif mark == start:
            start += 1
    if lonely is not None and start < end:
        partner = text.rfind(_CLOSERS[text[lonely]], max(0, start - 40), start)
        if lonely - start < 1:
            start = lonely + 1
        elif partner >= 0 and not set(text[partner:start]) & set("。\n"):
            start = partner
        elif lonely == end - 1:
            end -= 1
    return start, end


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """No number and no Latin word is cut in two."""
    while 0 < start < len(text) and _WORD.match(text[start]) and _WORD.match(text[start - 1]):
        start -= 1
    while 0 < end < len(text) and _WORD.match(text[end]) and _WORD.match(text[end - 1]):
        end += 1
    return start, end


def _name_start(text: str, start: int, end: int) -> int:
    for at in range(min(start + RAGGED - 1, end - 2), start - 1, -1):
        lead = (_LEADS if at == start else _LATE_LEAD).match(text, at, end)
        if lead and end - lead.end() >= 2:
            return lead.end()
    for back in range(1, RAGGED + 2):
        at = start - back
        if at < 0 or text[at] in _STOPS or text[at] in "“《（":
            return at + 1
        if text[at] in "”》）" or _LEADS.match(text, at) or _PREDICATES.match(text, at):
            return at + 1 if text[at] in "被与的由" else start
    return start


def name_end(text: str, start: int, end: int) -> int:
    """Where a name ends near a ragged end: before what is said of it, behind its last word."""
    for at in range(max(start + 2, end - RAGGED), end):
        if text[at] in "“《" or _PREDICATES.match(text, at):
            return at
    head = _HEADS.match(text, end)
    for at in range(end, max(end + RAGGED, head.end() if head else 0) + 1):
        if at >= len(text) or text[at] in _STOPS or text[at] in "“《（”》）":
            return min(at, len(text))
        if _PREDICATES.match(text, at) or (head and head.end() == at):
            return at
    return end


def _longest_piece(text: str, start: int, end: int) -> tuple[int, int]:
    """The longest stretch of a span that no clause ends in: no name goes over a comma.

    The later of two as long: of 96 names in data/train 50 begin a clause and 5 end one.
    """
    best = (start, start)
    at = start
    for stop in [*(i for i in range(start, end) if text[i] in _CLAUSES), end]:
        if stop - at >= best[1] - best[0]:
            best = (at, stop)
        at = stop + 1
    return best


def back_to(text: str, at: int, marks: str) -> int:
    """The position behind the last of `marks` before `at`; the beginning where there is none."""
    while at > 0 and text[at - 1] not in marks:
        at -= 1
    return at


def _on_to(text: str, at: int, marks: str) -> int:
    while at < len(text) and text[at] not in marks:
        at += 1
    return at
