"""Names that only one place has, on a library of three passages."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from index.lexical import LexicalIndex
from qa.elsewhere import only_elsewhere

PASSAGES = {
    "砚川市苇港区": "澜湾绿色涂料基地总投资28亿元，地区生产总值增长3.8%",
    "苇港区": "澜湾绿色涂料基地六月投产，城镇新增就业五千人",
    "朔陵市霁原区": "地区生产总值97.6亿元，什么是双瓮式厕所",
    "砚川市梓泊区": "地区生产总值418.3亿元，白鹭公园开放",
}


@pytest.fixture(scope="module")
def snapshot() -> Any:
    """What `only_elsewhere` reads of a snapshot: one report a passage."""
    return SimpleNamespace(
        lexical=LexicalIndex.build(PASSAGES.values()),
        rows=np.array([[ordinal, 0, 0, 0, 0] for ordinal in range(len(PASSAGES))]),
        entries=[SimpleNamespace(metadata=SimpleNamespace(place=place)) for place in PASSAGES],
    )


@pytest.mark.parametrize(
    ("topic", "talk", "expected"),
    [
        ("澜湾绿色涂料基地总投资多大？", "朔陵市霁原区", True),
        ("“澜湾”涂料基地总投资多大？", "朔陵市霁原区", False),  # 湾 alone is too little
        ("什么是双瓮式厕所？", "砚川市梓泊区", True),
        ("白鹭公园什么时候开放？", "朔陵市霁原区", True),
        # The place of the talk has it, however its name is written.
        ("澜湾绿色涂料基地总投资多大？", "砚川市苇港区", False),
        ("白鹭公园什么时候开放？", "砚川市梓泊区", False),
        # Several places have it, or none.
        ("地区生产总值是多少？", "砚川市苇港区", False),
        ("常住人口有多少？", "砚川市苇港区", False),
        ("", "砚川市苇港区", False),
        ("？", "砚川市苇港区", False),
    ],
)
def test_a_name_that_one_other_place_has(
    snapshot: Any, topic: str, talk: str, expected: bool
) -> None:
    assert only_elsewhere(snapshot, topic, (talk,)) is expected
