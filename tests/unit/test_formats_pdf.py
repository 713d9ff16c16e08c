"""PDF and OFD: lines to paragraphs over pages and columns, furniture out, tables as rows."""

from __future__ import annotations

import io

import pytest
from formats_helpers import drawn_pdf, ofd_of, pdf_of, register, set_lines, squeezed

from index.errors import WenbaoError
from index.formats.columns import reading_order
from index.formats.furniture import without_furniture
from index.formats.layout import Fragment
from index.formats.ofd import read_ofd
from index.formats.pdf import read_pdf

LONG = "全区上下坚持稳中求进工作总基调，统筹推进各项工作，经济社会保持平稳健康发展。" * 4
LINES = [
    (1, "2021年政府工作报告"),
    (0, "各位代表："),
    *[(0, f"第{n}段。{LONG}") for n in range(20)],
]

Piece = tuple[str, float, float, float]


def text_lines(text: str, x: float, y: float, *, width: int = 30, size: float = 12) -> list[Piece]:
    """`text` set in lines of `width` characters, the first indented by two."""
    pieces = [text[: width - 2], *[text[i : i + width] for i in range(width - 2, len(text), width)]]
    return [
        (piece, x + (2 * size if n == 0 else 0), y + n * size * 1.6, size)
        for n, piece in enumerate(pieces)
    ]


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("number", ["— {} —", "{}", "第{}页", None])
@pytest.mark.parametrize("head", ["某某区人民政府公报", None])
def test_paragraphs_are_whole_whatever_is_printed_around_them(
    columns: int, number: str | None, head: str | None
) -> None:
    source = read_pdf(pdf_of(LINES, columns=columns, number=number, head=head))
    assert source.count("\f") >= 2
    assert source.replace("\f", "").split("\n\n") == [
        "# 2021年政府工作报告",
        *[text for hashes, text in LINES if not hashes],
    ]


def test_a_form_feed_stands_where_the_next_page_begins() -> None:
    first = text_lines("甲" * 58, 72, 700)
    second = text_lines("乙" * 58, 48, 100)[0:1] + text_lines("丙" * 28, 72, 140)
    assert read_pdf(drawn_pdf([first, second])) == "甲" * 58 + "\f" + "乙" * 28 + "\n\n" + "丙" * 28


def test_an_empty_page_counts() -> None:
    pages = [text_lines("甲" * 28, 72, 100), [], text_lines("乙" * 28, 72, 100)]
    assert read_pdf(drawn_pdf(pages)).count("\f") == 2


def test_numbers_in_the_text_are_no_page_numbers() -> None:
    pages = [
        [*text_lines(f"第{n}段" + "甲" * 50 + "。", 72, 100), (str(1000 + 7 * n), 72, 400, 12)]
        for n in range(4)
    ]
    source = read_pdf(drawn_pdf(pages))
    assert [str(1000 + 7 * n) in source for n in range(4)] == [True] * 4


def test_what_stands_on_every_page_inside_the_text_stays() -> None:
    row = ("有关单位要认真落实", 72, 300, 12)
    pages = [[(f"{n}段落" * 8, 72, 100 + 20 * n, 12) for n in range(5)] for _ in range(3)]
    pages = [
        [*page, row, *[("尾段" * 9, 72, 400 + 20 * n, 12) for n in range(5)]] for page in pages
    ]
    assert read_pdf(drawn_pdf(pages)).count("有关单位要认真落实") == 3


def test_note_marks_go_and_squares_stay() -> None:
    page = [
        ("推进双创", 72, 100, 12),
        ("1", 120.5, 95, 7),
        ("工作，建成面积20m", 125, 100, 12),
        ("2", 229, 95, 7),
        ("的广场。", 233, 100, 12),
    ]
    assert squeezed(read_pdf(drawn_pdf([page]))) == "推进双创工作，建成面积20m2的广场。"


def test_notes_at_the_foot_do_not_part_a_sentence() -> None:
    first = [*text_lines("甲" * 58, 72, 500), ("①双创：创新创业。", 72, 700, 9)]
    second = [("乙" * 20 + "。", 72, 100, 12), *text_lines("丙" * 58, 72, 140)]
    blocks = read_pdf(drawn_pdf([first, second])).split("\n\n")
    assert blocks == ["甲" * 58 + "\f" + "乙" * 20 + "。", "①双创：创新创业。", "丙" * 58]


def test_columns_under_a_title_across_them() -> None:
    page = [
        ("题目横跨两栏的报告全文", 120, 60, 20),
        *text_lines("甲" * 178, 50, 120, width=18),
        *text_lines("乙" * 178, 310, 120, width=18),
    ]
    assert read_pdf(drawn_pdf([page])).split("\n\n") == [
        "# 题目横跨两栏的报告全文",
        "甲" * 178,
        "乙" * 178,
    ]


