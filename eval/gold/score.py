"""How well parsing finds the outlines and metadata that were annotated by hand.

`python -m eval.gold.score [REPORTS]` prints the figures and every miss.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import WenbaoError
from index.parse import parse_report, read_source
from index.types import Period, Report, Section

GOLD = Path(__file__).resolve().parent

#: Where the development data lie, beside the repository.
REPORTS = GOLD.parents[1].parent / "shared" / "data" / "gov120" / "reports"

#: A glossary's heading; what stands under it are entries, which are no headings of an outline.
GLOSSARY = re.compile(r"(?:名词|词语|术语|缩略语)(?:解释|注释|释义)|^注释")

Heading = tuple[int, str]


@dataclass(frozen=True, slots=True)
class OutlineGold:
    """The true outline of one report: headings with levels in order, and its glossary's terms."""

    file: str
    headings: tuple[Heading, ...]
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MetadataGold:
    """The true metadata of one report, as the table prints them."""

    file: str
    place: str
    delivered: str
    kind: str
    reviews: str
    plans: str


@dataclass(frozen=True, slots=True)
class OutlineScore:
    """One report's outline against gold; `pairs` are (gold, found) of the same text, in order."""

    file: str
    pairs: tuple[tuple[Heading, Heading], ...]
    missed: tuple[Heading, ...]
    extra: tuple[Heading, ...]
    terms_found: int
    terms: int


@dataclass(frozen=True, slots=True)
class Miss:
    """A field of one report that parsing read otherwise than gold."""

    file: str
    field: str
    gold: str
    found: str


def read_outlines(path: Path = GOLD / "outlines.jsonl") -> tuple[OutlineGold, ...]:
    """The outlines annotated by hand."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return tuple(
        OutlineGold(
            file=record["file"],
            headings=tuple((level, text) for level, text in record["headings"]),
            terms=tuple(record.get("glossary_terms", ())),
        )
        for record in records
    )


def read_metadata_gold(path: Path = GOLD / "metadata.tsv") -> tuple[MetadataGold, ...]:
    """The metadata corrected by hand."""
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(MetadataGold(**row) for row in csv.DictReader(lines, delimiter="\t"))


def normalise(heading: str) -> str:
    """A heading as it is compared: NFKC, no white space, no punctuation at the end."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", heading))
    while text and unicodedata.category(text[-1]) == "Po":
        text = text[:-1]
    return text


def same_term(term: str) -> str:
    """A glossary's term as it is compared: a heading's form, without quotes all around it."""
    text = normalise(term)
    inner = text[1:-1]
    return inner if text[:1] == "“" and text[-1:] == "”" and "“" not in inner else text


