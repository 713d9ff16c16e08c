"""The command line as a user runs it: every JSON shape, exit code and error of the contract."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASKED = "2020年建成多少协商议事室"
PASSAGE = {"file", "start", "end", "section", "text", "score"}
CITATION = {"n", "id", "file", "title", "place", "delivered", "section", "start", "end", "quote"}
CITATION |= {"answer_spans"}


def command(*words: str) -> list[str]:
    """`wenbao …` by this interpreter."""
    return [sys.executable, "-m", "ui.cli", *words]


def environment() -> dict[str, str]:
    """The tests' environment, with the repository to import from."""
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in paths if p)}


def wenbao(*words: str, **keys: Any) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; no run may show a traceback."""
    done = subprocess.run(
        command(*words),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(),
        timeout=120,
        check=False,
        **keys,
    )
    assert "Traceback" not in done.stderr
    assert "Traceback" not in done.stdout
    return done


def document(done: subprocess.CompletedProcess[str]) -> Any:
    """The one JSON document on standard output; anything beside it is an error."""
    return json.loads(done.stdout)


def refused(done: subprocess.CompletedProcess[str], code: int) -> str:
    """Check an error told in JSON and in one line; returns its message."""
    assert done.returncode == code, done.stderr
    shape = document(done)
    assert set(shape) == {"error"}
    assert done.stderr.strip().splitlines()[-1] == f"错误：{shape['error']}"
    assert "\n" not in shape["error"]
    assert any("\u4e00" <= char <= "\u9fff" for char in shape["error"])
    return str(shape["error"])


@pytest.fixture(scope="module")
def home(sample_library: Path) -> str:
    """The sample library; read only."""
    return str(sample_library)


@pytest.fixture
def copy(sample_library: Path, tmp_path: Path) -> Path:
    """A library of this test's own, to damage."""
    target = tmp_path / "copy"
    shutil.copytree(sample_library, target)
    return target


@pytest.mark.model
def test_ask_prints_the_contracts_answer(home: str) -> None:
    done = wenbao("ask", ASKED, "--home", home, "--json")
    assert done.returncode == 0
    shape = document(done)
    keys = {"question", "understood", "status", "answer", "items", "confidence", "citations"}
    assert keys | {"passages", "timings_ms"} <= set(shape)
    assert shape["status"] == "answered"
    assert shape["answer"] == "256个"
    assert shape["items"] == ["256个"]
    assert {"places", "period", "aspect", "answer_kind", "standalone"} <= set(shape["understood"])
    assert shape["understood"]["period"] == {"from": 2020, "to": 2020}
    assert {"total", "understand", "retrieve", "read"} <= set(shape["timings_ms"])
    assert all(set(citation) >= CITATION for citation in shape["citations"])
    assert all(set(passage) >= PASSAGE for passage in shape["passages"])
    assert len(shape["passages"]) == 20
    text = document(wenbao("show", "guangfeng-2021.md", "--home", home, "--json"))["text"]
    for citation in shape["citations"]:
        assert text[citation["start"] : citation["end"]] == citation["quote"]
    for passage in shape["passages"]:
        assert text[passage["start"] : passage["end"]] == passage["text"]


@pytest.mark.model
def test_a_refusal_is_an_answer(home: str) -> None:
    done = wenbao("--home", home, "--json", "ask", "2018年建成多少协商议事室")
    assert done.returncode == 0
    shape = document(done)
    assert shape["status"] == "refused"
    assert shape["answer"] is None
    assert shape["confidence"] is None
    assert shape["citations"] == []
    assert "2020年" in shape["reason"]
    assert set(shape["candidate"]) == {"answer", "confidence"}
    assert shape["passages"]


@pytest.mark.model
def test_ask_says_it_in_words_too(home: str) -> None:
    done = wenbao("ask", ASKED, "--home", home)
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == "256个"
    assert "(二)强化平台建设" in done.stdout
    assert "没有找到" in wenbao("ask", "2020年全区GDP是多少", "--home", home).stdout


@pytest.mark.model
def test_search_prints_the_passages_of_ask(home: str) -> None:
    shape = document(wenbao("search", ASKED, "-k", "20", "--home", home, "--json"))
    assert set(shape) >= {"question", "understood", "passages"}
    asked = document(wenbao("ask", ASKED, "--home", home, "--json"))
    assert shape["passages"] == asked["passages"]
    assert (
        len(document(wenbao("search", ASKED, "-k", "3", "--home", home, "--json"))["passages"]) == 3
    )


