"""The API as programs use it: the real client, the real server, the contract's JSON."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from chat_server import serving
from cli_helpers import ASKED, ROOT, document, wenbao

from ui.web.guard import ENDPOINTS

if TYPE_CHECKING:
    from gradio_client import Client

pytestmark = pytest.mark.model

DOCS = ROOT / "docs" / "api.md"
PASSWORD = "一个够长的密码-8"
#: What differs between two runs of the same question.
TIMES = "timings_ms"


@pytest.fixture(scope="module")
def address(sample_library: Path) -> Iterator[str]:
    with serving(sample_library) as (url, _):
        yield url


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    from gradio_client import Client

    return Client(address, analytics_enabled=False, verbose=False)


def without_times(shape: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in shape.items() if name != TIMES}


def test_ask_is_the_command_lines_answer(client: Client, sample_home: str) -> None:
    answer = client.predict(ASKED, api_name="/ask")
    assert answer["answer"] == "256个"
    assert answer["citations"][0]["quote"] == "现已建成协商议事室256个"
    told = document(wenbao("ask", ASKED, "--home", sample_home, "--json"))
    assert without_times(answer) == without_times(told)
    assert set(answer[TIMES]) == set(told[TIMES])


def test_search_is_the_command_lines_search(client: Client, sample_home: str) -> None:
    found = client.predict(question="协商议事室", k=3, api_name="/search")
    assert len(found["passages"]) == 3
    told = document(wenbao("search", "协商议事室", "-k", "3", "--home", sample_home, "--json"))
    assert found == told


def test_list_is_the_command_lines_list(client: Client, sample_home: str) -> None:
    told = document(wenbao("index", "list", "--home", sample_home, "--json"))
    assert client.predict(api_name="/list") == told


def test_read_is_the_command_lines_report(client: Client, sample_home: str) -> None:
    told = document(wenbao("show", "guangfeng-2021.md", "--home", sample_home, "--json"))
    whole = client.predict("guangfeng-2021.md", api_name="/read")
    assert {name: whole[name] for name in told} == told
    assert whole["characters"] == len(told["text"])
    part = client.predict(told["id"], 10, 30, api_name="/read")
    assert part["text"] == told["text"][10:30]
    assert part["outline"] == told["outline"]


def test_every_citation_stands_where_it_says(client: Client) -> None:
    answer = client.predict(ASKED, api_name="/ask")
    for citation in answer["citations"]:
        report = client.predict(citation["id"], api_name="/read")
        assert report["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_a_refusal_is_an_answer(client: Client) -> None:
    answer = client.predict("2050年建了几座核电站", api_name="/ask")
    assert answer["status"] == "refused"
    assert answer["reason"]
    assert answer["citations"] == []


def test_a_followup_needs_the_talk(client: Client) -> None:
    answer = client.predict(
        question="是怎么建的", history=[[ASKED, "256个"]], passages=0, api_name="/ask"
    )
    assert "协商议事室" in answer["understood"]["standalone"]
    assert answer["passages"] == []


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("ask", {"question": " "}, "问题是空的"),
        ("ask", {"question": "问" * 501}, "问题太长"),
        ("ask", {"question": 5}, "question 要一个字符串"),
        ("ask", {"question": None}, "question 要一个字符串"),
        ("ask", {"question": ASKED, "year": "二〇二〇"}, "year 要一个整数"),
        ("ask", {"question": ASKED, "year": 20.5}, "year 要一个整数"),
        ("ask", {"question": ASKED, "year": 10**300}, "year 要在"),
        ("ask", {"question": ASKED, "place": "乌有县"}, "没有地方"),
        ("ask", {"question": ASKED, "place": "县" * 301}, "place 太长"),
        ("ask", {"question": ASKED, "report": ["x"]}, "report 要一个字符串"),
        ("ask", {"question": ASKED, "history": "你好"}, "history 要一个列表"),
        ("ask", {"question": ASKED, "history": [["一"]]}, "history 要一个列表"),
        ("ask", {"question": ASKED, "passages": 21}, "passages 要在 0 到 20"),
        ("search", {"question": ASKED, "k": 0}, "k 要在 1 到 50"),
        ("search", {"question": ASKED, "k": True}, "k 要一个整数"),
        ("read", {"report": "../../etc/passwd"}, "没有报告"),
        ("read", {"report": ""}, "report 是空的"),
        ("read", {"report": "guangfeng-2021.md", "start": 30, "end": 10}, "end 要在"),
    ],
)
def test_what_is_wrong_is_said_in_one_chinese_line(
    client: Client, name: str, given: dict[str, Any], words: str
) -> None:
    from gradio_client.exceptions import AppError

    with pytest.raises(AppError, match=words) as caught:
        client.predict(**given, api_name=f"/{name}")
    assert "\n" not in str(caught.value)


def test_nothing_else_is_offered(address: str, client: Client) -> None:
    info = client.view_api(return_format="dict", print_info=False)
    assert set(info["named_endpoints"]) == {f"/{name}" for name in ENDPOINTS}
    assert info["unnamed_endpoints"] == {}
    config = httpx.get(f"{address}/config").json()
    public = [d["api_name"] for d in config["dependencies"] if d["api_visibility"] == "public"]
    assert sorted(public) == sorted(ENDPOINTS)
    private = [d["id"] for d in config["dependencies"] if d["api_visibility"] != "public"]
    assert private
    for number in private:
        with pytest.raises(ValueError, match="Invalid function index"):
            client.predict("问", fn_index=number)


def blocks(kind: str, section: str) -> list[str]:
    """The code of one language in one section of the docs."""
    text = DOCS.read_text(encoding="utf-8")
    part = next(p for p in text.split("\n## ") if p.startswith(section))
    return re.findall(rf"^```{kind}\n(.*?)^```", part, re.MULTILINE | re.DOTALL)


def test_the_python_examples_run(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = "\n".join(blocks("python", "Python"))
    assert code.count("predict") == 7
    exec(code.replace("http://127.0.0.1:7860", address), {})  # noqa: S102
    said = capsys.readouterr().out
    assert said.startswith("answered 256个\n")
    assert "协商议事室256个" in said
    assert "资料库里没有地方" in said


def test_the_shell_example_runs(address: str) -> None:
    if not shutil.which("curl"):
        pytest.skip("需要 curl：apt-get install curl")
    (code,) = blocks("sh", "其他语言")
    done = subprocess.run(
        ["bash", "-euc", code.replace("http://127.0.0.1:7860", address)],  # noqa: S607
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert "event: complete" in done.stdout
    assert "256\\u4e2a" in done.stdout


def test_the_password_is_asked_of_everyone(
    sample_library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WENBAO_PASSWORD", PASSWORD)
    with serving(sample_library) as (url, _):
        for path in ("/", "/config", "/gradio_api/info", "/shelf/reports", "/assets/x.js"):
            refused = httpx.get(url + path)
            assert refused.status_code == 401
            assert refused.headers["www-authenticate"].startswith("Basic")
            assert refused.text == "需要密码\n"
        assert httpx.get(url, auth=("甲", "不是这个密码")).status_code == 401
        assert httpx.get(url, auth=("甲", PASSWORD)).status_code == 200
        (code,) = blocks("python", "设了密码时")
        exec(code.replace("http://127.0.0.1:7860", url), {})  # noqa: S102
    assert capsys.readouterr().out == "256个\n"
