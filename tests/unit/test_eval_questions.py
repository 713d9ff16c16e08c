"""A malformed set is refused with line number and reason; a good one is read whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.questions import Evidence, load_set
from index.errors import UsageError

GOOD = '{"id": "a", "question": "问"}'


def write(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_defaults(tmp_path: Path) -> None:
    (question,) = load_set(write(tmp_path, GOOD)).questions
    assert question.answerable
    assert (question.type, question.answers, question.evidence, question.history) == (
        None,
        (),
        (),
        (),
    )
    assert not question.has_gold


def test_every_field_is_read(tmp_path: Path) -> None:
    record = {
        "id": "f1",
        "question": "那2022年呢？",
        "type": "followup",
        "answerable": True,
        "answers": ["3个", "三个"],
        "evidence": [{"report": "a.md", "quote": "建成3个"}],
        "history": [["2021年呢？", "2个"]],
        "note": "a remark of the author's",
    }
    (question,) = load_set(write(tmp_path, json.dumps(record), "", "  ")).questions
    assert question.answers == ("3个", "三个")
    assert question.evidence == (Evidence("a.md", "建成3个"),)
    assert question.history == (("2021年呢？", "2个"),)
    assert question.has_gold


def test_type_unanswerable_is_not_answerable_without_being_told(tmp_path: Path) -> None:
    path = write(tmp_path, '{"id": "a", "question": "问", "type": "unanswerable"}')
    assert not load_set(path).questions[0].answerable


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "不是 JSON"),
        ("[]", "应是 JSON 对象"),
        ('"text"', "应是 JSON 对象"),
        ('{"question": "问"}', "缺少 id"),
        ('{"id": "b"}', "缺少 question"),
        ('{"id": "b", "question": " "}', "question 应是非空的字符串"),
        ('{"id": 5, "question": "问"}', "id 应是非空的字符串"),
        ('{"id": "b", "question": "问", "type": "nummer"}', "nummer"),
        ('{"id": "b", "question": "问", "answerable": "false"}', "answerable"),
        ('{"id": "b", "question": "问", "answers": "3个"}', "answers"),
        ('{"id": "b", "question": "问", "answers": [3]}', "answers"),
        ('{"id": "b", "question": "问", "answer": ["3个"]}', "字段名 answer"),
        ('{"id": "b", "question": "问", "Evidence": []}', "字段名 Evidence"),
        ('{"id": "b", "question": "问", "evidence": ["x"]}', "evidence"),
        ('{"id": "b", "question": "问", "evidence": [{"report": "a"}]}', "缺少 quote"),
        ('{"id": "b", "question": "问", "history": [["q"]]}', "history"),
        ('{"id": "b", "question": "问", "answerable": false, "answers": ["x"]}', "answers 却不空"),
        ('{"id": "b", "question": "问", "type": "unanswerable", "answerable": true}', "true"),
        (GOOD, "第 1 行已用过"),
        ("[" * 100_000, "嵌套太深"),
    ],
)
def test_a_malformed_line_is_refused_by_number_and_reason(
    tmp_path: Path, line: str, reason: str
) -> None:
    with pytest.raises(UsageError) as caught:
        load_set(write(tmp_path, GOOD, "", line))
    assert "第 3 行" in str(caught.value)
    assert reason in str(caught.value)
    assert caught.value.exit_code == 2


def test_bad_bytes_are_refused_by_line(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(GOOD.encode() + b"\n\xff\xfe")
    with pytest.raises(UsageError, match="第 2 行不是 UTF-8"):
        load_set(path)


def test_missing_and_empty_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="读不了评测集"):
        load_set(tmp_path / "none.jsonl")
    with pytest.raises(UsageError, match="没有问题"):
        load_set(write(tmp_path, ""))


def test_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode() + b"\r\n")
    assert load_set(path).questions[0].id == "a"