@pytest.mark.model
def test_show_prints_text_and_outline(home: str) -> None:
    shape = document(wenbao("show", "guangfeng-2021.md", "--home", home, "--json"))
    assert set(shape) >= {"id", "file", "title", "text", "outline"}
    assert shape["outline"]
    for section in shape["outline"]:
        assert set(section) >= {"heading", "level", "start", "end", "period"}
        assert shape["text"][section["start"] : section["end"]].startswith(section["heading"])
        assert section["level"] >= 1
        if section["period"]:
            assert set(section["period"]) == {"from", "to", "aspect"}
    by_id = document(wenbao("show", shape["id"], "--home", home, "--json"))
    assert by_id == shape
    assert wenbao("show", shape["id"], "--home", home).stdout.rstrip("\n") == shape["text"].rstrip(
        "\n"
    )
    tree = wenbao("show", shape["id"], "--outline", "--home", home).stdout
    assert [s["heading"] in tree for s in shape["outline"]] == [True] * len(shape["outline"])


@pytest.mark.model
def test_index_list_and_stat_and_verify(home: str) -> None:
    (entry,) = document(wenbao("index", "list", "--home", home, "--json"))["reports"]
    assert set(entry) >= {
        "id", "file", "title", "place", "kind", "delivered", "reviews", "plans", "passages",
        "characters",
    }  # fmt: skip
    assert entry["place"] == "上饶市广丰区"
    assert entry["kind"] == "政协常委会工作报告"
    assert entry["delivered"] == "2021-02-04"
    assert entry["reviews"]["from"] == 2020
    stat_shape = document(wenbao("index", "--json", "stat", "--home", home))
    assert stat_shape["reports"] == 1
    assert stat_shape["passages"] == entry["passages"]
    done = wenbao("index", "verify", "--home", home, "--json")
    assert done.returncode == 0
    shape = document(done)
    assert shape["checked"] > 3
    assert shape["damaged"] == []


@pytest.mark.model
def test_adding_reports_what_became_of_each_file(tmp_path: Path, sample_report: Path) -> None:
    folder, target = tmp_path / "reports", str(tmp_path / "home")
    folder.mkdir()
    shutil.copy(sample_report, folder / "good.md")
    (folder / "empty.md").write_bytes(b"")
    (folder / "binary.md").write_bytes(bytes(range(256)) * 20)
    (folder / "table.xlsx").write_bytes(b"PK\x03\x04")
    done = wenbao(
        "index", "add", str(folder), str(tmp_path / "nowhere"), "--home", target, "--json"
    )
    assert done.returncode == 0
    shape = document(done)
    assert set(shape) >= {"added", "unchanged", "replaced", "removed", "failed"}
    assert shape["added"] == ["good.md"]
    failed = {Path(item["file"]).name: item["reason"] for item in shape["failed"]}
    assert set(failed) == {"empty.md", "binary.md", "table.xlsx", "nowhere"}
    assert all(failed.values())
    again = document(wenbao("index", "add", str(folder / "good.md"), "--home", target, "--json"))
    assert again["unchanged"] == ["good.md"]
    assert again["added"] == []
    with (folder / "good.md").open("a", encoding="utf-8") as file:
        file.write("\n\n新增一段，建成驿站999个。\n")
    changed = document(wenbao("index", "add", str(folder / "good.md"), "--home", target, "--json"))
    assert changed["replaced"] == ["good.md"]
    (folder / "good.md").unlink()
    pruned = document(wenbao("index", "add", str(folder), "--prune", "--home", target, "--json"))
    assert pruned["removed"] == ["good.md"]


@pytest.mark.parametrize("name", ["nowhere", "empty.md", "binary.md", "table.xlsx"])
@pytest.mark.model
def test_adding_nothing_but_what_cannot_be_read_is_one(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty.md").write_bytes(b"")
    (tmp_path / "binary.md").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "table.xlsx").write_bytes(b"PK\x03\x04")
    done = wenbao("index", "add", str(tmp_path / name), "--home", str(tmp_path / "h"), "--json")
    assert done.returncode == 1
    (failed,) = document(done)["failed"]
    assert Path(failed["file"]).name == name
    assert failed["reason"]
    assert failed["reason"] in done.stderr


@pytest.mark.parametrize("words", [("ask", ASKED), ("search", ASKED), ("show", "x.md")])
def test_an_empty_library_says_what_to_type(tmp_path: Path, words: tuple[str, ...]) -> None:
    message = refused(wenbao(*words, "--home", str(tmp_path), "--json"), 1)
    assert "wenbao index add" in message


