"""What a user gets wrong is told in one line, in JSON too, with the exit code of the contract."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_helpers import ASKED, document, refused, wenbao


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
def test_a_question_that_is_none_is_wrong_usage(sample_home: str, question: str) -> None:
    refused(wenbao("ask", question, "--home", sample_home, "--json"), 2)


@pytest.mark.model
def test_unknown_names_are_named(sample_home: str) -> None:
    assert "nope.md" in refused(wenbao("show", "nope.md", "--home", sample_home, "--json"), 1)
    assert "南昌市" in refused(
        wenbao("ask", ASKED, "--place", "南昌市", "--home", sample_home, "--json"), 1
    )
    assert "nope.md" in refused(
        wenbao("search", ASKED, "--report", "nope.md", "--home", sample_home, "--json"), 1
    )
    near = refused(wenbao("show", "guangfeng-2020.md", "--home", sample_home, "--json"), 1)
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
def test_a_malformed_history_is_wrong_usage(
    sample_home: str, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "history.json"
    file.write_bytes(content)
    message = refused(
        wenbao("ask", "那2020年呢", "--history", str(file), "--home", sample_home, "--json"), 2
    )
    assert "--history" in message


@pytest.mark.model
def test_a_history_is_used(sample_home: str, tmp_path: Path) -> None:
    missing = str(tmp_path / "nowhere.json")
    refused(wenbao("ask", ASKED, "--history", missing, "--home", sample_home, "--json"), 2)
    file = tmp_path / "history.json"
    file.write_text('[["2018年建成多少协商议事室", null]]', encoding="utf-8")
    done = wenbao("ask", "那2020年呢", "--history", str(file), "--home", sample_home, "--json")
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
def test_a_home_that_cannot_be_written(tmp_path: Path, sample_report: Path) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder", encoding="utf-8")
    message = refused(wenbao("index", "add", str(sample_report), "--home", str(file), "--json"), 1)
    assert str(file) in message
