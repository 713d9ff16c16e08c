"""Names by their kind: who was honoured, with whom something was signed, what was opened."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.reader.rules.statement import Statement

#: Endings of names with the question word that asks for such a thing.
_CLASSES = (
    (r"(?:公司|股份|科技|控股)", "哪家公司"),
    (r"集团", "哪家集团"),
    (r"银行", "哪家银行"),
    (r"医院", "哪家医院"),
    (r"(?:大学|学院)", "哪所高校"),
    (r"(?:中学|小学|学校)", "哪所学校"),
    (r"社区", "哪个社区"),
    (r"街道", "哪个街道"),
    (r"(?:开发区|高新区|产业园|工业园|园区|经开区)", "哪个园区"),
    (r"景区", "哪个景区"),
    (r"公园", "哪个公园"),
    (r"(?:高速公路|高速)", "哪条高速"),
    (r"(?:铁路|高铁|客专)", "哪条铁路"),
    (r"隧道", "哪条隧道"),
    (r"(?:大桥|桥)", "哪座桥"),
    (r"(?:大道|路|快线|公路)", "哪条路"),
    (r"(?:号线)", "哪条线"),
    (r"机场", "哪个机场"),
    (r"水库", "哪座水库"),
    (r"(?:电站|电厂)", "哪座电站"),
    (r"(?:博物馆|图书馆|体育馆|纪念馆|美术馆|科技馆)", "哪个馆"),
    (r"实验室", "哪个实验室"),
    (r"(?:综保区|保税区|自贸区)", "哪个区"),
    (r"村", "哪个村"),
    (r"镇", "哪个镇"),
    (r"乡", "哪个乡"),
    (r"县", "哪个县"),
    (r"中心", "哪个中心"),
    (r"基地", "哪个基地"),
    (r"项目", "哪个项目"),
    (r"工程", "哪个工程"),
    (r"港", "哪个港口"),
)
_COMPILED = tuple((re.compile(pattern + "$"), word) for pattern, word in _CLASSES)
_NO_NAME = re.compile(
    r"晋升|升级|^[大好]项目|\d月|[年前]|^(?:[全我本各其该每两多有新一第在以由被对从把将与和并还及又再已使让推加支做积开抓完建打实成力确争启引]|"
    r"连续|首[个批家条次座]|[\d])|[的了等个和、，“”]|若干|部分|一批|所有|多[个家条]"
)


def class_of(name: str) -> str | None:
    """The words that ask for a thing of this name (哪家公司), None for what is no such name."""
    if not 3 <= len(name) <= 16 or _NO_NAME.search(name) or re.search(r"\d{3,}", name):
        return None
    return next((word for pattern, word in _COMPILED if pattern.search(name)), None)


_AWARD = re.compile(
    r"^(?P<name>[^，。；：、]{3,16}?)(?P<ok>成功|顺利|先后|正式|再次|首次)?(?P<verb>荣获|获评|获批|获得|获|被评为|被授予|入选|跻身|荣膺|成为|被列为|"
    r"被列入|列入|被命名为|被认定为|夺得|摘得|升级为|晋升为|上榜)(?P<what>[^，。；：\d]{4,28})$"
)


def winners(text: str, start: int, end: int) -> Iterator[Statement]:
    match = _AWARD.match(text[start:end])
    word = class_of(match["name"]) if match else None
    if match is None or word is None or match["what"].startswith(("了", "以", "为", "我")):
        return
    name, verb, what = match["name"], match["verb"], match["what"]
    short = verb if len(verb) > 1 else "获得"
    got = {"荣获": "拿到了", "获评": "评上了", "获得": "拿到了", "获": "拿到了", "入选": "选上了"}
    plain = got.get(verb, short + ("了" if short[0] != "被" and short != "成为" else ""))
    done = (
        f"{word}{short}{what}",
        f"{word}{plain}{what}",
        f"是{word}{plain}{what}",
        f"{short}{what}的是{word}",
        f"{word}{short}了{what}" if short[0] != "被" else f"{word}{short}{what}",
    )
    yield Statement("entity", start, start + len(name), name[-2:] + what, done, ())
    quoted = re.search(r"“([^”]{3,20})”", what)
    if quoted and what.count("“") == 1 and what.endswith("”") and verb not in ("成为", "列入"):
        at = start + match.start("what") + quoted.start(1)
        ask = (f"{name}{short}什么称号", f"{name}{plain}什么称号", f"{name}{short}的称号叫什么")
        yield Statement("entity", at, at + len(quoted.group(1)), name + short, ask, ())


_PARTNER = re.compile(
    r"(?:与|同)(?P<name>[^，。；：、与和]{3,18}?)(?P<verb>签订|签署|签约|达成|合作共建|合作|共建|缔结|结为|建立)(?P<what>[^，。；：、]{0,16})$"
)


def partners(text: str, start: int, end: int) -> Iterator[Statement]:
    match = _PARTNER.search(text[start:end])
    if match is None:
        return
    name = match["name"]
    if match["verb"] in ("缔结", "结为") and name.endswith(("市", "区", "县", "州", "省")):
        word = "哪个地方" if _NO_NAME.search(name) is None else None
    else:
        word = class_of(name)
    if word is None or re.search(r"跨国|大型|知名|龙头|央企|国内|国际|各类", name):
        return
    if match["what"].startswith("的"):
        return
    deed = match["verb"] + match["what"]
    if len(deed) < 4:
        return
    at = start + match.start("name")
    done = (f"跟{word}{deed}", f"和{word}{deed}了", f"是与{word}{deed}的", f"{deed}的是{word}")
    will = (f"要跟{word}{deed}", f"打算和{word}{deed}", f"准备与{word}{deed}")
    yield Statement("entity", at, at + len(name), deed, done, will)


_DONE = (
    r"(?:正式|全面|顺利|如期|竣工|提前|全线|整体)*(?P<done>建成通车|建成投用|建成投产|建成运营|建成使用|投入使用|投入运营|交付使用|竣工投产|"
    r"开工建设|落户|上市|挂牌|揭牌|揭牌成立|挂牌成立|开通运营|开通|试运行|通车|竣工|投产|启用|开业|开园|开工|完工|投运|通航|封关运行|建成)"
)
_OPENED = re.compile(rf"^(?P<name>[^，。；：、]{{3,16}}?){_DONE}$")


def openings(text: str, start: int, end: int) -> Iterator[Statement]:
    match = _OPENED.match(text[start:end])
    if match is None or text[start - 1 : start] == "、":
        return
    name, done = match["name"], match["done"]
    word = class_of(re.sub(r"(?:一期|二期|三期|工程)+$", "", name))
    if word is None or text.count(done) > 1 or word in ("哪个项目", "哪个工程", "哪个中心"):
        return
    asked = (f"{word}{done}了", f"有{word}{done}", f"{done}的是{word}", f"{word}{done}")
    will = (f"{word}要{done}", f"计划让{word}{done}", f"准备{done}的是{word}")
    yield Statement("entity", start, start + len(name), word[2:] + done, asked, will)
