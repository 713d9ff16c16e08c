"""The figures of a table, each with what row and column say of it, the unit first of all.

Of 3,052 real reports 30 have tables. Of these 152 tables 61 have their units in the header
(年末数（万人）), 45 in a column of their own, 3 in a line above (单位：亿元), the others none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.tables import TAB, header_of, title_of

_FIGURE = re.compile(r"[-+—−约近超]?\d[\d,，]*(?:[.．]\d+)?[^\d]{0,8}")
_YEAR = re.compile(r"(?:19|20)\d{2}年?")
_WORD = re.compile(r"[^\W\d_]")
_UNIT_COLUMN = re.compile(r"(?:计[量算])?单\s*位")
_NUMBERING = re.compile(r"序\s*号|编号")
_SHARE = re.compile(r"增长(?![量额])|增速|增幅|[涨跌]幅|比重|占比|比例|率$|±")
#: The unit in brackets behind a name: 地区生产总值（亿元）, 增速(％).
_BRACKET = re.compile(
    r"[（(](?:单位[：:])?([百千万亿]*(?:[元人吨米户家个件亩辆台头只例张套座次]|美元|人次|公里|公顷|公斤|"
    r"平方米|平方公里|立方米|千瓦时?|标准煤|标箱|微克/立方米|岁)|[%％‰])[）)]"
)
_ABOVE = re.compile(r"单位\s*[：:]\s*([^\s，,。；;）)、]+)(?:[、，,/]\s*([^\s，,。；;）)]+))?")
_SHARES = ("%", "％", "‰")


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure `text[start:end]` of a report's canonical text, in the row that is called `row`.

    `column` is its column's name, `unit` its unit (亿元; "" where nobody says it), mostly said
    outside of the figure; the row is `text[row_start:row_end]`.
    """

    start: int
    end: int
    row_start: int
    row_end: int
    row: str
    column: str
    unit: str


def cells(text: str, start: int, end: int) -> tuple[Cell, ...]:
    """The figures of the tables' rows in `text[start:end]`, headers above the stretch included."""
    if TAB not in text[start:end]:
        return ()
    found: list[Cell] = []
    header: tuple[list[str], str] | None = None
    at = text.rfind("\n", 0, start) + 1
    while at < end:
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        line = text[at:stop]
        if TAB not in line:
            header = None
        else:
            if header is None:
                top, names = header_of(text, at)
                # A table without a header begins with figures.
                headed = not any(_is_figure(name) for name in names)
                header = names if headed else [], title_of(text, top)
            whole = at >= start and stop <= end
            if whole and line.split(TAB) != header[0]:
                found += _row(line, at, *header)
        at = stop + 1
    return tuple(found)


def _row(line: str, at: int, names: list[str], title: str) -> Iterator[Cell]:
    values = line.split(TAB)
    columns = [names[n] if n < len(names) else "" for n in range(len(values))]
    unit_at = next((n for n, name in enumerate(columns) if _UNIT_COLUMN.fullmatch(name)), None)
    figures = [n for n, value in enumerate(values) if n and n != unit_at and _is_figure(value)]
    called = [
        value
        for n, value in enumerate(values[: figures[0] if figures else 0])
        if n != unit_at and not _NUMBERING.fullmatch(columns[n]) and _WORD.search(value)
    ]
    row = "".join(called)
    given = re.sub(r"\s", "", values[unit_at]) if unit_at is not None else ""
    position = at
    for n, value in enumerate(values):
        if n in figures and row:
            unit = _own_unit(value) or _unit(columns[n], row, given, title)
            column = columns[n]
            yield Cell(position, position + len(value), at, at + len(line), row, column, unit)
        position += len(value) + 1


def _is_figure(value: str) -> bool:
    return _FIGURE.fullmatch(value) is not None and not _YEAR.fullmatch(value)


def _own_unit(value: str) -> str:
    """The unit that a figure says itself: 37部, 12.5％; 88以上 and 6左右 say none."""
    rest = re.sub(r"^[-+—−约近超]?\d[\d,，.．]*", "", value).strip(" *△")
    return re.sub(r"以[上下内]|左右", "", rest)


def _unit(column: str, row: str, given: str, title: str) -> str:
    """The unit by the column's name, a unit column, the row's name, the line above the table."""
    if bracket := _BRACKET.search(column):
        return bracket.group(1)
    if _SHARE.search(column):
        return "%"
    if given:
        return given
    if bracket := _BRACKET.search(row):
        return bracket.group(1)
    above = _ABOVE.search(title)
    if above is None or (above.group(2) and above.group(2) not in _SHARES):
        return ""  # Two units above one table: which is meant, nobody says.
    return above.group(1)
