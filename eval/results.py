"""Results: one answer of the contract a line, with the id of its question; read back strictly."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.errors import UsageError
from qa.types import Answer


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage of the ranking; `start`..`end` count in the report's canonical text."""

    id: str
    file: str
    start: int
    end: int
    section: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation of the answer; `spans` are pairs of offsets inside `start`..`end`."""

    id: str
    file: str
    start: int
    end: int
    section: tuple[str, ...]
    quote: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What one question got: an answer with citations, or a refusal with its candidate.

    `candidate` is (answer, confidence) of a refusal; `timings_ms` maps stage to milliseconds.
    """

    id: str
    question: str
    status: str
    answer: str | None
    items: tuple[str, ...]
    confidence: float | None
    citations: tuple[Cited, ...]
    passages: tuple[Ranked, ...]
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    answer_kind: str | None = None
    reason: str | None = None
    candidate: tuple[str, float] | None = None

    @property
    def answered(self) -> bool:
        """Whether an answer was given."""
        return self.status == "answered"


def result_line(id: str, answer: Answer) -> str:
    """The line of a results file for `answer` to the question `id` (no line break)."""
    return json.dumps({"id": id, **answer.to_json()}, ensure_ascii=False)


def load_results(path: Path) -> tuple[Result, ...]:
    """Read a results file; raises UsageError with the line number at a line that is no result."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"读不了结果文件 {path}：{error.strerror}。先用 wenbao eval run SET.jsonl --out {path}"
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"结果文件 {path} 不是 UTF-8 文本") from error
    results: list[Result] = []
    seen: set[str] = set()
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            result = parse_result(json.loads(line))
        except (ValueError, RecursionError) as error:
            raise UsageError(f"结果文件 {path} 第 {number} 行不合格式：{error}") from error
        if result.id in seen:
            raise UsageError(f"结果文件 {path} 第 {number} 行的 id {result.id!r} 重复")
        seen.add(result.id)
        results.append(result)
    if not results:
        raise UsageError(
            f"结果文件 {path} 是空的：请重新运行 wenbao eval run SET.jsonl --out {path}"
        )
    return tuple(results)


def parse_result(record: Any) -> Result:
    """One record of a results file as a Result; raises ValueError saying what is wrong with it."""
    if not isinstance(record, dict):
        raise ValueError("应是 JSON 对象")
    try:
        status = record["status"]
        if status not in ("answered", "refused"):
            raise ValueError(f"status 是 {status!r}，应是 answered 或 refused")
        answer = record.get("answer")
        if status == "answered" and not isinstance(answer, str):
            raise ValueError("status 是 answered，answer 却不是字符串")
        candidate = record.get("candidate")
        return Result(
            id=str(record["id"]),
            question=str(record["question"]),
            status=status,
            answer=answer,
            items=tuple(str(item) for item in record.get("items") or ()),
            confidence=_optional_number(record.get("confidence")),
            citations=tuple(_cited(entry) for entry in record.get("citations") or ()),
            passages=tuple(_ranked(entry) for entry in record.get("passages") or ()),
            timings_ms={k: float(v) for k, v in (record.get("timings_ms") or {}).items()},
            answer_kind=(record.get("understood") or {}).get("answer_kind"),
            reason=record.get("reason"),
            candidate=(
                (str(candidate["answer"]), float(candidate["confidence"])) if candidate else None
            ),
        )
    except KeyError as error:
        raise ValueError(f"缺少 {error.args[0]}") from error
    except (TypeError, AttributeError) as error:
        raise ValueError(f"字段的类型不对（{error}）") from error


def _ranked(entry: Mapping[str, Any]) -> Ranked:
    return Ranked(
        id=str(entry.get("id", "")),
        file=str(entry["file"]),
        start=int(entry["start"]),
        end=int(entry["end"]),
        section=_strings(entry.get("section")),
        text=str(entry["text"]),
    )


def _cited(entry: Mapping[str, Any]) -> Cited:
    return Cited(
        id=str(entry.get("id", "")),
        file=str(entry["file"]),
        start=int(entry["start"]),
        end=int(entry["end"]),
        section=_strings(entry.get("section")),
        quote=str(entry["quote"]),
        spans=tuple((int(start), int(end)) for start, end in entry.get("answer_spans") or ()),
    )


def _strings(value: Sequence[Any] | None) -> tuple[str, ...]:
    return tuple(str(part) for part in value or ())


def _optional_number(value: Any) -> float | None:
    return None if value is None else float(value)