def test_a_table_becomes_rows_with_its_header() -> None:
    rows = [
        ("指标", "单位", "2020年"),
        ("地区生产总值", "亿元", "1002.18"),
        ("财政总收入", "亿元", "88.6"),
        ("城镇新增就业人数", "人", ""),
    ]
    page = text_lines("甲" * 58, 72, 80) + [
        (text, 72 + 160 * column, 200 + 24 * row, 12)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if text
    ]
    table = read_pdf(drawn_pdf([page])).split("\n\n")[1]
    assert table.split("\n") == [f"| {' | '.join(texts)} |" for texts in rows]


def test_a_line_with_a_gap_is_no_table() -> None:
    page = [
        ("区人民政府区长", 72, 100, 12),
        ("张三", 300, 100, 12),
        *text_lines("甲" * 58, 72, 140),
    ]
    assert read_pdf(drawn_pdf([page])).split("\n\n")[0] == "区人民政府区长 张三"


def test_bold_printed_twice_is_read_once() -> None:
    page = [("一、回顾", 72, 100, 12), ("一、回顾", 72.4, 100, 12), *text_lines("甲" * 58, 72, 140)]
    assert read_pdf(drawn_pdf([page])).split("\n\n")[0] == "一、回顾"


def test_a_watermark_across_the_page_is_not_read() -> None:
    from reportlab.pdfgen.canvas import Canvas

    register("STSong-Light")
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(72, 700, "甲" * 30)
    canvas.rotate(45)
    canvas.setFont("STSong-Light", 40)
    canvas.drawString(200, 100, "内部资料")
    canvas.save()
    assert read_pdf(buffer.getvalue()) == "甲" * 30


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_stored_turned_is_read_as_it_is_shown(turn: int) -> None:
    import pypdfium2

    source = drawn_pdf([text_lines("甲" * 58, 72, 100) + text_lines("乙" * 58, 72, 160)])
    upright = read_pdf(source)
    document = pypdfium2.PdfDocument(source)
    page = document[0]
    width, height = page.get_size()
    # Text drawn turned on a page that is shown turned back.
    turned = {90: (0, 1, -1, 0, height, 0), 180: (-1, 0, 0, -1, width, height)}.get(
        turn, (0, -1, 1, 0, 0, width)
    )
    for item in page.get_objects():
        item.transform(pypdfium2.PdfMatrix(*turned))
    if turn != 180:
        page.set_mediabox(0, 0, height, width)
    page.set_rotation(turn)
    page.gen_content()
    buffer = io.BytesIO()
    document.save(buffer)
    assert read_pdf(buffer.getvalue()) == upright


def test_an_embedded_font_with_its_own_codes() -> None:
    from fontTools.fontBuilder import FontBuilder
    from fontTools.ttLib.tables._g_l_y_f import Glyph
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    text = "全区生产总值1002.18亿元"
    names = [".notdef", *[f"g{n}" for n in range(len(set(text)))]]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(
        {ord(char): name for char, name in zip(sorted(set(text)), names[1:], strict=True)}
    )
    builder.setupGlyf({name: Glyph() for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Blank", "styleName": "Regular", "psName": "Blank"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, sCapHeight=700)
    builder.setupPost()
    file = io.BytesIO()
    builder.save(file)
    file.seek(0)
    pdfmetrics.registerFont(TTFont("Blank", file))

    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.setFont("Blank", 12)
    canvas.drawString(72, 700, text)
    canvas.save()
    assert read_pdf(buffer.getvalue()) == text


def test_a_scan_is_named_as_one() -> None:
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for _ in range(3):
        canvas.rect(50, 50, 400, 700, fill=1)
        canvas.showPage()
    canvas.save()
    with pytest.raises(WenbaoError, match=r"没有文字层（共 3 页.*OCR"):
        read_pdf(buffer.getvalue())


def test_a_password_is_named() -> None:
    with pytest.raises(WenbaoError, match="加了密码"):
        read_pdf(pdf_of(LINES[:2], password="秘密".encode().hex()))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4 " + b"x" * 5000])
def test_a_damaged_file_is_named(data: bytes) -> None:
    with pytest.raises(WenbaoError, match="已损坏"):
        read_pdf(data)


def test_ofd_pages_are_read_like_printed_ones() -> None:
    source = read_ofd(ofd_of(set_lines(LINES)))
    assert source.count("\f") >= 2
    assert source.replace("\f", "").split("\n\n") == [
        "# 2021年政府工作报告",
        *[text for hashes, text in LINES if not hashes],
    ]


def test_an_ofd_without_text_is_named() -> None:
    with pytest.raises(WenbaoError, match="没有文字（共 2 页"):
        read_ofd(ofd_of([[], []]))


def test_furniture_of_left_and_right_pages() -> None:
    def page(number: int) -> list[Fragment]:
        head = "某某区志" if number % 2 else "第三章 经济"
        body = [Fragment(f"第{number}页正文{n}" * 3, 50, 400, 100 + 20 * n, 12) for n in range(6)]
        return [Fragment(head, 50, 120, 40, 9), *body]

    kept = without_furniture([page(number) for number in range(8)])
    assert [len(pieces) for pieces in kept] == [6] * 8


def test_reading_order_of_nothing() -> None:
    assert reading_order([]) == []
