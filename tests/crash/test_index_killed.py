"""Adding reports while the process is killed or the disk fills up: the old index stays whole."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from index_helpers import HashEncoder, library_files, report_text, write_reports

from index import generation as gen
from index.build import add_paths
from index.snapshot import open_snapshot
from index.verify import verify

HERE = Path(__file__).resolve().parent.parent

#: Adds a folder, encoding slowly enough to be killed anywhere on the way.
ADD = """
import sys, time
from pathlib import Path
from index_helpers import HashEncoder
from index.build import add_paths
home, folder, pause = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])
encoder = HashEncoder(before=lambda: time.sleep(pause))
print("go", flush=True)
add_paths(home, [folder], encoder=lambda: encoder)
print("done", flush=True)
"""

#: Adds a folder in a process that can write no file longer than so many bytes.
ADD_LIMITED = """
import resource, signal, sys
from pathlib import Path
from index_helpers import HashEncoder
from index.build import add_paths
from index.errors import WenbaoError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
home, folder, limit = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
import faiss, bm25s, langchain_text_splitters
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
try:
    add_paths(home, [folder], encoder=HashEncoder)
except WenbaoError as error:
    print(error)
    sys.exit(1)
"""


def environment() -> dict[str, str]:
    paths = [str(HERE), str(HERE.parent), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in paths if p)}


def check_readable(home: Path, reports: int) -> None:
    """The live generation is whole and each of its passages has its own vector."""
    assert verify(home)[1] == ()
    snapshot = open_snapshot(home)
    assert snapshot is not None
    assert len(snapshot.entries) == reports
    assert snapshot.dense.size == len(snapshot.rows)
    for row in range(len(snapshot.rows)):
        report, passage = snapshot.passage(row)
        assert report.text[passage.start : passage.end].strip()
    assert snapshot.lexical.scores("新建公园").max() > 0


def test_a_killed_add_leaves_the_old_index_and_the_next_one_goes_on(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", write_reports(tmp_path / "reports", 3)
    add_paths(home, [folder], encoder=HashEncoder)
    write_reports(folder, 9)
    chance = random.Random(20210204)
    killed = finished = 0
    for _ in range(8):
        process = subprocess.Popen(
            [sys.executable, "-c", ADD, str(home), str(folder), "0.06"],
            env=environment(),
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "go\n"
        time.sleep(chance.uniform(0.05, 1.2))
        process.send_signal(signal.SIGKILL)
        rest = process.communicate()[0]
        done = "done" in rest
        finished += done
        killed += not done
        now = open_snapshot(home)
        assert now is not None
        check_readable(home, len(now.entries))
        assert len(now.entries) in (3, 9)
        assert len(now.entries) == 9 or not done
        if done:
            # Change everything, so that the next round has as much to do.
            for number, path in enumerate(sorted(folder.iterdir())):
                path.write_text(report_text(f"{path.stem}市", figure=100 + number + finished))
    assert killed
    result = add_paths(home, [folder], encoder=HashEncoder)
    assert not result.failed
    check_readable(home, 9)
    assert len(list((home / "generations").iterdir())) <= 2
    assert not (home / "staging").exists()


def test_what_was_encoded_before_the_cut_is_not_encoded_again(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", write_reports(tmp_path / "reports", 4)
    calls = 0

    def cut_at_the_third() -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise KeyboardInterrupt

    broken = HashEncoder(before=cut_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        add_paths(home, [folder], encoder=lambda: broken)
    assert open_snapshot(home) is None
    encoder = HashEncoder()
    assert len(add_paths(home, [folder], encoder=lambda: encoder).added) == 4
    snapshot = open_snapshot(home)
    assert snapshot is not None
    assert encoder.encoded == len(snapshot.rows) - broken.encoded > 0
    check_readable(home, 4)


@pytest.mark.parametrize("damage", [b"", b"\x93NUMPY\x01\0", b"\0" * 500])
def test_damaged_leftovers_of_a_cut_run_are_made_again(tmp_path: Path, damage: bytes) -> None:
    home, folder = tmp_path / "home", write_reports(tmp_path / "reports", 2)
    calls = 0

    def cut_at_the_second() -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add_paths(home, [folder], encoder=lambda: HashEncoder(before=cut_at_the_second))
    staged = list((home / "staging").iterdir())
    assert len(staged) == 1
    staged[0].write_bytes(damage)
    add_paths(home, [folder], encoder=HashEncoder)
    check_readable(home, 2)


def _add_limited(home: Path, folder: Path, limit: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", ADD_LIMITED, str(home), str(folder), str(limit)],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_whatever_file_cannot_be_written_whole_the_old_index_is_left_as_it_was(
    tmp_path: Path,
) -> None:
    home, folder = tmp_path / "home", write_reports(tmp_path / "reports", 3)
    add_paths(home, [folder], encoder=HashEncoder)
    for name in "丁戊己庚辛壬癸":
        (folder / f"{name}.md").write_text(report_text(f"{name}市") * 3, "utf-8")
    probe = tmp_path / "probe"
    shutil.copytree(home, probe)
    add_paths(probe, [folder], encoder=HashEncoder)
    # One byte less than each file of the finished library in turn: each write fails once.
    live = probe / "generations" / str(gen.current_name(probe))
    sizes = {path.stat().st_size - 1 for path in live.rglob("*") if path.is_file()}
    before = library_files(home)
    outcomes = set()
    for limit in sorted({60, 400, *sizes}):
        result = _add_limited(home, folder, limit)
        assert "Traceback" not in result.stderr, result.stderr
        outcomes.add(result.returncode)
        if result.returncode == 0:
            break
        assert str(home) in result.stdout
        assert len(result.stdout.strip().splitlines()) == 1
        assert library_files(home).items() >= before.items()
        check_readable(home, 3)
        assert len(list((home / "generations").iterdir())) == 1, limit
    assert 1 in outcomes
    assert len(add_paths(home, [folder], encoder=HashEncoder).failed) == 0
    check_readable(home, 10)


@pytest.mark.skipif(os.geteuid() != 0, reason="挂载小磁盘要 root")
def test_a_full_disk_leaves_the_old_index_as_it_was(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("这里不能挂载 tmpfs")
    try:
        home, folder = disk / "home", write_reports(tmp_path / "reports", 2)
        add_paths(home, [folder], encoder=HashEncoder)
        write_reports(folder, 10)
        filler = disk / "filler"
        outcomes = set()
        for left in range(40):
            # Fill the disk but for so many pages.
            filler.write_bytes(b"")
            free = shutil.disk_usage(disk).free // 4096
            with filler.open("wb") as file:
                file.truncate(0)
                file.write(b"x" * 4096 * max(0, free - left * 2))
            result = _add_limited(home, folder, 2**30)
            assert "Traceback" not in result.stderr, result.stderr
            outcomes.add(result.returncode)
            snapshot = open_snapshot(home)
            assert snapshot is not None
            check_readable(home, 10 if result.returncode == 0 else 2)
            if result.returncode == 0:
                break
            assert str(home) in result.stdout
        assert outcomes == {0, 1}
    finally:
        # Lazily: an open snapshot keeps its files mapped until it is collected.
        subprocess.run([shutil.which("umount") or "umount", "-l", str(disk)], check=True)
