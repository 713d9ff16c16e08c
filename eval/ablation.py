"""What each part of search is worth: `python -m eval.ablation SET.jsonl` switches them off in turn.

Weights are not fitted again without a part, so that a row says what is lost when the part fails.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from eval.bootstrap import Figure, mean_figure
from eval.metrics.evidence import covers, hit
from eval.questions import Question, load_set
from eval.table import table
from qa.settings import SEARCH, SearchSettings

if TYPE_CHECKING:
    from qa.library import Library

CUTOFFS = (1, 5)


def _unread(s: SearchSettings) -> SearchSettings:
    return replace(s, kind=0.0, unit=0.0, coverage=0.0, own=0.0, run=0.0, short=0.0)


def _undated(s: SearchSettings) -> SearchSettings:
    return replace(s, year=0.0, year_end=0.0, year_inside=0.0, next_report=0.0)


def _either(s: SearchSettings) -> SearchSettings:
    return replace(s, aspect=0.0, other_aspect=0.0, review=0.0)


def _bare(s: SearchSettings) -> SearchSettings:
    return replace(_undated(_either(s)), place=0.0, report_kind=0.0)


def variants(whole: SearchSettings = SEARCH) -> Mapping[str, SearchSettings]:
    """Each part switched off, under its name for the reader of the table."""
    alone = replace(_bare(_unread(whole)), neighbours=0.0)
    return {
        "全部": whole,
        "去掉向量": replace(whole, dense=0.0),
        "去掉 BM25（整句和题目）": replace(whole, lexical=0.0, topic=0.0),
        "去掉只用题目的 BM25": replace(whole, topic=0.0),
        "去掉地方": replace(whole, place=0.0),
        "去掉年份": _undated(whole),
        "去掉回顾/计划": _either(whole),
        "去掉地方、年份、回顾/计划": _bare(whole),
        "去掉前后段": replace(whole, neighbours=0.0),
        "去掉答案种类和量词": replace(whole, kind=0.0, unit=0.0),
        "去掉题目用词的覆盖": replace(whole, coverage=0.0, own=0.0, run=0.0),
        "不看段落文字": _unread(whole),
        "不拆开多部分的问题": replace(whole, parts=False),
        "只用向量和 BM25": alone,
        "只用向量": replace(alone, lexical=0.0, topic=0.0),
        "只用 BM25": replace(alone, dense=0.0),
    }


@dataclass(frozen=True, slots=True)
class Row:
    """One variant's evidence hit@k over the questions that have evidence."""

    name: str
    figures: Mapping[int, Figure]


def ablate(
    library: Library,
    questions: Sequence[Question],
    settings: Mapping[str, SearchSettings] | None = None,
) -> list[Row]:
    """Every variant (default: `variants()`) over the same questions of the same library."""
    asked = [question for question in questions if question.answerable and question.evidence]
    rows = []
    for name, chosen in (settings or variants()).items():
        variant = library.searched_with(chosen)
        found = [hits(variant, question) for question in asked]
        figures = {
            k: figure
            for i, k in enumerate(CUTOFFS)
            if (figure := mean_figure([float(one[i]) for one in found])) is not None
        }
        rows.append(Row(name, figures))
    return rows


def hits(library: Library, question: Question) -> tuple[bool, ...]:
    """Whether the evidence of a question stands in the first k passages, for each k of CUTOFFS."""
    passages = library.search(question.question, k=max(CUTOFFS), history=question.history).passages
    coverage = [
        [
            gold.report in (passage.file, passage.id) and covers(passage.text, gold.quote)
            for gold in question.evidence
        ]
        for passage in passages
    ]
    return tuple(hit(coverage, len(question.evidence), k) for k in CUTOFFS)


def rows_of(found: Sequence[Row]) -> list[tuple[str, ...]]:
    """The table, its head first."""
    rows: list[tuple[str, ...]] = [("做法", *(f"hit@{k}" for k in CUTOFFS))]
    for row in found:
        cells = [
            f"{f.value:.3f} [{f.low:.3f}–{f.high:.3f}]" for f in (row.figures[k] for k in CUTOFFS)
        ]
        rows.append((row.name, *cells))
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table for a set over the library of `--home`."""
    from index.errors import WenbaoError
    from index.paths import home_dir
    from qa.library import Library

    parser = argparse.ArgumentParser(prog="python -m eval.ablation", description="检索各部分的作用")
    parser.add_argument("set", type=Path, metavar="SET.jsonl")
    parser.add_argument("--home", help="资料库的文件夹")
    made = parser.parse_args(arguments)
    try:
        questions = load_set(made.set).questions
        library = Library.open(home_dir(made.home))
    except WenbaoError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(table(rows_of(ablate(library, questions)), right=(1, 2)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