def align(gold: Sequence[str], found: Sequence[str]) -> list[tuple[int, int]]:
    """Indices of a longest common subsequence, in order."""
    table = [[0] * (len(found) + 1) for _ in range(len(gold) + 1)]
    for i in reversed(range(len(gold))):
        for j in reversed(range(len(found))):
            same = gold[i] == found[j]
            table[i][j] = table[i + 1][j + 1] + 1 if same else max(table[i + 1][j], table[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(gold) and j < len(found):
        if gold[i] == found[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def is_entry(section: Section) -> bool:
    """Whether a section is an entry of a glossary."""
    return any(GLOSSARY.search(heading) for heading in section.path[:-1])


def score_outline(gold: OutlineGold, sections: Iterable[Section]) -> OutlineScore:
    """Compare one report's sections with its true outline."""
    sections = tuple(sections)
    found = [(s.level, s.heading) for s in sections if not is_entry(s)]
    entries = {same_term(s.heading) for s in sections if is_entry(s)}
    pairs = align([normalise(t) for _, t in gold.headings], [normalise(t) for _, t in found])
    in_gold, in_found = {i for i, _ in pairs}, {j for _, j in pairs}
    return OutlineScore(
        file=gold.file,
        pairs=tuple((gold.headings[i], found[j]) for i, j in pairs),
        missed=tuple(h for i, h in enumerate(gold.headings) if i not in in_gold),
        extra=tuple(h for j, h in enumerate(found) if j not in in_found),
        terms_found=sum(same_term(term) in entries for term in gold.terms),
        terms=len(gold.terms),
    )


def outline_figures(scores: Sequence[OutlineScore]) -> dict[str, float]:
    """Precision, recall and level accuracy over all headings of all reports, in [0, 1]."""
    matched = sum(len(score.pairs) for score in scores)
    level = sum(gold[0] == found[0] for score in scores for gold, found in score.pairs)
    return {
        "precision": matched / max(1, matched + sum(len(score.extra) for score in scores)),
        "recall": matched / max(1, matched + sum(len(score.missed) for score in scores)),
        "level": level / max(1, matched),
        "terms": sum(s.terms_found for s in scores) / max(1, sum(s.terms for s in scores)),
    }


def same_place(gold: str, found: str) -> bool:
    """Whether two names are the same, or one is the other with the places around it before it."""
    return bool(found) and (gold.endswith(found) or found.endswith(gold))


def score_metadata(gold: MetadataGold, report: Report) -> tuple[Miss, ...]:
    """The fields that parsing read otherwise; `year` is that of delivery."""
    metadata = report.metadata
    place, delivered = metadata.place or "", metadata.delivered or ""
    checks = (
        ("place", gold.place, place, same_place(gold.place, place)),
        ("year", gold.delivered[:4], delivered[:4], gold.delivered[:4] == delivered[:4]),
        ("delivered", gold.delivered, delivered, gold.delivered == delivered),
        ("kind", gold.kind, metadata.kind, gold.kind == metadata.kind),
        ("reviews", gold.reviews, span := _span(metadata.reviews), gold.reviews == span),
        ("plans", gold.plans, span := _span(metadata.plans), gold.plans == span),
    )
    return tuple(Miss(gold.file, name, want, got) for name, want, got, ok in checks if not ok)


def metadata_figures(misses: Sequence[Miss], reports: int) -> dict[str, float]:
    """The share of reports with each field right, in [0, 1]."""
    fields = ("place", "year", "delivered", "kind", "reviews", "plans")
    return {name: 1 - sum(miss.field == name for miss in misses) / reports for name in fields}


def _span(period: Period | None) -> str:
    return f"{period.first}-{period.last}" if period else ""


def parse(reports: Path, file: str) -> Report:
    """Parse one report of the development data."""
    return parse_report(read_source(reports / file, file))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures and every miss; 0 when it could be measured, 1 when it could not."""
    parser = argparse.ArgumentParser(prog="python -m eval.gold.score", description="手工标注评分")
    parser.add_argument("reports", nargs="?", type=Path, default=REPORTS, help="报告所在的文件夹")
    reports: Path = parser.parse_args(arguments).reports
    try:
        scores = [score_outline(g, parse(reports, g.file).sections) for g in read_outlines()]
        golds = read_metadata_gold()
        misses = [miss for g in golds for miss in score_metadata(g, parse(reports, g.file))]
    except WenbaoError as error:
        print(f"没法评分，{reports} 里的报告读不了：{error}", file=sys.stderr)
        return 1
    for score in scores:
        for mark, headings in (("漏", score.missed), ("多", score.extra)):
            for level, text in headings:
                print(f"{mark}\t{score.file}\t{level} {text}")
        for gold, found in score.pairs:
            if gold[0] != found[0]:
                print(f"层级\t{score.file}\t应为 {gold[0]}，实为 {found[0]}：{gold[1]}")
    for miss in misses:
        print(f"{miss.field}\t{miss.file}\t应为 {miss.gold}，实为 {miss.found or '（无）'}")
    figures = {**outline_figures(scores), **metadata_figures(misses, len(golds))}
    print("\n".join(f"{name}\t{value:.4f}" for name, value in figures.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
