"""The clauses of a sentence that give a reason or a means, without what the question itself says.

A report names the means first and what they achieve last ("实行药品集中采购，药品价格平均下降25%");
who asks how or why repeats what was achieved, and a reader is drawn to the words repeated.
"""

from __future__ import annotations

import re

from qa.extents import balanced, trimmed

Span = tuple[int, int]

_SENTENCES = "。；！？;!?\n"
#: Behind what only announces the clauses after it: 我们面临着严峻挑战：
_ANNOUNCES = "：:"
_OPEN, _CLOSE = "“‘（(《〈【", "”’）)》〉】"
#: What a clause begins with that says what came of the clauses before it.
_EFFECT = re.compile(
    r"(?:从而|进而|有效|有力|切实|着力|更大力度|更好|坚决|及时|努力|全力|稳妥|预计|累计|全年|为[^，]{2,20}?|"
    r"持续(?:用力)?(?=推动))?"
    r"(?:导致|致使|造成|使得?(?=[^用命])|让|令|确保|缓解|破解|解决|扭转|遏制|防止|避免|严防|杜绝|"
    r"平抑|抑制|满足|守住|守牢|倒逼|助力|节约|节省|减轻|减少|降低|缩小|促进|打破|推动[^，]*(?:回稳|发展|升级)$)"
)
#: A figure that came out at the end: 药品价格平均下降25%.
_RESULT = re.compile(r".*(?:下降|降低|减少|增长|提高|增加|节约|达到?)了?(?:约|近|超过)?[\d０-９]")
#: What a clause begins with that names a cause.
_CAUSE = re.compile(
    r"(?:[但而却]|主要|[一二三]是|这?是)*(?:由于|因为|鉴于|受(?!到|益|理)[^，]*影响|因(?!此|而|地|势|材))"
)
_CAUSE_ENDS = re.compile(r".*(?:影响下?|因素|原因|缘故|所致)$")
#: A clause that only leads to what comes after it.
_LEADS = re.compile(
    r"(?:针对|面对|围绕|为了?(?![\u4e00-\u9fff]{1,16}(?:助力|提供|创造))|按照|"
    r"对[^，]{4,40}(?:的|户|者|民|业|员)$)"
)
#: What sets a fact against a cause and is no part of it.
_CONCEDES = re.compile(r"虽然|尽管|[但而]?如果|但是|然而|不过")
#: Share of a clause's characters that a question has too from which the clause repeats it, and
#: from which no answer is extended over it.
_REPEATS = 0.35
_NEARLY = 0.25
_COMMON = frozenset(
    "的了在是有和与及等中为对将把被要就年月日市省区县我们一二三四五六七八九十上下不这那之以其所并也都个"
)
#: An answer is extended to as many times its own length: a person would not copy more around it.
_LONGEST, _ROOM = 2.5, 36
_TOUCH = 3


def reason_extent(text: str, start: int, end: int, asked: str) -> Span:
    """The run of clauses around `text[start:end]` that answers why or how.

    `asked` is what the question is about. Clauses that repeat it, or that say what came of the
    others, are left out; where the span holds nothing else the clauses before it are taken, or
    those after a clause that only leads to them.
    """
    said = {char for char in asked if "\u4e00" <= char <= "\u9fff"} - _COMMON
    pieces = _clauses(text, *_sentence(text, start, end, said))
    clauses = [text[a:b] for a, b in pieces]
    share = [_share(clause, said) for clause in clauses]
    told = [
        _effect(clause)
        or repeated >= _REPEATS
        or _NEARLY <= repeated == max(share)
        or text[stop : stop + 1] in (*_ANNOUNCES,)
        for clause, repeated, (_, stop) in zip(clauses, share, pieces, strict=True)
    ]
    touched = [k for k, piece in enumerate(pieces) if _touches(piece, (start, end))]
    if not touched:
        return start, end
    first, last = _core(clauses, told, touched)
    first, last = _whole_cause(clauses, first, last)
    limit = max(_ROOM, _LONGEST * (pieces[last][1] - pieces[first][0]))
    ends = _CAUSE_ENDS.match(clauses[last]) and any(map(_CAUSE.match, clauses[first : last + 1]))
    while not ends and last + 1 < len(pieces) and _joins(clauses, told, share, last + 1):
        if pieces[last + 1][1] - pieces[first][0] > limit:
            break
        last += 1
    while first and not _CAUSE.match(clauses[first]) and _joins(clauses, told, share, first - 1):
        if pieces[last][1] - pieces[first - 1][0] > limit:
            break
        first -= 1
    return balanced(text, *trimmed(text, pieces[first][0], pieces[last][1]))


