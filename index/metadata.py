"""What a report says of itself: title, place, kind, delivery. Text first, file name last."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.canonical import Canonical
from index.numerals import arabic_years, find_date
from index.occasion import read_occasion
from index.outline import Heading
from index.periods import current_year, five_year_plan, heading_period
from index.types import Metadata, Period

#: How much of a report can hold its title, its delivery line and its opening sentence.
_HEAD = 2000
#: A first heading longer than this is a paragraph that was marked up as one.
_MAX_TITLE = 120

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "政协常委会工作报告",
        re.compile(r"政协.{0,40}(?:常务?委员?会)?.{0,12}(?:工作)?报告|政治协商会议"),
    ),
    ("人大常委会工作报告", re.compile(r"(?:人大|人民代表大会)常务?委员?会.{0,12}(?:工作)?报告")),
    ("统计公报", re.compile(r"统计公报")),
    ("规划纲要", re.compile(r"规划.{0,6}纲要|五年规划|远景目标纲要")),
    ("政府工作报告", re.compile(r"政府工作(?:的)?报告|(?:管委会|管理委员会)(?:\d{4}年)?工作报告")),
)
_OPENING_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("政协常委会工作报告", re.compile(r"政协.{0,40}常务?委员会.{0,8}(?:的)?(?:委托|向)")),
    ("人大常委会工作报告", re.compile(r"(?:人大|人民代表大会)常务?委员会.{0,8}(?:的)?(?:委托|向)")),
    ("政府工作报告", re.compile(r"代表.{0,20}(?:政府|管委会).{0,8}(?:向大[会家]|作工作报告)")),
)

_CN_DIGITS = "一二三四五六七八九十"
_LONG_UNIT = "特别行政区|自治区|自治州|自治县|自治旗|地区|林区|新区|矿区|高新区|开发区"
_UNIT = rf"(?:{_LONG_UNIT}|省|市|区|县|旗|盟|州)"
#: Four levels are the most there are (自治区, 自治州, 地区, 市); without a bound the time to find
#: no match grows exponentially with a run of such characters.
_NAME = rf"(?:[\u4e00-\u9fff]{{1,9}}?{_UNIT}){{1,4}}"
_PLACE_PATTERNS = (
    re.compile(rf"政协({_NAME})(?:第|委员会|常)"),
    re.compile(rf"在(?:政协)?({_NAME})第?[一二三四五六七八九十\d]{{1,3}}届"),
    re.compile(rf"代表({_NAME})(?:人民政府|政府|管委会|管理委员会|人大常委会|人民代表大会)"),
    # Not behind a digit: the 日 and 年 of a date belong to no name, that of 日照市 does.
    re.compile(rf"(?<!\d)({_NAME})第[一二三四五六七八九十]{{1,3}}届(?:人民代表大会|人大|委员会)"),
    re.compile(rf"(?<!\d)({_NAME})(?:\d{{4}}年)?(?:人民)?(?:政府|管委会)?工作报告"),
    re.compile(rf"(?<!\d)({_NAME})(?:人民政府)?(?:\d{{4}}年)?(?:国民经济和社会发展)"),
)
_STATE = re.compile(
    r"第[一二三四五六七八九十]{1,3}届全国(?:人民代表大会|人大|政协)|代表国务院|"
    r"^中华人民共和国(?:\s*\d{4}年国民经济和社会发展统计公报|国家统计局(?:关于|$)|国务院|国民经济和社会发展第)",
    re.M,
)
#: What a sentence says before the unit of a place that it does not name: 较好地完成了市第十届….
#: No division has these in its name.
_SENTENCE = re.compile(r"[了届]|完成|实现|通过|落实|向[省市区县州盟旗]$")
#: Where the words of the report itself begin.
_SALUTATION = re.compile(r"^(?:各位|同志们|代表们|委员们)", re.M)
_DAY = rf"\d{{4}}年[\d{_CN_DIGITS}]{{1,2}}月[\d{_CN_DIGITS}]{{1,3}}日"
#: Delivery as the head writes it: the line of the occasion, a date in brackets, a date alone.
_DELIVERY = (
    r"^[—–\-（(]*\s*(.{0,4}\d{4}年.{0,8}日?)[^\n。]{0,40}(?:会议|大会|全会)",
    rf"^[—–―\-（(]*\s*({_DAY})在",
    r"[（(]\s*(\d{4}年.{1,8}日)[^\n）)]{0,40}[）)]",
    r"^[—–\-（(]*\s*([^\n]{0,6}\d{4}年[^\n]{1,8}日)[^\n。，]{0,6}$",
)
#: The same where a head has no salutation and may already be the report's own words.
_DELIVERY_IN_TEXT = (
    rf"^[—–\-（(]*\s*(.{{0,4}}{_DAY})[^\n。]{{0,40}}(?:会议|大会|全会)",
    rf"^[—–―\-（(]*\s*({_DAY})在",
    rf"[（(]\s*({_DAY})[^\n）)]{{0,40}}[）)]",
    rf"^[—–\-（(]*\s*([^\n]{{0,6}}{_DAY})[^\n。，]{{0,6}}$",
)
#: 第十四个五年规划 is the “十四五”.
_NTH_PLAN = re.compile(rf"第([{_CN_DIGITS}]{{1,3}})个五年")
_GENERIC = re.compile(
    r"^(?:[全本我各]?[省市区县州盟旗]|自治[区州县旗]|本届|全国|新区|.*[我全本各][省市区县州]).{0,1}$"
)


def read_metadata(canonical: Canonical, headings: Sequence[Heading], file: str) -> Metadata:
    """Read title, place, kind, delivery date and the periods reviewed and planned.

    `file` (the report's name) is asked only where the text is silent.
    """
    head = canonical.text[:_HEAD]
    stem = re.sub(r"\.[A-Za-z]{2,5}$", "", file.rsplit("/", 1)[-1])
    title = _title(canonical, stem)
    periods = [(heading, heading_period(heading.text, None)) for heading in headings]
    delivered = _delivered(head, title, stem, [period for _, period in periods if period])
    current = current_year(delivered)
    spoken = [heading_period(heading.text, current) for heading in headings]
    reviews = next((p for p in spoken if p and p.aspect == "review"), None)
    plans = next((p for p in spoken if p and p.aspect == "plan"), None)
    if reviews is None and current is not None:
        reviews = Period(current - 1, current - 1, "review")
    kind = _kind(title, head, stem)
    term = five_year_plan(_NTH_PLAN.sub(r"“\1五”", title)) if kind == "规划纲要" else None
    if term and plans is None:
        plans = Period(*term, "plan")
    meeting, speaker = read_occasion(_head_lines(canonical), f"{canonical.front_title} {title}")
    return Metadata(
        title=title,
        place=_place(head, title, stem),
        kind=kind,
        delivered=delivered or (str(term[0]) if term else None),
        reviews=reviews,
        plans=plans,
        meeting=meeting,
        speaker=speaker,
    )


def _head_lines(canonical: Canonical) -> list[str]:
    """The lines before the salutation, at most twelve."""
    texts = [canonical.text[line.start : line.end] for line in canonical.lines[:12]]
    spoken = next((i for i, text in enumerate(texts) if text.startswith("各位")), len(texts))
    return texts[:spoken]


def _title(canonical: Canonical, stem: str) -> str:
    """The first line that calls itself a report, else front matter, else the file's name."""
    for line in canonical.lines[:8]:
        text = canonical.text[line.start : line.end]
        if (line.hashes == 1 and len(text) <= _MAX_TITLE) or (
            len(text) <= 60
            and re.search(r"报告|公报|纲要", text)
            and not re.search(r"各位|作《|。|[——]{2}", text)
        ):
            if _specific(text) or not canonical.front_title:
                return text
            break
    return (canonical.front_title or stem)[:_MAX_TITLE]


def _specific(title: str) -> bool:
    return title not in ("政府工作报告", "工作报告")


def _kind(title: str, head: str, stem: str) -> str:
    for text in (title, stem):
        for kind, pattern in _KINDS:
            if pattern.search(text):
                return kind
    for kind, pattern in _OPENING_KINDS:
        if pattern.search(head):
            return kind
    return next((kind for kind, pattern in _KINDS if pattern.search(head[:300])), "其他")


def _delivered(head: str, title: str, stem: str, periods: Sequence[Period]) -> str | None:
    """Delivery date: the delivery line, a date in brackets, then what the headings imply."""
    plain = arabic_years(head)
    # 2022年是…召开之年 in the report's own words has the look of a delivery line.
    own = _SALUTATION.search(plain)
    before = plain[: own.start()] if own else ""
    for text, patterns in ((before, _DELIVERY), (plain, _DELIVERY_IN_TEXT)):
        for pattern in patterns:
            match = re.search(pattern, text, re.M)
            if match and (date := find_date(match.group(1))):
                return date
    for text in (title, stem):
        if (match := re.search(r"\d{4}年\d{1,2}月(?:\d{1,2}日)?", text)) and (
            date := find_date(match.group())
        ):
            return date
    reviewed = [p.last for p in periods if p.aspect == "review"]
    planned = [p.first for p in periods if p.aspect == "plan"]
    labels = arabic_years(f"{title} {stem}")
    named = [int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d|年远景)", labels)]
    for year in named:
        if not reviewed or reviewed[0] in (year, year - 1) or planned[:1] == [year]:
            return str(year)
    if reviewed:
        return str(reviewed[0] + 1)
    if planned:
        return str(planned[0])
    return str(named[0]) if named else None


def _place(head: str, title: str, stem: str) -> str | None:
    """The longest name that the head gives for the report's own place, else title, else file."""
    names: list[str] = []
    for pattern in _PLACE_PATTERNS[:4]:
        names += [name for m in pattern.finditer(head) if (name := _clean_place(m.group(1)))]
        if names:
            break
    for text in (title, stem):
        for pattern in _PLACE_PATTERNS:
            if (match := pattern.search(text)) and (name := _clean_place(match.group(1))):
                names.append(name)
                break
    if not names and _STATE.search(head):
        return "全国"
    if not names:
        return named_place(stem)
    first = names[0]
    longer = [name for name in names if name.endswith(first)]
    return max(longer, key=len)


def named_place(stem: str) -> str | None:
    """The place that a file's name carries as a part of its own, the last of several, or None."""
    parts = [part for part in re.split(r"[_\W]+|\d+年?", stem) if re.fullmatch(_NAME, part)]
    return next((name for part in reversed(parts) if (name := _clean_place(part))), None)


def _clean_place(name: str) -> str | None:
    """`name` without what a sentence put before it; None for 我市, 全区 and the like."""
    name = re.sub(rf"^.*(?:[{_CN_DIGITS}]日)", "", name)
    name = re.sub(r"^.*?(?:我代表|代表|协商会议|政协|在|年|关于)", "", name)
    fragment = _GENERIC.match(name) or _SENTENCE.search(name)
    return None if fragment or len(name) < 2 else name
