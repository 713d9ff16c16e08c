"""`wenbao eval drafts`: answers that users of the chat called wrong, for an evaluation set."""

from __future__ import annotations

import argparse
import json
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from index.errors import UsageError, WenbaoError
from ui.output import emit, note

#: What may not reach a terminal from text that anyone could type into the page.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def register(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    parents: list[argparse.ArgumentParser],
) -> None:
    """Add `eval drafts` to the commands of `eval`."""
    parser = commands.add_parser(
        "drafts",
        parents=parents,
        help="列出网页上点“有误”记下的问答，或取出来作评测集",
        description="列出网页上点“有误”记下的问答；--out 写成 eval run 能用的评测集。",
    )
    parser.add_argument(
        "--out", metavar="SET.jsonl", help="写成评测集；没写正确答案的要先填好才能评测"
    )
    parser.add_argument("--clear", action="store_true", help="写好之后清空草稿（须与 --out 同用）")
    parser.set_defaults(run=run_command)


def run_command(args: argparse.Namespace) -> int:
    """List the drafts, or write them out.

    Raises UsageError for `--clear` alone and for a file that is there already.
    """
    from index.paths import home_dir
    from ui.web.drafts import Drafts, has_gold

    if args.clear and not args.out:
        raise UsageError("--clear 会删掉草稿，须先取出：wenbao eval drafts --out 文件 --clear")
    store = Drafts(home_dir(args.home))
    out = Path(args.out) if args.out else None
    if out is None:
        found = store.read()
    else:
        found = store.take(lambda drafts: _write(out, drafts), clear=args.clear)
    known = sum(map(has_gold, found.drafts))
    document = {
        "drafts": [dict(draft) for draft in found.drafts],
        "known": known,
        "unreadable": found.torn,
    }
    emit(args, document, _text(found.drafts, known, args.out))
    if found.torn:
        note(f"有 {found.torn} 行读不出来（可能是写到一半断了电），已略过")
    return 0


def _write(path: Path, drafts: Sequence[Mapping[str, Any]]) -> None:
    """The drafts as an evaluation set; raises UsageError where the file is there already."""
    lines = "".join(json.dumps(draft, ensure_ascii=False) + "\n" for draft in drafts)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError as error:
        raise UsageError(f"{path} 已经有了；请换一个文件名，以免盖掉填好的答案") from error
    except OSError as error:
        raise WenbaoError(f"写不了 {path}：{error.strerror}；请检查路径") from error


def _text(drafts: Sequence[Mapping[str, Any]], known: int, out: str | None) -> str:
    if not drafts:
        return "还没有草稿。在网页上（wenbao chat）点答案下面的“有误”，就会记在这里。"
    missing = len(drafts) - known
    if out is not None:
        said = f"写好了 {len(drafts)} 题：{out}"
        if missing:
            said += (
                f"\n其中 {missing} 题还没有标准答案（gold 是 unknown），请打开文件填写 answers "
                "和 evidence；报告里没有写的，把 answerable 写成 false"
            )
        return f"{said}\n评测：wenbao eval run {out}"
    parts = [_draft_text(draft) for draft in drafts]
    parts.append(
        f"共 {len(drafts)} 题，{known} 题有标准答案；取出：wenbao eval drafts --out SET.jsonl"
    )
    return "\n\n".join(parts)


def _draft_text(draft: Mapping[str, Any]) -> str:
    given = draft.get("given")
    answer = given.get("answer") if isinstance(given, dict) else None
    lines = [
        f"{_plain(draft.get('at'))[:16].replace('T', ' ')}  {_plain(draft['id'])}",
        f"  问：{_plain(draft['question'])}",
        f"  答：{_plain(answer) or '没有找到'}",
    ]
    if draft.get("answerable") is False:
        lines.append("  应：拒答（报告里没有写）")
    elif draft.get("answers"):
        lines.append(f"  应：{'；'.join(map(_plain, draft['answers']))}")
    else:
        lines.append("  应：（未填）")
    if comment := _plain(draft.get("comment")):
        lines.append(f"  说明：{comment}")
    return "\n".join(lines)


def _plain(value: object) -> str:
    return _CONTROL.sub(" ", value).strip() if isinstance(value, str) else ""
