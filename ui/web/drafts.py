"""Answers that a user called wrong, kept in the library's folder as drafts of evaluation questions.

`drafts.jsonl` has one JSON object a line. A line is appended whole or not at all: with one write
under a lock, after a check of the file's end, which a crash or a full disk may have torn.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import WenbaoError
from qa.types import Answer
from ui.web.kept import Turn, turn_json
from ui.web.talk import history_of

#: Bytes of the file, and of one line of it: some hundred answers with their sources.
MOST_BYTES, _MOST_LINE = 8 * 1024 * 1024, 64 * 1024
#: Characters of a comment and of a right answer; earlier turns that a draft takes with it.
MOST_COMMENT, MOST_RIGHT, _MOST_TURNS = 1000, 500, 10
_NAME = "drafts.jsonl"
#: Seconds that a writer waits for another.
_PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class Remark:
    """What the user says of an answer: a comment, the right answer, or that there is none.

    `right` may be empty; `absent` says that the reports do not hold what was asked for.
    """

    comment: str = ""
    right: str = ""
    absent: bool = False


@dataclass(frozen=True, slots=True)
class DraftFile:
    """The drafts of a library's folder, oldest first, and how many lines of it are unreadable."""

    drafts: tuple[Mapping[str, Any], ...]
    torn: int = 0


class Drafts:
    """The drafts of the library at `home`; safe to use from several threads and processes."""

    def __init__(
        self, home: Path, fingerprint: Callable[[], str] = str, *, most: int = MOST_BYTES
    ) -> None:
        """`fingerprint` names the library that answers; the file has at most `most` bytes."""
        self.path = home / _NAME
        self._fingerprint = fingerprint
        self._most = most

    def add(self, turns: Sequence[Turn], remark: Remark) -> None:
        """Append a draft of the last turn, which `remark` is about.

        Raises WenbaoError for a turn without an answer, an overlong remark, a full file, and a
        folder that cannot be written.
        """
        if not turns or turns[-1].answer is None:
            raise WenbaoError("这一问没有答案，没有什么可以记下")
        if len(remark.comment) > MOST_COMMENT or len(remark.right) > MOST_RIGHT:
            raise WenbaoError(
                f"写得太长：说明最多 {MOST_COMMENT} 个字，正确答案最多 {MOST_RIGHT} 个字"
            )
        if remark.absent and remark.right.strip():
            raise WenbaoError("正确答案和“报告里没有写”只能选一样")
        line = json.dumps(self._draft(turns, turns[-1].answer, remark), ensure_ascii=False) + "\n"
        data = line.encode()
        if len(data) > _MOST_LINE:
            raise WenbaoError("这一问的记录太长，记不下；请新开一段对话再问一次")
        with self._writing():
            self._append(data)

    def read(self) -> DraftFile:
        """All drafts; raises WenbaoError where the file cannot be read."""
        try:
            lines = self.path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return DraftFile(())
        except OSError as error:
            raise WenbaoError(f"读不了草稿 {self.path}：{error.strerror}；请检查权限") from error
        drafts, torn = [], 0
        for line in filter(None, lines):
            draft = _read(line)
            if draft is None:
                torn += 1
            else:
                drafts.append(draft)
        return DraftFile(tuple(drafts), torn)

    def take(
        self, write: Callable[[Sequence[Mapping[str, Any]]], None], *, clear: bool = False
    ) -> DraftFile:
        """Hand all drafts to `write` while nobody can add one; then remove them if `clear`.

        Raises what `write` raises, and WenbaoError where the folder cannot be written.
        """
        if not self.path.exists():
            write(())
            return DraftFile(())
        with self._writing():
            found = self.read()
            write(found.drafts)
            if clear:
                try:
                    self.path.unlink()
                except OSError as error:
                    raise WenbaoError(f"清不掉 {self.path}：{error.strerror}") from error
        return found

    def _draft(self, turns: Sequence[Turn], answer: Answer, remark: Remark) -> dict[str, Any]:
        turn, right = turns[-1], remark.right.strip()
        history = () if turn.alone else history_of(turns[:-1])[-_MOST_TURNS:]
        at = time.time_ns()
        named = hashlib.sha256(f"{at}\n{turn.question}".encode()).hexdigest()[:8]
        draft: dict[str, Any] = {
            "id": f"draft-{time.strftime('%Y%m%d', time.localtime(at // 10**9))}-{named}",
            "question": turn.question,
            "history": [list(pair) for pair in history],
            "answers": [right] if right else [],
            "evidence": [],
        }
        if remark.absent:
            draft["answerable"] = False
        if not (right or remark.absent):
            draft["gold"] = "unknown"
        return {
            **draft,
            "comment": remark.comment.strip(),
            "given": turn_json(turn)["answer"],
            "library": self._fingerprint(),
            "at": time.strftime("%Y-%m-%dT%H:%M:%S%z", time.localtime(at // 10**9)),
        }

    def _append(self, data: bytes) -> None:
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
        try:
            file = os.open(self.path, flags, 0o600)
            try:
                size = os.fstat(file).st_size
                if size:
                    os.lseek(file, -1, os.SEEK_END)
                    if os.read(file, 1) != b"\n":
                        data = b"\n" + data
                if size + len(data) > self._most:
                    raise WenbaoError(
                        "记不下了：草稿已满；请管理员用 wenbao eval drafts --out 文件 --clear 取走"
                    )
                if os.write(file, data) != len(data):
                    os.ftruncate(file, size)
                    raise OSError(28, "磁盘满了")
                os.fsync(file)
            finally:
                os.close(file)
        except OSError as error:
            raise WenbaoError(f"没能记下：资料库的文件夹写不进去（{error.strerror}）") from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        from filelock import FileLock, Timeout

        # Not the library's own lock, which adding reports holds for minutes.
        lock = FileLock(self.path.with_suffix(".lock"), timeout=_PATIENCE)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout as error:
            raise WenbaoError("没能记下：别人正在写草稿；请再试一次") from error
        except OSError as error:
            raise WenbaoError(f"资料库的文件夹写不进去（{error.strerror}）；请检查权限") from error
        try:
            yield
        finally:
            lock.release()


def has_gold(draft: Mapping[str, Any]) -> bool:
    """Whether a draft says what the right outcome is, so that `wenbao eval run` can score it."""
    return bool(draft.get("answers")) or draft.get("answerable") is False


def _read(line: bytes) -> Mapping[str, Any] | None:
    try:
        draft = json.loads(line)
    except (ValueError, RecursionError):
        return None
    known = isinstance(draft, dict) and all(
        isinstance(draft.get(name), str) for name in ("id", "question")
    )
    return draft if known else None
