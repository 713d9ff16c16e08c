"""Dates: when something was or will be done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.reader.rules.statement import Statement

_MONTH = r"(?:\d{1,2}月(?:\d{1,2}日|份|底|初|上旬|中旬|下旬)?+)"
_DATE = (
    rf"(?P<date>(?:(?:19|20)\d\d年{_MONTH}?(?:底|初|上半年|下半年)?|{_MONTH}|年底|上半年|下半年|年内|"
    r"(?:今年|明年|后年)(?:年底|底|上半年|下半年)|明年|第?[一二三四]季度|国庆节?|元旦|春节|五一|“五一”|“十一”)前?)"
)
_PRED = (
    r"(?P<done>(?:正式|全面|全线|基本|建成|竣工|顺利|实现)*(?:建成通车|建成投用|建成投产|建成运营|投入使用|投入运营|交付使用|竣工投产|"
    r"动工建设|开工建设|建成|竣工|通车|完工|投产|启用|开业|开园|开学|开工|开通|挂牌|揭牌|试运行|运营|通水|通气|通航|首飞|成立|交付|投用|开诊|招生|封顶|贯通|开馆|入住|投运|开放))"
)
_IN_CLAUSE = re.compile(
    rf"^(?:确保|力争|争取|计划|预计|实现|推动|保证)?(?P<name>[^，。；：\d年月]{{3,20}}?)(?:于|在|将于|将在)?(?:今年|去年)?{_DATE}{_PRED}(?:了|使用)?$"
)
_BEFORE = re.compile(rf"^(?:今年|去年)?{_DATE}$")
_OWN_CLAUSE = re.compile(
    rf"^(?:确保|力争)?(?:今年|去年)?{_DATE}(?:实现|完成)?(?P<name>[^，。；：、\d年月]{{3,18}}?){_PRED}$"
)
_FOLLOWS = re.compile(rf"^(?P<name>[^，。；：、\d年月]{{3,18}}?){_PRED}$")
#: `6月底前完成农房改造`, `到2025年建成…`: what is done stands behind the date.
_DEED_AFTER = re.compile(
    rf"^(?:确保|力争|争取|计划|预计|在|到|至|于)*(?:今年|去年)?{_DATE}(?:，)?(?:全面|基本|实现|正式|全部|力争|确保)*"
    r"(?P<deed>完成|建成|启动|实现|开工|开通|投用|召开|举办|出台|成立|印发|编制完成|取消|关闭|达到|迈入|跻身|建立|推广|实施)(?P<object>[^，。；、\d]{4,24})$"
)
_NO_SUBJECT = re.compile(
    r"^实现|试$|^(?:[其该并也还将又再已在于从自到至的和与及以由被把使让对全各前后]|确保|力争|我们|完成|同时|加快|推进|推动)|[了前后底可的全部]$|争取|分别|向[市游]|标志"
)


#: `到2025年，城镇化率达到60%`: which year the target is for.
_BY_YEAR = re.compile(r"^(?:力争|确保)?(?:到|至)(?P<date>20\d\d年(?:底|末)?)$")
_TARGET = re.compile(
    r"^(?:力争|确保|实现)?(?P<what>[^，。；：、\d]{3,16}(?:达到|突破|超过|提高到|增加到|超)[\d.,]+[^，。；：、\d（(]{1,8})$"
)
#: `12月8日，荆荆高铁正式通车`: what happened on a day.
_DAY = re.compile(r"^(?P<date>(?:(?:19|20)\d\d年)?\d{1,2}月\d{1,2}日)$")
_EVENT = re.compile(r"^[^，。；：、\d“”]{7,26}$")


def dates(text: str, start: int, end: int, after: tuple[int, int] | None) -> Iterator[Statement]:
    """When the clause `text[start:end]` says something was or will be done.

    `after` is the clause behind it, None at a sentence's end.
    """
    piece = text[start:end]
    if after and text[end : end + 1] == "，":
        yield from _of_next(piece, start, text[after[0] : after[1]])
    if later := _DEED_AFTER.match(piece):
        yield from _date_of_deed(later, start)
        return
    match = _IN_CLAUSE.match(piece) or _OWN_CLAUSE.match(piece)
    named = match
    if match is None and after and text[end : end + 1] == "，":
        match = _BEFORE.match(piece)
        named = _FOLLOWS.match(text[after[0] : after[1]]) if match else None
    if match is None or named is None or _NO_SUBJECT.search(named["name"]):
        return
    name, deed, date = named["name"], named["done"], match["date"]
    if name.count("“") != name.count("”") or date == "年内":
        return
    when = ["什么时候", "啥时候"]
    if "月" in date:
        when += ["哪个月", "几月"] if "日" not in date else ["哪天", "几月几号", "哪一天"]
    elif date.startswith(("19", "20")):
        when += ["哪年", "哪一年"]
    at = start + match.start("date")
    done = tuple(f"{name}{link}{ask}{deed}的" for ask in when for link in ("是", ""))
    will = tuple(
        f"{name}{ask}" for w in when for ask in (f"{w}{deed}", f"{w}能{deed}", f"要在{w}{deed}")
    )
    if date.endswith("前"):
        will += (f"{name}最晚什么时候{deed}", f"要赶在什么时候之前让{name}{deed}")
    yield Statement("date", at, at + len(date), name + deed, done, will)


def _date_of_deed(match: re.Match[str], start: int) -> Iterator[Statement]:
    deed, what, date = match["deed"], match["object"], match["date"]
    if re.search(r"目标任务|以来|[的了]$", what) or what.count("“") != what.count("”"):
        return
    if date in ("年内", "明年") or re.match(r"[的了]", what):
        return
    when = ["什么时候", "啥时候"]
    if date.startswith(("19", "20")):
        when = ["哪一年", "哪年", "什么时候"] if "月" not in date else ["哪年哪月", "什么时候"]
    elif "月" in date:
        when += ["几月"] if "日" not in date else ["哪天", "哪一天", "几月几号"]
    at = start + match.start("date")
    done = tuple(f"{w}{deed}{tail}{what}" for w in when for tail in ("", "了"))
    done += tuple(f"是{w}{deed}{what}的" for w in when)
    will = tuple(f"{p}{w}{deed}{what}" for w in when for p in ("打算", "计划", "要在", "准备在"))
    if date.endswith("前"):
        will += (f"{deed}{what}的最晚时间", f"要赶在什么时候之前{deed}{what}")
    yield Statement("date", at, at + len(date), deed + what, done, will)


def _of_next(piece: str, start: int, following: str) -> Iterator[Statement]:
    """The date that a clause of its own gives to the clause that follows it."""
    by_year, target = _BY_YEAR.match(piece), _TARGET.match(following)
    if by_year and target:
        what = re.sub(r"^全[市省县区州国]", "", target["what"])
        will = (
            f"打算在哪一年让{what}",
            f"计划到哪年{what}",
            f"想在哪年做到{what}",
            f"{what}要到哪一年",
            f"提出什么时候{what}",
            f"的目标是到哪年{what}",
        )
        date = by_year.span("date")
        yield Statement("date", start + date[0], start + date[1], what, will, will)
    day, event = _DAY.match(piece), _EVENT.match(following)
    if day is None or event is None or _FOLLOWS.match(following):
        return
    if _NO_SUBJECT.search(following) or re.match(r"(?:市|省|区|县|我|经|根据|按)", following):
        return
    done = (
        f"哪天{following}",
        f"哪一天{following}",
        f"{following}是几月几号",
        f"{following}是哪天的事",
        f"{following}是什么时候",
    )
    yield Statement("date", start + day.start("date"), start + day.end("date"), following, done, ())
