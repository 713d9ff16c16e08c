"""The shipped span model through onnxruntime: windows to candidates, nothing else loaded."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from index.errors import WenbaoError
from index.models.encoder import available_cores, well_formed
from index.models.manifest import sha256_of
from qa.reader.decode import Candidate, decode
from qa.reader.windows import Window, WindowMaker, load_tokenizer

#: Where the weights lie in the installed package.
WEIGHTS = Path(__file__).parent / "weights"
_MEND = "请取回原来的文件：git checkout -- qa/reader/weights，或重新安装 wenbao"
#: One window of this size costs about 25 ms on one core; a passage and its context fit into it.
MAX_TOKENS = 512


class SpanScorer:
    """Scores spans of texts; safe to call from several threads.

    Every window is a run of its own, for the reason given in `index.models.encoder`: a score then
    depends on question and text alone, not on its neighbours.
    """

    def __init__(self, folder: Path = WEIGHTS, *, max_tokens: int = MAX_TOKENS) -> None:
        """Load the model in `folder`.

        Raises WenbaoError if a file is missing or is not the one whose sha256 is recorded.
        """
        import onnxruntime

        note = check_weights(folder)
        self.name = str(note["name"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            str(folder / note["file"]), options, providers=["CPUExecutionProvider"]
        )
        self._maker = WindowMaker(load_tokenizer(folder / "tokenizer.json"), max_tokens)
        self._threads = available_cores()

    def score(
        self, question: str, texts: Sequence[tuple[str, str]], longest: int
    ) -> list[list[Candidate]]:
        """For each (context line, text) its best spans of at most `longest` characters."""
        question = well_formed(question)
        windows = [
            (number, window)
            for number, (context, text) in enumerate(texts)
            for window in self._maker.windows(question, well_formed(context), well_formed(text))
        ]

        def run(item: tuple[int, Window]) -> list[Candidate]:
            return self._one(item[1], longest)

        if len(windows) == 1:
            found = [run(windows[0])]
        else:
            with ThreadPoolExecutor(self._threads, "wenbao-read") as pool:
                found = list(pool.map(run, windows))
        results: list[list[Candidate]] = [[] for _ in texts]
        for (number, _), candidates in zip(windows, found, strict=True):
            results[number].extend(candidates)
        return [_best(candidates) for candidates in results]

    def _one(self, window: Window, longest: int) -> list[Candidate]:
        import numpy as np

        ids = np.asarray([window.ids], dtype=np.int64)
        feed = {
            "ids": ids,
            "mask": np.ones_like(ids),
            "types": np.asarray([window.types], dtype=np.int64),
        }
        start, end = self._session.run(None, feed)
        return decode(window, start[0], end[0], longest)


def _best(candidates: list[Candidate]) -> list[Candidate]:
    """Candidates of overlapping windows, best first, each stretch once."""
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (-c.margin, c.start)):
        if all(candidate.end <= k.start or k.end <= candidate.start for k in kept):
            kept.append(candidate)
    return kept


def check_weights(folder: Path = WEIGHTS) -> dict[str, Any]:
    """What `reader.json` says of the shipped weights, once every file was found to be as it says.

    Raises WenbaoError, with the command that mends it, if a file is missing or another one.
    """
    try:
        note: dict[str, Any] = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
        found = {
            "sha256": sha256_of(folder / note["file"]),
            "tokenizer_sha256": sha256_of(folder / "tokenizer.json"),
        }
        expected = {key: note[key] for key in found}
    except (OSError, ValueError, KeyError) as error:
        raise WenbaoError(
            f"阅读器的权重不完整：应在 {folder}，读不到（{error}）；{_MEND}"
        ) from error
    for key, value in found.items():
        if value != expected[key]:
            raise WenbaoError(
                f"阅读器的权重已损坏：{folder} 的 {key} 应为 {expected[key][:12]}，"
                f"实为 {value[:12]}；{_MEND}"
            )
    return note
