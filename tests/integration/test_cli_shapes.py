"""Every JSON document that the command line prints has the shape of the contract."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cli_helpers import ASKED, document, wenbao

PASSAGE = {"file", "start", "end", "section", "text", "score"}
CITATION = {"n", "id", "file", "title", "place", "delivered", "section", "start", "end", "quote"}
CITATION |= {"answer_spans"}


@pytest.mark.model
def test_ask_prints_the_contracts_answer(sample_home: str) -> None:
    done = wenbao("ask", ASKED, "--home", sample_home, "--json")
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
    text = document(wenbao("show", "guangfeng-2021.md", "--home", sample_home, "--json"))["text"]
    for citation in shape["citations"]:
        assert text[citation["start"] : citation["end"]] == citation["quote"]
    for passage in shape["passages"]:
        assert text[passage["start"] : passage["end"]] == passage["text"]


@pytest.mark.model
def test_a_refusal_is_an_answer(sample_home: str) -> None:
    done = wenbao("--home", sample_home, "--json", "ask", "2018年建成多少协商议事室")
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
def test_ask_says_it_in_words_too(sample_home: str) -> None:
    done = wenbao("ask", ASKED, "--home", sample_home)
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == "256个"
    assert "(二)强化平台建设" in done.stdout
    assert "没有找到" in wenbao("ask", "2020年全区GDP是多少", "--home", sample_home).stdout


@pytest.mark.model
def test_search_prints_the_passages_of_ask(sample_home: str) -> None:
    shape = document(wenbao("search", ASKED, "-k", "20", "--home", sample_home, "--json"))
    assert set(shape) >= {"question", "understood", "passages"}
    asked = document(wenbao("ask", ASKED, "--home", sample_home, "--json"))
    # Reading puts them in another order; what was found is the same.
    found = {(p["id"], p["start"], p["text"]) for p in shape["passages"]}
    assert found == {(p["id"], p["start"], p["text"]) for p in asked["passages"]}
    assert (
        len(
            document(wenbao("search", ASKED, "-k", "3", "--home", sample_home, "--json"))[
                "passages"
            ]
        )
        == 3
    )


@pytest.mark.model
def test_show_prints_text_and_outline(sample_home: str) -> None:
    shape = document(wenbao("show", "guangfeng-2021.md", "--home", sample_home, "--json"))
    assert set(shape) >= {"id", "file", "title", "text", "outline"}
    assert shape["outline"]
    for section in shape["outline"]:
        assert set(section) >= {"heading", "level", "start", "end", "period"}
        assert shape["text"][section["start"] : section["end"]].startswith(section["heading"])
        assert section["level"] >= 1
        if section["period"]:
            assert set(section["period"]) == {"from", "to", "aspect"}
    by_id = document(wenbao("show", shape["id"], "--home", sample_home, "--json"))
    assert by_id == shape
    assert wenbao("show", shape["id"], "--home", sample_home).stdout.rstrip("\n") == shape[
        "text"
    ].rstrip("\n")
    tree = wenbao("show", shape["id"], "--outline", "--home", sample_home).stdout
    assert [s["heading"] in tree for s in shape["outline"]] == [True] * len(shape["outline"])


@pytest.mark.model
def test_index_list_and_stat_and_verify(sample_home: str) -> None:
    (entry,) = document(wenbao("index", "list", "--home", sample_home, "--json"))["reports"]
    assert set(entry) >= {
        "id", "file", "title", "place", "kind", "delivered", "reviews", "plans", "passages",
        "characters",
    }  # fmt: skip
    assert entry["place"] == "上饶市广丰区"
    assert entry["kind"] == "政协常委会工作报告"
    assert entry["delivered"] == "2021-02-04"
    assert entry["reviews"]["from"] == 2020
    stat_shape = document(wenbao("index", "--json", "stat", "--home", sample_home))
    assert stat_shape["reports"] == 1
    assert stat_shape["passages"] == entry["passages"]
    done = wenbao("index", "verify", "--home", sample_home, "--json")
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
