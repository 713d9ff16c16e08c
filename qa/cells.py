"""Which figure of a table a question asks for: the row by its name, the column by year and unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.cells import Cell
from qa.aliases import official
from qa.complete import fit
from qa.indicators import indicators
from qa.kinds import Wanted
from qa.understand import Reading
from qa.values import Value, find_values

#: The share of a row's name that a question says where it asks for another row than the reader's.
_NAMED = 0.5
_OTHER_UNIT = 0.1
#: A row of whose name the question says nothing, as for figures of prose (`qa.indicators`).
_UNNAMED = 0.3
_NOTES = re.compile(r"[（(][^（）()]*[）)]|^其中[：:]|[\s“”]")
_YEARS = re.compile(r"(?:19|20)\d{2}")
_PLANNED = re.compile(r"目标|计划|任务|预期")
_DONE = re.compile(r"完成|实际|实绩|预计|达到|执行")
_GROWS = re.compile(r"增长|增速|增幅|[涨跌]幅|比上年|±|提高|下降")
_SHARES = re.compile(r"比重|占比|构成")
_ASKS_GROWTH = re.compile(r"[增涨降跌减]|提高|快|慢")
_ASKS_SHARE = re.compile(r"占|比重|比例")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The figure that is asked for; `fit` in [0, 1] says how well kind and unit suit."""

    cell: Cell
    fit: float


def asked_cell(reading: Reading, found: tuple[Cell, ...], start: int, end: int) -> Chosen | None:
    """The cell that a question means where a reader points into a table at `start`..`end`.

    None where the span is in no row. The reader's row stands unless the question says another
    one's name; of the row, the column that the question's year, kind and words mean.
    """
    touched = [cell for cell in found if cell.row_start < end and start < cell.row_end]
    if not touched:
        return None
    # Rows write 规模以上 out; questions hardly do.
    question = official(reading.understood.standalone).replace("规上", "规模以上")
    shares = {cell.row_start: _said(cell.row, question) for cell in found}
    own = max((cell.row_start for cell in touched), key=lambda row: shares[row])
    best = max(shares, key=lambda row: (shares[row], row == own))
    if shares[best] < _NAMED or shares[best] <= shares[own]:
        best = own
    row = [cell for cell in found if cell.row_start == best]
    planned = reading.understood.aspect == "plan" or _PLANNED.search(question) is not None
    need = reading.wanted

    def suits(cell: Cell) -> tuple[float, bool]:
        column = _column(cell.column, question, reading.years, planned)
        return 3 * _fit(cell, need) + column, cell.start < end and start < cell.end

    cell = max(row, key=suits)
    return Chosen(cell, _fit(cell, need) * (1.0 if shares[best] else _UNNAMED))


def _fit(cell: Cell, need: Wanted) -> float:
    value = next(find_values(f"1{cell.unit}"), None) if cell.unit else None
    if value is None:
        value = Value(0, 1, "1", "number", cell.unit)
    if need.kind == "number" and need.unit not in (None, "个") and value.kind == "money":
        return _OTHER_UNIT  # A table says its units: 万吨 is not answered in 亿元.
    return fit(value, need)


def _said(row: str, question: str) -> float:
    """The share of a row's name that the question says, 0 for another statistic's row."""
    name = official(_NOTES.sub("", row))
    asked, of = indicators(question), indicators(name)
    if asked and of and not asked & of:
        return 0.0
    pairs = [name[i : i + 2] for i in range(len(name) - 1)] or [name]
    share = sum(pair in question for pair in pairs) / len(pairs)
    return max(share, _NAMED) if asked & of else share


def _column(name: str, question: str, years: tuple[int, ...], planned: bool) -> float:
    """How well a column's name suits what is asked besides its unit."""
    score = 0.0
    named = [int(year) for year in _YEARS.findall(name)]
    if years and named:
        score += 2.0 if set(named) & set(years) else -2.0
    if _PLANNED.search(name):
        score += 1.0 if planned else -1.0
    elif _DONE.search(name):
        score += -1.0 if planned else 1.0
    if _GROWS.search(name):
        score += 1.0 if _ASKS_GROWTH.search(question) else -2.0
    if _SHARES.search(name):
        score += 1.0 if _ASKS_SHARE.search(question) else -2.0
    own = re.sub(r"[（(].*?[）)]|\d|年", "", name)
    pairs = [own[i : i + 2] for i in range(len(own) - 1)]
    return score + (sum(pair in question for pair in pairs) / len(pairs) if pairs else 0.0)