def _core(clauses: list[str], told: list[bool], touched: list[int]) -> tuple[int, int]:
    """First and last clause of what the span means."""
    last = touched[-1]
    new = [k for k in touched if not told[k]]
    if told[last] and _LEADS.match(clauses[last]) and last + 1 < len(clauses):
        return last + 1, last + 1
    if new and not (told[touched[0]] and _effect(clauses[touched[0]])):
        return new[0], new[-1]
    before = [k for k in range(touched[0]) if not told[k]]
    after = [k for k in range(touched[0] + 1, len(clauses)) if not told[k]]
    if before:
        return before[-1], before[-1]
    if after:
        return after[0], after[0]
    return touched[0], last


def _whole_cause(clauses: list[str], first: int, last: int) -> tuple[int, int]:
    """From 由于 to 的影响 where the span holds a part of that."""
    begins = [k for k in range(max(0, first - 2), first + 1) if _CAUSE.match(clauses[k])]
    if not begins:
        return first, last
    ends = [k for k in range(begins[-1], last + 1) if _CAUSE_ENDS.match(clauses[k])]
    return begins[-1], ends[-1] if ends else last


def _joins(clauses: list[str], told: list[bool], share: list[float], at: int) -> bool:
    """Whether an answer goes on over a clause: no repetition, no lead, no mere 三季度."""
    clause = clauses[at]
    leads = _LEADS.match(clause) or _CONCEDES.match(clause)
    return not told[at] and share[at] < _NEARLY and len(clause) > 4 and not leads


def _sentence(text: str, start: int, end: int, said: set[str]) -> Span:
    """The sentence of those that the span goes over which repeats most of the question."""
    cuts = [i for i in range(start, end) if _ends(text, i)]
    found: list[tuple[int, int, int, int]] = []
    at = start
    for stop in [*cuts, end]:
        first, last = at, stop
        while first > 0 and not _ends(text, first - 1):
            first -= 1
        while last < len(text) and not _ends(text, last):
            last += 1
        if stop - at >= _TOUCH or not cuts:
            found.append((len(said & set(text[first:last])), stop - at, first, last))
        at = stop + 1
    best = max(found, default=(0, 0, start, end))
    return best[2], best[3]


def _ends(text: str, at: int) -> bool:
    """Whether a sentence ends at a mark; the ？ of “4？20” stands for a lost ·."""
    lost = text[at] in "？?" and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
    return text[at] in _SENTENCES and not lost


def _clauses(text: str, start: int, end: int) -> list[Span]:
    """The stretches between commas and colons that stand in no bracket and no quotation."""
    found, at, depth = [], start, 0
    for i in range(start, end):
        if text[i] in _OPEN:
            depth += 1
        elif text[i] in _CLOSE:
            depth = max(0, depth - 1)
        elif text[i] in f"，,{_ANNOUNCES}" and not depth:
            found.append((at, i))
            at = i + 1
    return [(a, b) for a, b in [*found, (at, end)] if a < b]


def _share(clause: str, said: set[str]) -> float:
    """The share of a clause's characters that the question has too; 0 for less than two."""
    chars = {char for char in clause if "\u4e00" <= char <= "\u9fff"} - _COMMON
    shared = len(chars & said)
    return shared / len(chars) if shared > 1 else 0.0


def _effect(clause: str) -> bool:
    return bool(_EFFECT.match(clause) or _RESULT.match(clause))


def _touches(clause: Span, span: Span) -> bool:
    shared = min(clause[1], span[1]) - max(clause[0], span[0])
    return shared >= min(_TOUCH, clause[1] - clause[0], span[1] - span[0]) and shared > 0
