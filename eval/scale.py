"""How long understanding and search take in a large library: made-up vectors, real everything else.

The library is written by the program itself: the reports of an existing one over and over, each
copy under a place of its own, with random unit vectors instead of encoded passages. An exact
search takes the same time whatever the vectors are.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.catalogue import ReportEntry
from index.lock import writing
from index.settings import SETTINGS
from index.writer import keep_report, write_generation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.models.encoder import Encoder, Progress
    from index.snapshot import Snapshot
    from qa.library import Library

SEED = 20210204
_SYLLABLES = "安宁平和永长昌兴泰康清远阳川江河林山泽源"
_TOPICS = (
    "地区生产总值",
    "城镇新增就业",
    "粮食产量",
    "一般公共预算收入增速",
    "新建公路里程",
    "PM2.5平均浓度",
    "接待游客人次",
    "高新技术企业数量",
    "居民人均可支配收入",
    "固定资产投资增速",
)


class MadeUpVectors:
    """An encoder that encodes questions and gives every passage a random unit vector."""

    def __init__(self, encoder: Encoder) -> None:
        """Stand in for `encoder`, whose name and digest the index keeps."""
        import numpy as np

        self._encoder = encoder
        self._rng = np.random.default_rng(SEED)

    @property
    def name(self) -> str:
        """The real model's name."""
        return self._encoder.name

    @property
    def digest(self) -> str:
        """The real model's digest."""
        return self._encoder.digest

    @property
    def dimensions(self) -> int:
        """The real model's dimensions."""
        return self._encoder.dimensions

    def encode(
        self, texts: Sequence[str], *, query: bool = False, progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """Real vectors for questions, random ones for passages; shape (n, dimensions)."""
        import numpy as np

        if query:
            return self._encoder.encode(texts, query=True)
        vectors = self._rng.standard_normal((len(texts), self.dimensions), dtype=np.float32)
        unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


@dataclass(frozen=True, slots=True)
class QuestionTimes:
    """Milliseconds for understanding and search, over questions, among `passages` in `reports`."""

    reports: int
    passages: int
    p50: float
    p95: float

    def to_json(self) -> dict[str, Any]:
        """As it is, rounded."""
        return {
            "reports": self.reports,
            "passages": self.passages,
            "p50_ms": round(self.p50, 1),
            "p95_ms": round(self.p95, 1),
        }


def made_up_places(count: int) -> list[str]:
    """So many different names of counties."""
    names = [f"{a}{b}{c}县" for a in _SYLLABLES for b in _SYLLABLES for c in _SYLLABLES]
    return names[: count * (len(names) // count) : len(names) // count]


def enlarge(source: Snapshot, home: Path, passages: int, encoder: MadeUpVectors) -> None:
    """Write a library of at least so many passages to the empty folder `home`."""
    average = max(1, len(source.rows) // len(source.entries))
    entries: dict[str, ReportEntry] = {}
    total = 0
    with writing(home):
        for number, place in enumerate(made_up_places(passages // average + 50)):
            if total >= passages:
                break
            report = source.report(number % len(source.entries))
            file = f"{place}-{number}.txt"
            metadata = replace(report.metadata, place=place)
            copy = replace(report, id=f"{number:012x}", file=file, metadata=metadata)
            entries[file] = ReportEntry(
                id=copy.id,
                file=file,
                source=file,
                sha256="",
                object=keep_report(home, copy),
                metadata=metadata,
                passages=len(copy.passages),
                characters=len(copy.text),
                pipeline=SETTINGS.pipeline,
            )
            total += len(copy.passages)
        write_generation(home, None, entries, encoder, None)


def made_up_questions(library: Library, count: int) -> list[str]:
    """Questions for the places of a library, one in five without its place."""
    places = [entry.metadata.place or "" for entry in library.reports]
    return [
        f"{'' if i % 5 == 4 else places[i * 7 % len(places)]}{2015 + i % 9}年"
        f"{_TOPICS[i % len(_TOPICS)]}是多少？"
        for i in range(count)
    ]


def question_times(library: Library, questions: Sequence[str], rounds: int = 3) -> QuestionTimes:
    """The shortest of `rounds` for each question, after one unmeasured question."""
    import numpy as np

    library.search(questions[0])
    shortest = []
    for question in questions:
        times = []
        for _ in range(rounds):
            began = time.perf_counter()
            library.search(question)
            times.append(time.perf_counter() - began)
        shortest.append(min(times) * 1000)
    p50, p95 = np.percentile(shortest, [50, 95])
    rows = len(library.snapshot.rows)
    return QuestionTimes(len(library.reports), rows, float(p50), float(p95))


def main(arguments: Sequence[str] | None = None) -> int:
    """Time questions in enlarged copies of the library of `--home`, of each size asked for."""
    from index.models.encoder import load_encoder
    from index.paths import home_dir
    from index.snapshot import open_snapshot
    from qa.library import Library

    parser = argparse.ArgumentParser(
        prog="python -m eval.scale", description="大资料库里问一题的耗时"
    )
    parser.add_argument("sizes", type=int, nargs="+", metavar="段数")
    parser.add_argument("--home", help="照着放大的资料库")
    parser.add_argument("--questions", type=int, default=60)
    made = parser.parse_args(arguments)
    source = open_snapshot(home_dir(made.home))
    if source is None:
        sys.stderr.write("资料库里还没有报告；先添加：wenbao index add 你的报告文件夹\n")
        return 1
    encoder = load_encoder()
    for size in made.sizes:
        with tempfile.TemporaryDirectory(prefix="wenbao-scale-") as folder:
            home = Path(folder)
            enlarge(source, home, size, MadeUpVectors(encoder))
            library = Library.open(home)
            times = question_times(library, made_up_questions(library, made.questions))
            sys.stdout.write(json.dumps(times.to_json()) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
