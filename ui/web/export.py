"""A talk as a document to keep: Markdown or Word, every answer with its sources as notes.

What is exported is what the messages show: they are read back from their own HTML (render.py's),
which a browser may have kept longer than the server remembers the talk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

_VOID = frozenset({"br", "line", "rect", "hr", "img", "input"})
_BLOCKS = ("wb-exact", "wb-none", "wb-reason", "wb-nearest", "wb-trust", "wb-taken", "wb-error")
#: Characters that Markdown could take for its own.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~$])")


@dataclass(frozen=True, slots=True)
class ExportTurn:
    """One turn of a talk: the question, the answer's parts as text, and its sources.

    `answer` is None where nothing was found; `note` then says why. `rows` are the table of a
    comparison: label, value and note number. `sources` are (number, cited words with source).
    """

    question: str
    answer: str | None
    note: str = ""
    trust: str = ""
    rows: tuple[tuple[str, str, str], ...] = ()
    sources: tuple[tuple[int, str], ...] = ()


def export_turn(question: str, html: str) -> ExportTurn:
    """A turn from its question and the HTML of its reply (render.py's)."""
    page = _Message()
    page.feed(html)
    page.close()
    said = {name: " ".join("".join(words).split()) for name, words in page.blocks.items()}
    reasons = (said.get("wb-reason"), said.get("wb-nearest"), said.get("wb-error"))
    answer = re.sub(r"(?:\[\d+\])+$", "", said.get("wb-exact", "")) or None
    return ExportTurn(
        question=question,
        answer=answer,
        note="；".join(reason.rstrip("。") for reason in reasons if reason),
        trust=re.sub(r"（把握.*", "", said.get("wb-trust", "")),
        rows=tuple(page.rows),
        sources=tuple(page.sources),
    )


def to_markdown(turns: Iterable[ExportTurn], title: str = "问报对话") -> str:
    """The talk in Markdown, sources as footnotes that are numbered through the whole document."""
    lines, notes = [f"# {_plain(title)}", ""], []
    first = 1
    for turn in turns:
        numbers = {number: first + place for place, (number, _) in enumerate(turn.sources)}
        marks = "".join(f"[^{number}]" for number in numbers.values())
        lines += [f"## {_plain(turn.question)}", ""]
        if turn.answer is None:
            lines += [f"没有找到。{_plain(turn.note)}", ""]
        else:
            trust = f"（{turn.trust}）" if turn.trust else ""
            lines += [f"**{_plain(turn.answer)}**{marks}{trust}", ""]
        if turn.rows:
            lines += ["| 项目 | 数值 |", "| --- | --- |"]
            for label, value, number in turn.rows:
                mark = f"[^{numbers[int(number)]}]" if number and int(number) in numbers else ""
                lines.append(f"| {_plain(label)} | {_plain(value)}{mark} |")
            lines.append("")
        notes += [f"[^{numbers[number]}]: {_plain(words)}" for number, words in turn.sources]
        first += len(turn.sources)
    return "\n".join([*lines, *notes]).rstrip() + "\n"


def to_docx(turns: Sequence[ExportTurn], title: str = "问报对话") -> bytes:
    """The talk as a Word document, sources as real footnotes."""
    from ui.web.docx import Document

    document = Document()
    document.paragraph(title, style="Title")
    for turn in turns:
        document.paragraph(turn.question, style="Heading1")
        notes = dict(turn.sources)
        if turn.answer is None:
            document.paragraph(f"没有找到。{turn.note}")
        else:
            document.paragraph(
                turn.answer,
                bold=True,
                notes=notes.values(),
                after=f"（{turn.trust}）" if turn.trust else "",
            )
        if turn.rows:
            document.table(
                [(label, value, notes.get(int(number or 0))) for label, value, number in turn.rows]
            )
    return document.to_bytes()


def _plain(text: str) -> str:
    """`text` on one line, shown by Markdown as it is."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


@dataclass
class _Row:
    label: str = ""
    value: str = ""
    number: str = ""


class _Message(HTMLParser):
    """Reads a message: the text of its blocks, the rows of its table, its copy buttons."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: dict[str, list[str]] = {}
        self.rows: list[tuple[str, str, str]] = []
        self.sources: list[tuple[int, str]] = []
        self._open: list[tuple[str, frozenset[str]]] = []
        self._row = _Row()
        self._number = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        classes = frozenset((given.get("class") or "").split())
        inside = self._classes()
        if tag == "br":
            self.handle_data(" ")
        if tag == "tr":
            self._row = _Row()
        if "wb-source" in classes:
            self._number = int((given.get("id") or "s0").rpartition("s")[2])
        if "wb-copy" in classes and "wb-source" in inside:
            self.sources.append((self._number, given.get("value") or ""))
        if tag not in _VOID:
            self._open.append((tag, classes))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "tr" and self._row.label:
            row = self._row
            self.rows.append((row.label.strip(), row.value.strip(), row.number))
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place][0] == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        inside = self._classes()
        tags = {tag for tag, _ in self._open}
        if "table" in tags:
            if "wb-cite" in inside:
                self._row.number = data.strip("[]")
            elif "th" in tags:
                self._row.label += data
            elif "td" in tags:
                self._row.value += data
            return
        for name in _BLOCKS:
            if name in inside:
                self.blocks.setdefault(name, []).append(data)

    def _classes(self) -> frozenset[str]:
        return frozenset().union(*(classes for _, classes in self._open))
