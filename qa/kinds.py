"""What kind of answer a question asks for, and in which unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.shorthand import closed_up, is_keywords, kind_of_keywords
from qa.types import AnswerKind

_MONEY = (
    r"钱|资金|经费|投资(?!项目)|金额|收入|支出|产值|总值|GDP|gdp|总量|财政|税收|贷款|"
    r"补助|补贴|工资|额|费|款|利润|价值|[亿万]元|元"
)
#: Questions by their words, first match wins; counts on gov120 are in docs/notes.md.
_KINDS: tuple[tuple[AnswerKind, str], ...] = (
    (
        "comparison",
        r"哪[一个]?[年个]?.{0,12}(?:更|最)?[快多高大少低]$|谁.{0,12}(?:更|(?:多|快|高|大)(?:$|些|一[些点]))|"
        r"(?:由|从).{0,30}多少.{0,12}(?:到|变成|涨到|增加到|升到|降到)|变好|变差|比.{1,20}(?:多|少|快|高)(?:还是|吗|了?多少)|"
        r"还是.{1,8}(?:快|多|高|大|好|差|升|降)",
    ),
    (
        "reason",
        # 命名为什么, 改为什么 ask for a name.
        r"(?<![名改称作成定评变换列])为什么|为啥|为何|受(?:了|到)?(?:什么|哪些|啥)[^，,]{0,6}(?:影响|冲击|拖累)|原因|因为什么|怪什么|干[吗嘛啥]要|目的(?:何在|是)|根子|教训|[图靠凭]的是(?:什么|啥)|是什么(?:造成|导致|引起)|靠(?:什么|啥)|凭(?:什么|啥)|怎么会|怎么(?!分|算|划)(?!.{0,6}回事).{0,20}[的了]$|由于什么",
    ),
    (
        "definition",
        r"[”\"]说的是哪(?![几一二三四五六七八九十两\d])|(?<!分别)(?<!各)是(?:个|一个)?(?:啥|什么)(?:$|意思|概念|模式|机构|东西)|什么叫|什么是|啥(?:是|意思|叫)|(?<!分别)(?<!各)(?<!都)是啥|怎么回事|怎么(?:分|算|划分)的$|干(?:什么|啥|嘛)的?$|"
        r"是(?:个|条|种|一种|一个)(?:什么|啥)|什么样的|”指(?!定)|才算|[哪什][种么][^，,]{1,4}算|是怎样的|是指$|名词解释|指(?:的是|的)?(?:什么|啥|哪些)|"
        r"(?:具体|到底)(?:是|指)(?:什么|啥)|含义|定义|怎么(?:解释|理解)",
    ),
    (
        "percent",
        r"百分之|百分比|比例|占比|份额|率$|(?:降|减|压缩|压减|砍掉|缩短|便宜|跌|缩水|下降|减少|降低)了?多少$|程度.{0,4}多高|强度(?:是|有|要|达到?)?多少|"
        r"(?:年均|平均|每年|GDP|经济).{0,6}(?:增|涨|(?<!增)长)(?:长)?(?:目标)?(?:是|定)?多少|增长目标|占.{0,8}(?:多少|几成)|比重|率(?:是|为|达|有|要|提|到|升|降|多|力)|增速|增幅|降幅|涨幅|多大比例|"
        r"(?:增长|涨|提高|下降|上升|增加|降低|增)了?(?:多少|几)个?(?:百分|%|％|点|成)|率.{0,6}多少|(?:同比|比上年)?(?:增长|下降|涨)了?多少$|几成",
    ),
    (
        "date",
        r"哪[一]?[年天月日]|何时|什么时候|啥时候|几[月号](?!工程|线)|哪个?(?:月|季度)|[哪什]么?个?季节|什么时间|时间$|哪几天|多久前|日期|何年",
    ),
    ("measure", r"(?:哪些|什么)(?:办法|手段|招数|招|方面入手|措施|举措|途径)|从哪些方面"),
    (
        "list",
        r"哪[几些\d二两三四五六七八九十]|分别(?:是|叫|为|有)|各(?:是|叫|有)|有哪些|都有(?:什么|谁|啥)|哪些",
    ),
    ("person", r"谁(?!家)|哪(?:一)?位|何人|什么人|叫什么名字"),
    (
        "money",
        rf"(?:多少|几)(?:个)?(?:[百千万亿]*元|钱)|(?:{_MONEY}).{{0,14}}(?:多少|几|多大)|(?:多少|多大)[^，。人个家]{{0,6}}(?:资金|经费|投资|钱|资|贷款|收入|补助|补贴|欠?薪)",
    ),
    (
        "number",
        r"什么(?:标准|水平|程度)|总[户人件]?数|多少|几[^何乎]|多[大高长远重]|数量|总数|人数|规模",
    ),
    (
        "organisation",
        r"哪(?:一)?家|哪所|哪个(?:单位|部门|公司|企业|银行|机构|学校|大学|医院|组织|集团|平台)",
    ),
    ("place", r"哪里|哪儿|何地|什么地方|哪个(?:地方|城市|市|区|县|省|镇|乡|村|国家|街道)|哪座"),
    ("measure", r"怎么|如何|怎样|哪方面|什么(?:措施|办法|举措|安排|行动)|采取|用什么"),
    ("entity", r"哪(?!些|几)|什么|啥|叫什么|名[称字]|谁家"),
    ("money", r"(?:余额|总?额|产值|总值|收入|GDP)\s*(?:的?(?:奋斗|预期)?目标)?$"),
    ("number", r"目标$|[量数度]$|多久"),
)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
#: The measure word that a question itself names: 多少人次, 几家, 多少个.
_MEASURE_WORDS = (
    r"(人次|场次|批次|架次|个百分点|平方公里|平方米|立方米|公里|千米|公顷|万?亿?千瓦时|万?千瓦|"
    r"[百千万亿]*元|[百千万亿]*亩|[百千万亿]*吨|[百千万亿]*标箱|[百千万亿]*斤|[百千万亿]*人|小时|分钟|户|家|名|位|件|条|篇|次|场|项|座|所|套|辆|台|张|株|处|岁|"
    r"天|年|个月|倍|类|种|支|幅|部|间|栋|艘|批|期|期数|头|只|床|盏|门|度|米|级|回|届|个)"
)
_UNIT = re.compile(rf"(?:多少|几)(?:个)?{_MEASURE_WORDS}")
#: A measure word that stands alone at the end of keywords: 地铁 里程 公里.
_LAST_WORD = re.compile(rf" {_MEASURE_WORDS}$")
#: A measure word that 多少 left behind at the head of a keyword (新盖 套公租房), where no word
#: begins with it (家电, 名牌); 哪 leaves 部, 处 and 位 behind as well. The 49 such questions of
#: data/train that say nothing else all ask for a number.
_LEFT_BEHIND = re.compile(
    r"(?<= )(万?(?:套|户|名|吨|所|家|辆|座|项|条|亩|公里|平方米|公顷|人次|场次))"
    r"(?=[\u4e00-\u9fff]{2})(?!家[电庭长政具居装教园禽畜乡]|名[城单校牌录称额片优特镇胜]|项目|"
    r"条[件例款]|座谈|户[籍外口]|所[有得在谓需属]|亩[均产]|套[餐期取]|吨粮)"
)
#: 多少游客 asks for people without a word that counts them: all 15 answerable questions like that
#: (data/train, gov120, the own sets) are answered in 人, 名, 人次, or in 万 without more.
_PEOPLE = re.compile(
    r"(?:多少|几)(?:[\u4e00-\u9fff]{0,4})?(?:游客|旅客|学生|群众|居民|职工|党员|委员|毕业生|老人|人口|劳动力|农民工|"
    r"人才|考生|干部|志愿者|病人|孩子|穷人|游人)"
)
#: How many things the question says there are: 哪三个, 四座大桥叫什么.
_FIGURE = r"(\d{1,2}|[两二三四五六七八九十])"
_WHICH = re.compile(rf"哪{_FIGURE}(?!几)")
_HOW_MANY = re.compile(
    rf"(?<![第\d十之占]){_FIGURE}(?:大(?!学|战)|个(?!百分|月|小时)|[家座块位条项样件种所款支处名片镇类](?!分之))"
    # 三大板块里，领跑的是哪些: three is how many there are to choose from.
    r"(?![^，,？?的]{0,6}(?:里|中间|当中|之中|中[，,的]))"
)
#: Several things asked for without a word for which: 四座大桥叫什么, 五个产业分别是啥.
_SEVERAL = re.compile(
    rf"{_HOW_MANY.pattern}(?!.*(?:哪|多少|几))[^，,]{{0,12}}?[，,]?(?:都|分别|各|具体)?(?:是谁|叫[什啥]么?|是什么|是啥|$)"
)
_NUMERALS = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The kind of answer wanted, the measure word that the question names, the number of items.

    `unit` and `count` (哪三个 → 3) are None where the question does not say.
    """

    kind: AnswerKind
    unit: str | None
    count: int | None = None


