"""Which statistic a question asks for, and which one a figure of a report is of.

Reports state the same few statistics one after another, each with a total and a growth rate: a
figure in the right passage may be of the wrong one (出口 for 进口, PM10 for PM2.5).
"""

from __future__ import annotations

import re

#: The statistics by the words for them; of two that overlap the one named first here counts.
_INDICATORS = (
    ("人均生产总值", r"(?:人均|平均每个?人的?)(?:地区|国内)?(?:生产总值|GDP)"),
    ("生产总值", r"(?:地区|国内)?生产总值|GDP|经济总量|经济(?:增长|增速|增幅)"),
    ("固定资产投资", r"固定资产投资|固投"),
    ("消费品零售", r"社会消费品零售|社零|消费品零售"),
    ("税收", r"税收(?:收入)?"),
    ("财政支出", r"(?:财政|预算)[^，。；、]{0,4}支出"),
    ("财政收入", r"(?:财政|预算)[^，。；、]{0,6}收入"),
    ("进出口", r"进出口|外贸总[额值量]"),
    ("出口", r"出口"),
    ("进口", r"进口"),
    ("工业增加值", r"工业(?:企业)?增加值"),
    ("工业产值", r"工业(?:企业)?总?产值"),
    ("第一产业", r"第一产业|一产(?!业)"),
    ("第二产业", r"第二产业|二产(?!业)"),
    ("第三产业", r"第三产业|三产(?!业)|服务业(?!投资|企业)"),
    ("城镇居民收入", r"城镇[^，。；、]{0,4}(?:居民)?[^，。；、]{0,6}收入"),
    ("农民收入", r"农(?:村|民|牧民)[^，。；、]{0,10}收入"),
    ("城乡居民收入", r"城乡[^，。；、]{0,10}收入"),
    ("居民收入", r"居民[^，。；、]{0,6}收入"),
    ("物价", r"居民消费价格|CPI|物价"),
    ("旅游收入", r"旅游[^，。；、]{0,4}收入"),
    ("客运", r"旅客吞吐量|客运量|客流量?|(?:发送|运送)旅客"),
    ("游客", r"接待[^，。；、]{0,8}(?:游客|旅游者|人次)|游客|旅游人[数次]"),
    ("失业率", r"(?:登记)?失业率"),
    ("再就业", r"再就业"),
    ("新增就业", r"新增就业|新增[^，。；、]{0,4}就业|就业新增"),
    ("登记失业", r"登记失业(?!率)"),
    ("利用外资", r"(?:利用|到位)外资|外商直接投资"),
    ("PM2.5", r"PM2[.．]?5|细颗粒物"),
    ("PM10", r"PM10|可吸入颗粒物"),
    ("优良天数", r"优良(?:天数|率|比例)|好天气"),
    ("存款", r"存款"),
    ("贷款", r"贷款"),
    ("研发投入", r"研发|R&D"),
    ("城镇化率", r"城镇化"),
    ("粮食", r"粮食"),
    ("大豆", r"大豆"),
    ("玉米", r"玉米"),
    ("水稻", r"水稻|稻谷"),
    ("小麦", r"小麦"),
    ("棉花", r"棉花"),
    ("蔬菜", r"蔬菜"),
    ("苹果", r"苹果"),
    ("茶叶", r"茶叶"),
    ("马铃薯", r"马铃薯|土豆"),
)
_NAMES = re.compile("|".join(f"(?P<i{n}>{words})" for n, (_, words) in enumerate(_INDICATORS)))
#: What one wording says of several.
_BOTH = {"城乡居民收入": frozenset({"城镇居民收入", "农民收入", "居民收入"})}
_SENTENCES = "。；！？;!?\n"
_COMMAS = "，,"
_ANOTHER, _UNNAMED = 0.1, 0.3


def indicators(text: str) -> frozenset[str]:
    """The statistics that a text names."""
    found = {
        _INDICATORS[int(match.lastgroup[1:])][0]
        for match in _NAMES.finditer(text)
        if match.lastgroup
    }
    return frozenset(found).union(*(_BOTH[name] for name in found & _BOTH.keys()))


def governing(text: str, start: int) -> frozenset[str]:
    """The statistics that the figure at `start` of a text is of.

    Those of its clause before it; where that names none, those of the clause before, in the same
    sentence (地区生产总值完成500亿元，增长6%).
    """
    stop = start
    while stop > 0:
        left = stop
        while left > 0 and text[left - 1] not in _SENTENCES + _COMMAS:
            left -= 1
        if found := indicators(text[left:stop]):
            return found
        if left == 0 or text[left - 1] in _SENTENCES:
            break
        stop = left - 1
    return frozenset()


def suits(asked: frozenset[str], text: str, start: int) -> float:
    """How well the figure at `start` suits the statistics asked for, in [0, 1]; 1 for none asked.

    Of the best candidates on data/train, gov120 and the own sets 46 are of a statistic that was
    not asked for, and none of these is right; 37 are of none, and 1 is right.
    """
    found = governing(text, start) if asked else frozenset()
    if not asked or found & asked:
        return 1.0
    return _ANOTHER if found else _UNNAMED
