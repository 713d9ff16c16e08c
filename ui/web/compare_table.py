"""A comparison of years or places: a table with a source for each value, and a plot of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from qa.amounts import Amount, amount
from qa.types import Answer, Citation
from ui.web.sources import text_html

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年|到|至|—|-|~|、|和|与)")
_RANGE = re.compile(r"((?:19|20)\d{2})年?(?:到|至|—+|-|~|～)+((?:19|20)\d{2})")
#: How an answer names the parts that were not found (`qa.compose`).
_GAPS = re.compile(r"；没有找到(.+?)的数据$")
_FALL = re.compile(r"(?:下降|减少|降低)$")
#: More rows than this are no comparison that a question of this program can ask for.
_MOST = 12
_SCALES = {4: "万", 8: "亿", 12: "万亿"}
_ASPECTS = {"plan": "目标", "review": "实际"}


@dataclass(frozen=True, slots=True)
class Row:
    """One part of a comparison; `value` and `n` (its citation) are None for a gap."""

    label: str
    value: str | None
    n: int | None


def comparison_rows(answer: Answer) -> tuple[Row, ...]:
    """The parts of a comparison, years in their order; () for an answer that compares nothing.

    A year that the question asks for and no source gives is a row without a value.
    """
    cited = answer.citations
    if len(cited) < 2 or answer.answer == _value(cited[0]):
        return ()  # A second citation of the same answer is another source, not another part.
    if gaps := _GAPS.search(answer.answer or ""):
        return _with_gaps(answer, gaps.group(1).split("、"))
    years = _asked_years(answer.understood.standalone)
    places = len({citation.place for citation in cited}) > 1
    labels = _labels(answer, years, places)
    if labels is None:
        return ()
    rows = [Row(label, _value(c), c.n) for label, c in zip(labels, cited, strict=True)]
    if not places and set(labels) <= {f"{year}年" for year in years}:
        known = {row.label: row for row in rows}
        every = (f"{year}年" for year in sorted(years)[:_MOST])
        rows = [known.get(label, Row(label, None, None)) for label in every]
    return tuple(rows)


def table_html(rows: Sequence[Row], links: dict[int, str]) -> str:
    """The rows as a table; `links` has the superscript of each citation by its number."""
    body = "".join(
        f'<tr><th scope="row">{text_html(row.label)}</th>'
        f"<td>{text_html(row.value) if row.value is not None else '—'}"
        f"{links.get(row.n, '') if row.n is not None else ''}</td></tr>"
        for row in rows
    )
    return f'<table class="wb-table"><tbody>{body}</tbody></table>'


def plot_html(rows: Sequence[Row]) -> str:
    """The rows as columns in an inline SVG, each with its value; "" unless all have one unit.

    Width and height are pixels; static/panel.js adds the viewBox, which Gradio's sanitiser takes
    off, so that the plot shrinks with a narrow screen.
    """
    found = [amount(row.value) if row.value is not None else None for row in rows]
    amounts = [one for one in found if one is not None]
    values = sum(row.value is not None for row in rows)
    if len(amounts) < 2 or len(amounts) < values or len({one.unit for one in amounts}) > 1:
        return ""
    if not amounts[0].unit:
        return ""
    return _svg(rows, found, amounts)


def _with_gaps(answer: Answer, missing: Sequence[str]) -> tuple[Row, ...]:
    """The rows of an answer that names its parts, and which of them were not found."""
    text, at, rows = answer.answer or "", 0, list[Row]()
    for citation in answer.citations:
        value = _value(citation)
        found = text.find(value, at)
        label = text[at:found].strip("，") if found >= 0 else ""
        if not label:
            return ()
        at = found + len(value)
        if fall := _FALL.search(label):
            label, value = label[: fall.start()], fall.group() + value
        rows.append(Row(label, value, citation.n))
    rows += [Row(label, None, None) for label in missing]
    return tuple(sorted(rows, key=lambda row: row.label) if _dated(rows) else rows)


def _dated(rows: Sequence[Row]) -> bool:
    return all(_YEAR.match(row.label) for row in rows)


def _value(citation: Citation) -> str:
    spans = ((a - citation.start, b - citation.start) for a, b in citation.answer_spans)
    return "、".join(citation.quote[a:b] for a, b in spans)


def _asked_years(question: str) -> list[int]:
    if found := _RANGE.search(question):
        first, last = int(found.group(1)), int(found.group(2))
        return list(range(first, last + 1)) if 0 < last - first < _MOST else []
    return list(dict.fromkeys(int(year) for year in _YEAR.findall(question)))


def _labels(answer: Answer, years: Sequence[int], places: bool) -> list[str] | None:
    """What sets each citation apart; None where nothing that is known of them does."""
    cited = answer.citations
    # A comparison has its parts in the question's order, places first, then years.
    in_order = len(years) > 1 and len(cited) % len(years) == 0
    labels = []
    for number, citation in enumerate(cited):
        year: int | None = years[number % len(years)] if in_order else None
        aspect = ""
        hit = next(
            (
                h
                for h in answer.passages
                if h.id == citation.id and h.start <= citation.start < h.end
            ),
            None,
        )
        if hit is not None and hit.period is not None and year is None:
            period = hit.period
            year = period.first if period.first == period.last and len(years) != 1 else None
            aspect = _ASPECTS.get(period.aspect or "", "")
        where = (citation.place or "") if places else ""
        labels.append((where, f"{year}年" if year is not None else "", aspect))
    plain = [where + when for where, when, _ in labels]
    if len(set(plain)) == len(cited) and all(plain):
        return plain
    full = ["".join(parts) for parts in labels]
    return full if len(set(full)) == len(cited) and all(full) else None


_COLUMN, _HEIGHT, _TOP, _LEFT, _PLOT = 88, 210, 46, 10, 120


def _svg(rows: Sequence[Row], found: Sequence[Amount | None], amounts: Sequence[Amount]) -> str:
    numbers = [one.nominal for one in amounts]
    highest, lowest = max(*numbers, Decimal(0)), min(*numbers, Decimal(0))
    reach = (highest - lowest) or Decimal(1)
    width = 2 * _LEFT + _COLUMN * len(rows)

    def y(value: Decimal) -> float:
        return round(_TOP + float((highest - value) / reach) * _PLOT, 1)

    unit = _unit(amounts)
    said = "，".join(
        f"{row.label}{row.value if row.value is not None else '无数据'}" for row in rows
    )
    parts = [f"<title>{text_html(f'柱状图（{unit}）：{said}')}</title>"]
    parts.append(f'<text class="wb-axis" x="{_LEFT}" y="16">单位：{text_html(unit)}</text>')
    zero = y(Decimal(0))
    parts.append(
        f'<line class="wb-axis-line" x1="{_LEFT}" y1="{zero}" x2="{width - _LEFT}" y2="{zero}"/>'
    )
    for number, (row, one) in enumerate(zip(rows, found, strict=True)):
        middle = _LEFT + _COLUMN * number + _COLUMN // 2
        if one is not None and row.value is not None:
            top, bottom = min(y(one.nominal), zero), max(y(one.nominal), zero)
            parts.append(
                f'<rect class="wb-bar" x="{middle - 22}" y="{top}" width="44" '
                f'height="{max(bottom - top, 1):.1f}"/>'
            )
            above = bottom + 16 if one.nominal < 0 else top - 6
            parts.append(_text("wb-value", middle, above, _short(row.value, 9)))
        else:
            parts.append(_text("wb-value", middle, zero - 6, "—"))
        parts.append(_text("wb-axis", middle, _HEIGHT - 8, _short(row.label, 7)))
    inside = "".join(parts)
    return f'<svg class="wb-plot" width="{width}" height="{_HEIGHT}">{inside}</svg>'


def _unit(amounts: Sequence[Amount]) -> str:
    written = {one.written for one in amounts}
    scales = {one.scale for one in amounts}
    unit = written.pop() if len(written) == 1 else amounts[0].unit
    return (_SCALES.get(scales.pop(), "") if len(scales) == 1 else "") + unit


def _text(kind: str, x: float, y: float, words: str) -> str:
    return f'<text class="{kind}" x="{x}" y="{y}" text-anchor="middle">{text_html(words)}</text>'


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"
