"""The MCP tools, called by the protocol's own client through the real `wenbao mcp`."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from pathlib import Path
from typing import Any

import mcp
import pytest
from cli_helpers import ASKED, ROOT, command, document, environment, wenbao

pytestmark = pytest.mark.model


def called(home: Path, *calls: tuple[str, dict[str, Any]]) -> tuple[list[Any], list[Any]]:
    """The tools that are offered, and the outcome of each call, in one session."""
    program, *words = command("mcp", "--home", str(home))
    server = mcp.StdioServerParameters(command=program, args=words, env=environment())

    async def run() -> tuple[list[Any], list[Any]]:
        async with mcp.Client(server) as client:
            tools = (await client.list_tools()).tools
            return tools, [await client.call_tool(name, given) for name, given in calls]

    return asyncio.run(run())


def shape(outcome: Any) -> dict[str, Any]:
    assert not outcome.is_error, outcome
    told = json.loads(outcome.content[0].text)
    assert told == outcome.structured_content
    return dict(told)


def test_the_tools_give_the_contracts_json_with_citations(sample_library: Path) -> None:
    tools, (asked, found, listed, read) = called(
        sample_library,
        ("ask", {"question": ASKED, "passages": 20}),
        ("search", {"question": "协商议事室", "k": 2}),
        ("list", {}),
        ("read", {"report": "guangfeng-2021.md"}),
    )
    assert [tool.name for tool in tools] == ["ask", "search", "list", "read"]
    assert all(tool.annotations.read_only_hint for tool in tools)
    home = str(sample_library)
    answer = shape(asked)
    told = document(wenbao("ask", ASKED, "--home", home, "--json"))
    assert {**answer, "timings_ms": 0} == {**told, "timings_ms": 0}
    text = shape(read)["text"]
    for citation in answer["citations"]:
        assert text[citation["start"] : citation["end"]] == citation["quote"]
    assert len(shape(found)["passages"]) == 2
    assert shape(listed) == document(wenbao("index", "list", "--home", home, "--json"))


def test_what_is_wrong_is_said_to_the_assistant(sample_library: Path) -> None:
    _, outcomes = called(
        sample_library,
        ("ask", {"question": ""}),
        ("ask", {"question": ASKED, "place": "乌有县"}),
        ("read", {"report": "../../etc/passwd"}),
        ("ask", {"question": ASKED, "year": "abc"}),
    )
    assert all(outcome.is_error for outcome in outcomes)
    words = [outcome.content[0].text for outcome in outcomes]
    assert "问题是空的" in words[0]
    assert "没有地方" in words[1]
    assert "没有报告" in words[2]
    assert not any("Traceback" in said or str(sample_library) in said for said in words)


def test_an_empty_library_still_lists(tmp_path: Path) -> None:
    _, (listed, asked) = called(tmp_path / "home", ("list", {}), ("ask", {"question": ASKED}))
    assert shape(listed) == {"reports": []}
    assert asked.is_error
    assert "wenbao index add" in asked.content[0].text


def test_the_example_in_the_docs_runs(
    sample_library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    part = text.split("\n## MCP", 1)[1].split("\n## ", 1)[0]
    (code,) = re.findall(r"^```python\n(.*?)^```", part, re.MULTILINE | re.DOTALL)
    start = 'command="wenbao", args=["mcp"]'
    assert start in code
    words = ["-m", "ui.cli", "mcp", "--home", str(sample_library)]
    ours = f"command={sys.executable!r}, args={words!r}, env={environment()!r}"
    exec(code.replace(start, ours), {})  # noqa: S102
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[:4]] == ["ask", "search", "list", "read"]
    assert lines[4].startswith("256个 ")
    (config,) = re.findall(r"^```json\n(.*?)^```", part, re.MULTILINE | re.DOTALL)
    assert json.loads(config)["mcpServers"]["wenbao"]["args"] == ["mcp"]
