"""Facts that rules find in a passage: what is said of what, and where the answer stands.

They are the raw material of made-up questions (`qa.reader.cloze`), so a rule here would rather
find nothing than something that nobody would ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from qa.sentences import clauses, sentences
from qa.values import Value, find_values

#: amount: `verb` + `topic` counted; level: `topic` stands at a value; growth: `topic` rises or
#: falls (`verb`) by it; share: `topic` has this part of `tail`.
Form = Literal["amount", "level", "growth", "share"]

VERBS = (
    "新建扩建|新建成|建成投运|新增转移|新改扩建|新改建|改扩建|新开工建设|新开工|新建|新增|新招引|新引进|新培育|新认定|建成开通|建成|建设|改建|扩建|改造提升|改造|"
    "完成|实现|开工建设|开工|安置|发放|培育|引进|搬迁|淘汰|关停|拆除|拆迁|整治|修复|治理|新植|种植|栽植|"
    "加装|增设|购置|投放|招聘|培训|救助|减免|压减|帮扶|转移|开通|开行|举办|签约|落地|设立|打造|创建|化解|"
    "清理|取消|下放|承接|出栏|生产|销售|接待|运送|吸引|招引|组建|选派|派出|兑现|下达|争取|筹集|"
    "投入|投资|缴获|破获|查处|受理|办理|办结|更新|更换|铺设|清淤|绿化|造林|补充|盘活|消化|扶持|资助|"
    "惠及|受益|带动|解决|脱贫|减贫|减少|增加|发展|建立|实施|授牌|抓好|推进|收储|供应|出让|清退|兑付|追回|抓获|检修|疏浚|"
    "硬化|贯通|打通|修建|维修|排查|整改|复垦|征收|签订|发展|壮大|落实|使用|支出|拨付|分配|筹建|配租"
)
_RISE = "增长|提高|上升|增加|提升|上涨|增幅"
_FALL = "下降|减少|降低|压减|回落|下跌|压缩|削减|压减率"
_GROWTH = re.compile(
    rf"^(?P<topic>.*?)(?P<how>(?:(?:同比|比上年|较上年|比去年|年均|平均每年|实际|分别|预计|名义)*))"
    rf"(?P<verb>{_RISE}|{_FALL})(?:了)?$"
)
_LEVEL = re.compile(
    r"^(?P<topic>.*?)(?:预计)?可?(?:稳定)?(?:达到了?|达|为|是|提高到|提升到|提升至|提高至|上升到|上升至|升至|增加到|增加至|增至|扩大到|"
    r"稳定在|保持在|控制在|下降到|下降至|降至|降到|压缩到|压缩至|突破|力争达到|实现|完成|有|到|至)$"
)
_SHARE = re.compile(
    r"^(?P<topic>.+?)占(?:到)?(?P<whole>.+?)(?:的)?(?:比重|比例|总量)?(?:的)?(?:达到?|为|提高到)?$"
)
_LEAD = re.compile(
    r"^(?:[一二三四五六七八九十]是|全[市省县区州盟国旗]|[我本][市省县区州盟]|全年|今年|去年|年内|当年|一年来|五年来|预计|同时|此外|"
    r"并|已|共计?|累计|新的一年|确保|力争|争取|努力|计划|通过|推动|使|将|要|再|又|还|其他|完成了?(?=新)|"
    r"各位代表[，：]|(?:到|至)?(?:20|19)\d\d年(?:底|末)?[，]?|“[一二三四五六七八九十]+五”(?:期间|末|时期)[，]?)+"
)
_YEAR = re.compile(r"(?:到|至)?((?:20|19)\d\d)年(?:底|末)?")
_MORE = re.compile(r"(?:超过|不低于|不少于|不超过|不高于|至少|超|近|约|逾)$")
_VERB = re.compile(rf"^(?:{VERBS})(?:了)?")
_PLAN = re.compile(r"力争|确保|计划|争取|目标|预期|预计|左右|以上|要|将")
#: Topics that say nothing by themselves.
_EMPTY = re.compile(
    r"^(?:总?产值|总?收入|总?投资|总?数|总量|规模|面积|比重|占比|增速|数量|累计|以上|其中|分别|平均|总额|"
    r"资金|人数|户数|里程|投资额|完成率|增幅|贡献率|个数|项目|余额|销售额|销售收入|利润|这一?比例|同比|年均|"
    r"覆盖率|满意率|普及率|产量|销量|增加值|合格率|达标率|完成投资|额度|总投资|标准|成本|工程|任务|指标|企业|人员|.)$"
)
_BAD = re.compile(
    r"^占|^生产总值$|^总值|地区$|净$|提高|上升|下降|预计|其中|分别|这些|该|其他|上述|以上|以来|左右|平均每|[，。；：、（）()?？！《》…—\n\s/]|^[的其等并和以对在从由让把被向与及为按每是有第]|"
    r"[的和与及在对从由把被向为以]$|不断|各位|年[均来]|连续|位居|排名|居|名列|较|比上|倍|首次|有望|持续$|累计$|有效$|仍然|问题$|任务$"
)
_DIGITS = re.compile(r"\d")
_CODE = re.compile(r"[3456]G|PM2\.5|PM10|R&D|1[05]分钟|[0-9]A级|12345|110|120|CO2|AI")


@dataclass(frozen=True, slots=True)
class Fact:
    """A value in a text, `text[start:end]`, and what it is the value of.

    `verb` and `topic` are the passage's own words, `tail` the whole that a share is of; `unit`
    is the measure word; `year` the year that the clause itself names, None for none; `planned`
    says whether the clause's own words look ahead.
    """

    kind: str
    form: Form
    start: int
    end: int
    topic: str
    verb: str = ""
    tail: str = ""
    unit: str = ""
    year: int | None = None
    planned: bool = False
    yearly: bool = False


def value_facts(text: str) -> Iterator[Fact]:
    """Numbers, sums and percentages of a passage whose meaning its own clause makes plain."""
    values = [value for value in find_values(text) if value.kind != "date"]
    for left, right in sentences(text):
        topic = ""
        for start, end in _pieces(text, left, right, values):
            inside = [v for v in values if start <= v.start and v.end <= end]
            piece = text[start:end]
            if not inside:
                topic = ""
                continue
            if len(inside) > 1:
                yield from _parallel(text, start, end, inside)
                topic = ""
                continue
            fact = _one(text, start, end, inside[0], topic)
            if fact is None:
                topic = "" if not _GROWTH.match(piece) else topic
                continue
            topic = fact.topic if fact.form in ("level", "amount") else topic
            if text.count(fact.topic) == 1:
                yield fact


def _pieces(text: str, left: int, right: int, values: list[Value]) -> Iterator[tuple[int, int]]:
    """Clauses, cut also at a 、 that follows a value and begins another statement."""
    ends = {value.end for value in values}
    starts = {value.start for value in values}
    for start, end in clauses(text, left, right):
        at = start
        for position in range(start, end):
            if text[position] == "、" and position in ends and position + 1 not in starts:
                yield at, position
                at = position + 1
        if at < end:
            yield at, end


def _widened(text: str, start: int, value: Value) -> int:
    """Where the words begin that a person would copy: 超过, 近 and the like go with a value."""
    more = _MORE.search(text[start : value.start])
    return start + more.start() if more else value.start


def _one(text: str, start: int, end: int, value: Value, topic: str) -> Fact | None:
    begin = _widened(text, start, value)
    before, after = text[start:begin], text[value.end : end]
    if "其中" in before or text[begin - 1 : begin] in ("—", "-", "～", "第", "+", "＋", "“"):
        return None
    year = _YEAR.search(before)
    named = int(year.group(1)) if year else None
    planned = bool(re.search(r"力争|确保|计划|争取|目标|预期", before))
    lead = _LEAD.match(before)
    plain = before[lead.end() :] if lead else before

    def fact(
        form: Form, about: str, verb: str = "", tail: str = "", yearly: bool = False
    ) -> Fact | None:
        if not good_topic(about):
            return None
        return Fact(
            value.kind,
            form,
            begin,
            value.end,
            about,
            verb,
            tail,
            value.unit,
            named,
            planned,
            yearly,
        )

    if after:
        return _counted(plain, after, fact)
    if value.kind == "percent" and (share := _SHARE.match(plain)) and good_topic(share["whole"]):
        return fact("share", share["topic"], tail=share["whole"])
    if growth := _GROWTH.match(plain):
        if value.kind != "percent":
            verb = growth["verb"]
            return fact("amount", growth["topic"], verb) if growth["topic"] else None
        about = _LEAD.sub("", growth["topic"]) or topic
        yearly = "年均" in growth["how"] or "平均每年" in growth["how"]
        return fact("growth", about, growth["verb"], yearly=yearly)
    if level := _LEVEL.match(plain):
        verb = _VERB.match(level["topic"])
        if verb and value.kind != "percent" and not level["topic"].startswith("生产总值"):
            return fact("amount", level["topic"][verb.end() :], verb.group())
        return fact("level", level["topic"]) if level["topic"] else None
    verb = _VERB.match(plain)
    if verb and value.kind != "percent" and not plain.startswith("生产总值"):
        return fact("amount", plain[verb.end() :], verb.group())
    if re.search(
        r"(?:[率额值量]|比重|占比|收入|产值|里程|面积|人数|强度|浓度|GDP|投资|支出|存款|贷款)$",
        plain,
    ):
        return fact("level", plain)
    return None


def _counted(plain: str, after: str, fact) -> Fact | None:  # type: ignore[no-untyped-def]
    """`改造320公里农村公路`: what is counted stands behind the number."""
    verb = _VERB.fullmatch(plain)
    if verb and 2 <= len(after) <= 12 and not re.search(r"[的了是]|增长|下降|以", after):
        return fact("amount", after, verb.group())  # type: ignore[no-any-return]
    return None


_ITEMS = re.compile(
    r"^(?P<items>[^，。；、]{2,16}(?:、[^，。；、]{2,16})*(?:(?:和|及|与)[^，。；、]{2,16})?)(?P<how>年均|同比)?分别"
    rf"(?P<verb>{_RISE}|{_FALL}|达到|达|为|完成|实现)$"
)


def _parallel(text: str, start: int, end: int, values: list[Value]) -> Iterator[Fact]:
    """`A、B分别增长7.4%、9.1%`: each item has its own value."""
    match = _ITEMS.match(text[start : values[0].start])
    gaps = [text[a.end : b.start] for a, b in pairwise(values)]
    if not match or values[-1].end != end or any(gap not in ("、", "和", "，") for gap in gaps):
        return
    lead = _LEAD.match(match["items"])
    items = re.split(r"[、和及与]", match["items"][lead.end() if lead else 0 :])
    # 钒钛新城、攀西科技城固定资产投资分别…: the last item's noun goes for all of them.
    if max(map(len, items[:-1]), default=0) + 3 <= len(items[-1]):
        return
    if len(items) != len(values) or len({value.kind for value in values}) != 1:
        return
    grows = re.fullmatch(rf"{_RISE}|{_FALL}", match["verb"])
    form: Form = "growth" if grows else "level"
    for item, value in zip(items, values, strict=True):
        if good_topic(item) and (form == "level" or value.kind == "percent"):
            yield Fact(
                value.kind,
                form,
                value.start,
                value.end,
                item,
                match["verb"] if form == "growth" else "",
                unit=value.unit,
                yearly=match["how"] == "年均",
            )


def good_topic(topic: str) -> bool:
    """Whether words can be asked about by themselves."""
    if not 2 <= len(topic) <= 20 or _EMPTY.match(topic) or _BAD.search(topic):
        return False
    if topic.count("“") != topic.count("”"):
        return False
    return not _DIGITS.search(_CODE.sub("", topic))
