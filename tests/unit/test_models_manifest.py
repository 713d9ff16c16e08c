"""A prepared model's manifest: whatever was changed afterwards is noticed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index.models.manifest import (
    MANIFEST_NAME,
    SCHEMA,
    DamagedModelError,
    Manifest,
    check_files,
    read_manifest,
    sha256_of,
    write_manifest,
)

Shape = dict[str, Any]


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """A folder with two files and a manifest that is true of them."""
    for name in ("tokenizer.json", "config.json"):
        (tmp_path / name).write_text(f"content of {name}")
    manifest = Manifest(
        schema=SCHEMA,
        name="tiny",
        digest="",
        source="here",
        weights_sha256="0" * 64,
        recipe="none",
        dimensions=4,
        max_tokens=8,
        pooling="mean",
        query_instruction="问：",
        cosine=1.0,
        terms="none",
        made_with={},
        files={name: sha256_of(tmp_path / name) for name in ("tokenizer.json", "config.json")},
    )
    write_manifest(tmp_path, replace(manifest, digest=manifest.expected_digest()))
    return tmp_path


def test_what_was_written_is_read(prepared: Path) -> None:
    manifest = read_manifest(prepared)
    assert (manifest.name, manifest.query_instruction, manifest.dimensions) == ("tiny", "问：", 4)
    check_files(prepared, manifest)


@pytest.mark.parametrize(
    "change",
    [
        {"weights_sha256": "1" * 64},
        {"pooling": "cls"},
        {"max_tokens": 9},
        {"query_instruction": ""},
        {"recipe": "another"},
    ],
)
def test_the_digest_covers_what_determines_the_vectors(prepared: Path, change: Shape) -> None:
    manifest = read_manifest(prepared)
    assert replace(manifest, **change).expected_digest() != manifest.digest


def test_the_digest_leaves_out_what_does_not(prepared: Path) -> None:
    manifest = read_manifest(prepared)
    other = replace(manifest, name="other", made_with={"torch": "3"}, source="there")
    assert other.expected_digest() == manifest.digest


@pytest.mark.parametrize(
    "break_it",
    [
        lambda shape: shape | {"max_tokens": 9},
        lambda shape: shape | {"digest": "0" * 64},
        lambda shape: shape | {"schema": SCHEMA + 1},
        lambda shape: {key: value for key, value in shape.items() if key != "files"},
        lambda shape: shape | {"files": []},
        lambda shape: [shape],
    ],
)
def test_a_changed_manifest_is_damage(prepared: Path, break_it: Callable[[Shape], object]) -> None:
    path = prepared / MANIFEST_NAME
    path.write_text(json.dumps(break_it(json.loads(path.read_text()))))
    with pytest.raises(DamagedModelError, match="wenbao setup"):
        read_manifest(prepared)


def test_a_torn_manifest_is_damage(prepared: Path) -> None:
    path = prepared / MANIFEST_NAME
    whole = path.read_bytes()
    for length in (0, 1, len(whole) // 2):
        path.write_bytes(whole[:length])
        with pytest.raises(DamagedModelError, match="wenbao setup"):
            read_manifest(prepared)


def test_a_changed_file_is_named_with_both_hashes(prepared: Path) -> None:
    manifest = read_manifest(prepared)
    (prepared / "config.json").write_text("content of config.jsoN")
    check_files(prepared, manifest, ["tokenizer.json"])
    with pytest.raises(DamagedModelError, match=r"config\.json 的 sha256 应为 .*实为") as caught:
        check_files(prepared, manifest)
    assert manifest.files["config.json"][:12] in str(caught.value)


def test_a_missing_file_is_damage(prepared: Path) -> None:
    manifest = read_manifest(prepared)
    (prepared / "config.json").unlink()
    with pytest.raises(DamagedModelError, match=r"config\.json 读不出来"):
        check_files(prepared, manifest)
