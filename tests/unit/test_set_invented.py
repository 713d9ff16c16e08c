"""The invented reports and their set: gold word for word, formats and faults in place."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from invented_files import REPORTS, SOURCES, WRITERS
from invented_source import blocks
from set_checks import Record, bare, problems

from eval.metrics.refusals import guess_unanswerable
from index.canonical import canonicalise
from index.formats import READERS

ROOT = Path(__file__).parents[2]
SET = ROOT / "eval" / "sets" / "invented.jsonl"

#: How many questions of each type the set must hold, and how many in all.
AT_LEAST = {
    "number": 40,
    "percent": 15,
    "entity": 15,
    "date": 10,
    "list": 12,
    "definition": 12,
    "reason": 12,
    "policy": 12,
    "multi": 15,
    "followup": 25,
    "unanswerable": 60,
}
TOTAL = 300

#: Why a question has no answer, and how many of each kind there must be.
NOTES = {
    "quantity": 8,
    "other_year": 6,
    "other_district": 4,
    "parent_city": 3,
    "false_premise": 6,
    "entity": 6,
    "definition": 4,
    "reason": 4,
    "target_never_set": 4,
    "date": 2,
    "comparison": 1,
}
#: The report in which a paragraph was printed twice.
PRINTED_TWICE = "霁原区政府工作报告2023.txt"

PLACE = re.compile("苇港|梓泊|梓伯|霁原|砚川|朔陵|云岭|槐溪|广丰")
YEAR = re.compile("20[0-9]{2}|二〇|２０")

Change = Callable[[Record], object]


def shortfalls(records: list[Record]) -> list[str]:
    """Which of the counts asked of the set are missed."""
    have = Counter(record["type"] for record in records)
    missed = [kind for kind, least in AT_LEAST.items() if have[kind] < least]
    noted = Counter(record.get("note") for record in records)
    missed += [note for note, least in NOTES.items() if noted[note] < least]
    if 3 * sum(not PLACE.search(r["question"]) for r in records) < len(records):
        missed.append("without a place")
    if 3 * sum(not YEAR.search(r["question"]) for r in records) < len(records):
        missed.append("without a year")
    if len(records) < TOTAL:
        missed.append("total")
    return missed


def names_no_district(record: Record) -> bool:
    """Whether neither the question nor the talk before it names a place."""
    talk = "".join(turn[0] + turn[1] for turn in record["history"])
    return not PLACE.search(record["question"] + talk)


@pytest.fixture(scope="module")
def reports() -> dict[str, str]:
    """The canonical text of every invented report, by its file name."""
    return {
        path.name: canonicalise(READERS[path.suffix](path.read_bytes())).text
        for path in sorted(REPORTS.iterdir())
    }


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return SET.read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def records(lines: list[str]) -> list[Record]:
    return [json.loads(line) for line in lines]


def found_in(lines: list[str], reports: dict[str, str]) -> list[str]:
    return problems(lines, reports, notes=NOTES, printed_twice={PRINTED_TWICE})


def test_every_record_is_sound(lines: list[str], reports: dict[str, str]) -> None:
    assert found_in(lines, reports) == []


def test_the_set_is_as_varied_as_it_must_be(records: list[Record]) -> None:
    assert shortfalls(records) == []


def test_every_report_is_asked_about(records: list[Record], reports: dict[str, str]) -> None:
    asked = Counter(entry["report"] for record in records for entry in record["evidence"])
    assert {name for name in reports if asked[name] < 6} == set()


def test_no_question_is_asked_twice(records: list[Record]) -> None:
    asked = Counter((r["question"], json.dumps(r["history"])) for r in records)
    assert [question for question, times in asked.items() if times > 1] == []


def test_a_question_without_a_place_has_one_answer(
    records: list[Record], reports: dict[str, str]
) -> None:
    """Where no district is named, the gold clause stands in the reports of one district only."""
    district = {name: name[:2] for name in reports}
    texts = {name: bare(text) for name, text in reports.items()}
    for record in records:
        if record["answerable"] and names_no_district(record):
            quotes = [bare(entry["quote"]) for entry in record["evidence"]]
            holding = {
                district[name] for name, text in texts.items() for quote in quotes if quote in text
            }
            assert len(holding) == 1, record["id"]


def test_the_wording_does_not_betray_what_is_unanswerable(records: list[Record]) -> None:
    """A classifier of the wording alone puts an unanswerable question first hardly more often."""
    scores = guess_unanswerable([(r["question"], r["answerable"]) for r in records])
    refused = [s for s, r in zip(scores, records, strict=True) if not r["answerable"]]
    answered = [s for s, r in zip(scores, records, strict=True) if r["answerable"]]
    above = sum(a > b for a in refused for b in answered)
    assert above / len(refused) / len(answered) < 0.6


@pytest.mark.parametrize(
    "way", ["二〇二二年", "２０２２", "梓伯区", "我区", "去年", "今年", "这几年"]
)
def test_questions_are_worded_as_people_word_them(records: list[Record], way: str) -> None:
    assert any(way in record["question"] for record in records)


def _quote(text: str) -> Change:
    return lambda record: record["evidence"][0].update(quote=text)


@pytest.mark.parametrize(
    ("kind", "change", "reason"),
    [
        ("number", lambda r: r.update(id="inv-002"), "id taken"),
        ("number", lambda r: r.update(note="quantity"), "fields"),
        ("number", lambda r: r.update(answers=["186万吨"]), "not in a quote: 186万吨"),
        ("number", lambda r: r.update(answers=["860万吨"]), "not in a quote: 860万吨"),
        ("number", _quote("全年完成货物吞吐量1861万吨"), "quote found 0 times"),
        (
            "number",
            lambda r: r["evidence"][0].update(report="霁原政协2025.md"),
            "quote found 0 times",
        ),
        ("number", lambda r: r["evidence"][0].update(report="x.md"), "unknown report"),
        ("percent", lambda r: r.update(answers=["9%"]), "not in a quote: 9%"),
        ("list", lambda r: r["answers"].append("冰雪节"), "not in a quote: 冰雪节"),
        ("multi", lambda r: r["evidence"].pop(), "needs two quotes"),
        ("multi", lambda r: r["answers"].append("多57.2亿元"), "not in a quote: 57.2"),
        ("followup", lambda r: r.update(history=[]), "history"),
        ("unanswerable", lambda r: r.update(note="because"), "unknown note"),
        ("unanswerable", lambda r: r.pop("note"), "fields"),
        ("unanswerable", lambda r: r.update(answers=["1个"]), "gold for an unanswerable"),
    ],
)
def test_a_planted_mistake_is_found(
    records: list[Record], reports: dict[str, str], kind: str, change: Change, reason: str
) -> None:
    at = next(i for i, record in enumerate(records) if record["type"] == kind)
    copies: list[Record] = json.loads(json.dumps(records))
    change(copies[at])
    found = found_in([json.dumps(copy, ensure_ascii=False) for copy in copies], reports)
    assert any(reason in line for line in found)
    # An id taken from a later record is reported there; every other mistake at its own line.
    assert {line.split(":")[0] for line in found} == {str(at + 2 if "taken" in reason else at + 1)}


@pytest.mark.parametrize("missing", [*AT_LEAST, *NOTES])
def test_a_kind_that_is_missing_is_found(records: list[Record], missing: str) -> None:
    left = [r for r in records if missing not in (r["type"], r.get("note"))]
    assert missing in shortfalls(left)


def test_a_quote_printed_twice_is_let_pass_only_where_it_was(
    lines: list[str], reports: dict[str, str]
) -> None:
    strict = problems(lines, reports, notes=NOTES)
    assert len(strict) == 1
    assert "quote found 2 times" in strict[0]


def test_there_are_eighteen_reports_of_a_report_s_length(reports: dict[str, str]) -> None:
    assert Counter(name[:2] for name in reports) == {"苇港": 6, "梓泊": 6, "霁原": 6}
    assert {name: len(text) for name, text in reports.items() if not 2400 < len(text) < 3500} == {}


def test_every_format_is_there() -> None:
    suffixes = Counter(path.suffix for path in REPORTS.iterdir())
    assert set(suffixes) == {".md", ".txt", ".html", ".docx", ".pdf", ".ofd"}
    heads = [path.read_bytes() for path in sorted(REPORTS.glob("*.txt"))]
    assert sum(head.startswith(b"\xff\xfe") for head in heads) == 1
    assert sum(head.startswith(b"\xef\xbb\xbf") for head in heads) == 1
    assert sum(_is_gb18030(head) for head in heads) == 2
    assert max(path.stat().st_size for path in REPORTS.iterdir()) < 200_000


def _is_gb18030(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return not data.startswith(b"\xff\xfe")
    return False


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_the_written_files_are_what_their_sources_say(name: str) -> None:
    suffix, write = WRITERS[name]
    source = (SOURCES / f"{name}.md").read_text(encoding="utf-8")
    committed = (REPORTS / f"{name}{suffix}").read_bytes()
    assert _contents(committed) == _contents(write(source))


def _contents(data: bytes) -> object:
    """The members of a zip, which may be packed otherwise by another zlib; else the bytes."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_every_paragraph_of_a_source_is_read_back(name: str, reports: dict[str, str]) -> None:
    suffix, _ = WRITERS[name]
    source = (SOURCES / f"{name}.md").read_text(encoding="utf-8")
    text = bare(reports[f"{name}{suffix}"])
    # A PDF repeats its title at the head of every page, so that a reader may take it for furniture.
    wanted = [block.text for block in blocks(source) if block.level != 1]
    wanted += [cell for block in blocks(source) for row in block.rows for cell in row]
    assert [p for p in wanted if bare(re.sub(r"\[\^\d+\]", "", p)) not in text] == []


