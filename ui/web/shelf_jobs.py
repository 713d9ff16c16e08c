"""Changing the library from the page: one job at a time, in a thread, watched by its id."""

from __future__ import annotations

import logging
import secrets
import shutil
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from index.errors import WenbaoError
from ui.web.holder import LibraryHolder, public_message
from ui.web.uploads import Batch, Incoming, discard, is_original, keep

#: Finished jobs whose outcome can still be asked for.
_REMEMBERED = 50
#: Seconds that reading one batch may take; each file has its own limit besides (formats.reader).
READING_SECONDS = 1200.0

_log = logging.getLogger(__name__)


class BusyError(WenbaoError):
    """Another change of the library is under way on this page's server."""

    def __init__(self) -> None:
        super().__init__("资料库正在改动（有人在添加或更正报告），请等一会儿")


Outcome = Literal["added", "known", "failed"]


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of an uploaded file; `message` says why, or what to look at."""

    name: str
    outcome: Outcome
    message: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """How far a change is; `done` of `total` reports in its present `step`."""

    id: str
    state: Literal["working", "done", "failed"] = "working"
    step: str = "正在准备"
    done: int = 0
    total: int = 0
    message: str = ""
    files: tuple[FileOutcome, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The fields as the page reads them."""
        return {
            "job": self.id,
            "state": self.state,
            "step": self.step,
            "done": self.done,
            "total": self.total,
            "message": self.message,
            "files": [
                {"name": file.name, "outcome": file.outcome, "message": file.message}
                for file in self.files
            ],
        }


