"""`wenbao eval robustness`: the same questions, typed otherwise."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import UsageError
from ui.output import emit

if TYPE_CHECKING:
    from eval.questions import Question
    from eval.robustness import Robustness

_LABELS = {
    "typo": "地名打错一处",
    "traditional": "繁体字",
    "fullwidth": "全角数字、字母",
    "chinese_year": "年份写成汉字",
    "keywords": "只打关键词",
}
#: Lost questions that are shown; `--json` has them all.
_SHOWN = 10


def register(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    parents: list[argparse.ArgumentParser],
) -> None:
    """Add `robustness` to `wenbao eval`."""
    parser = commands.add_parser(
        "robustness",
        parents=parents,
        help="换几种打法问同样的题（错字、繁体、全角、汉字年份、关键词），看检索差多少",
        description=(
            "把评测集的每道题自动改成几种打法（地名打错一处、繁体、全角、汉字年份、只打关键词），"
            "逐题对照原题，看依据还在不在前 1 段、前 5 段里。改法由题目本身决定，每次都一样。"
        ),
    )
    parser.add_argument("set", metavar="SET.jsonl", help="评测集：每行一个 JSON 对象")
    parser.set_defaults(run=robustness_command)


def robustness_command(args: argparse.Namespace) -> int:
    """Measure every variant of a set over the current library."""
    from eval.questions import load_set
    from eval.robustness import measure
    from index.paths import home_dir
    from qa.library import Library
    from qa.places import Gazetteer

    question_set = load_set(Path(args.set))
    library = Library.open(home_dir(args.home))
    gazetteer = Gazetteer(e.metadata.place for e in library.reports if e.metadata.place)
    measured = measure(question_set.questions, library, gazetteer, progress=_bar)
    if measured is None:
        raise UsageError(
            f"评测集 {question_set.path} 里没有写明依据（evidence）的可答题，量不了检索；"
            "换一个写明依据的评测集"
        )
    document = {"set": question_set.path.name, **measured.to_json()}
    emit(args, document, _text(question_set.path.name, measured))
    return 0


def _text(name: str, measured: Robustness) -> str:
    from eval.robustness import KS
    from eval.table import table

    own = "，".join(
        f"hit@{k} {figure.value:.3f}" for k, figure in zip(KS, measured.originals, strict=True)
    )
    rows = [("打法", "题数", "指标", "原题", "改后", "差", "差的 95% 区间")]
    for figures in measured.variants:
        difference = figures.difference
        rows.append(
            (
                _LABELS[figures.name],
                str(difference.count),
                f"hit@{figures.k}",
                f"{figures.original.value:.3f}",
                f"{figures.variant.value:.3f}",
                f"{difference.value:+.3f}",
                f"{difference.low:+.3f} ~ {difference.high:+.3f}",
            )
        )
    parts = [
        f"评测集 {name}：{measured.originals[0].count} 题写明依据，原题 {own}",
        table(rows, right=(1, 3, 4, 5)),
    ]
    if measured.lost:
        shown = [f"{_LABELS[one.name]}：{one.text}" for one in measured.lost[:_SHOWN]]
        head = f"原题找得到、改后找不到的 {len(measured.lost)} 条"
        parts.append(
            "\n".join([head + ("，前几条：" if len(measured.lost) > _SHOWN else "："), *shown])
        )
    return "\n\n".join(parts)


def _bar(questions: Sequence[Question]) -> Iterable[Question]:
    from tqdm import tqdm

    shown: Iterable[Question] = tqdm(
        questions, desc="检索", unit="题", delay=2, file=sys.stderr, dynamic_ncols=True
    )
    return shown
