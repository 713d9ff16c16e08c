"""The ways by which Gradio servers have been broken into, each tried on the real server."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from chat_server import serving
from cli_helpers import ASKED, ROOT

pytestmark = pytest.mark.model

JSON = {"content-type": "application/json"}
JOIN = "/gradio_api/queue/join"
SESSION = "0123456789a"


@pytest.fixture(scope="module")
def address(sample_library: Path) -> Iterator[str]:
    with serving(sample_library, attacked=True) as (url, _):
        yield url


def raw(address: str, request: str) -> tuple[int, str]:
    """Status and text of a request that is sent as it stands: clients would tidy its path."""
    parts = urlsplit(address)
    assert parts.hostname is not None
    with socket.create_connection((parts.hostname, parts.port or 0), timeout=20) as sock:
        sock.sendall(request.encode("latin-1"))
        got = b""
        while chunk := sock.recv(65536):
            got += chunk
    text = got.decode("utf-8", errors="replace")
    return int(text.split(" ", 2)[1]), text


def get(address: str, path: str, *headers: str) -> tuple[int, str]:
    host = urlsplit(address).netloc
    lines = (f"GET {path} HTTP/1.1", f"Host: {host}", "Connection: close", *headers, "", "")
    return raw(address, "\r\n".join(lines))


def config(address: str) -> dict[str, Any]:
    return dict(httpx.get(f"{address}/config").json())


def private_events(address: str) -> list[int]:
    return [d["id"] for d in config(address)["dependencies"] if d["api_visibility"] == "private"]


def still_answers(address: str) -> None:
    from gradio_client import Client

    client = Client(address, analytics_enabled=False, verbose=False)
    assert client.predict(ASKED, api_name="/ask")["answer"] == "256个"


@pytest.mark.parametrize("prefix", ["", "/gradio_api"])
@pytest.mark.parametrize(
    "path",
    [
        "/file=/etc/passwd",
        "/file=../../../../etc/passwd",
        "/file=%2Fetc%2Fpasswd",
        "/file=C:/Windows/win.ini",
        "/file=\\\\server\\share",
        "/file//etc/passwd",
        "/file=pyproject.toml",
        "/file=/proc/self/environ",
    ],
)
def test_no_file_is_read_by_its_path(address: str, prefix: str, path: str) -> None:
    status, text = get(address, prefix + path)
    assert status == 404
    assert "root:" not in text


@pytest.mark.parametrize("folder", ["/static/", "/assets/"])
@pytest.mark.parametrize(
    "path",
    [
        "../../../../../../etc/passwd",
        "..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "..%252f..%252f..%252fetc%252fpasswd",
        "..\\..\\..\\etc\\passwd",
        "%5c..%5c..%5cetc%5cpasswd",
        "/etc/passwd",
        "%00",
    ],
)
def test_no_path_leads_out_of_the_static_files(address: str, folder: str, path: str) -> None:
    status, text = get(address, folder + path)
    assert status == 404
    assert "root:" not in text


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/proxy=http://127.0.0.1:1/",
        "/proxy=https://example.hf.space/",
        "/gradio_api/proxy=file:///etc/passwd",
        "/gradio_api/file=http://127.0.0.1:1/",
        "/gradio_api/custom_component/x/client/component/../../etc/passwd",
        "/gradio_api/stream/x/1/1/playlist.m3u8",
        "/gradio_api/upload_progress?upload_id=x",
        "/gradio_api/openapi.json",
        "/gradio_api/deep_link",
        "/gradio_api/mcp/",
        "/gradio_api/runs",
        "/gradio_api/token",
        "/gradio_api/profiling/traces",
        "/gradio_api/vibe-code",
        "/monitoring",
        "/monitoring/summary",
        "/docs",
        "/openapi.json",
        "/pwa_icon",
        "/svelte/x",
    ],
)
def test_gradios_other_doors_are_shut(address: str, path: str) -> None:
    assert get(address, path)[0] == 404


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload",
        "/upload",
        "/gradio_api/component_server",
        "/gradio_api/component_server/",
        "/gradio_api/stream/x",
        "/gradio_api/process_recording",
        "/gradio_api/vibe-edit",
        "/gradio_api/run/ask",
        "/gradio_api/api/ask",
        "/gradio_api/call/ask",
        "/gradio_api/call/v2/answer",
        "/login",
    ],
)
def test_nothing_can_be_posted_elsewhere(address: str, path: str) -> None:
    got = httpx.post(address + path, content=b"{}", headers=JSON)
    assert got.status_code == 404
    files = {"files": ("x.txt", b"x")}
    assert httpx.post(address + path, files=files).status_code == 404


def test_a_question_fetches_nothing_from_a_server(address: str) -> None:
    """A file value that names a URL made Gradio fetch it (SSRF)."""
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.settimeout(1)
        url = f"http://127.0.0.1:{trap.getsockname()[1]}/x"
        file = {"path": url, "url": url, "meta": {"_type": "gradio.FileData"}}
        for value in (url, file, [file]):
            for number in (*private_events(address), "ask"):
                name = {"fn_index": number} if number != "ask" else {}
                path = JOIN if name else "/gradio_api/call/v2/ask"
                body = (
                    {"data": [value] * 2, "session_hash": SESSION, **name}
                    if name
                    else {"question": value}
                )
                httpx.post(address + path, json=body)
        with pytest.raises(TimeoutError):
            trap.accept()
    still_answers(address)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "evil@127.0.0.1x"])
def test_another_name_for_this_machine_is_refused(address: str, host: str) -> None:
    port = urlsplit(address).port
    got = httpx.get(f"{address}/config", headers={"host": f"{host}:{port}"})
    assert got.status_code in (400, 403)
    assert "dependencies" not in got.text


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
def test_another_sites_page_gets_nothing(address: str, origin: str) -> None:
    for method, path in (("GET", "/config"), ("POST", JOIN), ("OPTIONS", JOIN)):
        asking = {"origin": origin, "access-control-request-method": "POST"}
        got = httpx.request(method, address + path, headers=asking)
        assert got.status_code == 403
        assert "access-control-allow-origin" not in got.headers


def test_another_site_cannot_load_parts_of_the_page(address: str) -> None:
    for site in ("cross-site", "same-site"):
        got = httpx.get(f"{address}/config", headers={"sec-fetch-site": site})
        assert got.status_code == 403


@pytest.mark.parametrize("path", ["/", "/config", "/gradio_api/info", "/theme.css", "/nothing"])
def test_no_answer_names_a_place_on_this_machine(
    address: str, path: str, sample_library: Path
) -> None:
    import gradio

    text = httpx.get(address + path).text
    for place in (sample_library, ROOT, Path(gradio.__file__).parent, Path.home()):
        assert str(place) not in text


def test_forwarded_headers_change_nothing(address: str) -> None:
    lie = {"x-forwarded-host": "evil.example", "x-forwarded-proto": "https"}
    got = httpx.get(f"{address}/config", headers=lie)
    assert got.status_code == 200
    assert "evil.example" not in got.text


def test_an_oversized_request_is_turned_away_unread(address: str) -> None:
    host = urlsplit(address).netloc
    head = f"POST {JOIN} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
    status, text = raw(address, f"{head}Content-Length: 999999999999\r\n\r\n{{")
    assert (status, "请求太大" in text) == (413, True)


def test_a_request_of_unknown_size_is_turned_away(address: str) -> None:
    def endless() -> Iterator[bytes]:
        yield b"{}"

    got = httpx.post(address + JOIN, content=endless(), headers=JSON)
    assert got.status_code == 411


@pytest.mark.parametrize("number", ["-1", "99999", '"x"', "null", "1.5", "1e400", "[]", "true"])
def test_a_malformed_event_is_refused_without_harm(address: str, number: str) -> None:
    body = f'{{"data": [], "fn_index": {number}, "session_hash": "{SESSION}"}}'
    got = httpx.post(address + JOIN, content=body, headers=JSON)
    assert 200 <= got.status_code < 500
    assert "Traceback" not in got.text
    assert str(ROOT) not in got.text


@pytest.mark.parametrize("body", ["", "[]", "null", "{", '"x"', "[" * 50_000])
def test_a_malformed_request_is_refused_without_harm(address: str, body: str) -> None:
    for path in (JOIN, "/gradio_api/call/v2/ask", "/gradio_api/cancel", "/gradio_api/reset"):
        got = httpx.post(address + path, content=body, headers=JSON)
        assert 400 <= got.status_code < 500 or path != JOIN
        assert "Traceback" not in got.text
    still_answers(address)


def test_private_events_with_wrong_values_do_no_harm(address: str) -> None:
    for number in private_events(address):
        for data in ([], [None] * 9, [{"__type__": "update"}] * 2, ["../../etc/passwd"] * 2):
            body = {"data": data, "fn_index": number, "session_hash": SESSION}
            assert httpx.post(address + JOIN, json=body).status_code < 500
    still_answers(address)


def test_no_talk_shows_in_anothers(address: str) -> None:
    """The page's own way: two sessions ask at the same time, each hears of its own alone."""
    shape = config(address)
    ids = {one["props"].get("elem_id"): one["id"] for one in shape["components"]}
    asking = next(d for d in shape["dependencies"] if d["inputs"][:1] == [ids["wb-request"]])
    assert asking["inputs"][1:] == [ids["wb-scope-value"]]
    heard: dict[str, str] = {}

    def talk(session: str, question: str) -> None:
        wish = json.dumps({"n": 1, "turns": [], "question": question})
        body = {"data": [wish, ""], "fn_index": asking["id"], "session_hash": session}
        assert httpx.post(address + JOIN, json=body).status_code == 200
        url = f"{address}/gradio_api/queue/data?session_hash={session}"
        with httpx.stream("GET", url, timeout=60) as stream:
            heard[session] = "".join(
                json.dumps(json.loads(line[6:]), ensure_ascii=False)
                for line in stream.iter_lines()
                if line.startswith("data: ")
            )

    asked = {"session-one": "2020年建成多少协商议事室", "session-two": "区政协主席是谁"}
    threads = [threading.Thread(target=talk, args=pair) for pair in asked.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for session, question in asked.items():
        assert question in heard[session]
        assert not any(other in heard[session] for other in asked.values() if other != question)


OURS = {"x-wenbao": "1", **JSON}


@pytest.mark.parametrize("path", ["batch", "file", "add", "correct", "remove"])
def test_the_library_is_changed_from_its_own_page_alone(address: str, path: str) -> None:
    """Without the page's header, which another site's form cannot send, nothing is changed."""
    got = httpx.post(f"{address}/shelf/{path}", content=b"{}")
    assert got.status_code == 403
    assert "网页" in got.json()["error"]
    assert httpx.get(f"{address}/shelf/{path}").status_code in (404, 405)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("remove", '{"report": "../../../etc/passwd"}'),
        ("remove", '{"report": ["x"]}'),
        ("correct", '{"report": "guangfeng-2021.md", "fields": {"title": "a\\nb"}}'),
        ("correct", '{"report": "guangfeng-2021.md", "fields": {"__class__": "x"}}'),
        ("correct", '{"report": "guangfeng-2021.md", "fields": {"delivered": "2021-99-99"}}'),
        ("add", '{"batch": "../../.."}'),
        ("add", "[]"),
        ("add", "{"),
        ("add", '{"batch": "' + "x" * 30_000 + '"}'),
    ],
)
def test_a_malformed_change_of_the_library_changes_nothing(
    address: str, path: str, body: str, sample_library: Path
) -> None:
    before = httpx.get(f"{address}/shelf/reports").json()
    got = httpx.post(f"{address}/shelf/{path}", content=body, headers=OURS)
    assert got.status_code == 409
    assert str(sample_library) not in got.text
    assert httpx.get(f"{address}/shelf/reports").json() == before


