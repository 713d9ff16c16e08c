"""`wenbao index …`: what is in the library, and changing it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from index.errors import WenbaoError
from index.paths import home_dir
from index.types import Period
from ui.output import emit, note


def register(subparsers: Any, parents: list[argparse.ArgumentParser]) -> None:
    """Add `index` with its sub-commands."""
    parser = subparsers.add_parser(
        "index", parents=parents, help="往资料库里加报告、查看、移除、校验"
    )
    commands = parser.add_subparsers(dest="index_command", metavar="子命令", required=True)
    add = commands.add_parser("add", parents=parents, help="加入文件或文件夹（含子文件夹）")
    add.add_argument("paths", nargs="+", metavar="路径")
    add.add_argument("--prune", action="store_true", help="移除这些文件夹里文件已不在的报告")
    _device(add)
    add.set_defaults(run=run_add)
    listing = commands.add_parser("list", parents=parents, help="列出资料库里的报告")
    listing.set_defaults(run=run_list)
    remove = commands.add_parser("remove", parents=parents, help="从资料库移除报告（不删文件）")
    remove.add_argument("reports", nargs="+", metavar="报告", help="报告的文件名或编号")
    remove.set_defaults(run=run_remove)
    correct = commands.add_parser("set", parents=parents, help="更正一篇报告的地方、日期等")
    correct.add_argument("report", metavar="报告", help="报告的文件名或编号")
    correct.add_argument(
        "fields",
        nargs="+",
        metavar="字段=值",
        help="title、place、kind、delivered、reviews、plans、meeting、speaker；值留空则恢复读到的",
    )
    correct.set_defaults(run=run_set)
    stat = commands.add_parser("stat", parents=parents, help="资料库的概况")
    stat.set_defaults(run=run_stat)
    verify = commands.add_parser("verify", parents=parents, help="重读索引的每个文件，指出损坏")
    verify.set_defaults(run=run_verify)
    rebuild = commands.add_parser("rebuild", parents=parents, help="用现在的模型重建索引")
    _device(rebuild)
    rebuild.set_defaults(run=run_rebuild)


def _device(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--device",
        metavar="设备",
        help="在哪里编码：cpu（默认）、cuda 或 cuda:N；也可用 $WENBAO_DEVICE",
    )


class _Bar:
    """A progress bar on stderr that appears only when the work lasts over two seconds."""

    def __init__(self, label: str) -> None:
        from tqdm import tqdm

        self._bar = tqdm(desc=label, unit="篇", delay=2, leave=False)

    def __call__(self, done: int, total: int, file: str) -> None:
        self._bar.total = total
        self._bar.set_postfix_str(file[-30:], refresh=False)
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """Take the bar off the screen."""
        self._bar.close()


def run_add(args: argparse.Namespace) -> int:
    """Add paths; exit code 1 only when nothing at all could be taken."""
    from index.build import add_paths
    from index.models.sentence_transformer import bulk_encoder

    bar = _Bar("正在建索引")
    try:
        result = add_paths(
            home_dir(args.home),
            [Path(path) for path in args.paths],
            encoder=lambda: bulk_encoder(args.device),
            prune=args.prune,
            progress=bar,
        )
    finally:
        bar.close()
    for file, doubt in result.warnings:
        note(f"请核对 {file}：{doubt}")
    for file, reason in result.failed:
        note(f"没有加入 {file}：{reason}")
    done = len(result.added) + len(result.replaced) + len(result.unchanged) + len(result.removed)
    if not done and not result.failed:
        raise WenbaoError(f"{'、'.join(args.paths)} 里没有文件，请检查路径")
    parts = (
        ("新加", result.added),
        ("更新", result.replaced),
        ("未变", result.unchanged),
        ("移除", result.removed),
        ("失败", result.failed),
    )
    text = "，".join(f"{label} {len(files)} 篇" for label, files in parts if files)
    emit(args, result.to_json(), text)
    return 0 if done else 1


def run_list(args: argparse.Namespace) -> int:
    """Print the catalogue."""
    from index.snapshot import open_snapshot

    snapshot = open_snapshot(home_dir(args.home), with_indexes=False)
    entries = snapshot.entries if snapshot else ()
    lines = []
    for entry in entries:
        data = entry.metadata
        lines.append(
            f"{entry.id}  {data.place or '地方不明'}  {data.kind}  {data.delivered or '日期不明'}  "
            f"回顾{_years(data.reviews)}  计划{_years(data.plans)}  {entry.passages}段  "
            f"{entry.file}"
        )
    empty = "资料库是空的；先添加：wenbao index add 你的报告文件夹"
    emit(args, {"reports": [entry.to_json() for entry in entries]}, "\n".join(lines) or empty)
    return 0


def _years(period: Period | None) -> str:
    if period is None:
        return "—"
    return f"{period.first}" if period.first == period.last else f"{period.first}–{period.last}"


def run_remove(args: argparse.Namespace) -> int:
    """Remove reports from the library; their files stay."""
    from index.build import remove_reports
    from index.models.encoder import load_encoder

    removed = remove_reports(home_dir(args.home), args.reports, encoder=load_encoder)
    emit(args, {"removed": list(removed)}, f"移除 {len(removed)} 篇：{'、'.join(removed)}")
    return 0


def run_set(args: argparse.Namespace) -> int:
    """Correct what a report was taken for."""
    from index.build import correct_report
    from index.corrections import parse_assignments
    from index.models.encoder import load_encoder

    fields = parse_assignments(args.fields)
    now = correct_report(home_dir(args.home), args.report, fields, encoder=load_encoder)
    document = {"report": args.report, **now.to_json()}
    text = (
        f"{now.title}：{now.place or '地方不明'}，{now.kind}，{now.delivered or '日期不明'}，"
        f"回顾{_years(now.reviews)}，计划{_years(now.plans)}"
    )
    emit(args, document, text)
    return 0


def run_stat(args: argparse.Namespace) -> int:
    """Print counts, places, years, model and size."""
    from index.snapshot import open_snapshot

    home = home_dir(args.home)
    snapshot = open_snapshot(home, with_indexes=False)
    entries = snapshot.entries if snapshot else ()
    years = sorted({e.metadata.delivered[:4] for e in entries if e.metadata.delivered})
    size = sum(p.stat().st_size for p in home.rglob("*") if p.is_file())
    places = sorted({e.metadata.place for e in entries if e.metadata.place})
    document = {
        "home": str(home),
        "reports": len(entries),
        "passages": sum(entry.passages for entry in entries),
        "characters": sum(entry.characters for entry in entries),
        "places": places,
        "delivered_years": years,
        "model": snapshot.manifest.model if snapshot else None,
        "created": snapshot.manifest.created if snapshot else None,
        "bytes": size,
    }
    span = f"{years[0]}–{years[-1]}" if years else "—"
    text = (
        f"资料库：{home}\n报告 {document['reports']} 篇，{document['passages']} 段，"
        f"{document['characters']} 字；地方 {len(places)} 个；作报告的年份 {span}\n"
        f"模型：{document['model'] or '—'}；建于 {document['created'] or '—'}；"
        f"占用 {size / 1e6:.1f} MB"
    )
    emit(args, document, text)
    return 0


def run_verify(args: argparse.Namespace) -> int:
    """Re-read every file of the index; exit code 3 when something is damaged."""
    from index.verify import verify

    home = home_dir(args.home)
    checked, damaged = verify(home)
    document = {
        "checked": checked,
        "damaged": [{"file": item.file, "problem": item.problem} for item in damaged],
    }
    lines = [f"损坏：{item.file}：{item.problem}" for item in damaged]
    if damaged:
        lines.append("重建索引：wenbao index rebuild；报告正文损坏的请移除后重新添加")
    else:
        lines.append(f"{checked} 个文件全部完好" if checked else f"资料库 {home} 还是空的")
    emit(args, document, "\n".join(lines))
    return 3 if damaged else 0


def run_rebuild(args: argparse.Namespace) -> int:
    """Encode every stored report anew with the present model."""
    from index.build import rebuild
    from index.models.sentence_transformer import bulk_encoder

    bar = _Bar("正在重建")
    try:
        count = rebuild(
            home_dir(args.home), encoder=lambda: bulk_encoder(args.device), progress=bar
        )
    finally:
        bar.close()
    emit(args, {"rebuilt": count}, f"已用现在的模型重建 {count} 篇报告的索引")
    return 0
