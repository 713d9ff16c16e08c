"""Damage to a library is found, told with the command that mends it, and mended by it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from index_helpers import HashEncoder, add, check_whole, library_files, opened, report_text

from index import generation as gen
from index.build import rebuild, remove_reports
from index.errors import DamageError, WenbaoError
from index.snapshot import open_snapshot
from index.verify import verify

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
