"""Questions in everyday Chinese for facts and statements."""

from __future__ import annotations

import re

from qa.reader.rules.bodies import BODIES, falls
from qa.reader.rules.draw import Draw
from qa.reader.rules.facts import Fact
from qa.reader.rules.opening import When, opening, place_words, time_words
from qa.reader.rules.statement import Statement
from qa.understand import normalise

#: Words of reports and what people say for them.
_SAYINGS = (
    ("居民人均可支配收入", ("老百姓人均收入", "居民收入", "人均可支配收入")),
    ("农民人均纯收入", ("农民人均收入", "农民收入")),
    ("地区生产总值", ("GDP", "经济总量", "生产总值")),
    ("社会消费品零售总额", ("社零总额", "消费品零售额")),
    ("固定资产投资", ("固投", "固定资产的投资")),
    ("外贸进出口总额", ("外贸总额", "进出口总额", "外贸进出口")),
    ("一般公共预算收入", ("财政收入", "一般预算收入")),
    ("规模以上工业增加值", ("规上工业增加值", "规模工业增加值")),
    ("城镇新增就业", ("城镇新增的就业", "城里新增就业")),
    ("高新技术企业", ("高企", "高新企业")),
    ("老旧小区", ("老小区", "旧小区")),
    ("棚户区", ("棚户区老房",)),
    ("农村公路", ("乡村公路", "村里的公路", "乡下的路")),
    ("高速公路", ("高速", "高速路")),
    ("保障性住房", ("保障房",)),
    ("保障性租赁住房", ("保租房", "保障性租赁房")),
    ("公共租赁住房", ("公租房",)),
    ("停车位", ("车位", "停车的位子")),
    ("学位", ("学生座位", "上学名额")),
    ("贫困人口", ("贫困群众", "穷人")),
    ("游客", ("旅客", "游人")),
    ("污水处理率", ("污水处理的比例",)),
    ("森林覆盖率", ("森林覆盖比例", "森林占比")),
    ("城镇化率", ("城镇化水平", "城镇化比例")),
    ("高标准农田", ("高标准的农田", "高标准田")),
    ("新能源汽车", ("新能源车",)),
    ("农村", ("乡下", "乡村")),
    ("居民", ("老百姓",)),
    ("卫生厕所", ("卫生的厕所", "干净厕所")),
    ("危房", ("危旧房",)),
    ("企业", ("公司", "企业")),
)


_ASK_FIRST = ("查一下", "我想查", "帮我查查", "请问", "想知道")


_AGENDA = ("计划,", "安排,", "部署,", "工作安排,", "打算,")


def say(words: str, draw: Draw) -> str:
    """The passage's words, or now and then what people say for them."""
    for formal, plain in _SAYINGS:
        if formal in words and draw.chance(25):
            return words.replace(formal, draw.pick(plain), 1)
    return words


def ask(fact: Fact, place: str | None, when: When | None, planned: bool, draw: Draw) -> str:
    """A question that `fact` answers, about `place` and `when` (None leaves them out).

    `planned` says whether it asks for what was planned.
    """
    head = opening(place, when, draw)
    firm = when is not None and when.firm
    topic = say(fact.topic, draw)
    if draw.chance(12) and not firm:
        return _in_keywords(fact, place, when, planned, topic, draw)
    body = BODIES[fact.form](fact, topic, planned, draw)
    if firm and not planned:
        body = _actually(body, topic, draw)
    if head and "的" not in head and head[-1] not in " 年" and body.startswith(topic):
        head += "的" if draw.chance(40) else ""
    return _finished(head + body, draw)


def ask_statement(
    statement: Statement, place: str | None, when: When | None, planned: bool, draw: Draw
) -> str:
    """A question that a statement answers, about `place` and `when` (None leaves them out)."""
    bodies = statement.will if planned and statement.will else statement.done
    head = opening(place, when, draw)
    if planned and when and when.first == when.last and draw.chance(30):
        # What a year's report plans need not be for that year.
        head = draw.pick(("按", "照", "根据")) + f"{when.first}年的" + draw.pick(_AGENDA)
        head += place_words(place, draw) if place else ""
    if statement.kind == "definition":
        head += draw.pick(("", "说的", "提的", "报告里说的", "报告里的", "报告提到的", "所说的"))
    return _finished(head + draw.pick(bodies), draw)


def _actually(body: str, topic: str, draw: Draw) -> str:
    word = draw.pick(("实际", "实际上", "最后", "最终", "真正"))
    if body.startswith(topic) and len(body) > len(topic):
        rest = body[len(topic) :]
        return f"{word}{topic}{rest}" if rest[0] == "的" else f"{topic}{word}{rest}"
    return word + re.sub(r"^(?:全年|实际|到底|一共|总共)", "", body)


def _finished(question: str, draw: Draw) -> str:
    if draw.chance(8) and not question.startswith(("按", "照", "根据")):
        question = draw.pick(_ASK_FIRST) + question
    return normalise(question.removeprefix("的") + ("？" if draw.chance(88) else ""))


def _in_keywords(
    fact: Fact, place: str | None, when: When | None, planned: bool, topic: str, draw: Draw
) -> str:
    parts = [place_words(place, draw) if place else "", time_words(when, draw) if when else ""]
    if draw.chance(35):
        parts.reverse()
    words = topic
    if fact.form == "amount":
        words = draw.pick((f"{fact.verb}{topic}", f"{topic} {fact.verb}", f"{fact.verb} {topic}"))
        words += draw.pick(("", " 数量", " 多少", f" 多少{fact.unit}"))
    elif fact.form == "growth":
        fall = falls(fact)
        words += draw.pick((" 降幅", "下降", " 下降多少") if fall else (" 增速", " 增幅", "增长"))
    elif fact.form == "share":
        words = draw.pick((f"{topic}占{fact.tail}比重", f"{topic} 占{fact.tail}"))
    if planned:
        words += draw.pick((" 目标", " 计划", "目标"))
    joint = draw.pick((" ", " ", ""))
    return normalise(joint.join(part for part in (*parts, words) if part))
