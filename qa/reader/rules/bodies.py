"""What is asked of a value: how many, how high, how much more, which part."""

from __future__ import annotations

from qa.reader.rules.draw import Draw
from qa.reader.rules.facts import Fact

_MADE = {
    "新建": ("新建", "新盖", "新修", "又建"),
    "建成": ("建成", "建好", "建起"),
    "改造": ("改造", "翻新", "改好"),
    "新增": ("新增", "新添", "多", "增加"),
    "完成": ("完成",),
    "实施": ("实施", "搞", "干"),
    "实现": ("实现",),
    "引进": ("引进", "引来", "招来"),
    "淘汰": ("淘汰", "淘汰掉"),
    "接待": ("接待", "迎来"),
    "培育": ("培育", "培养出", "培养"),
    "发放": ("发放", "发", "发出"),
    "投入": ("投入", "花", "拿出"),
    "安置": ("安置", "安顿"),
    "拆除": ("拆除", "拆掉", "拆"),
    "打造": ("打造", "建"),
    "减少": ("减少", "少"),
    "增加": ("增加", "多"),
    "创建": ("创建", "创成"),
}
_WILL = ("计划", "打算", "准备", "要", "想", "将", "拟", "力争", "争取")


#: What there may be so few of that one asks 几个.
_FEW = set("个家所座条项件处台部间栋场种只支类户套期批站")
_LONG_UNITS = {
    "公里": ("多长的", "多少公里"),
    "亩": ("多少亩", "多大面积的"),
    "平方米": ("多大面积的", "多少平方米"),
}
_PLAIN_UNITS = {
    "人",
    "人次",
    "名",
    "户",
    "家",
    "个",
    "套",
    "所",
    "公里",
    "亩",
    "辆",
    "台",
    "座",
    "条",
    "项",
    "件",
    "吨",
    "处",
    "张",
    "部",
    "间",
    "平方米",
    "平方公里",
    "公顷",
    "千瓦",
    "场",
    "次",
    "对",
    "种",
    "只",
    "头",
    "株",
    "支",
    "栋",
    "篇",
    "元",
    "美元",
}


def falls(fact: Fact) -> bool:
    return any(word in fact.verb for word in ("降", "减", "低", "落", "跌", "缩", "削"))


def _how_many(fact: Fact, draw: Draw) -> str:
    unit = fact.unit
    if unit in _LONG_UNITS and draw.chance(30):
        return draw.pick(_LONG_UNITS[unit])
    if unit in ("人", "名", "人次"):
        return "多少"  # 多少人职工 counts twice.
    few = f"几{unit}" if unit in _FEW else f"多少{unit}"
    if unit in _PLAIN_UNITS:
        return draw.pick((f"多少{unit}", f"多少{unit}", f"多少{unit}", "多少", few))
    return "多少"


def _amount(fact: Fact, topic: str, planned: bool, draw: Draw) -> str:
    many = _how_many(fact, draw)
    if fact.kind == "money":
        many = draw.pick(("多少", "多少", "多少钱的"))
    verb = draw.pick(_MADE.get(fact.verb, (fact.verb,)))
    if verb in ("多", "少", "发"):
        # These say what is meant only right before the number.
        want = draw.pick(_WILL) if planned else ""
        return f"{want}{verb}{'' if planned else '了'}{many}{topic}"
    last = many if many != "多少" or not fact.unit else f"多少{fact.unit}"
    last = last.removesuffix("的")
    if planned:
        will = draw.pick(_WILL)
        return draw.pick(
            (
                f"{will}{verb}{many}{topic}",
                f"{will}{verb}{many}{topic}",
                f"{will}{verb}{topic}{last}",
                f"{will}{verb}的{topic}有{last}",
                f"{verb}{topic}的目标是多少",
                f"{topic}{will}{verb}{last}",
                f"定下要{verb}{many}{topic}",
            )
        )
    done = "" if verb.endswith(("了", "出", "掉", "好", "来")) and draw.chance(40) else "了"
    return draw.pick(
        (
            f"{verb}{done}{many}{topic}",
            f"{verb}{done}{many}{topic}",
            f"{verb}{done}{many}{topic}",
            f"一共{verb}{done}{many}{topic}",
            f"总共{verb}{topic}{last}",
            f"{verb}{topic}{last}",
            f"{verb}的{topic}有{last}",
            f"{topic}{verb}{done}{last}",
            f"实际{verb}{done}{many}{topic}",
            f"到底{verb}{done}{many}{topic}",
        )
    )