def wanted(question: str) -> Wanted:
    """Read the kind of answer and its unit off a question's words."""
    plain = question.strip().rstrip("？?。！!呢啊呀吗 ")
    kind = _kind(closed_up(plain))
    if is_keywords(plain) or kind == "text":
        kind = kind_of_keywords(plain) or kind
    several = _SEVERAL.search(plain)
    if several and (kind in ("text", "entity", "person") or _asks_for_things(plain, several)):
        kind = "list"
    match = _UNIT.search(plain) or _LAST_WORD.search(plain)
    if match is None and kind == "text" and is_keywords(plain):
        match = _LEFT_BEHIND.search(plain)
    unit = match.group(1) if match else None
    if unit and unit.endswith("元"):
        kind = "money" if kind in ("number", "money") else kind
    elif unit and (kind == "text" or (kind in ("money", "percent") and not unit.startswith("个"))):
        kind = "number"
    elif unit is None and kind == "number" and _PEOPLE.search(plain):
        unit = "人"
    return Wanted(kind, unit, _count(plain) if kind == "list" else None)


def _kind(plain: str) -> AnswerKind:
    return next((kind for kind, pattern in _COMPILED if pattern.search(plain)), "text")


def _asks_for_things(question: str, several: re.Match[str]) -> bool:
    """Whether 三张名片是什么 asks for the things: they are no term in quotation marks."""
    before = question[: several.start()]
    return question.endswith("是什么") and before.count("“") == before.count("”")


def _count(question: str) -> int | None:
    """How many items a list has by the question's own words; None where it does not say."""
    found = _WHICH.search(question) or _HOW_MANY.search(question)
    if found is None:
        return None
    figure = found.group(1)
    count = int(figure) if figure.isdecimal() else _NUMERALS[figure]
    return count if count > 1 else None
