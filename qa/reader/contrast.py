"""No-answer examples one word away from answered ones: 开通 asked as 取消, 游客 as 外国游客.

What only looks right is refused for what it says, not for where it stands. After the contrast sets
of Gardner et al. 2020, made by rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from qa.reader.batches import read_examples
from qa.reader.example_files import write_examples
from qa.reader.examples import Example
from qa.reader.rules.draw import Draw

#: Words of which a fact about one is none about another; none means nearly the same as its
#: neighbours, as 新建 and 新增 would.
_GROUPS: tuple[tuple[str, ...], ...] = (
    ("开通", "取消", "停运"),
    ("建成", "开工", "拆除"),
    ("竣工", "开工", "停工"),
    ("投产", "停产", "签约"),
    ("引进", "关停", "输出"),
    ("新增", "减少", "淘汰"),
    ("设立", "撤销"),
    ("改造", "拆除", "出租"),
    ("培训", "表彰", "辞退"),
    ("增长", "下降"),
    ("提高", "降低"),
    ("进口", "出口"),
    ("收入", "支出", "负债"),
    ("存款", "贷款"),
    ("城镇", "农村"),
    ("城市", "农村"),
    ("国有", "民营", "外资"),
    ("国家级", "省级", "市级", "县级"),
    ("一产", "二产", "三产"),
    ("第一产业", "第二产业", "第三产业"),
    ("工业", "农业", "服务业", "建筑业", "旅游业"),
    ("小学", "中学", "大学", "幼儿园"),
    ("学校", "医院", "养老院", "图书馆", "博物馆", "体育馆"),
    ("老年人", "残疾人", "儿童", "妇女", "退役军人"),
    ("地铁", "公交", "高铁", "机场", "港口"),
    ("高速公路", "铁路", "农村公路", "航道"),
    ("专利", "商标", "论文"),
    ("粮食", "蔬菜", "水果", "棉花", "油料"),
    ("生猪", "肉牛", "肉羊", "家禽"),
    ("水库", "河道", "湿地", "森林", "草原"),
    ("书记", "市长", "主席", "主任", "院长"),
    ("教师", "医生", "律师", "民警"),
    ("高新技术企业", "上市公司", "小微企业", "外贸企业"),
    ("生产总值", "财政收入", "固定资产投资", "社会消费品零售总额", "进出口总额"),
    ("提案", "议案", "信访", "诉讼"),
    ("常住人口", "流动人口", "失业人口"),
    ("就业", "失业", "退休"),
    ("投资", "利润", "税收", "债务"),
    ("面积", "高度", "长度"),
    ("上半年", "一季度", "前三季度"),
    ("第一批", "第二批", "第三批"),
    ("签订", "解除", "驳回"),
    ("线上", "线下"),
    ("国内", "境外"),
    ("男性", "女性"),
    ("安置房", "公租房", "商品房"),
    ("光伏", "风电", "水电", "核电"),
    ("二氧化硫", "氮氧化物", "化学需氧量"),
)
#: What narrows a count down to some of what is counted.
_NARROWER = (
    *("外国", "女性", "农村", "民营", "省级", "海外", "少数民族", "残疾人", "大学生", "老年"),
    *("夜间", "线上", "跨省", "郊区", "外资", "未成年", "退役军人", "私营", "学生", "境外"),
)
#: Where the narrower word goes: behind the measure word that is asked for, or before the copula.
_COUNTED = re.compile(r"(?<=多少[个名家人件项条所户座处台辆对场])(?=[\u4e00-\u9fff]{2})")
_COPULA = re.compile(r"(?<=[\u4e00-\u9fff])(?=(?:是|为|有|达到?)多少)")
#: Of a hundred answered examples so many are asked of in another word, and so many narrower.
_SWAPPED, _NARROWED = 60, 35


def contrast_examples(examples: Iterable[Example]) -> Iterator[Example]:
    """No-answer examples made from those that have an answer, at most one of each kind."""
    for example in examples:
        if example.answer is None or example.source.endswith(":definition"):
            # A term means what it means, whatever else the question says of it.
            continue
        draw = Draw("contrast", str(example.key))
        source = f"contrast:{example.source.partition(':')[2] or example.source}"
        question = swapped(example, draw) if draw.chance(_SWAPPED) else None
        if question is None and draw.chance(_NARROWED):
            question = narrowed(example, draw)
        if question is not None:
            yield Example(question, example.context, example.text, None, source)


def swapped(example: Example, draw: Draw) -> str | None:
    """The question with a word that the text has too put for one that the text lacks."""
    asked, said = example.question, f"{example.context}\n{example.text}"
    ways = [
        (word, other)
        for group in _GROUPS
        for word in group
        if word in asked and word in example.text
        for other in group
        if other not in asked and other not in said
    ]
    if not ways:
        return None
    word, other = draw.pick(ways)
    return asked.replace(word, other, 1)


def narrowed(example: Example, draw: Draw) -> str | None:
    """The question about some only of what the text counts."""
    asked, said = example.question, f"{example.context}\n{example.text}"
    word = draw.pick(_NARROWER)
    if word in asked or word in said:
        return None
    if place := _COUNTED.search(asked):
        return f"{asked[: place.start()]}{word}{asked[place.start() :]}"
    if place := _COPULA.search(asked):
        return f"{asked[: place.start()]}中{word}{asked[place.start() :]}"
    return None


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the contrast examples of example files to a file and print how many a source."""
    import argparse
    import json

    parser = argparse.ArgumentParser(prog="python -m qa.reader.contrast", description=main.__doc__)
    parser.add_argument("--examples", type=Path, nargs="+", required=True, help="JSON lines")
    parser.add_argument("--out", type=Path, required=True, help="examples to write (JSONL)")
    given = parser.parse_args(arguments)
    every = (example for path in given.examples for example in read_examples(path))
    counts = write_examples(given.out, contrast_examples(every))
    print(json.dumps({"examples": sum(counts.values()), **counts}, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
