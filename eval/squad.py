"""Reading comprehension sets in SQuAD form: contexts, and questions with their gold answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import UsageError

#: What a reader of the figures must know of a set; looked for in the file's name.
CAVEATS: Mapping[str, str] = {
    "cmrc": (
        "注意：m3e 句向量模型的作者用 CMRC 2018 的问答对（含 dev）训练过它，"
        "建立在它上面的 CMRC 数字都偏高；干净的尺子是 DRCD dev。"
    ),
    "drcd": "DRCD dev 没有被句向量模型见过，是干净的尺子。",
}


@dataclass(frozen=True, slots=True)
class SquadQuestion:
    """A question on `contexts[context]`; `answers` is empty where there is none to be had."""

    id: str
    question: str
    context: int
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SquadSet:
    """Distinct contexts and their questions.

    `not_extractive` counts questions (YES/NO and the like) none of whose answers stands in the
    context; they are left out. Offsets are not kept: several published ones are wrong.
    """

    name: str
    contexts: tuple[str, ...]
    questions: tuple[SquadQuestion, ...]
    not_extractive: int

    @property
    def caveat(self) -> str | None:
        """What must be known to judge figures on this set, or None."""
        return next((text for key, text in CAVEATS.items() if key in self.name.lower()), None)


def load_squad(path: Path, *, limit: int | None = None) -> SquadSet:
    """Read a SQuAD file (1.1 or 2.0), only its first `limit` contexts if given.

    Raises UsageError when the file can't be read or is not of that form.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"读不了 {path}：{error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path} 不是 SQuAD 格式的 JSON：{error}") from error
    contexts: dict[str, int] = {}
    questions: list[SquadQuestion] = []
    skipped = 0
    try:
        for paragraph in (p for article in document["data"] for p in article["paragraphs"]):
            context = str(paragraph["context"])
            if context not in contexts and limit is not None and len(contexts) >= limit:
                continue
            number = contexts.setdefault(context, len(contexts))
            for entry in paragraph["qas"]:
                question = _question(entry, number, context)
                if question is None:
                    skipped += 1
                else:
                    questions.append(question)
    except (KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{path} 不是 SQuAD 格式：应有 data → paragraphs → context、qas（{error!r}）"
        ) from error
    if not questions:
        raise UsageError(f"{path} 里没有可用的问题")
    return SquadSet(path.name, tuple(contexts), tuple(questions), skipped)


def _question(entry: Mapping[str, Any], number: int, context: str) -> SquadQuestion | None:
    golds = [str(answer["text"]) for answer in entry.get("answers") or ()]
    impossible = str(entry.get("is_impossible", False)).lower() == "true" or not golds
    held = () if impossible else tuple(gold for gold in golds if gold.strip() and gold in context)
    if not impossible and not held:
        return None
    return SquadQuestion(str(entry["id"]), str(entry["question"]), number, held)
