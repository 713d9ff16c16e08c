"""The store's whole life: add, replace, prune, remove, rebuild, damage, readers and writers."""

from __future__ import annotations

import json
import multiprocessing
import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
from index_helpers import HashEncoder, library_files, report_text, write_reports

from index import generation as gen
from index.build import AddResult, add_paths, rebuild, remove_reports
from index.errors import DamageError, WenbaoError
from index.lock import writing
from index.snapshot import Snapshot, open_snapshot
from index.verify import verify


def add(
    home: Path, *paths: Path, prune: bool = False, encoder: HashEncoder | None = None
) -> AddResult:
    return add_paths(home, paths, encoder=lambda: encoder or HashEncoder(), prune=prune)


def opened(home: Path) -> Snapshot:
    snapshot = open_snapshot(home)
    assert snapshot is not None
    return snapshot


def check_whole(home: Path) -> None:
    """Every file is what the manifest says, and every vector is that of its own passage."""
    from index.context import contextualised

    assert verify(home)[1] == ()
    snapshot = opened(home)
    encoder = HashEncoder(snapshot.manifest.model)
    for row in range(len(snapshot.rows)):
        report, passage = snapshot.passage(row)
        own = encoder.encode([contextualised(report.metadata, passage, report.text)])[0]
        assert abs(float(snapshot.dense.vectors(row, 1)[0] @ own) - 1) < 1e-5
    assert sum(entry.passages for entry in snapshot.entries) == len(snapshot.rows)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return write_reports(tmp_path / "reports")


@pytest.fixture
def library(home: Path, reports: Path) -> Path:
    assert add(home, reports).added == ("丙.md", "乙.md", "甲.md")
    return home


# --- add, replace, prune, remove ---------------------------------------------------------------


def test_adding_again_writes_nothing_and_loads_no_model(library: Path, reports: Path) -> None:
    before = library_files(library)

    def no_model() -> HashEncoder:
        raise AssertionError("the model was loaded for nothing")

    result = add_paths(library, [reports], encoder=no_model)
    assert result == AddResult(unchanged=("丙.md", "乙.md", "甲.md"))
    assert library_files(library) == before
    check_whole(library)


def test_a_changed_file_replaces_its_old_version_and_only_it_is_encoded(
    library: Path, reports: Path
) -> None:
    (reports / "乙.md").write_text(report_text("乙市", figure=99), "utf-8")
    encoder = HashEncoder()
    result = add(library, reports, encoder=encoder)
    assert (result.replaced, result.added) == (("乙.md",), ())
    snapshot = opened(library)
    assert [e.file for e in snapshot.entries] == ["丙.md", "乙.md", "甲.md"]
    changed = snapshot.report(snapshot.ordinal_of("乙.md"))
    assert "新建公园99个" in changed.text
    assert encoder.encoded == len(changed.passages)
    check_whole(library)


