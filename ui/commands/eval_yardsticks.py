"""`wenbao eval mrc`, `retrieval`, `bench`: the parts alone, on outside yardsticks."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import UsageError, WenbaoError
from ui.output import emit, note

if TYPE_CHECKING:
    from qa.types import Understood

#: Passages and questions of the library that `bench` encodes.
BENCH_PASSAGES, BENCH_QUESTIONS = 128, 32


def register(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    parents: list[argparse.ArgumentParser],
) -> None:
    """Add the three commands to `wenbao eval`."""
    mrc = commands.add_parser(
        "mrc",
        parents=parents,
        help="单独评测阅读器：任何 SQuAD 格式的阅读理解集",
        description="单独评测阅读器，用 CMRC 2018 的官方算法（EM、最长公共连续片段 F1）。",
    )
    retrieval = commands.add_parser(
        "retrieval",
        parents=parents,
        help="单独评测检索：用 SQuAD 格式集的段落当资料库、问题当查询",
        description="单独评测检索：用 SQuAD 格式集的段落当资料库、问题当查询。",
    )
    for parser, command in ((mrc, mrc_command), (retrieval, retrieval_command)):
        parser.add_argument("file", metavar="SQUAD.json", help="SQuAD 格式的文件")
        parser.add_argument("--limit", metavar="N", type=int, help="只用前 N 个段落")
        parser.set_defaults(run=command)
    retrieval.add_argument(
        "--read", action="store_true", help="再把前 5 段交给阅读器，读过后重排（慢得多）"
    )
    bench = commands.add_parser(
        "bench",
        parents=parents,
        help="测速度：编码对照 SentenceTransformer.encode，检索在一千到一百万段",
        description=(
            "测速度。同一次运行里轮流计时，给出与 float32 的 SentenceTransformer.encode 的倍数；"
            "检索在一千、一万、十万、一百万段上各测一次。用资料库里的段落。"
        ),
    )
    bench.add_argument(
        "--sizes", metavar="N", type=int, nargs="+", help="检索测哪些段数（默认一千到一百万）"
    )
    bench.set_defaults(run=bench_command)


def mrc_command(args: argparse.Namespace) -> int:
    """The reader alone on a SQuAD file."""
    from eval.mrc import mrc_document, mrc_figures, read_all
    from eval.squad import load_squad
    from eval.table import table
    from index.paths import home_dir
    from qa.library import Library

    squad = load_squad(Path(args.file), limit=_positive(args.limit))
    reader = Library.open(home_dir(args.home)).reader
    readings = read_all(squad, reader, _understand(), progress=_bar("阅读", "题"))
    figures = mrc_figures(readings)
    rows = [("指标", "值（%）", "95% 区间", "题数")]
    for name, label in (
        ("exact_match", "EM"),
        ("f1", "F1"),
        ("average", "平均"),
        ("no_span", "不可答而不答"),
        ("aurc", "风险–覆盖面积"),
    ):
        if name in figures:
            f = figures[name]
            low, high = 100 * (f.low or 0), 100 * (f.high or 0)
            rows.append((label, f"{100 * f.value:.2f}", f"{low:.2f}–{high:.2f}", str(f.count)))
    head = f"{squad.name}：{len(squad.questions)} 题，阅读器 {reader.name}，CMRC 2018 官方算法"
    if squad.not_extractive:
        head += f"；另有 {squad.not_extractive} 题的答案不在原文里，没有算"
    parts = [head, table(rows, right=(1, 2, 3)), squad.caveat]
    emit(args, mrc_document(squad, reader, figures), "\n".join(part for part in parts if part))
    return 0


def retrieval_command(args: argparse.Namespace) -> int:
    """Search alone on a SQuAD file."""
    from eval.retrieval import (
        rank_contexts,
        retrieval_document,
        retrieval_figures,
        retrieval_rows,
    )
    from eval.squad import load_squad
    from eval.table import table
    from index.models.encoder import load_encoder
    from qa.library import trained_reader

    squad = load_squad(Path(args.file), limit=_positive(args.limit))
    encoder = load_encoder()
    reader = trained_reader() if args.read else None
    with _counter("编码段落", len(squad.contexts)) as bar:

        def asking(questions: Iterable[Any]) -> Iterable[Any]:
            bar.close()
            return _bar("查询", "题")(questions)

        ranks = rank_contexts(squad, encoder, progress=bar.update, asking=asking, reader=reader)
    figures = retrieval_figures(ranks)
    head = f"{squad.name}：{len(squad.contexts)} 段，{len(squad.questions)} 题，模型 {encoder.name}"
    parts = [head, table(retrieval_rows(figures), right=range(1, 6)), squad.caveat]
    document = retrieval_document(squad, encoder, figures)
    emit(args, document, "\n".join(part for part in parts if part))
    return 0


def bench_command(args: argparse.Namespace) -> int:
    """Speed, in ratios taken in one run."""
    from eval.bench import SIZES, cold_start, encoding, search_times
    from eval.table import table
    from index.models.encoder import load_encoder
    from index.models.sentence_transformer import load_float32
    from index.paths import home_dir

    sizes = [size for size in (args.sizes or SIZES) if _positive(size)]
    home = home_dir(args.home)
    passages, questions = _material(home)
    encoder = load_encoder()
    note("载入 float32 的 SentenceTransformer 作对照…")
    pairs = encoding(encoder, load_float32(), passages, questions)
    times = search_times(encoder, passages, questions, sizes, progress=lambda t: note(f"检索 {t}…"))
    starts = cold_start(str(home), questions[0])
    document: dict[str, Any] = {
        "model": encoder.name,
        "passages": len(passages),
        "encoding": {name: pair.to_json() for name, pair in pairs.items()},
        "search": [entry.to_json() for entry in times],
        "cold_start": {name: round(ms, 1) for name, ms in starts.items()},
    }
    rows = [("编码", "问报（毫秒）", "SentenceTransformer（毫秒）", "快几倍")]
    for name, label in (("index", f"{len(passages)} 段"), ("question", "一个问题")):
        pair = pairs[name]
        cells = (f"{pair.ours * 1000:.1f}", f"{pair.theirs * 1000:.1f}", f"{pair.ratio:.2f}")
        rows.append((label, *cells))
    search_rows = [("检索的段数", "向量（毫秒）", "BM25（毫秒）", "备注")]
    for entry in times:
        dense, lexical = (
            "—" if ms is None else f"{ms:.2f}" for ms in (entry.dense_ms, entry.lexical_ms)
        )
        search_rows.append((f"{entry.size:,}", dense, lexical, entry.skipped or ""))
    text = "\n\n".join(
        [
            table(rows, right=(1, 2, 3)),
            table(search_rows, right=(0, 1, 2)),
            f"冷启动：wenbao ask {starts['ask_ms']:.0f} 毫秒，"
            f"wenbao --help {starts['help_ms']:.0f} 毫秒",
        ]
    )
    emit(args, document, text)
    return 0


def _material(home: Path) -> tuple[list[str], list[str]]:
    """Passages of the library, and questions of the length people ask, taken from them."""
    from index.snapshot import open_snapshot

    snapshot = open_snapshot(home)
    if snapshot is None or not len(snapshot.rows):
        raise WenbaoError(f"资料库 {home} 里还没有报告；先添加：wenbao index add 你的报告文件夹")
    count = min(BENCH_PASSAGES, len(snapshot.rows))
    step = len(snapshot.rows) / count
    passages = []
    for i in range(count):
        report, passage = snapshot.passage(int(i * step))
        passages.append(report.text[passage.start : passage.end])
    questions = [f"{text[:14]}是多少？" for text in passages[:BENCH_QUESTIONS]]
    return passages, questions


def _understand() -> Callable[[str], Understood]:
    from qa.places import Gazetteer
    from qa.understand import understand

    gazetteer = Gazetteer(())
    return lambda question: understand(question, gazetteer).understood


def _positive(number: int | None) -> int | None:
    if number is not None and number < 1:
        raise UsageError(f"要一个正整数，得到的是 {number}")
    return number


def _bar(label: str, unit: str) -> Callable[[Iterable[Any]], Iterable[Any]]:
    """A progress bar on standard error for work that lasts over two seconds."""

    def wrap(items: Iterable[Any]) -> Iterable[Any]:
        from tqdm import tqdm

        shown: Iterable[Any] = tqdm(items, desc=label, unit=unit, delay=2, file=sys.stderr)
        return shown

    return wrap


def _counter(label: str, total: int) -> Any:
    from tqdm import tqdm

    return tqdm(total=total, desc=label, unit="段", delay=2, file=sys.stderr)
