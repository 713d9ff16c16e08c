"""The library as the chat holds it: the live generation, reopened when it changes on disk."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from index import generation as gen
from index.catalogue import ReportEntry
from index.errors import WenbaoError
from index.types import Report
from qa.library import Library

if TYPE_CHECKING:
    from index.models.encoder import Encoder
    from qa.types import Answer, SearchResult

#: Seconds before a generation that could not be opened is tried again: memory may be free by then.
_AGAIN = 10.0
#: A path of the server from its root, as error messages name it; pages are not told it.
_PATH = re.compile(r"(?:(?<![\w./])/|\b[A-Za-z]:\\)[^\s，；。：、（）'\"]+")

_EMPTY = "资料库里还没有报告；点“资料库”添加报告文件，或在命令行运行 wenbao index add 文件夹"


class EmptyLibrary:
    """A library without reports: it has nothing to ask, and says how to add something."""

    reports: tuple[ReportEntry, ...] = ()
    fingerprint = "empty"

    def ask(self, question: str, **_options: object) -> Answer:
        """Raises WenbaoError that says how to add reports."""
        self._nothing()

    def search(self, question: str, **_options: object) -> SearchResult:
        """Raises WenbaoError that says how to add reports."""
        self._nothing()

    def report(self, name: str) -> Report:
        """Raises WenbaoError that says how to add reports."""
        self._nothing()

    def _nothing(self) -> NoReturn:
        raise WenbaoError(_EMPTY)


class LibraryHolder:
    """Gives the live generation of the library at `home` to any number of threads.

    `library` costs one small read while nothing has changed. When CURRENT names another
    generation, the thread that sees it first opens that; the others go on with the old one, and
    whoever took a library keeps it as long as the answer needs it. No lock is held meanwhile.
    """

    def __init__(self, home: Path, *, load: Callable[[], Encoder] | None = None) -> None:
        """Open what is there now; raises WenbaoError as `Library.open` does, but not for empty."""
        self.home = home
        self._load = load
        self._encoder: Encoder | None = None
        self._loading = threading.Lock()
        self._opening = threading.Lock()
        self._held: Library | EmptyLibrary = EmptyLibrary()
        self._name: str | None = None
        self._failed: tuple[str | None, float] | None = None
        self._trouble: str | None = None
        self._open(gen.current_name(home))

    @property
    def library(self) -> Library | EmptyLibrary:
        """The newest generation that can be opened; take it once for one question."""
        try:
            name = gen.current_name(self.home)
        except WenbaoError as error:
            self._trouble = _kept(error, self.home)
            return self._held
        if name == self._name:
            self._trouble = None
        elif self._is_due(name) and self._opening.acquire(blocking=False):
            try:
                self._try(name)
            finally:
                self._opening.release()
        return self._held

    @property
    def trouble(self) -> str | None:
        """Why an older generation is held than the one on disk; None when all is well."""
        return self._trouble

    def refresh(self) -> Library | EmptyLibrary:
        """The library after a change that was just made: waits until the new one is open."""
        with self._opening:
            try:
                name = gen.current_name(self.home)
            except WenbaoError as error:
                self._trouble = _kept(error, self.home)
                return self._held
            if name != self._name:
                self._try(name)
        return self._held

    def encoder(self) -> Encoder:
        """The sentence model, loaded once and shared by every generation and every writer."""
        with self._loading:
            if self._encoder is None:
                if self._load is None:
                    from index.models.encoder import load_encoder

                    self._load = load_encoder
                self._encoder = self._load()
            return self._encoder

    def _is_due(self, name: str | None) -> bool:
        failed = self._failed
        return failed is None or failed[0] != name or time.monotonic() - failed[1] > _AGAIN

    def _try(self, name: str | None) -> None:
        """Open a generation; what cannot be opened leaves the old one in place."""
        try:
            self._open(name)
        except WenbaoError as error:
            self._failed = (name, time.monotonic())
            self._trouble = _kept(error, self.home)
        else:
            self._failed = None
            self._trouble = None

    def _open(self, name: str | None) -> None:
        from index.snapshot import open_snapshot
        from index.writer import fitting_model

        snapshot = open_snapshot(self.home) if name is not None else None
        opened: Library | EmptyLibrary
        if snapshot is None or not len(snapshot.rows):
            opened = EmptyLibrary()
        else:
            encoder = fitting_model(snapshot, self.encoder)
            old = self._held
            opened = Library(snapshot, encoder, old.reader if isinstance(old, Library) else None)
        # CURRENT may have moved on since it was read: what was opened counts.
        self._held, self._name = opened, snapshot.name if snapshot else name


def public_message(error: object, home: Path) -> str:
    """An error's text as one line for a web page, without any path of this machine."""
    text = " ".join(str(error).split())
    text = text.replace(f"资料库 {home}", "资料库").replace(str(home), "资料库")
    return _PATH.sub("…", text)


def _kept(error: WenbaoError, home: Path) -> str:
    return f"资料库改动后打不开，现在用的仍是改动前的：{public_message(error, home)}"
