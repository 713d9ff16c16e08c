"""What a prepared model's folder says of itself, and whether its files still agree."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from index.errors import WenbaoError

MANIFEST_NAME = "manifest.json"
ONNX_NAME = "model_int8.onnx"
TOKENIZER_NAME = "tokenizer.json"
WEIGHTS_NAME = "model.safetensors"
SCHEMA = 1


class DamagedModelError(WenbaoError):
    """A prepared model is not what its manifest says; setting it up again mends it."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """A prepared model: its identity, its shape, and the sha256 of every file that is kept.

    `digest` is the sha256 of what determines the vectors: the fetched weights, the tokenizer, the
    configuration, the pooling, the length, the query instruction and the export's `recipe`. The
    exported file's own bytes are left out of it, since another version of the exporter names its
    nodes otherwise and computes the same vectors. `source` says whence the model came; `cosine`
    is the mean cosine of the exported model's vectors to the float32 ones.
    """

    schema: int
    name: str
    digest: str
    source: str
    weights_sha256: str
    recipe: str
    dimensions: int
    max_tokens: int
    pooling: str
    query_instruction: str
    cosine: float
    terms: str
    made_with: dict[str, str]
    files: dict[str, str]

    def expected_digest(self) -> str:
        """The digest that follows from the other fields."""
        return digest_of(
            self.weights_sha256,
            self.files.get(TOKENIZER_NAME, ""),
            self.files.get("config.json", ""),
            self.pooling,
            str(self.max_tokens),
            self.query_instruction,
            self.recipe,
        )


def digest_of(*parts: str) -> str:
    """The sha256 (hex) of the parts, kept apart by JSON's quoting."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def sha256_of(path: Path) -> str:
    """The sha256 (hex) of a file's bytes. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write `manifest` into `folder`, which no reader sees yet."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True)
    (folder / MANIFEST_NAME).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a prepared model.

    Raises FileNotFoundError where there is none, DamagedModelError where it is not as written.
    """
    path = folder / MANIFEST_NAME
    text = path.read_text(encoding="utf-8", errors="replace")
    try:
        shape: dict[str, Any] = json.loads(text)
        manifest = Manifest(**{field.name: shape[field.name] for field in fields(Manifest)})
        expected = manifest.expected_digest()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise damaged(folder, f"{path} 读不懂（{error}）") from None
    if manifest.schema != SCHEMA:
        raise damaged(folder, f"清单版本应为 {SCHEMA}，实为 {manifest.schema}")
    if manifest.digest != expected:
        raise damaged(folder, f"{path} 的内容与其摘要不符")
    return manifest


def check_files(folder: Path, manifest: Manifest, names: Iterable[str] | None = None) -> None:
    """Compare files with the manifest: those of `names`, else all; raises DamagedModelError."""
    for name in manifest.files if names is None else names:
        expected = manifest.files.get(name, "（清单里没有）")
        try:
            found = sha256_of(folder / name)
        except OSError as error:
            raise damaged(folder, f"{name} 读不出来（{error.strerror}）") from None
        if found != expected:
            raise damaged(folder, f"{name} 的 sha256 应为 {expected[:12]}…，实为 {found[:12]}…")


def damaged(folder: Path, what: str) -> DamagedModelError:
    """The error for a prepared model that is not what it was."""
    return DamagedModelError(f"句向量模型已损坏：{folder}：{what}；请运行 wenbao setup 重新安装")
