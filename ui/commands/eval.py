"""`wenbao eval`: measure the library, compare two runs."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ui.commands import eval_drafts, eval_robustness, eval_yardsticks
from ui.output import emit, note

if TYPE_CHECKING:
    from eval.cases import Case
    from eval.journal import RunNote
    from eval.questions import Question, QuestionSet
    from eval.score import Scores


def register(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
    parents: list[argparse.ArgumentParser],
) -> None:
    """Add `eval` and its sub-commands to the command line."""
    parser = subparsers.add_parser(
        "eval",
        help="评测：量一量检索、回答、引用、拒答和速度",
        description="评测：量一量检索、回答、引用、拒答和速度。",
    )
    commands = parser.add_subparsers(
        title="评测命令", dest="eval_command", metavar="命令", required=True
    )
    _register_run(commands, parents)
    _register_compare(commands, parents)
    eval_robustness.register(commands, parents)
    eval_yardsticks.register(commands, parents)
    eval_drafts.register(commands, parents)


def _register_run(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    parents: list[argparse.ArgumentParser],
) -> None:
    run = commands.add_parser(
        "run",
        parents=parents,
        help="用一个评测集评测当前的资料库",
        description="用一个评测集（JSON 行）评测当前的资料库，打印指标表。",
    )
    run.add_argument("set", metavar="SET.jsonl", help="评测集：每行一个 JSON 对象")
    run.add_argument(
        "--out",
        metavar="RESULTS.jsonl",
        help="把每题的结果写成一行；中断后用同样的命令再运行就接着做",
    )
    run.add_argument("--restart", action="store_true", help="不接着做，重新开始写 --out")
    run.add_argument("--report", metavar="FILE.html", help="写一份独立的网页报告，不需联网")
    run.add_argument(
        "--min",
        metavar="指标=数值",
        nargs="+",
        action="extend",
        default=[],
        help="指标的下限，可写多个；没达到则退出码为 3",
    )
    run.add_argument(
        "--max",
        metavar="指标=数值",
        nargs="+",
        action="extend",
        default=[],
        help="指标的上限（误差、耗时等），可写多个；超过则退出码为 3",
    )
    run.set_defaults(run=run_command)


def _register_compare(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    parents: list[argparse.ArgumentParser],
) -> None:
    compare = commands.add_parser(
        "compare",
        parents=parents,
        help="比较两次运行的结果，给出显著性和有变化的题",
        description="逐题比较两次运行的结果（eval run --out 所写），给出显著性和有变化的题。",
    )
    compare.add_argument("a", metavar="A.jsonl", help="先前的结果")
    compare.add_argument("b", metavar="B.jsonl", help="新的结果")
    compare.add_argument(
        "--set", metavar="SET.jsonl", help="评测集；不写则用运行时的那个（若还在且没有改动）"
    )
    compare.set_defaults(run=compare_command)


def run_command(args: argparse.Namespace) -> int:
    """Run a set over the library; 3 when a threshold is missed."""
    started = time.perf_counter()
    from eval.cases import make_cases
    from eval.questions import load_set
    from eval.report_html import check_place, write_report
    from eval.run import run_set
    from eval.score import score
    from eval.thresholds import parse_thresholds

    thresholds = parse_thresholds(args.min) + parse_thresholds(args.max, upper=True)
    question_set = load_set(Path(args.set))
    if args.report:
        check_place(Path(args.report))
    from index.paths import home_dir
    from qa.library import Library

    library = Library.open(home_dir(args.home))
    try:
        run = run_set(
            question_set,
            library,
            out=Path(args.out) if args.out else None,
            restart=args.restart,
            started=started,
            progress=_progress,
        )
    except KeyboardInterrupt:
        if args.out:
            note("已有的结果都在，再用同样的命令运行就接着做")
        raise
    cases = make_cases(question_set.questions, run.results, library)
    scores = score(cases, run.costs)
    if args.report:
        write_report(Path(args.report), question_set.path.name, library.fingerprint, cases, scores)
    document = scores.to_json(question_set.path.name, len(question_set.questions))
    emit(args, document, _text(question_set, library.fingerprint, cases, scores))
    missed = [message for t in thresholds if (message := t.missed(scores.figures))]
    for message in missed:
        note(message)
    return 3 if missed else 0


def compare_command(args: argparse.Namespace) -> int:
    """Compare two results files."""
    from eval.compare import compare
    from eval.compare_table import comparison_text
    from eval.results import load_results

    a, b = Path(args.a), Path(args.b)
    results_a, results_b = load_results(a), load_results(b)
    questions = _set_for(a, b, args.set)
    comparison = compare(results_a, results_b, questions)
    text = comparison_text(comparison)
    if questions is None:
        text = "没有评测集（--set SET.jsonl），只比较不需标准答案的指标。\n" + text
    emit(args, comparison.to_json(), text)
    return 0


def _set_for(a: Path, b: Path, named: str | None) -> tuple[Question, ...] | None:
    """The questions of the set named, or of the set that both runs note and that is unchanged."""
    from eval.journal import read_note
    from eval.questions import load_set

    if named is not None:
        return load_set(Path(named)).questions
    notes: list[RunNote] = [note for path in (a, b) if (note := read_note(path)) is not None]
    if len(notes) < 2 or notes[0].set_sha256 != notes[1].set_sha256:
        return None
    for note in notes:
        path = Path(note.set_path)
        if path.is_file() and (found := load_set(path)).sha256 == note.set_sha256:
            return found.questions
    return None


def _text(question_set: QuestionSet, fingerprint: str, cases: list[Case], scores: Scores) -> str:
    from eval.table import failure_table, metric_tables, type_table

    gold = sum(case.question.has_gold for case in cases)
    head = f"评测集 {question_set.path.name}：{len(cases)} 题，其中 {gold} 题有标准答案"
    unknown = sorted(
        {
            gold.report
            for case in cases
            if case.library is not None
            for gold, place in zip(case.question.evidence, case.library.places, strict=True)
            if place is None
        }
    )
    parts = [f"{head}；资料库 {fingerprint}", metric_tables(scores.figures)]
    if by_type := type_table(scores.figures):
        parts += ["按类型", by_type]
    if lost := failure_table(scores):
        parts += ["每道错题最先失在哪一步", lost]
    if unknown:
        names = "、".join(unknown[:5]) + ("…" if len(unknown) > 5 else "")
        parts.append(
            f"有标准依据在这些报告里找不到（或报告不在库里）：{names}；"
            "用 wenbao index list 看库里的报告名"
        )
    return "\n\n".join(parts)


def _progress(questions: Iterable[Question], total: int, done: int) -> Iterable[Question]:
    """Show how far the run is, on standard error, once it has lasted two seconds."""
    from tqdm import tqdm

    shown: Iterable[Question] = tqdm(
        questions,
        total=total,
        initial=done,
        desc="评测",
        unit="题",
        delay=2,
        file=sys.stderr,
        dynamic_ncols=True,
    )
    return shown
