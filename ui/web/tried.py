"""Example questions that were tried: the library has answered each of them.

Trying costs a few questions' time, so it is done once for a generation of the library, in a thread
beside the page; until it is through, the untried ones stand in.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ui.web.examples import EXAMPLES, comparison_questions, example_questions

if TYPE_CHECKING:
    from qa.library import Library
    from ui.web.holder import EmptyLibrary

#: Reports that example questions are taken from: reading each one costs some milliseconds.
_REPORTS = 2 * EXAMPLES
#: Questions that are tried at most; as many again as are wanted, and some.
_TRIALS = 2 * EXAMPLES + 2
#: Below this confidence an answer is called 请核对 (ui.wording), which is no example to give.
_SURE = 0.65

_log = logging.getLogger(__name__)


def candidates(library: Library | EmptyLibrary) -> tuple[str, ...]:
    """Questions that the reports' own words, places and years make, most of them answerable."""
    entries = library.reports
    step = max(1, len(entries) // _REPORTS)
    sample = [library.report(entry.id) for entry in entries[::step][:_REPORTS]]
    places = {entry.metadata.place for entry in entries}
    figures = example_questions(sample, name_place=len(places) > 1, limit=_TRIALS)
    # One comparison at most, behind the first few: it says what else can be asked.
    compared = comparison_questions([entry.metadata for entry in entries])[:2]
    return (*figures[: EXAMPLES - 1], *compared, *figures[EXAMPLES - 1 :])


class TriedExamples:
    """The examples of the newest library; safe to call from several threads."""

    def __init__(self) -> None:
        """Nothing is tried before the first call."""
        self._lock = threading.Lock()
        self._library: Library | EmptyLibrary | None = None
        self._shown: tuple[str, ...] = ()
        self._trying: threading.Thread | None = None

    def of(self, library: Library | EmptyLibrary) -> tuple[str, ...]:
        """At most five questions; those of a new library are tried from the first call on."""
        with self._lock:
            if self._library is not library:
                found = candidates(library)
                self._library = library
                self._shown = untried(found)
                self._trying = threading.Thread(
                    target=self._try, args=(library, found), name="wenbao-examples"
                )
                self._trying.start()
            return self._shown

    def wait(self, seconds: float) -> None:
        """Until all has been tried, or so many seconds."""
        trying = self._trying
        if trying is not None:
            trying.join(seconds)

    def _try(self, library: Library | EmptyLibrary, found: Sequence[str]) -> None:
        def stopped() -> bool:
            # No daemon: one that ends inside of the model's code takes the process down with it.
            return self._library is not library or not threading.main_thread().is_alive()

        good = answered(found, library, stopped)
        with self._lock:
            if not stopped():
                self._shown = good


def answered(
    questions: Sequence[str],
    library: Library | EmptyLibrary,
    stopped: Callable[[], bool] = lambda: False,
) -> tuple[str, ...]:
    """The first five of `questions` that the library answers and is sure of."""
    good: list[str] = []
    compared = 0
    for question in questions[: _TRIALS + 2]:
        if len(good) == EXAMPLES or stopped():
            break
        if is_comparison(question) and compared:
            continue
        try:
            answer = library.ask(question)
        except Exception:
            # An example less; whoever asks it is told what is wrong.
            _log.debug("the example %r failed", question, exc_info=True)
            continue
        if answer.status == "answered" and (answer.confidence or 0.0) >= _SURE:
            good.append(question)
            compared += is_comparison(question)
    return tuple(good)


def untried(questions: Sequence[str]) -> tuple[str, ...]:
    """The first five that need no trial: a figure that a report states."""
    return tuple(question for question in questions if not is_comparison(question))[:EXAMPLES]


def is_comparison(question: str) -> bool:
    """Whether `comparison_questions` made it."""
    return question.endswith("哪个高？")