def test_listing_an_empty_library_is_no_error(tmp_path: Path) -> None:
    done = wenbao("index", "list", "--home", str(tmp_path), "--json")
    assert done.returncode == 0
    assert document(done) == {"reports": []}


@pytest.mark.model
@pytest.mark.parametrize("question", ["", "   ", "\u3000\n", "多" * 10_000])
def test_a_question_that_is_none_is_wrong_usage(home: str, question: str) -> None:
    refused(wenbao("ask", question, "--home", home, "--json"), 2)


@pytest.mark.model
def test_unknown_names_are_named(home: str) -> None:
    assert "nope.md" in refused(wenbao("show", "nope.md", "--home", home, "--json"), 1)
    assert "南昌市" in refused(
        wenbao("ask", ASKED, "--place", "南昌市", "--home", home, "--json"), 1
    )
    assert "nope.md" in refused(
        wenbao("search", ASKED, "--report", "nope.md", "--home", home, "--json"), 1
    )
    near = refused(wenbao("show", "guangfeng-2020.md", "--home", home, "--json"), 1)
    assert "guangfeng-2021.md" in near


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b'{"a": 1}',
        b'[["one"]]',
        b'[["a", "b", "c"]]',
        b"[[1, 2]]",
        b'"text"',
        b"\xff\xfe\x00",
        b"[" * 100_000,
    ],
)
def test_a_malformed_history_is_wrong_usage(home: str, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "history.json"
    file.write_bytes(content)
    message = refused(
        wenbao("ask", "那2020年呢", "--history", str(file), "--home", home, "--json"), 2
    )
    assert "--history" in message


@pytest.mark.model
def test_a_history_is_used(home: str, tmp_path: Path) -> None:
    missing = str(tmp_path / "nowhere.json")
    refused(wenbao("ask", ASKED, "--history", missing, "--home", home, "--json"), 2)
    file = tmp_path / "history.json"
    file.write_text('[["2018年建成多少协商议事室", null]]', encoding="utf-8")
    done = wenbao("ask", "那2020年呢", "--history", str(file), "--home", home, "--json")
    assert document(done)["answer"] == "256个"


@pytest.mark.parametrize(
    "words",
    [
        ("frobnicate",),
        (),
        ("index",),
        ("index", "frobnicate"),
        ("ask",),
        ("ask", ASKED, "--nope"),
        ("ask", ASKED, "--year", "twenty"),
        ("search", ASKED, "-k", "many"),
        ("search", ASKED, "-k", "0"),
        ("ask", ASKED, "--home"),
    ],
)
def test_wrong_usage_is_two_in_words_and_in_json(words: tuple[str, ...]) -> None:
    refused(wenbao("--json", *words), 2)
    told = wenbao(*words)
    assert told.returncode == 2
    assert told.stdout == ""
    assert told.stderr.startswith("错误：")


@pytest.mark.model
def test_an_index_of_another_model_is_refused_and_readable(copy: Path) -> None:
    from index.generation import read_manifest, seal

    (generation,) = (copy / "generations").iterdir()
    made = read_manifest(generation)
    (generation / "manifest.json").unlink()
    seal(
        generation,
        model="other",
        model_digest="0" * 64,
        dimensions=made.dimensions,
        reports=made.reports,
        passages=made.passages,
    )
    for words in (("ask", ASKED), ("search", ASKED)):
        message = refused(wenbao(*words, "--home", str(copy), "--json"), 1)
        assert "other" in message
        assert "wenbao index rebuild" in message
    assert wenbao("show", "guangfeng-2021.md", "--home", str(copy)).returncode == 0
    rebuilt = wenbao("index", "rebuild", "--home", str(copy), "--json")
    assert rebuilt.returncode == 0
    assert document(wenbao("ask", ASKED, "--home", str(copy), "--json"))["answer"] == "256个"


@pytest.mark.model
@pytest.mark.parametrize("name", ["vectors.faiss", "rows.npy", "reports.json", "manifest.json"])
@pytest.mark.parametrize("how", ["gone", "short"])
def test_a_damaged_index_is_three(copy: Path, name: str, how: str) -> None:
    (generation,) = (copy / "generations").iterdir()
    path = generation / name
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    refused(wenbao("ask", ASKED, "--home", str(copy), "--json"), 3)
    done = wenbao("index", "verify", "--home", str(copy), "--json")
    assert done.returncode == 3
    assert document(done)["damaged"]


@pytest.mark.model
def test_verify_names_one_changed_byte(copy: Path) -> None:
    (generation,) = (copy / "generations").iterdir()
    path = generation / "vectors.faiss"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    done = wenbao("index", "verify", "--home", str(copy), "--json")
    assert done.returncode == 3
    assert [item["file"] for item in document(done)["damaged"]] == ["vectors.faiss"]


@pytest.mark.model
def test_a_home_that_cannot_be_written(tmp_path: Path, sample_report: Path) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder", encoding="utf-8")
    message = refused(wenbao("index", "add", str(sample_report), "--home", str(file), "--json"), 1)
    assert str(file) in message


@pytest.mark.model
def test_a_read_only_home_can_be_asked_but_not_changed(copy: Path, sample_report: Path) -> None:
    for path in (copy, *copy.rglob("*")):
        path.chmod(stat.S_IRUSR | (stat.S_IXUSR if path.is_dir() else 0))
    try:
        done = wenbao("ask", ASKED, "--home", str(copy), "--json")
        assert document(done)["answer"] == "256个"
        if os.geteuid() == 0:
            pytest.skip("以 root 身份运行：权限位拦不住写入")
        refused(wenbao("index", "add", str(sample_report), "--home", str(copy), "--json"), 1)
    finally:
        for path in (copy, *copy.rglob("*")):
            path.chmod(stat.S_IRWXU)


def test_ctrl_c_is_one_line(home: str) -> None:
    running = subprocess.Popen(
        command("ask", ASKED, "--history", "-", "--home", home, "--json"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        # A shell's background jobs ignore the signal, and so would what they start.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    # It waits for the history on standard input; by then the program itself is up.
    time.sleep(4)
    assert running.poll() is None
    running.send_signal(signal.SIGINT)
    out, error = running.communicate(timeout=30)
    assert running.returncode == 130
    assert error.decode().strip() == "错误：已中断"
    assert json.loads(out) == {"error": "已中断"}


@pytest.mark.parametrize("words", [("show", "guangfeng-2021.md"), ("--help",), ("index", "list")])
def test_a_closed_pipe_is_no_error(home: str, words: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            command("--home", home, *words),
            stdout=writer,
            stderr=subprocess.PIPE,
            env=environment(),
            timeout=60,
            check=False,
        )
    finally:
        os.close(writer)
    assert done.stderr == b""
    assert done.returncode == 0


_BLOCKED = """
import socket, sys
real = socket.socket.connect
def connect(self, address, *rest):
    if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
        print("CONNECT", address, file=sys.stderr); raise OSError("blocked")
    return real(self, address, *rest)
socket.socket.connect = connect
def lookup(host, *rest, **keys):
    print("LOOKUP", host, file=sys.stderr); raise OSError("blocked")
socket.getaddrinfo = lookup
from ui.cli import main
code = main(["ask", sys.argv[1], "--home", sys.argv[2], "--json"])
heavy = {"torch", "transformers", "sentence_transformers", "gradio", "langchain_text_splitters",
         "langchain", "langchain_core", "fastapi", "uvicorn", "pandas", "sklearn"}
print("LOADED", sorted(heavy & set(sys.modules)), file=sys.stderr)
raise SystemExit(code)
"""


@pytest.mark.model
def test_ask_needs_no_network_and_nothing_heavy(home: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _BLOCKED, ASKED, home],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(),
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["answer"] == "256个"
    assert "LOADED []" in done.stderr
    assert "CONNECT" not in done.stderr
    assert "LOOKUP" not in done.stderr


def test_help_imports_nothing_but_the_standard_library() -> None:
    code = (
        "import sys\nfrom ui.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({'numpy','faiss','torch','gradio','tqdm','platformdirs','onnxruntime'}"
        " & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=True
    )
    assert done.stderr.strip() == "[]"
    assert "wenbao" in done.stdout


def _median_seconds(words: tuple[str, ...], count: int) -> float:
    took = []
    for _ in range(count):
        began = time.perf_counter()
        assert wenbao(*words).returncode == 0
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def test_help_is_instant() -> None:
    # The promise is 0.5 s; a shared machine may be doing other things as well.
    assert _median_seconds(("--help",), 5) < 1.0


@pytest.mark.model
def test_a_fresh_question_takes_seconds(home: str) -> None:
    # The promise is 3 s.
    assert _median_seconds(("ask", ASKED, "--home", home), 3) < 6.0
