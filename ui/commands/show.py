"""`wenbao show`: the canonical text of a report, or its section tree."""

from __future__ import annotations

import argparse
from typing import Any

from index.context import period_words
from index.errors import WenbaoError
from index.paths import home_dir
from ui.output import emit
from ui.shapes import report_json


def register(subparsers: Any, parents: list[argparse.ArgumentParser]) -> None:
    """Add `show`."""
    parser = subparsers.add_parser("show", parents=parents, help="显示一篇报告的正文或目录")
    parser.add_argument("report", metavar="报告", help="报告的文件名或编号")
    parser.add_argument("--outline", action="store_true", help="只显示目录")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print a report."""
    from index.snapshot import open_snapshot

    home = home_dir(args.home)
    snapshot = open_snapshot(home, with_indexes=False)
    if snapshot is None:
        raise WenbaoError(f"资料库 {home} 里还没有报告；先添加：wenbao index add 你的报告文件夹")
    report = snapshot.report(snapshot.ordinal_of(args.report))
    document = report_json(report)
    tree = "\n".join(
        f"{'  ' * (section.level - 1)}{section.heading}"
        + (f"  〔{words}〕" if (words := period_words(section.period)) else "")
        for section in report.sections
        if not section.entry
    )
    emit(args, document, (tree or "这篇报告没有可辨认的标题") if args.outline else report.text)
    return 0
