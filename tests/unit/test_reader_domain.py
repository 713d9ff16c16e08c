"""Examples from the project's questions: the gold words, and passages that do not answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import UsageError
from qa.reader.domain import keywords, main, training_examples
from qa.reader.example_files import write_examples
from qa.reader.examples import Example
from qa.reader.gold import Question, answer_span, read_questions
from qa.reader.texts import bigrams, containment, occurrences


def _question(kind: str, *answers: str) -> Question:
    return Question("q", "问", kind, answers, (("r.md", ""),))


@pytest.mark.parametrize(
    ("kind", "answers", "text", "found"),
    [
        ("number", ("117台", "加装电梯117台"), "加装电梯117台，新增停车位50个", "117台"),
        ("percent", ("9%",), "覆盖率79%，增长9%", "9%"),
        ("percent", ("6％",), "由7%降至6%", "6%"),
        ("number", ("3个", "学校3个"), "公园3个、学校3个", "3个"),
        ("list", ("甲路", "乙路", "丙桥"), "打通甲路、乙路和丙桥等", "甲路、乙路和丙桥"),
        ("number", ("12万人", "12万"), "保障了12万农村人口饮水", "12万"),
    ],
)
def test_the_gold_words_are_found(
    kind: str, answers: tuple[str, ...], text: str, found: str
) -> None:
    """The first accepted form that stands in the quote, widths aside, never inside a number."""
    span = answer_span(_question(kind, *answers), text, 0, len(text))
    assert span is not None
    assert text[span[0] : span[1]] == found


def test_a_longer_form_says_which_value_is_meant() -> None:
    """Of two equal values the one inside the longer accepted form is the answer."""
    text = "公园3个、学校3个"
    span = answer_span(_question("number", "3个", "学校3个"), text, 0, len(text))
    assert span == (7, 9)


def test_a_list_with_a_missing_item_has_no_span() -> None:
    """A list is copied whole or not at all; one strewn over a page is none."""
    question = _question("list", "甲路", "乙路")
    assert answer_span(question, "打通甲路", 0, 4) is None
    text = "甲路" + "，修" * 100 + "乙路"
    assert answer_span(question, text, 0, len(text)) is None


def test_occurrences_do_not_cut_numbers() -> None:
    """20个 is not in 120个, and 1.5 not in 1.56."""
    assert not list(occurrences("新建120个", "20个"))
    assert not list(occurrences("长1.56", "1.5"))
    assert list(occurrences("新建２０个", "20个")) == [(2, 5)]


def test_containment_is_a_share_of_the_first() -> None:
    """All of a part is in the whole, half of it in half; an empty part is in nothing."""
    assert containment(bigrams("新建公路"), bigrams("今年新建公路，")) == 1
    assert containment(bigrams("甲乙丙"), bigrams("甲乙")) == 0.5
    assert containment(bigrams("，"), bigrams("甲乙")) == 0


def test_keywords_lose_what_only_asks() -> None:
    """What stays is what a search field would get."""
    assert keywords("2021年三明给老楼装上了多少部电梯？") == "2021年三明给老楼装上 部电梯"
    assert "什么" not in keywords("砚川2021年什么时候通车？")


def test_a_malformed_line_is_named(tmp_path: Path) -> None:
    """The error says which line of which file lacks what."""
    path = tmp_path / "set.jsonl"
    path.write_text('{"id": "1"}\n', encoding="utf-8")
    with pytest.raises(UsageError, match="第 1 行"):
        list(read_questions(path))


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    """A source that breaks off does not leave half a file under the real name."""
    path = tmp_path / "out.jsonl"
    whole = Example("问", "上文", "答在此", (0, 1), "s")
    assert write_examples(path, [whole]) == {"s": 1}
    before = path.read_bytes()

    def broken() -> Iterator[Example]:
        yield whole
        raise RuntimeError("cut off")

    with pytest.raises(RuntimeError):
        write_examples(path, broken())
    assert path.read_bytes() == before
    assert json.loads(before)["answer"] == [0, 1]


_REPORT = """# 砚川市{year}年政府工作报告

——{year}年1月18日在砚川市第五届人民代表大会第二次会议上

## 一、{before}年工作回顾

一年来，我们新建农村公路{roads}公里，解决了山区群众出行难题。

城镇新增就业{jobs}万人，城镇登记失业率控制在3.2%以内。

全市接待游客{guests}万人次，旅游市场持续回暖。

## 二、{year}年工作安排

今年计划新建农村公路500公里，让更多村庄通上客车。
"""


@pytest.fixture
def home(models_ready: Path, tmp_path: Path) -> Path:
    """A library of one invented report, its next year in a folder beside it, two questions."""
    from index.build import add_paths
    from index.models.encoder import load_encoder

    first = _REPORT.format(year=2021, before=2020, roads=320, jobs=4.7, guests=88)
    later = _REPORT.format(year=2022, before=2021, roads=410, jobs=5.9, guests=97)
    reports = tmp_path / "reports"
    (tmp_path / "archive").mkdir()
    reports.mkdir()
    (reports / "砚川市_2021.md").write_text(first, encoding="utf-8")
    (tmp_path / "archive" / "砚川市_2022.md").write_text(later, encoding="utf-8")
    evidence = [{"report": "砚川市_2021.md", "quote": "我们新建农村公路320公里"}]
    questions = [
        {"id": "1", "question": "2020年砚川新修了多少公里乡村公路？", "type": "number",
         "answerable": True, "answers": ["320公里"], "evidence": evidence},
        {"id": "2", "question": "2020年砚川的外贸总额是多少？", "type": "unanswerable",
         "answerable": False, "answers": [], "evidence": []},
    ]  # fmt: skip
    lines = "\n".join(json.dumps(q, ensure_ascii=False) for q in questions)
    (tmp_path / "set.jsonl").write_text(lines, encoding="utf-8")
    add_paths(tmp_path / "home", [reports], encoder=load_encoder)
    return tmp_path


@pytest.mark.model
def test_examples_come_from_what_the_search_finds(home: Path) -> None:
    """The gold passage answers; target, other year and other passages do not."""
    made = list(training_examples(home / "home", home / "set.jsonl", home / "archive"))
    road = [e for e in made if "公路" in e.question]
    (gold,) = {(e.context, e.text[slice(*e.answer)]) for e in road if e.answer}
    assert gold == ("砚川市 2021年报告 2020年回顾 一、2020年工作回顾", "320公里")
    none = [e for e in road if e.answer is None]
    assert any("500公里" in e.text and "2021年计划" in e.context for e in none)
    assert any("410公里" in e.text and "2022年报告" in e.context for e in none)
    assert not any("320公里" in e.text for e in none)
    unanswerable = [e for e in made if "外贸" in e.question]
    assert len(unanswerable) >= 2
    assert {e.answer for e in unanswerable} == {None}


@pytest.mark.model
def test_the_command_writes_and_counts(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`python -m qa.reader.domain` prints how many examples each source has."""
    out = home / "out.jsonl"
    given = ["--home", str(home / "home"), "--questions", str(home / "set.jsonl")]
    assert main([*given, "--out", str(out)]) == 0
    counts = json.loads(capsys.readouterr().out)
    assert counts["examples"] == len(out.read_text(encoding="utf-8").splitlines())
    assert counts["train:number"] >= 1
