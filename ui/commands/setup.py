"""`wenbao setup`: fetch, verify and prepare the sentence model; nothing to do the second time."""

from __future__ import annotations

import argparse
import sys

from ui.output import emit


def register(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
    parents: list[argparse.ArgumentParser],
) -> None:
    """Add `setup` to the command line."""
    parser = subparsers.add_parser(
        "setup",
        parents=parents,
        help="下载、校验并准备句向量模型（已有则什么都不做）",
        description="下载、校验并准备句向量模型。模型放在 $WENBAO_MODELS（默认为用户缓存文件夹），"
        "各资料库共用；已经装好的不再下载。",
    )
    parser.add_argument(
        "--model",
        metavar="模型",
        help="名字、hub 上的“作者/模型名”或文件夹（默认 $WENBAO_MODEL，否则 m3e-small）",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Set the model up; progress on standard error, where it is on standard output."""
    from index.models.catalog import resolve
    from index.models.install import set_up
    from index.paths import models_dir

    spec = resolve(args.model)
    manifest, fresh = set_up(args.model, None, lambda line: print(line, file=sys.stderr))
    folder = models_dir() / spec.key
    document = {
        "model": manifest.name,
        "digest": manifest.digest,
        "folder": str(folder),
        "terms": {"name": spec.terms.name, "zh": spec.terms.zh, "en": spec.terms.en},
        "installed": "now" if fresh else "before",
    }
    state = "已装好" if fresh else "早已装好，无需再装"
    text = f"模型 {manifest.name} {state}：{folder}\n许可：{spec.terms.zh}"
    emit(args, document, text)
    return 0