class Jobs:
    """Runs changes of the holder's library, one at a time; safe to share between threads."""

    def __init__(self, holder: LibraryHolder, incoming: Incoming) -> None:
        """Nothing is started before the first change."""
        self._holder = holder
        self._incoming = incoming
        self._lock = threading.Lock()
        self._busy = threading.Lock()
        self._jobs: OrderedDict[str, Job] = OrderedDict()

    @property
    def busy(self) -> bool:
        """Whether a change is under way here."""
        return self._busy.locked()

    def job(self, job_id: str) -> Job:
        """A job by its id; raises WenbaoError for one that is not known (any more)."""
        with self._lock:
            found = self._jobs.get(job_id)
        if found is None:
            raise WenbaoError("没有这项工作的记录；请刷新网页查看资料库")
        return found

    def add(self, batch_id: str) -> Job:
        """Start adding an uploaded batch; raises WenbaoError while another change is under way."""
        if self.busy:
            raise BusyError
        batch = self._incoming.claim(batch_id)
        try:
            return self._start(lambda job: self._add(job, batch))
        except WenbaoError:
            shutil.rmtree(batch.folder, ignore_errors=True)
            raise

    def correct(self, report: str, fields: Mapping[str, str]) -> Job:
        """Start correcting what a report was taken for; raises as `add` does."""
        return self._start(lambda job: self._correct(job, report, fields))

    def remove(self, report: str) -> Job:
        """Start removing a report, with its original if that was uploaded; raises as `add` does."""
        return self._start(lambda job: self._remove(job, report))

    def _start(self, work: Callable[[Job], Job]) -> Job:
        if not self._busy.acquire(blocking=False):
            raise BusyError
        job = Job(secrets.token_hex(16))
        self._note(job)
        threading.Thread(
            target=self._run, args=(job, work), name="wenbao-shelf", daemon=True
        ).start()
        return job

    def _run(self, job: Job, work: Callable[[Job], Job]) -> None:
        try:
            done = replace(work(job), state="done")
        except WenbaoError as error:
            message = public_message(error, self._holder.home)
            done = replace(self.job(job.id), state="failed", message=message)
        except Exception as error:
            # The page must hear of it, and the next change must be possible.
            _log.exception("a change of the library failed")
            kind = type(error).__name__
            message = f"程序内部出错（{kind}），资料库没有改动；细节见运行 wenbao chat 的窗口"
            done = replace(self.job(job.id), state="failed", message=message)
        finally:
            self._busy.release()
        # After the lock: who reads that it is done can start the next change at once.
        self._note(done)

    def _note(self, job: Job) -> Job:
        with self._lock:
            self._jobs[job.id] = job
            while len(self._jobs) > _REMEMBERED:
                self._jobs.popitem(last=False)
        return job

    def _add(self, job: Job, batch: Batch) -> Job:
        from index.build import add_paths

        home = self._holder.home
        known = {entry.sha256: entry.file for entry in self._holder.refresh().reports}
        outcomes: dict[int, FileOutcome] = {}
        kept: dict[Path, int] = {}
        try:
            for number, file in enumerate(batch.files):
                if there := known.get(file.sha256):
                    said = f"库里已有这份：{there}"
                    outcomes[number] = FileOutcome(file.name, "known", said)
                    continue
                path = keep(home, file)
                kept[path] = number
                known[file.sha256] = path.name
            count = len(kept)
            reading = _Reading(
                tuple(kept),
                lambda done: self._note(replace(job, step="正在读取", done=done, total=count)),
            )
            result = add_paths(
                home,
                reading,
                encoder=self._holder.encoder,
                progress=lambda done, total, _: self._progress(job, done, total),
            )
        except BaseException:
            discard(kept)
            raise
        finally:
            shutil.rmtree(batch.folder, ignore_errors=True)
        failed = {file.rsplit("/", 1)[-1]: reason for file, reason in result.failed}
        doubts = {file.rsplit("/", 1)[-1]: doubt for file, doubt in result.warnings}
        for path, number in kept.items():
            name = batch.files[number].name
            if path in reading.left:
                failed[path.name] = "这一批读得太久，这份还没读到；请分几次添加"
            if reason := failed.get(path.name):
                discard([path])
                outcomes[number] = FileOutcome(name, "failed", public_message(reason, home))
                continue
            notes = [] if path.name == name else [f"同名的另有一份，这份记作 {path.name}"]
            if path.name in doubts:
                notes.append(f"请核对：{doubts[path.name]}")
            outcomes[number] = FileOutcome(name, "added", "；".join(notes))
        self._holder.refresh()
        return replace(self.job(job.id), files=tuple(outcomes[n] for n in sorted(outcomes)))

    def _progress(self, job: Job, done: int, total: int) -> None:
        self._note(replace(job, step="正在建索引", done=done, total=total))

    def _correct(self, job: Job, report: str, fields: Mapping[str, str]) -> Job:
        from index.build import correct_report

        self._note(replace(job, step="正在更正"))
        correct_report(self._holder.home, report, fields, encoder=self._holder.encoder)
        self._holder.refresh()
        return self.job(job.id)

    def _remove(self, job: Job, report: str) -> Job:
        from index.build import remove_reports

        self._note(replace(job, step="正在移除"))
        home = self._holder.home
        entries = {name: e for e in self._holder.refresh().reports for name in (e.id, e.file)}
        remove_reports(home, [report], encoder=self._holder.encoder)
        self._holder.refresh()
        source = Path(entries[report].source)
        if is_original(home, source):
            discard([source])
            self._forget(entries[report].file)
        return self.job(job.id)

    def _forget(self, file: str) -> None:
        """Drop a removed upload's corrections: another file may be given its name."""
        from index.corrections import load_corrections, save_corrections
        from index.lock import writing

        # Another writer is at it: the corrections stay, as they do for `wenbao index remove`.
        with suppress(WenbaoError), writing(self._holder.home):
            corrections = load_corrections(self._holder.home)
            if corrections.pop(file, None) is not None:
                save_corrections(self._holder.home, corrections)


class _Reading(Sequence[Path]):
    """Paths that `add_paths` goes through, told apart by how far it is and bounded in time."""

    def __init__(self, paths: Sequence[Path], at: Callable[[int], object]) -> None:
        self._paths = paths
        self._at = at
        self.left: frozenset[Path] = frozenset()

    def __len__(self) -> int:
        return len(self._paths)

    def __getitem__(self, index: Any) -> Any:
        return self._paths[index]

    def __iter__(self) -> Iterator[Path]:
        """The paths in turn, as long as there is time; the others are `left`."""
        began = time.monotonic()
        for number, path in enumerate(self._paths):
            if time.monotonic() - began > READING_SECONDS:
                self.left = frozenset(self._paths[number:])
                return
            self._at(number)
            yield path
