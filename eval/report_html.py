"""A run as one self-contained page: figures, curves, every question with its marked evidence.

Everything that comes from questions or reports is escaped, and the page's own policy lets it load
nothing and run no script but its own.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.resources import files
from pathlib import Path

from eval.bootstrap import Figure
from eval.cases import Case
from eval.catalogue import METRICS, RUN_COSTS, Metric
from eval.curves import reliability_chart, risk_coverage_chart
from eval.failures import STEPS
from eval.metrics.calibration import reliability
from eval.metrics.risk_coverage import risk_coverage
from eval.questions import TYPES
from eval.report_questions import question_html
from eval.score import Scores
from eval.table import TYPE_LABELS, interval, shown
from index.errors import WenbaoError

VERDICTS: Mapping[str, str] = {"right": "对", "wrong": "错", "open": "不能判断"}


def check_place(path: Path) -> None:
    """Raise WenbaoError if a page can't be written to `path`: better before a run than after."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = not path.exists()
        with path.open("a", encoding="utf-8"):
            pass
        if new:
            path.unlink()
    except OSError as error:
        raise WenbaoError(f"写不了报告 {path}：{error.strerror}。换一个 --report") from error


def write_report(
    path: Path, name: str, library: str, cases: Sequence[Case], scores: Scores
) -> None:
    """Write the page to `path`; raises WenbaoError when it can't be written."""
    check_place(path)
    path.write_text(report_page(name, library, cases, scores), encoding="utf-8")


def report_page(name: str, library: str, cases: Sequence[Case], scores: Scores) -> str:
    """The page as HTML; `name` is the set's and `library` the library's fingerprint."""
    style, script = _asset("report.css"), _asset("report.js")
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    title = escape(f"评测报告：{name}")
    return "\n".join(
        [
            '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title><style>{style}</style></head><body>",
            f"<h1>{title}</h1><p>{len(cases)} 题；资料库 {escape(library)}。"
            "方括号里是自助法（bootstrap）的 95% 区间。</p>",
            "<h2>指标</h2>",
            _metric_table(scores.figures),
            "<h2>按类型</h2>",
            _type_table(scores.figures),
            "<h2>每道错题最先失在哪一步</h2>",
            _failure_table(scores),
            "<h2>曲线</h2>",
            _charts(cases),
            "<h2>逐题</h2>",
            _filters(cases),
            *(question_html(case) for case in cases),
            f"<script>{script}</script></body></html>",
        ]
    )


def _asset(name: str) -> str:
    return files("eval").joinpath(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], *, text_columns: int = 1) -> str:
    def row(cells: Sequence[str], tag: str) -> str:
        made = (
            f'<{tag} class="n">{escape(cell)}</{tag}>'
            if i >= text_columns
            else f"<{tag}>{escape(cell)}</{tag}>"
            for i, cell in enumerate(cells)
        )
        return "<tr>" + "".join(made) + "</tr>"

    body = "".join(row(cells, "td") for cells in rows)
    return f'<div class="wide"><table>{row(head, "th")}{body}</table></div>'


def _metric_table(figures: Mapping[str, Figure]) -> str:
    labels = [(m.group, m.label, m.name) for m in METRICS]
    labels += [("代价", label, name) for name, label in RUN_COSTS.items()]
    rows = [
        (
            group,
            label,
            name,
            shown(name, figures[name].value),
            f"[{interval(name, figures[name])}]",
            str(figures[name].count),
        )
        for group, label, name in labels
        if name in figures
    ]
    return _table(("组", "指标", "名称", "值", "95% 区间", "题数"), rows, text_columns=3)


def _type_table(figures: Mapping[str, Figure]) -> str:
    metrics = [m for m in METRICS if isinstance(m, Metric) and m.by_type]
    rows = []
    for group in (*TYPES, "other"):
        found = [(m.name, figures.get(f"{m.name}.{group}")) for m in metrics]
        if any(figure for _, figure in found):
            cells = [
                f"{shown(n, f.value)} [{interval(n, f)}]" if f is not None else "—"
                for n, f in found
            ]
            rows.append((TYPE_LABELS[group], *cells))
    return _table(("类型", *(m.label for m in metrics)), rows)


def _failure_table(scores: Scores) -> str:
    totals = scores.failure_totals()
    rows = [
        (TYPE_LABELS[group], *(str(row[step]) for step in STEPS), str(sum(row.values())))
        for group in (*TYPES, "other")
        if (row := scores.failures.get(group)) is not None
    ]
    rows.append(("合计", *(str(totals[step]) for step in STEPS), str(sum(totals.values()))))
    return _table(("类型", *STEPS.values(), "合计"), rows)


def _charts(cases: Sequence[Case]) -> str:
    judged = [case for case in cases if case.right is not None]
    if not judged:
        return '<p class="empty">没有标准答案，画不出曲线。</p>'
    given = [case.outcome for case in judged if case.result.answered]
    curve = risk_coverage([case.outcome for case in judged])
    return (
        f'<div class="charts">{risk_coverage_chart(curve, len(given) / len(judged))}'
        f"{reliability_chart(reliability(given))}</div>"
    )


def _filters(cases: Sequence[Case]) -> str:
    groups = {case.question.group for case in cases}
    types = {group: TYPE_LABELS[group] for group in (*TYPES, "other") if group in groups}
    return (
        "<form>"
        + _select("type", "类型", types)
        + _select("step", "失在哪一步", {str(step): label for step, label in STEPS.items()})
        + _select("verdict", "对错", VERDICTS)
        + '<label>包含<input name="words" type="search"></label><span id="count"></span></form>'
    )


def _select(name: str, label: str, options: Mapping[str, str]) -> str:
    made = "".join(
        f'<option value="{escape(value)}">{escape(text)}</option>'
        for value, text in options.items()
    )
    return (
        f'<label>{escape(label)}<select name="{name}"><option value="">全部</option>{made}'
        "</select></label>"
    )
