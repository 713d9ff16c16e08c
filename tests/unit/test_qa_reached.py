"""Of two values that a figure goes between, the one asked for: every text is our own."""

from __future__ import annotations

import pytest

from qa.complete import complete
from qa.kinds import wanted


@pytest.mark.parametrize(
    ("question", "text", "span", "copied"),
    [
        ("报销比例提到了多少", "报销比例从61%提高到72%。", "61%提高到72%", "72%"),
        ("补贴提到多少钱", "补贴由每月180元统一提高到260元。", "180元", "260元"),
        ("审批事项还剩几项", "审批事项由410项减少到96项，压减七成。", "410项", "96项"),
        (
            "审批最多要等多少个工作日",
            "审批时限由56个工作日压减到18个工作日",
            "56个工作日",
            "18个工作日",
        ),
        # A round figure that was passed, then the figure itself.
        ("来了多少游客", "游客首次突破2亿人次、达到2.09亿人次。", "2亿人次", "2.09亿人次"),
        ("来了多少游客", "游客突破2亿人次，达到41个景区。", "突破2亿人次", "突破2亿人次"),
        # Its beginning, where that is asked for.
        ("审批事项原来有几项", "审批事项由410项减少到96项，压减七成。", "410项", "410项"),
        ("2015年比重是多少", "比重由2015年的31%提高到2020年的36%。", "31%", "31%"),
        (
            "2020年比重是多少",
            "比重由2015年的31%提高到2020年的36%。",
            "31%",
            "36%",
        ),
        # Another figure in the next clause is no end of a movement.
        ("新建了几个公园", "新建公园12个，绿地增加到30个。", "12个", "12个"),
    ],
)
def test_a_figure_that_moved_is_where_it_came_to(
    question: str, text: str, span: str, copied: str
) -> None:
    start = text.index(span)
    need = wanted(question)
    found = complete(text, start, start + len(span), need, None, question)
    assert text[found.start : found.end] == copied