def test_prune_removes_what_is_gone_below_these_folders_and_nothing_else(
    library: Path, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = write_reports(tmp_path / "other", 1)
    add(library, other)
    (other / "甲.md").unlink()
    (reports / "丙.md").unlink()
    assert add(library, reports).removed == ()
    monkeypatch.chdir(other)
    assert add(library, Path("../reports"), prune=True).removed == ("丙.md",)
    assert [e.file for e in opened(library).entries] == ["other/甲.md", "乙.md", "甲.md"]
    check_whole(library)
    assert add(library, other, prune=True).removed == ("other/甲.md",)


def test_a_file_that_became_unreadable_keeps_its_old_version(library: Path, reports: Path) -> None:
    (reports / "乙.md").write_bytes(b"\0\x01\x02")
    result = add(library, reports, prune=True)
    assert (result.replaced, result.removed) == ((), ())
    assert result.failed[0][0] == "乙.md"
    assert "乙.md" in [e.file for e in opened(library).entries]


def test_remove_by_file_or_id_all_or_nothing(library: Path) -> None:
    ids = {e.file: e.id for e in opened(library).entries}
    with pytest.raises(WenbaoError, match=r"相近的有：.*乙\.md"):
        remove_reports(library, ["甲.md", "己乙.md"], encoder=HashEncoder)
    assert len(opened(library).entries) == 3
    assert remove_reports(library, ["甲.md", ids["乙.md"]], encoder=HashEncoder) == (
        "乙.md",
        "甲.md",
    )
    check_whole(library)
    assert remove_reports(library, ["丙.md"], encoder=HashEncoder) == ("丙.md",)
    assert opened(library).entries == ()
    assert verify(library)[1] == ()


def test_an_emptied_library_can_be_filled_again(library: Path, reports: Path) -> None:
    remove_reports(library, ["甲.md", "乙.md", "丙.md"], encoder=HashEncoder)
    assert len(add(library, reports).added) == 3
    check_whole(library)


@pytest.mark.parametrize("text", ["# 标题\n\n## 一、只有标题\n", "。\n", "……\n——\n", "12\n"])
def test_reports_without_a_passage_or_a_word_go_in_and_stay(
    library: Path, reports: Path, text: str
) -> None:
    (reports / "-.md").write_text(text, "utf-8")
    assert add(library, reports).added == ("-.md",)
    (reports / "丁.md").write_text(report_text("丁市"), "utf-8")
    assert add(library, reports).added == ("丁.md",)
    check_whole(library)


@pytest.mark.parametrize("text", ["# 标题\n\n## 一、只有标题\n", "。\n"])
def test_a_library_of_nothing_but_a_strange_report(home: Path, tmp_path: Path, text: str) -> None:
    path = tmp_path / "-.md"
    path.write_text(text, "utf-8")
    assert add(home, path).added == ("-.md",)
    write_reports(tmp_path / "r", 1)
    assert add(home, tmp_path / "r").added == ("甲.md",)
    check_whole(home)


def test_a_report_without_a_heading_goes_in(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("全年新建公园12个。改造小区3个。\n", "utf-8")
    assert add(home, path).added == ("plain.txt",)
    snapshot = opened(home)
    assert snapshot.report(0).sections == ()
    assert snapshot.report(0).passages[0].path == ()


# --- homes that cannot be written, models that do not fit --------------------------------------


def test_a_home_under_a_file_is_refused_with_a_way_out(tmp_path: Path, reports: Path) -> None:
    (tmp_path / "file").write_text("x")
    for home in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/wenbao")):
        with pytest.raises(WenbaoError, match="--home"):
            add(home, reports)
    for home in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(WenbaoError, match="--home"):
            open_snapshot(home)


def test_another_model_is_refused_with_the_command_that_rebuilds(
    library: Path, reports: Path
) -> None:
    (reports / "丁.md").write_text(report_text("丁市"), "utf-8")
    before = library_files(library)
    with pytest.raises(WenbaoError, match="wenbao index rebuild"):
        add(library, reports, encoder=HashEncoder("other"))
    assert library_files(library) == before
    assert rebuild(library, encoder=lambda: HashEncoder("other")) == 3
    check_whole(library)
    assert opened(library).manifest.model == "other"
    assert add(library, reports, encoder=HashEncoder("other")).added == ("丁.md",)
    check_whole(library)


def test_an_empty_library_says_what_to_type(home: Path) -> None:
    assert open_snapshot(home) is None
    assert verify(home) == (0, ())
    with pytest.raises(WenbaoError, match="wenbao index add"):
        rebuild(home, encoder=HashEncoder)
    with pytest.raises(WenbaoError, match="空的"):
        remove_reports(home, ["x.md"], encoder=HashEncoder)


# --- writers and readers -----------------------------------------------------------------------


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


# --- damage ------------------------------------------------------------------------------------

DAMAGES = {
    "gone": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "a byte short": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "a bit flipped": lambda path: path.write_bytes(
        path.read_bytes()[:-9] + bytes([path.read_bytes()[-9] ^ 4]) + path.read_bytes()[-8:]
    ),
}


@pytest.mark.parametrize("how", DAMAGES)
def test_verify_names_every_damaged_file(library: Path, tmp_path: Path, how: str) -> None:
    checked, damaged = verify(library)
    assert damaged == ()
    names = sorted(library_files(library))
    assert checked == len(names) - 2  # CURRENT and the manifest vouch for the others.
    for number, name in enumerate(names):
        if (name, how) == (gen.CURRENT, "gone"):
            continue  # That is an empty library.
        copy = tmp_path / f"copy{number}"
        shutil.copytree(library, copy)
        DAMAGES[how](copy / name)
        found = verify(copy)[1]
        assert len(found) == 1, (name, how)
        if name.endswith(gen.MANIFEST) and how == "gone":
            assert Path(name).parent.name in found[0].problem
        else:
            assert Path(name).name in found[0].file
        assert found[0].problem


def test_every_flipped_bit_of_a_manifest_is_found(library: Path) -> None:
    name = gen.current_name(library)
    assert name is not None
    path = library / "generations" / name / gen.MANIFEST
    whole = path.read_bytes()
    for position in range(0, len(whole), 7):
        path.write_bytes(
            whole[:position]
            + bytes([whole[position] ^ (1 << position % 8)])
            + whole[position + 1 :]
        )
        if path.read_bytes().split() != whole.split():
            assert verify(library)[1], position
    path.write_bytes(whole)
    assert verify(library)[1] == ()


@pytest.mark.parametrize("how", DAMAGES)
def test_opening_what_is_damaged_never_ends_in_a_traceback(
    library: Path, tmp_path: Path, how: str
) -> None:
    for number, name in enumerate(sorted(library_files(library))):
        copy = tmp_path / f"copy{number}"
        shutil.copytree(library, copy)
        DAMAGES[how](copy / name)
        told = ""
        try:
            snapshot = open_snapshot(copy)
            if snapshot is not None:
                for row in range(len(snapshot.rows)):
                    snapshot.passage(row)
                snapshot.lexical.scores("新建公园")
        except WenbaoError as error:
            told = str(error)
        assert not told or "wenbao index" in told, (name, how)


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("name", [gen.ROWS, gen.VECTORS])
def test_damaged_vectors_are_not_carried_over_and_rebuild_mends_them(
    library: Path, reports: Path, name: str, how: str
) -> None:
    current = gen.current_name(library)
    assert current is not None
    DAMAGES[how](library / "generations" / current / name)
    (reports / "丁.md").write_text(report_text("丁市"), "utf-8")
    with pytest.raises(DamageError, match="wenbao index rebuild"):
        add(library, reports)
    assert gen.current_name(library) == current
    assert rebuild(library, encoder=HashEncoder) == 3
    check_whole(library)
    assert add(library, reports).added == ("丁.md",)
    check_whole(library)


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("name", [gen.REPORTS, gen.MANIFEST, gen.CURRENT])
def test_a_lost_catalogue_is_mended_as_the_message_says(
    library: Path, reports: Path, name: str, how: str
) -> None:
    current = gen.current_name(library)
    assert current is not None
    path = library / name if name == gen.CURRENT else library / "generations" / current / name
    DAMAGES[how](path)
    if (name, how) != (gen.CURRENT, "gone"):
        (reports / "丁.md").write_text(report_text("丁市"), "utf-8")
        with pytest.raises(DamageError, match=r"删除资料库里的 CURRENT .*wenbao index add"):
            add(library, reports)
        (library / gen.CURRENT).unlink()
    assert set(add(library, reports).added) >= {"甲.md", "乙.md", "丙.md"}
    check_whole(library)


@pytest.mark.parametrize("how", DAMAGES)
def test_a_lost_report_is_mended_as_the_message_says(
    library: Path, reports: Path, how: str
) -> None:
    entry = next(e for e in opened(library).entries if e.file == "乙.md")
    DAMAGES[how](library / "objects" / f"{entry.object}.json")
    (reports / "丁.md").write_text(report_text("丁市"), "utf-8")
    for write in (lambda: add(library, reports), lambda: rebuild(library, encoder=HashEncoder)):
        with pytest.raises(DamageError, match=r"wenbao index remove 乙.md"):
            write()
    with pytest.raises(DamageError, match=r"wenbao index remove 乙.md"):
        opened(library).report(opened(library).ordinal_of("乙.md"))
    remove_reports(library, ["乙.md"], encoder=HashEncoder)
    assert set(add(library, reports).added) == {"乙.md", "丁.md"}
    check_whole(library)


def test_an_index_of_a_later_program_is_refused_with_what_to_do(library: Path) -> None:
    current = gen.current_name(library)
    assert current is not None
    path = library / "generations" / current / gen.MANIFEST
    shape = json.loads(path.read_text("utf-8"))
    shape["schema"] = 99
    path.write_text(json.dumps(shape), "utf-8")
    with pytest.raises(DamageError, match=r"99.*CURRENT"):
        open_snapshot(library)


def test_no_file_of_a_library_is_a_pickle(library: Path) -> None:
    for path in library.rglob("*"):
        assert path.suffix not in (".pkl", ".pickle")
        if path.suffix == ".npy":
            import numpy as np

            np.load(path, allow_pickle=False)
