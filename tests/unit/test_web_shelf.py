"""The library's paths: what they list, take, refuse and change, through the guard."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from index_helpers import HashEncoder, report_text
from starlette.testclient import TestClient

from index.lock import writing
from index.snapshot import open_snapshot
from ui.web.guard import Guard, Names
from ui.web.holder import LibraryHolder
from ui.web.shelf_routes import PATHS, shelf_router
from ui.web.uploads import FOLDER, UploadLimits

LIMITS = UploadLimits(file_bytes=20_000, batch_bytes=50_000, batch_files=6, free_bytes=0)
OURS = {"X-Wenbao": "1"}
BROKEN = b"PK\x03\x04 this is no archive"


class Page:
    """A page's requests: to a chat over `home`, from the chat's own address."""

    def __init__(
        self, home: Path, *, editable: bool = True, encoder: HashEncoder | None = None
    ) -> None:
        self.home = home
        self.holder = LibraryHolder(home, load=lambda: encoder or HashEncoder())
        app = FastAPI()
        app.include_router(shelf_router(self.holder, editable=editable, limits=LIMITS))
        guard = Guard(app, Names(frozenset({"127.0.0.1"})))
        self.client = TestClient(guard, base_url="http://127.0.0.1:7860")

    def reports(self) -> dict[str, Any]:
        shape: dict[str, Any] = self.client.get("/shelf/reports").json()
        return shape

    def batch(self) -> str:
        answer = self.client.post("/shelf/batch", headers=OURS, json={})
        assert answer.status_code == 200, answer.text
        name: str = answer.json()["batch"]
        return name

    def send(self, batch: str, name: str, data: bytes) -> Any:
        headers = {**OURS, "X-File-Name": quote(name)}
        return self.client.post(f"/shelf/file?batch={batch}", headers=headers, content=data)

    def change(self, what: str, body: dict[str, Any]) -> dict[str, Any]:
        """Start a change and wait for its end."""
        answer = self.client.post(f"/shelf/{what}", headers=OURS, json=body)
        assert answer.status_code == 202, answer.text
        job: dict[str, Any] = answer.json()
        deadline = time.monotonic() + 60
        while job["state"] == "working" and time.monotonic() < deadline:
            time.sleep(0.02)
            job = self.client.get(f"/shelf/job?job={job['job']}").json()
        return job

    def add(self, *files: tuple[str, bytes]) -> dict[str, Any]:
        batch = self.batch()
        for name, data in files:
            assert self.send(batch, name, data).status_code == 200
        return self.change("add", {"batch": batch})


@pytest.fixture
def page(tmp_path: Path) -> Page:
    return Page(tmp_path / "home")


def text(place: str, year: int = 2020, figure: int = 12) -> bytes:
    return report_text(place, year, figure).encode()


def originals(home: Path) -> list[str]:
    return sorted(path.name for path in (home / FOLDER).iterdir() if path.is_file())


def test_good_files_go_in_and_a_broken_one_is_named_with_its_reason(page: Page) -> None:
    job = page.add(("甲.md", text("甲市")), ("坏.docx", BROKEN), ("乙.txt", text("乙市", 2021)))
    assert job["state"] == "done"
    outcomes = [(file["name"], file["outcome"]) for file in job["files"]]
    assert outcomes == [("甲.md", "added"), ("坏.docx", "failed"), ("乙.txt", "added")]
    assert "文件不完整" in job["files"][1]["message"]
    rows = {row["file"]: row for row in page.reports()["reports"]}
    assert set(rows) == {"甲.md", "乙.txt"}
    assert rows["甲.md"]["place"] == "甲市"
    assert rows["甲.md"]["kind"] == "政府工作报告"
    assert rows["甲.md"]["delivered"] == "2020-01-08"
    assert (rows["甲.md"]["reviews"], rows["甲.md"]["plans"]) == ("2019", "2020")
    # What went in can be asked at once; what failed leaves nothing behind.
    assert page.holder.library.search("新建公园多少个").passages
    assert originals(page.home) == ["乙.txt", "甲.md"]
    assert list((page.home / FOLDER / ".incoming").iterdir()) == []


def test_the_same_bytes_are_not_taken_twice_and_a_namesake_gets_its_own_name(page: Page) -> None:
    page.add(("报告.md", text("甲市")))
    job = page.add(("别名.md", text("甲市")), ("报告.md", text("乙市")), ("又.md", text("乙市")))
    assert [file["outcome"] for file in job["files"]] == ["known", "added", "known"]
    assert "报告.md" in job["files"][0]["message"]
    assert "报告 (2).md" in job["files"][1]["message"]
    places = {row["file"]: row["place"] for row in page.reports()["reports"]}
    assert places == {"报告.md": "甲市", "报告 (2).md": "乙市"}


def test_a_correction_holds_and_can_be_taken_back(page: Page) -> None:
    page.add(("甲.md", text("甲市")))
    [row] = page.reports()["reports"]
    fields = {"place": "丁市<b>", "delivered": "2022-03", "kind": "其他"}
    assert page.change("correct", {"report": row["id"], "fields": fields})["state"] == "done"
    [row] = page.reports()["reports"]
    assert (row["place"], row["delivered"], row["kind"]) == ("丁市<b>", "2022-03", "其他")
    assert row["reviews"] == "2021"
    assert row["corrected"] == ["delivered", "kind", "place"]
    page.change("correct", {"report": row["id"], "fields": {"place": ""}})
    [row] = page.reports()["reports"]
    assert (row["place"], row["corrected"]) == ("甲市", ["delivered", "kind"])


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"delivered": "昨天"}, "日期 '昨天' 应写成"),
        ({"reviews": "2020-2016"}, "回顾的年份"),
        ({"kind": "小说"}, "种类"),
        ({"title": "x" * 201}, "标题最多"),
        ({"title": "两\n行"}, "标题最多"),
        ({"title": 3}, "标题最多"),
        ({"source": "/etc/passwd"}, "没有要更正的内容"),
        ({}, "没有要更正的内容"),
        ([], "没有要更正的内容"),
    ],
)
def test_a_value_that_no_report_can_have_is_refused_in_chinese(
    page: Page, fields: Any, said: str
) -> None:
    body = {"report": "x", "fields": fields}
    answer = page.client.post("/shelf/correct", headers=OURS, json=body)
    assert answer.status_code == 409
    assert said in answer.json()["error"]


def test_removing_takes_the_upload_and_its_corrections_but_no_other_file(
    page: Page, tmp_path: Path
) -> None:
    from index.build import add_paths

    outside = tmp_path / "外.md"
    outside.write_bytes(text("丙市"))
    add_paths(page.home, [outside], encoder=HashEncoder)
    page.add(("甲.md", text("甲市")))
    rows = {row["file"]: row for row in page.reports()["reports"]}
    page.change("correct", {"report": rows["甲.md"]["id"], "fields": {"place": "丁市"}})
    for row in rows.values():
        assert page.change("remove", {"report": row["id"]})["state"] == "done"
    assert page.reports()["reports"] == []
    assert originals(page.home) == []
    assert outside.exists()
    # A new file of that name is read afresh.
    page.add(("甲.md", text("戊市")))
    assert [row["place"] for row in page.reports()["reports"]] == ["戊市"]


def test_nothing_tells_where_the_library_lies(page: Page, tmp_path: Path) -> None:
    page.add(("甲.md", text("甲市")))
    with writing(page.home):
        job = page.add(("乙.md", text("乙市")))
    said = [json.dumps(page.reports(), ensure_ascii=False), json.dumps(job, ensure_ascii=False)]
    assert job["state"] == "failed"
    assert "资料库 正被另一个程序写入" in job["message"]
    assert "等它结束后再试" in job["message"]
    assert originals(page.home) == ["甲.md"]
    for path in ("/shelf/job?job=../../x", "/shelf/job"):
        answer = page.client.get(path)
        assert answer.status_code == 404
        said.append(answer.text)
    assert not any(str(tmp_path) in text or str(tmp_path.parent) in text for text in said)


def test_while_one_change_is_made_another_is_told_to_wait(tmp_path: Path) -> None:
    entered, go_on = threading.Event(), threading.Event()

    def wait() -> None:
        entered.set()
        assert go_on.wait(60)

    page = Page(tmp_path / "home", encoder=HashEncoder(before=wait))
    first, second = page.batch(), page.batch()
    page.send(first, "甲.md", text("甲市"))
    page.send(second, "乙.md", text("乙市"))
    job = page.client.post("/shelf/add", headers=OURS, json={"batch": first}).json()
    assert entered.wait(60)
    for what, body in (
        ("add", {"batch": second}),
        ("correct", {"report": "x", "fields": {"place": "丁市"}}),
    ):
        answer = page.client.post(f"/shelf/{what}", headers=OURS, json=body)
        assert answer.status_code == 423
        assert "正在改动" in answer.json()["error"]
    assert page.reports()["busy"] is True
    go_on.set()
    deadline = time.monotonic() + 60
    while page.client.get(f"/shelf/job?job={job['job']}").json()["state"] == "working":
        assert time.monotonic() < deadline
        time.sleep(0.02)
    # The batch that was told to wait is still there.
    assert page.change("add", {"batch": second})["state"] == "done"
    assert len(page.reports()["reports"]) == 2


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("程序.exe", b"x", 400),
        ("", b"x", 400),
        ("空.md", b"", 400),
        ("大.md", b"x" * 20_001, 413),
    ],
)
def test_what_is_not_to_be_taken_is_refused_before_it_is_written(
    page: Page, name: str, data: bytes, status: int
) -> None:
    batch = page.batch()
    answer = page.send(batch, name, data)
    assert answer.status_code == status
    assert answer.json()["error"]
    assert list((page.home / FOLDER / ".incoming" / batch).iterdir()) == []


def test_a_body_of_unsaid_length_is_refused(page: Page) -> None:
    def body() -> Iterator[bytes]:
        yield b"x"

    headers = {**OURS, "X-File-Name": "a.md"}
    answer = page.client.post(f"/shelf/file?batch={page.batch()}", headers=headers, content=body())
    assert answer.status_code == 411


def test_a_path_in_a_name_stays_in_the_folder(page: Page) -> None:
    job = page.add(("../../../../逃.md", text("甲市")), ("..\\..\\跑.md", text("乙市")))
    assert [file["name"] for file in job["files"]] == ["逃.md", "跑.md"]
    assert originals(page.home) == ["跑.md", "逃.md"]
    assert [path.name for path in page.home.parent.iterdir()] == [page.home.name]
    found = {path.name for path in page.home.rglob("*.md")}
    assert found == {"跑.md", "逃.md"}


def test_a_page_of_another_site_and_a_plain_form_change_nothing(page: Page) -> None:
    evil = {**OURS, "Origin": "https://example.org"}
    for path in PATHS - {"/shelf/reports", "/shelf/job"}:
        assert page.client.post(path, headers=evil, json={}).status_code == 403
        assert page.client.post(path, json={}).status_code == 403
        assert page.client.get(path, headers=OURS).status_code == 405
    assert not (page.home / FOLDER).exists()


def test_a_read_only_page_sees_all_and_changes_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    Page(home).add(("甲.md", text("甲市")))
    page = Page(home, editable=False)
    shape = page.reports()
    assert shape["editable"] is False
    assert [row["place"] for row in shape["reports"]] == ["甲市"]
    [row] = shape["reports"]
    for path, body in (
        ("batch", {}),
        ("file", {}),
        ("add", {"batch": "x"}),
        ("correct", {"report": row["id"], "fields": {"place": "丁市"}}),
        ("remove", {"report": row["id"]}),
    ):
        answer = page.client.post(f"/shelf/{path}", headers=OURS, json=body)
        assert answer.status_code == 403
        assert "只能看" in answer.json()["error"]
    assert page.reports() == shape


def test_an_upload_is_never_served_back(page: Page) -> None:
    page.add(("甲.md", text("甲市")))
    for path in ("/shelf/file", "/shelf/uploads/甲.md", "/uploads/甲.md", "/shelf/file/甲.md"):
        assert page.client.get(path).status_code in (404, 405)


@pytest.mark.parametrize("body", [b"", b"[]", b"x", b'{"batch":' + b"1" * 30_000 + b"}"])
def test_a_request_that_makes_no_sense_is_answered_in_one_line(page: Page, body: bytes) -> None:
    answer = page.client.post("/shelf/add", headers=OURS, content=body)
    assert answer.status_code == 409
    assert "\n" not in answer.json()["error"]


def test_a_library_changed_by_the_command_line_is_listed_at_once(page: Page) -> None:
    from index.build import add_paths

    page.add(("甲.md", text("甲市")))
    folder = page.home.parent / "more"
    folder.mkdir()
    (folder / "乙.md").write_bytes(text("乙市"))
    add_paths(page.home, [folder], encoder=HashEncoder)
    assert [row["file"] for row in page.reports()["reports"]] == ["乙.md", "甲.md"]
    snapshot = open_snapshot(page.home)
    assert snapshot is not None
    assert len(snapshot.entries) == 2
