"""Means and causes: what was done to reach an aim, what led to a result."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from qa.reader.rules.statement import Statement

_AIM = re.compile(
    r"^(?:有效|切实|着力|进一步|不断|全力|积极|持续|最大限度|从源头上|稳步|大力|坚决|努力|逐步)*"
    r"(?P<aim>(?:缓解|破解|解决|化解|降低|减轻|防止|杜绝|遏制|带动|助力|方便|守住|守牢|引导|撬动|拉动|激发|打通|防范|"
    r"盘活|吸引|留住|压缩|消除|治理|稳定|避免|根治|减少|扭转|保障|提升|提高|促进|推动|确保|增强)[^，。；：“”]{5,22})$"
)
_DEED = re.compile(
    r"^(?:率先|全面|深入|创新|积极|大力|加快|扎实|坚持|严格|继续)*(?P<deed>(?:通过|采取|运用|建立|健全|设立|实施|推行|出台|"
    r"组建|发放|给予|推广|开展|构建|搭建|落实|实行|成立|发行|完善|引入|利用|发挥|依托|统筹|开发|整合|打造|建设|制定|加大|"
    r"加强|强化|优化|推进|改革|简化|取消|启动|开通|开设|选派|选聘|安排|投入|争取|设置|规范)[^。；：]{6,50})$"
)


def means(text: str, spans: list[tuple[int, int]]) -> Iterator[Statement]:
    """`设立风险资金池，引导银行放款`: what is done, and what for."""
    if not 2 <= len(spans) <= 4:
        return
    for (a, b), (c, d) in pairwise(spans):
        aim, deed = _AIM.match(text[c:d]), _DEED.match(text[a:b])
        if aim is None or deed is None or text[b : b + 1] != "，" or (c, d) != spans[-1]:
            continue
        goal = aim["aim"]
        if re.search(r"\d|的$", goal) or goal.endswith(("发展", "提升", "水平", "能力", "建设")):
            continue
        done = (
            f"是怎么{goal}的",
            f"怎么{goal}",
            f"靠什么{goal}",
            f"是如何{goal}的",
            f"通过什么办法{goal}",
            f"用什么办法{goal}",
        )
        will = (
            f"打算怎么{goal}",
            f"准备靠什么{goal}",
            f"计划用什么办法{goal}",
            f"怎么{goal}",
            f"想通过什么手段{goal}",
        )
        yield Statement("reason", a, b, goal, done, will)


_CAUSE = re.compile(r"^(?P<cause>(?:由于|因为?|受)[^，。；]{4,40}(?:影响|因素|原因|冲击|制约)?)$")
_RESULT = re.compile(
    r"(?:下降|回落|减少|放缓|下滑|未能?|没有|低于|不足|较低|偏低|困难|受到|滞后|增加|延迟|取消|停|不及)"
)


def causes(text: str, spans: list[tuple[int, int]]) -> Iterator[Statement]:
    for (a, b), (c, d) in pairwise(spans):
        cause = _CAUSE.match(text[a:b])
        result = text[c:d]
        if cause is None or text[b : b + 1] != "，" or not _RESULT.search(result):
            continue
        if not 6 <= len(result) <= 32 or re.match(r"[但并也还又]", result):
            continue
        begin = a + (2 if text[a : a + 2] == "由于" else 2 if text[a : a + 2] == "因为" else 0)
        done = (f"为什么{result}", f"{result}是什么原因", f"为啥{result}", f"{result}，为什么")
        yield Statement("reason", begin, b, result, done, ())