@pytest.mark.parametrize(
    "name", ["../../../../tmp/x.docx", "..%2f..%2fx.docx", "/etc/x.docx", "a/../x.docx"]
)
def test_an_upload_stays_where_uploads_lie(address: str, name: str, sample_library: Path) -> None:
    before = {path for path in sample_library.rglob("*") if "uploads" not in path.parts}
    batch = httpx.post(f"{address}/shelf/batch", content=b"{}", headers=OURS).json()["batch"]
    url = f"{address}/shelf/file?batch={batch}"
    got = httpx.post(url, content=b"x", headers={**OURS, "x-file-name": name})
    assert got.json() == {"name": "x.docx"}
    assert httpx.get(url).status_code in (404, 405)
    # What was sent waits in its batch, under a name of the server's own.
    kept = [path.name for path in (sample_library / "uploads" / ".incoming" / batch).iterdir()]
    assert kept == ["1.part"]
    assert before == {path for path in sample_library.rglob("*") if "uploads" not in path.parts}
    # Thrown away with its batch: one letter is no Word file.
    job = httpx.post(f"{address}/shelf/add", json={"batch": batch}, headers=OURS).json()
    while job["state"] == "working":
        job = httpx.get(f"{address}/shelf/job?job={job['job']}").json()
    assert [file["outcome"] for file in job["files"]] == ["failed"]


def test_an_oversized_upload_is_turned_away_unread(address: str) -> None:
    host = urlsplit(address).netloc
    head = f"POST /shelf/file?batch=x HTTP/1.1\r\nHost: {host}\r\nX-Wenbao: 1\r\n"
    head += "X-File-Name: x.md\r\nConnection: close\r\n"
    status, text = raw(address, f"{head}Content-Length: 999999999999\r\n\r\n")
    assert (status, "上限" in text) == (413, True)
