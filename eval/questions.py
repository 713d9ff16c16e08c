"""Evaluation sets: the questions, what is known of their answers, and the refusal of bad files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import UsageError
from qa.types import History

#: The question types of the contract; the type decides by which rule an answer is right.
TYPES = (
    "number",
    "percent",
    "entity",
    "date",
    "list",
    "definition",
    "reason",
    "policy",
    "multi",
    "followup",
    "unanswerable",
)

_FIELDS = frozenset({"id", "question", "type", "answerable", "answers", "evidence", "history"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim `quote` of the report whose `file` (or `id`) is `report`."""

    report: str
    quote: str


@dataclass(frozen=True, slots=True)
class Question:
    """One record of a set; `type` is one of TYPES, or None where the set does not say.

    `answers` holds the shortest form first and then the variants that are right too; for a list
    it holds the items, all of which are required.
    """

    id: str
    question: str
    type: str | None = None
    answerable: bool = True
    answers: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    history: History = ()

    @property
    def has_gold(self) -> bool:
        """Whether anything is known of the right outcome, so that it can be scored."""
        return not self.answerable or bool(self.answers) or bool(self.evidence)

    @property
    def group(self) -> str:
        """The type under which the question is counted; 其他 where the set names none."""
        if self.type is None:
            return "other" if self.answerable else "unanswerable"
        return self.type


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A set in the order of its file; `sha256` is of the file's bytes."""

    path: Path
    sha256: str
    questions: tuple[Question, ...]


def load_set(path: Path) -> QuestionSet:
    """Read and validate a JSON-lines set.

    Raises UsageError, with the line number and the reason, at the first malformed line; blank
    lines are passed over.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(
            f"读不了评测集 {path}：{error.strerror}。请检查路径，如 wenbao eval run SET.jsonl"
        ) from error
    except UnicodeDecodeError as error:
        at = data[: error.start].count(b"\n") + 1
        raise UsageError(f"评测集 {path} 第 {at} 行不是 UTF-8 文本，请转成 UTF-8 再试") from error
    questions: list[Question] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            question = _question(_parse(line))
        except ValueError as error:
            raise UsageError(f"评测集 {path} 第 {number} 行不合格式：{error}") from error
        if question.id in seen:
            raise UsageError(
                f"评测集 {path} 第 {number} 行不合格式："
                f"id {question.id!r} 在第 {seen[question.id]} 行已用过"
            )
        seen[question.id] = number
        questions.append(question)
    if not questions:
        raise UsageError(f"评测集 {path} 里没有问题：每行应是一个 JSON 对象，至少有 id 和 question")
    return QuestionSet(path, hashlib.sha256(data).hexdigest(), tuple(questions))


def _parse(line: str) -> Mapping[str, Any]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"不是 JSON（第 {error.colno} 个字符处：{error.msg}）") from error
    except RecursionError as error:
        raise ValueError("JSON 嵌套太深") from error
    if not isinstance(record, dict):
        raise ValueError(f"应是 JSON 对象，实为 {type(record).__name__}")
    return record


def _question(record: Mapping[str, Any]) -> Question:
    misspelt = sorted(name for name in set(record) - _FIELDS if _misspelt(name))
    if misspelt:
        raise ValueError(
            f"字段名 {'、'.join(misspelt)} 像是写错了；可用的有 {'、'.join(sorted(_FIELDS))}"
        )
    kind = record.get("type")
    if kind is not None and kind not in TYPES:
        raise ValueError(f"type 是 {kind!r}，应是 {'、'.join(TYPES)} 之一")
    answerable = record.get("answerable", kind != "unanswerable")
    if not isinstance(answerable, bool):
        raise ValueError(f"answerable 应是 true 或 false，实为 {answerable!r}")
    answers = _strings(record, "answers")
    if kind == "unanswerable" and answerable:
        raise ValueError("type 是 unanswerable，answerable 却是 true")
    if not answerable and answers:
        raise ValueError("answerable 是 false，answers 却不空")
    if record.get("gold") == "unknown" and answerable and not answers:
        raise ValueError(
            "这是网页上点“有误”记下的草稿，还没有标准答案：请填 answers（最短的正确说法在前）和 "
            'evidence（{"report", "quote"}）；报告里没有写的，把 answerable 写成 false'
        )
    return Question(
        id=_string(record, "id"),
        question=_string(record, "question"),
        type=kind,
        answerable=answerable,
        answers=answers,
        evidence=_evidence(record),
        history=_history(record),
    )


def _misspelt(name: str) -> bool:
    # A misspelt field ("answer", "evidences") would silently drop the gold; notes may stay.
    folded = name.strip().lower()
    return bool({folded, folded + "s", folded.removesuffix("s")} & _FIELDS)


def _string(record: Mapping[str, Any], name: str) -> str:
    if name not in record:
        raise ValueError(f"缺少 {name}")
    value = record[name]
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} 应是非空的字符串，实为 {_shown(value)}")
    return value


def _strings(record: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = record.get(name, [])
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise ValueError(f"{name} 应是非空字符串的列表，实为 {_shown(value)}")
    return tuple(value)


def _evidence(record: Mapping[str, Any]) -> tuple[Evidence, ...]:
    value = record.get("evidence", [])
    if not isinstance(value, list):
        raise ValueError(f"evidence 应是列表，实为 {_shown(value)}")
    found = []
    for entry in value:
        if not isinstance(entry, dict):
            raise ValueError(f'evidence 的每项应是 {{"report", "quote"}}，实为 {_shown(entry)}')
        try:
            found.append(Evidence(_string(entry, "report"), _string(entry, "quote")))
        except ValueError as error:
            raise ValueError(f"evidence 里{error}") from error
    return tuple(found)


def _history(record: Mapping[str, Any]) -> History:
    value = record.get("history", [])
    if not isinstance(value, list):
        raise ValueError(f"history 应是列表，实为 {_shown(value)}")
    turns = []
    for turn in value:
        if (
            not isinstance(turn, list)
            or len(turn) != 2
            or not all(isinstance(part, str) for part in turn)
        ):
            raise ValueError(f"history 的每项应是 [问, 答]，实为 {_shown(turn)}")
        turns.append((turn[0], turn[1]))
    return tuple(turns)


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "…"
