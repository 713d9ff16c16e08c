"""The split: by report, whole, and always the same."""

from __future__ import annotations

import json
from pathlib import Path

from eval.split import is_held, main, report_of


def test_every_question_is_in_one_part_and_a_report_in_one_only(tmp_path: Path) -> None:
    rows = [
        {"id": str(n), "question": "？", "evidence": [{"report": f"{n % 40}.md", "quote": "甲"}]}
        for n in range(160)
    ] + [{"id": "u", "question": "？", "answerable": False, "report": "3.md"}]
    source = tmp_path / "set.jsonl"
    source.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    main([str(source), "--fit", str(tmp_path / "a"), "--held", str(tmp_path / "b")])
    fit, held = (
        [json.loads(line) for line in (tmp_path / name).read_text().splitlines()] for name in "ab"
    )
    assert sorted(row["id"] for row in fit + held) == sorted(row["id"] for row in rows)
    assert held
    assert len(fit) > len(held)
    assert not {report_of(row) for row in fit} & {report_of(row) for row in held}
    assert all(is_held(report_of(row)) for row in held)
