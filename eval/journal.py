"""The results file of a run, and the note beside it that says what the run was.

The file holds one result a line and nothing else; `FILE.run.json` holds the set's and the
library's fingerprints and the run's costs. A run goes on only where the note agrees.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from eval.questions import QuestionSet
from eval.results import Result, load_results
from index.errors import UsageError, WenbaoError

#: What the fields of a note are called in messages.
_NAMES = {"set_sha256": "评测集", "library": "资料库或设置", "program": "程序"}


@dataclass(frozen=True, slots=True)
class RunNote:
    """What a run was: sha256 of the set's bytes, the library's fingerprint, the program's.

    `costs` are measured by the run that wrote it: `cold_start_ms`, `peak_memory_mb`.
    """

    set_path: str
    set_sha256: str
    library: str
    program: str
    costs: Mapping[str, float | None] = field(default_factory=dict)

    def differences(self, other: RunNote) -> list[str]:
        """The Chinese names of what is not the same in `other`."""
        return [
            label for name, label in _NAMES.items() if getattr(self, name) != getattr(other, name)
        ]


def note_for(question_set: QuestionSet, library: str) -> RunNote:
    """The note of a run of `question_set` over the library with fingerprint `library`."""
    return RunNote(
        str(question_set.path.resolve()), question_set.sha256, library, program_fingerprint()
    )


def program_fingerprint() -> str:
    """sha256 over the program's own modules that answers depend on (index, qa), and its version.

    A run that was cut off must not go on with other code under the same settings.
    """
    import index
    import qa

    digest = hashlib.sha256()
    for package in (index, qa):
        root = Path(next(iter(package.__path__)))
        for path in sorted(root.rglob("*.py")):
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def note_path(results: Path) -> Path:
    """Where the note of a results file lies."""
    return results.with_name(results.name + ".run.json")


def read_note(results: Path) -> RunNote | None:
    """The note beside `results`, or None if there is none that can be read."""
    try:
        record: dict[str, Any] = json.loads(note_path(results).read_text(encoding="utf-8"))
        return RunNote(
            str(record["set_path"]),
            str(record["set_sha256"]),
            str(record["library"]),
            str(record["program"]),
            dict(record.get("costs") or {}),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_note(results: Path, note: RunNote) -> None:
    """Write the note beside `results`, whole or not at all."""
    path = note_path(results)
    draft = path.with_name(path.name + ".tmp")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(asdict(note), file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def resume(results: Path, note: RunNote, *, restart: bool) -> dict[str, Result]:
    """The results that `results` already holds for this run, by id; {} for a new file.

    A last line that was cut off is taken away. Raises WenbaoError if the file belongs to another
    run (other set, library, settings or program), or to none; with `restart` it is begun anew.
    """
    try:
        if restart or not results.exists() or results.stat().st_size == 0:
            results.parent.mkdir(parents=True, exist_ok=True)
            write_note(results, note)
            results.write_bytes(b"")
            return {}
        earlier = read_note(results)
        if earlier is None:
            raise WenbaoError(
                f"{results} 已存在，却没有 {note_path(results).name} 说明它是哪次运行的结果："
                "换一个 --out，或加 --restart 重新开始"
            )
        different = earlier.differences(note)
        if different:
            raise WenbaoError(
                f"{results} 是另一次运行的结果（{'、'.join(different)}不同），不能接着做："
                "换一个 --out，或加 --restart 重新开始"
            )
        if _drop_cut_line(results) == 0:
            return {}
        return {result.id: result for result in load_results(results)}
    except OSError as error:
        raise WenbaoError(f"写不了结果文件 {results}：{error.strerror}。换一个 --out") from error
    except UsageError as error:
        raise WenbaoError(f"{error}；加 --restart 重新开始") from error


def _drop_cut_line(results: Path) -> int:
    """Truncate `results` after its last line break; returns the bytes that are left."""
    data = results.read_bytes()
    kept = data.rfind(b"\n") + 1
    if kept < len(data):
        with results.open("r+b") as file:
            file.truncate(kept)
    return kept
