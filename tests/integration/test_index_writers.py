"""One writer at a time, and readers that keep what they opened."""

from __future__ import annotations

import multiprocessing
import threading
from pathlib import Path
from typing import Any

import pytest
from index_helpers import HashEncoder, add, opened, report_text

from index import generation as gen
from index.build import remove_reports
from index.errors import DamageError, WenbaoError
from index.lock import writing


def _hold(home: Path, held: Any, done: Any) -> None:
    with writing(home):
        held.set()
        done.wait(20)


def test_a_second_writer_is_told_who_holds_the_library(library: Path, reports: Path) -> None:
    context = multiprocessing.get_context("fork")
    held, done = context.Event(), context.Event()
    process = context.Process(target=_hold, args=(library, held, done))
    process.start()
    try:
        assert held.wait(20)
        with pytest.raises(WenbaoError, match=f"进程 {process.pid}"):
            add(library, reports)
        assert len(opened(library).entries) == 3
    finally:
        done.set()
        process.join(20)
    assert add(library, reports).unchanged == ("丙.md", "乙.md", "甲.md")


def test_a_second_writer_in_another_thread_waits_for_no_one(library: Path) -> None:
    refused: list[str] = []

    def write() -> None:
        try:
            remove_reports(library, ["甲.md"], encoder=HashEncoder)
        except WenbaoError as error:
            refused.append(str(error))

    with writing(library):
        thread = threading.Thread(target=write)
        thread.start()
        thread.join(20)
    assert refused
    assert "正被另一个程序写入" in refused[0]


def test_a_reader_keeps_its_generation_after_a_switch(library: Path, reports: Path) -> None:
    reader = opened(library)
    text = reader.report(1).text
    unread = reader.entries[2].file
    (reports / unread).write_text(report_text("甲市", figure=77), "utf-8")
    (reports / "乙.md").write_text(report_text("乙市", figure=88), "utf-8")
    assert len(add(library, reports).replaced) == 2
    # Not opened before, but of the generation before: still there, still the old text.
    assert "新建公园77个" not in reader.report(2).text
    assert reader.report(1).text == text
    assert reader.lexical.scores("公园").any()


def test_a_reader_two_switches_behind_answers_or_says_that_it_is_behind(
    library: Path, reports: Path
) -> None:
    reader = opened(library)
    for figure in (77, 88):
        (reports / "甲.md").write_text(report_text("甲市", figure=figure), "utf-8")
        add(library, reports)
    assert not reader.folder.exists()
    query = HashEncoder().encode(["x"])[0]
    assert len(reader.dense.search(query, 3)[1]) == 3
    assert reader.lexical.scores("新建公园").any()
    for ordinal, entry in enumerate(reader.entries):
        if entry.file == "甲.md":
            with pytest.raises(WenbaoError, match="重新打开") as caught:
                reader.report(ordinal)
            assert not isinstance(caught.value, DamageError)
        else:
            assert "新建公园" in reader.report(ordinal).text


def test_an_unfinished_generation_does_not_push_the_previous_one_out(
    library: Path, reports: Path
) -> None:
    reader = opened(library)
    unfinished = library / "generations" / "99999999-killed"
    unfinished.mkdir()
    (unfinished / gen.REPORTS).write_text("[]")
    (reports / "甲.md").write_text(report_text("甲市", figure=77), "utf-8")
    add(library, reports)
    assert reader.folder.exists()
    assert not unfinished.exists()
    assert reader.report(reader.ordinal_of("甲.md")).text


def test_generations_and_objects_do_not_pile_up(library: Path, reports: Path) -> None:
    for figure in range(20, 26):
        (reports / "甲.md").write_text(report_text("甲市", figure=figure), "utf-8")
        add(library, reports)
    assert len(list((library / "generations").iterdir())) == 2
    assert len(list((library / "objects").iterdir())) == 4
    assert not (library / "staging").exists()