def _level(fact: Fact, topic: str, planned: bool, draw: Draw) -> str:
    if fact.kind == "percent":
        now: tuple[str, ...] = (
            "是多少",
            "有多高",
            "达到百分之几",
            "达到了多少",
            "到了百分之多少",
            "是百分之几",
            "有多少",
            "多高",
        )
        goal: tuple[str, ...] = (
            "要达到多少",
            "的目标是多少",
            "目标定了多少",
            "打算做到百分之几",
            "要到百分之多少",
            "计划达到多高",
            "要控制在多少" if "失业" in topic else "要提到多少",
        )
        return topic + draw.pick(goal if planned else now)
    if fact.kind == "money" or not fact.unit:
        now = (
            "是多少",
            "有多少",
            "达到多少",
            "达到了多少",
            "一共多少",
            "是多少钱",
            "有多大",
            "总共有多少",
        )
        if fact.unit:
            now = (*now, f"是多少亿{fact.unit}" if "亿" in fact.topic else f"有多少{fact.unit}")
        goal = (
            "要达到多少",
            "目标是多少",
            "想做到多大",
            "打算做到多少",
            "要冲到多少",
            "计划达到多少",
        )
        return topic + draw.pick(goal if planned else now)
    unit = fact.unit if fact.unit in _PLAIN_UNITS else ""
    now = (
        f"有多少{unit}",
        f"达到多少{unit}",
        f"是多少{unit}",
        f"一共有多少{unit}",
        f"到了多少{unit}",
        "有多少",
    )
    goal = (
        f"要达到多少{unit}",
        f"计划做到多少{unit}",
        f"打算发展到多少{unit}",
        "目标是多少",
        f"想要有多少{unit}",
    )
    if planned:
        return topic + draw.pick(goal)
    if draw.chance(25):
        return f"有多少{unit}{topic}"
    return topic + draw.pick(now)


def _growth(fact: Fact, topic: str, planned: bool, draw: Draw) -> str:
    each = draw.pick(("年均", "平均每年", "平均一年")) if fact.yearly else ""
    if falls(fact):
        now: tuple[str, ...] = (
            "下降了多少",
            "降了百分之几",
            "下降了百分之多少",
            "的降幅是多少",
            f"{fact.verb}了多少",
            "少了百分之几",
        )
        goal: tuple[str, ...] = (
            "要下降多少",
            "打算降低百分之几",
            "计划下降多少",
            "的下降目标是多少",
        )
    else:
        now = (
            "增长了多少",
            "增长了百分之几",
            "涨了多少",
            "涨了百分之几",
            "的增速是多少",
            "增幅有多大",
            "比上年多了百分之几" if not fact.yearly else "增长多少",
            f"{fact.verb.removesuffix('幅')}了百分之多少",
            "增长多快",
        )
        goal = (
            "要增长多少",
            "计划增长百分之几",
            "的增长目标是多少",
            "增速目标定了多少",
            "打算涨百分之几",
            "预期增长多少",
            "想增长几个点",
        )
    chosen = draw.pick(goal if planned else now)
    if each and chosen.startswith("的"):
        chosen = "增长多少" if not falls(fact) else "下降多少"
    return topic + each + chosen


def _share(fact: Fact, topic: str, planned: bool, draw: Draw) -> str:
    whole = fact.tail
    now: tuple[str, ...] = (
        f"{topic}占{whole}的多少",
        f"{topic}占{whole}的百分之几",
        f"{topic}占{whole}几成",
        f"{topic}占{whole}的比例是多少",
        f"{whole}里{topic}占了百分之多少",
        f"{whole}中{topic}的比重有多大",
        f"{whole}有多大份额是{topic}",
    )
    goal: tuple[str, ...] = (
        f"{topic}占{whole}的比重要达到多少",
        f"{topic}要占到{whole}的百分之几",
        f"想让{topic}占{whole}的多大份额",
    )
    return draw.pick(goal if planned else now)


BODIES = {"amount": _amount, "level": _level, "growth": _growth, "share": _share}
