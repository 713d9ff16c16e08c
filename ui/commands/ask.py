"""`wenbao ask` and `wenbao search`: one question to the library."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import UsageError
from index.paths import home_dir
from ui.output import emit
from ui.wording import alternatives_words, understood_words

if TYPE_CHECKING:
    from qa.types import Answer, Hit


def register(subparsers: Any, parents: list[argparse.ArgumentParser]) -> None:
    """Add `ask` and `search`."""
    ask = subparsers.add_parser("ask", parents=parents, help="提一个问题，得到答案和出处")
    _question(ask)
    ask.set_defaults(run=run_ask)
    search = subparsers.add_parser("search", parents=parents, help="只找段落，不读答案")
    _question(search)
    search.add_argument("-k", type=int, default=10, metavar="N", help="给出几段（默认 10）")
    search.set_defaults(run=run_search)


def _question(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", metavar="问题")
    parser.add_argument("--place", metavar="地方", help="只在这个地方的报告里找")
    parser.add_argument(
        "--year", type=int, metavar="年份", help="只找讲这一年的段落（不是作报告的年份）"
    )
    parser.add_argument("--report", metavar="报告", help="只在这一篇里找（文件名或编号）")
    parser.add_argument(
        "--history", metavar="文件", help="前几轮对话：JSON 列表，每项是 [问题, 答案]"
    )


def run_ask(args: argparse.Namespace) -> int:
    """Answer one question; a refusal is an answer."""
    from qa.library import Library

    history = read_history(args.history)
    answer = Library.open(home_dir(args.home)).ask(
        args.question, history=history, place=args.place, year=args.year, report=args.report
    )
    emit(args, answer.to_json(), answer_text(answer))
    return 0


def run_search(args: argparse.Namespace) -> int:
    """Print ranked passages."""
    from qa.library import Library

    if args.k < 1:
        raise UsageError(f"-k 要一个大于 0 的整数，得到的是 {args.k}")
    history = read_history(args.history)
    result = Library.open(home_dir(args.home)).search(
        args.question,
        k=args.k,
        history=history,
        place=args.place,
        year=args.year,
        report=args.report,
    )
    lines = [f"按：{understood_words(result.understood)}"]
    for number, hit in enumerate(result.passages, 1):
        lines.append(f"\n[{number}] {hit.score:.2f}  {_where(hit)}\n{hit.text}")
    emit(args, result.to_json(), "\n".join(lines))
    return 0


def read_history(file: str | None) -> list[tuple[str, str]]:
    """The earlier turns in a JSON file (`-` for standard input); none without a file.

    Raises UsageError when the file is unreadable or not a list of [question, answer].
    """
    if file is None:
        return []
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
        turns = json.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"--history {file} 读不出来：{error}") from error
    well_formed = isinstance(turns, list) and all(
        isinstance(turn, list)
        and len(turn) == 2
        and isinstance(turn[0], str)
        and (turn[1] is None or isinstance(turn[1], str))
        for turn in turns
    )
    if not well_formed:
        raise UsageError(f'--history {file} 应是 JSON 列表，每项是 ["问题", "答案"]')
    return [(question, answer or "") for question, answer in turns]


def answer_text(answer: Answer) -> str:
    """An answer for the terminal: the words, the quote, the source, how it was understood."""
    lines = []
    if answer.status == "answered":
        lines.append(answer.answer or "")
        for citation in answer.citations:
            path = " › ".join((citation.title, *citation.section))
            lines.append(f"  [{citation.n}] “{citation.quote}”")
            page = f"，第{citation.page}页" if citation.page is not None else ""
            date = citation.delivered or "日期不明"
            lines.append(f"      {path}（{citation.file}，{date}{page}）")
        lines.append(
            f"  把握 {answer.confidence or 0:.0%}；按：{understood_words(answer.understood)}"
        )
    else:
        lines.append(f"没有找到答案：{answer.reason}")
        if answer.candidate:
            lines.append(f"  最接近的是“{answer.candidate.answer}”，请核对原文：")
        lines.append(f"  按：{understood_words(answer.understood)}")
        for hit in answer.passages[:3]:
            lines.append(f"  · {_where(hit)}：{hit.text[:60]}……")
    if others := alternatives_words(answer.alternatives):
        lines.append(f"  {others}；例如再问：{answer.alternatives[0].question}")
    return "\n".join(lines)


def _where(hit: Hit) -> str:
    return " › ".join((hit.title, *hit.section)) + f"（{hit.file}）"
