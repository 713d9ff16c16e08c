"""Comparisons: a row for each part with its own source, gaps left open, a plot of one unit."""

from __future__ import annotations

import re

from lxml import etree

from qa.types import Answer, Citation, Understood
from ui.web.compare_table import Row, comparison_rows, plot_html, table_html


def cite(n: int, value: str, place: str = "青川市", quote: str = "") -> Citation:
    quote = quote or f"生产总值{value}"
    at = 100 * n + quote.index(value)
    return Citation(
        n=n,
        id=f"r{n}",
        file=f"{n}.md",
        title="政府工作报告",
        place=place,
        delivered=None,
        section=(),
        start=100 * n,
        end=100 * n + len(quote),
        quote=quote,
        answer_spans=((at, at + len(value)),),
    )


def make_answer(question: str, cited: tuple[Citation, ...], answer: str = "结论") -> Answer:
    return Answer(
        question=question,
        understood=Understood((), None, None, "comparison", question, question),
        status="answered",
        answer=answer,
        items=(answer,),
        confidence=0.9,
        citations=cited,
        passages=(),
    )


def test_years_are_rows_in_their_order() -> None:
    answer = make_answer("青川2020年和2019年生产总值哪年高", (cite(1, "5亿元"), cite(2, "4亿元")))
    assert comparison_rows(answer) == (Row("2019年", "4亿元", 2), Row("2020年", "5亿元", 1))


def test_a_range_asks_for_every_year() -> None:
    cited = tuple(cite(n, f"{n}亿元") for n in (1, 2, 3))
    rows = comparison_rows(make_answer("青川2018到2020年逐年的生产总值", cited))
    assert [row.label for row in rows] == ["2018年", "2019年", "2020年"]


def test_places_are_rows_with_their_names() -> None:
    cited = (cite(1, "5亿元", "青川市"), cite(2, "4亿元", "白水市"))
    rows = comparison_rows(make_answer("青川和白水2020年生产总值哪个高", cited))
    assert rows == (Row("青川市", "5亿元", 1), Row("白水市", "4亿元", 2))


def test_a_second_source_of_one_answer_compares_nothing() -> None:
    cited = (cite(1, "5亿元"), cite(2, "5亿元"))
    assert comparison_rows(make_answer("2020年生产总值", cited, answer="5亿元")) == ()
    assert comparison_rows(make_answer("2020年生产总值", cited[:1])) == ()


def test_parts_that_nothing_known_sets_apart_are_no_table() -> None:
    cited = (cite(1, "5个"), cite(2, "4座"))
    assert comparison_rows(make_answer("桥和码头各有多少", cited)) == ()


def test_a_gap_stays_a_gap_and_each_value_has_its_source() -> None:
    rows = (Row("2019年", "4亿元", 1), Row("2020年", None, None), Row("2021年", "6<亿元", 2))
    html = table_html(rows, {1: "<a>[1]</a>", 2: "<a>[2]</a>"})
    assert "<td>4亿元<a>[1]</a></td>" in html
    assert "<td>—</td>" in html
    assert "<td>6&lt;亿元<a>[2]</a></td>" in html


def test_what_was_not_found_is_a_row_among_those_that_were() -> None:
    said = "2018年6.5%，2020年下降2.1%；没有找到2019年、2021年的数据"
    answer = make_answer("近四年GDP增速", (cite(1, "6.5%"), cite(2, "2.1%")), said)
    assert comparison_rows(answer) == (
        Row("2018年", "6.5%", 1),
        Row("2019年", None, None),
        Row("2020年", "下降2.1%", 2),
        Row("2021年", None, None),
    )


def heights(plot: str) -> list[float]:
    svg = etree.fromstring(plot)
    return [float(bar.get("height", "")) for bar in svg.iter("rect")]


def test_the_plot_is_drawn_to_scale_and_says_what_it_shows() -> None:
    rows = (Row("2019年", "4亿元", 1), Row("2020年", None, None), Row("2021年", "8亿元", 2))
    plot = plot_html(rows)
    low, high = heights(plot)
    assert high == 2 * low
    assert "<title>柱状图（亿元）：2019年4亿元，2020年无数据，2021年8亿元</title>" in plot
    assert ">—</text>" in plot
    assert ">8亿元</text>" in plot
    assert "单位：亿元" in plot


def test_a_fall_goes_below_the_line() -> None:
    plot = plot_html((Row("2019年", "下降2%", 1), Row("2020年", "4%", 2)))
    tops = [float(y) for y in re.findall(r'<rect [^>]*? y="([\d.]+)"', plot)]
    line = float(re.findall(r'<line [^>]*?y1="([\d.]+)"', plot)[0])
    assert tops[0] == line
    assert tops[1] < line


def test_two_units_and_words_are_not_plotted() -> None:
    assert plot_html((Row("a", "4亿元", 1), Row("b", "4%", 2))) == ""
    assert plot_html((Row("a", "4亿元", 1), Row("b", "很多", 2))) == ""
    assert plot_html((Row("a", "4亿元", 1), Row("b", None, None))) == ""