@pytest.mark.parametrize(
    ("file", "sign", "encoding"),
    [
        ("苇港区政府工作报告2021.md", "17.5\n万平方米", "utf-8"),
        ("苇港区政府工作报告2021.md", "<!-- 图为", "utf-8"),
        ("苇港区政协常委会工作报告2021.txt", "（下转3版）", "utf-8"),
        ("梓泊区2023年政府工作报告.txt", "（上接01版）", "utf-16"),
        ("梓泊区政协常委会2023.md", "合格答卷[1]", "utf-8"),
        ("梓泊区政府工作报告-2025.md", "二期１０月投产", "utf-8"),
        ("霁原区政府工作报告2023.txt", "3. 42亿斤", "gb18030"),
        ("霁原区政府工作报告2024.md", "---\ntitle:", "utf-8"),
        ("霁原政协2025.md", "每千瓦\n\n每年10元", "utf-8"),
        ("苇港区政府工作报告2023.html", "您的位置", "utf-8"),
    ],
)
def test_the_faults_of_real_files_are_there(
    reports: dict[str, str], file: str, sign: str, encoding: str
) -> None:
    """Each fault stands in the file and is gone from its canonical text, but for full width."""
    assert sign in (REPORTS / file).read_bytes().decode(encoding)
    if "１" not in sign:
        assert sign not in reports[file]


def test_the_user_s_library_does_not_hold_them() -> None:
    assert not {path.name for path in (ROOT / "reports").iterdir()} & {
        path.name for path in REPORTS.iterdir()
    }
