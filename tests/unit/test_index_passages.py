"""Where a report is cut into passages (index.passages)."""

from __future__ import annotations

from index.passages import make_splitter, split_passages
from index.settings import SETTINGS

LEAD = (
    "围绕把全区建设成为更加宜居、更具活力的现代化滨海新城这一目标，我们坚持不懈地推进各项工作，" * 2
)
ITEMS = "、".join(f"第{number}号重点攻关技术项目" for number in "甲乙丙丁戊己庚辛")


def cut(text: str) -> list[str]:
    passages = split_passages(text, (), None, make_splitter())
    return [text[passage.start : passage.end] for passage in passages]


def test_a_sentence_is_whole_unless_it_alone_is_very_long() -> None:
    text = f"{LEAD * 2}重点抓好八个项目，即{ITEMS}。{LEAD}成效明显。"
    assert SETTINGS.passage_chars < text.index("。") < SETTINGS.statement_chars
    assert cut(text) == [text[: text.index("。") + 1], text[text.index("。") + 1 :]]


def test_a_very_long_sentence_is_cut_before_an_enumeration_and_not_inside_it() -> None:
    lead = "".join(f"{LEAD[:-1]}（{number}），" for number in "一二三四五六七")
    text = f"{lead}重点抓好八个项目，即{ITEMS}。"
    assert len(text) > SETTINGS.statement_chars
    pieces = cut(text)
    assert len(pieces) > 1
    assert "".join(pieces) == text
    assert any(ITEMS in piece for piece in pieces)


def test_an_enumeration_that_alone_is_too_long_is_cut_between_its_items() -> None:
    text = f"{'、'.join([ITEMS] * 4)}。"
    pieces = cut(text)
    assert len(pieces) > 1
    assert all(piece.endswith(("项目、", "项目。")) for piece in pieces)
    assert all(len(piece) <= SETTINGS.passage_chars for piece in pieces)
