"""Saved web pages: the article whole, the site around it gone."""

from __future__ import annotations

import pytest
from formats_helpers import web_of

from index.canonical import canonicalise
from index.formats.web import read_web

ARTICLE = [
    (1, "2021年政府工作报告"),
    (0, "各位代表："),
    (2, "一、2020年工作回顾"),
    (0, "全区生产总值1002.18亿元，增长4.7%。" * 5),
]
EXPECTED = ["# 2021年政府工作报告", "各位代表：", "## 一、2020年工作回顾", ARTICLE[3][1]]


def page(body: str, head: str = "") -> bytes:
    """A page with this body."""
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


def blocks(body: str, head: str = "") -> list[str]:
    """What is read of a page with this body."""
    return read_web(page(body, head)).split("\n\n")


def test_the_article_stays_whole_and_the_site_goes() -> None:
    assert read_web(web_of(ARTICLE)).split("\n\n") == EXPECTED


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("said", ["utf-8", "gb2312", "GBK"])
def test_the_encoding_is_found_whatever_the_page_says(codec: str, said: str) -> None:
    text = web_of(ARTICLE).decode().replace('charset="utf-8"', f'charset="{said}"')
    assert read_web(text.encode(codec)).split("\n\n") == EXPECTED


def test_a_few_broken_bytes_are_shown_as_a_browser_shows_them() -> None:
    data = b'<meta charset="gb2312"><p>' + "甲乙丙丁。".encode("gbk") * 300 + b"\xff</p>"
    assert read_web(data).count("甲乙丙丁") == 300


@pytest.mark.parametrize(
    "chrome",
    [
        '<nav><a href="1">首页</a>导航</nav>',
        "<footer>联系我们</footer>",
        '<div class="breadcrumb">您的位置：首页 &gt; 报告</div>',
        '<div id="share">分享到微信</div>',
        '<ul><li><a href="1">新闻</a></li><li><a href="2">公告</a></li><li><a href="3">公开</a>'
        '</li><li><a href="4">服务</a></li></ul>',
        "<div>版权所有：某某区人民政府　赣ICP备12345678号</div>",
        "<p>主办单位：某某区人民政府办公室</p>",
        "<p>发布时间：2021-02-04　来源：区政府办　浏览次数：100</p>",
        "<p>2021-02-04 10:30　来源：广丰报　字号：[大 中 小]</p>",
        "<p>【打印本页】【关闭窗口】</p>",
        "<p>【字体：大 中 小】</p>",
        '<div style="display: none">藏着的字</div>',
        "<div hidden>藏着的字</div>",
        "<script>脚本</script><style>样式</style><noscript>请开启脚本</noscript>",
        "<select><option>选项</option></select><button>提交</button>",
        "<!-- 图为会议现场 -->",
        '<div role="contentinfo">页脚</div>',
    ],
)
def test_each_piece_of_furniture_goes(chrome: str) -> None:
    article = web_of(ARTICLE, chrome=False).decode()
    assert read_web((article.replace("</body>", f"{chrome}</body>")).encode()).split("\n\n") == (
        EXPECTED
    )


@pytest.mark.parametrize(
    "text",
    [
        "关闭落后煤矿12处，淘汰产能100万吨",
        "打印机产业园建成投产",
        "来源于一产的收入占比下降",
        "审核通过项目35个",
        "编辑出版文史资料2辑",
        "分享发展成果",
        "上一篇文章说得好",
        "2021年2月4日在区第十七届人民代表大会第一次会议上",
    ],
)
def test_text_that_only_begins_like_furniture_stays(text: str) -> None:
    source = read_web(page(f"<div>{'<p>正文一段话。</p>' * 20}<p>{text}</p></div>"))
    assert text in canonicalise(source).text.split("\n")


def test_a_body_inside_an_element_named_like_furniture_stays() -> None:
    body = f'<div class="nav footer"><p>{"正文一段话。" * 50}</p></div>'
    assert blocks(body) == ["正文一段话。" * 50]


def test_a_title_that_is_no_heading_is_found_by_the_page_s_own_data() -> None:
    head = '<meta name="ArticleTitle" content="2020年政府工作报告"><title>某某区政府网</title>'
    body = "<div>某某区政府网</div><div><span>2020年政府工作报告</span><p>正文。</p></div>"
    assert blocks(body, head) == ["# 2020年政府工作报告", "正文。"]


def test_line_breaks_bold_and_entities() -> None:
    assert blocks("<p><b>一、回顾</b></p><p>甲&lt;5%&amp;乙<br>丙</p>") == [
        "**一、回顾**",
        "甲&lt;5%&amp;乙\n丙",
    ]
    assert blocks('<p><span style="font-weight:bold">一是</span>抓发展。</p>') == [
        "**一是**抓发展。"
    ]


def test_lists_carry_the_numbers_that_a_browser_shows() -> None:
    assert blocks("<ol start=3><li>甲</li><li><p>乙</p></li></ol>") == ["3. 甲", "4. 乙"]
    assert blocks('<ol style="list-style:none"><li>甲</li></ol>') == ["甲"]
    assert blocks('<ol type="a"><li>甲</li></ol><ul><li>乙</li></ul>') == ["a. 甲", "乙"]
    assert blocks('<ol style="list-style-type:cjk-ideographic"><li>甲</li></ol>') == ["一、甲"]


def test_a_table_of_figures_becomes_rows() -> None:
    table = """<table><caption>表1</caption>
      <tr><th rowspan="2">指标</th><th colspan="2">数值</th></tr><tr><th>2019</th><th>2020</th></tr>
      <tr><td>甲 | 乙</td><td>1</td><td><p>2</p></td></tr></table>"""
    assert blocks(table) == [
        "表1",
        "| 指标 | 数值 |  |\n|  | 2019 | 2020 |\n| 甲 \\| 乙 | 1 | 2 |",
    ]


def test_a_table_that_lays_out_the_page_is_none() -> None:
    inner = f"<p>{'正文。' * 120}</p><table><tr><td>甲</td><td>1</td></tr></table>"
    body = f"<table><tr><td>栏</td><td>{inner}</td></tr></table>"
    assert blocks(body) == ["栏", "正文。" * 120, "| 甲 | 1 |"]


def test_an_empty_heading_lends_its_level_to_nothing() -> None:
    assert blocks("<h1></h1><p>甲。</p>") == ["甲。"]
    assert blocks("<h2><div>一、甲</div></h2><p>乙。</p>") == ["## 一、甲", "乙。"]
