"""`wenbao doctor`: what is installed, which models on what terms, whether the index fits them."""

from __future__ import annotations

import argparse
import platform
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.errors import WenbaoError
from ui.output import emit

#: The packages whose versions decide what the program does.
PACKAGES = (
    "wenbao",
    "numpy",
    "faiss-cpu",
    "bm25s",
    "langchain-text-splitters",
    "onnxruntime",
    "tokenizers",
    "sentence-transformers",
    "torch",
    "gradio",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One part of the installation: how it is (`ok`, `missing`, `damaged`, `mismatch`) and why.

    `problem` is a sentence with the next command, None when all is well; `facts` are its details.
    """

    state: str
    problem: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """`{"state", "problem", …facts}`."""
        return {"state": self.state, "problem": self.problem, **self.facts}


def register(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
    parents: list[argparse.ArgumentParser],
) -> None:
    """Add `doctor` to the command line."""
    parser = subparsers.add_parser(
        "doctor",
        parents=parents,
        help="检查安装：软件版本、模型及其校验和与许可、索引与模型是否相配",
        description="检查安装：软件版本、模型及其校验和与许可、索引与模型是否相配。不改动任何东西。",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Report what is and what should be done; having looked is success, whatever was found."""
    from index.paths import home_dir

    home = home_dir(args.home)
    packages = package_versions()
    models, chosen_digest = check_models()
    index = check_index(home, chosen_digest)
    reader = check_reader()
    findings = [*models.values(), reader, index]
    problems = [finding.problem for finding in findings if finding.problem]
    document = {
        "python": platform.python_version(),
        "packages": packages,
        "models": {name: finding.to_json() for name, finding in models.items()},
        "reader": reader.to_json(),
        "home": str(home),
        "index": index.to_json(),
        "problems": problems,
    }
    emit(args, document, _text(packages, models, reader, home, index, problems))
    return 0


def package_versions() -> dict[str, str | None]:
    """The versions of the packages that matter; None for one that is not installed."""
    from importlib.metadata import PackageNotFoundError, version

    found: dict[str, str | None] = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    return found


def check_models() -> tuple[dict[str, Finding], str | None]:
    """Every model that is installed or chosen, each file read and compared with its manifest.

    Also the digest of the chosen model, None if it is not whole.
    """
    from index.models.catalog import resolve
    from index.models.manifest import MANIFEST_NAME
    from index.paths import models_dir

    root = models_dir()
    chosen = resolve()
    folders = {path.parent for path in root.glob(f"*/{MANIFEST_NAME}")} | {root / chosen.key}
    findings: dict[str, Finding] = {}
    digest: str | None = None
    for folder in sorted(folders):
        finding = _check_model(folder)
        findings[finding.facts["name"]] = finding
        if folder.name == chosen.key:
            findings[finding.facts["name"]].facts["chosen"] = True
            digest = finding.facts.get("digest") if finding.state == "ok" else None
    return findings, digest


def _check_model(folder: Path) -> Finding:
    from index.models.catalog import CATALOG, resolve
    from index.models.manifest import DamagedModelError, check_files, read_manifest

    chosen = resolve()
    facts: dict[str, Any] = {"name": folder.name, "folder": str(folder), "chosen": False}
    known = {spec.key: spec for spec in (*CATALOG, chosen)}.get(folder.name)
    if known:
        terms = known.terms
        facts |= {"name": known.name, "terms": {"zh": terms.zh, "en": terms.en}}
    try:
        manifest = read_manifest(folder)
        facts |= {
            "name": manifest.name,
            "digest": manifest.digest,
            "source": manifest.source,
            "dimensions": manifest.dimensions,
            "cosine_to_float32": manifest.cosine,
            "files": manifest.files,
        }
        check_files(folder, manifest)
    except OSError:
        problem = f"句向量模型 {facts['name']} 尚未安装（应在 {folder}）；请运行 wenbao setup"
        return Finding("missing", problem, facts)
    except DamagedModelError as error:
        return Finding("damaged", str(error), facts)
    return Finding("ok", None, facts)


def check_reader() -> Finding:
    """The shipped span reader: its name, its file, its hash, its terms."""
    from qa.reader.scorer import WEIGHTS, check_weights

    facts: dict[str, Any] = {"folder": str(WEIGHTS)}
    try:
        facts |= check_weights()
    except WenbaoError as error:
        return Finding("damaged", str(error), facts)
    return Finding("ok", None, facts)


def check_index(home: Path, model_digest: str | None) -> Finding:
    """Whether there is an index in `home`, and whether it was made with the chosen model."""
    from index.generation import current_name, read_manifest

    try:
        name = current_name(home)
        if name is None:
            return Finding("missing", f"资料库 {home} 是空的；请运行 wenbao index add 报告文件夹")
        manifest = read_manifest(home / "generations" / name)
    except WenbaoError as error:
        return Finding("damaged", str(error))
    facts: dict[str, Any] = {
        "generation": name,
        "created": manifest.created,
        "model": manifest.model,
        "model_digest": manifest.model_digest,
        "reports": manifest.reports,
        "passages": manifest.passages,
    }
    if model_digest is not None and manifest.model_digest != model_digest:
        problem = (
            f"索引是用模型 {manifest.model}（{manifest.model_digest[:12]}…）建的，"
            f"现在的模型是 {model_digest[:12]}…；请运行 wenbao index rebuild"
        )
        return Finding("mismatch", problem, facts)
    return Finding("ok", None, facts)


def _text(
    packages: dict[str, str | None],
    models: dict[str, Finding],
    reader: Finding,
    home: Path,
    index: Finding,
    problems: list[str],
) -> str:
    lines = [f"Python {platform.python_version()}"]
    lines += [f"  {name} {found or '未安装'}" for name, found in packages.items()]
    lines.append("模型")
    for name, finding in models.items():
        facts = finding.facts
        mark = "（在用）" if facts["chosen"] else ""
        lines.append(f"  {name}{mark}：{_STATES[finding.state]}  {facts['folder']}")
        if "digest" in facts:
            lines.append(f"    摘要 {facts['digest']}")
            lines += [f"    {sha256}  {file}" for file, sha256 in facts["files"].items()]
        if "terms" in facts:
            lines.append(f"    许可：{facts['terms']['zh']}")
    name = reader.facts.get("name", "")
    lines.append(f"阅读器 {name}：{_STATES[reader.state]}  {reader.facts['folder']}")
    if "sha256" in reader.facts:
        lines.append(f"    {reader.facts['sha256']}  {reader.facts['file']}")
        lines.append(f"    许可：{reader.facts['terms']}")
    lines.append(f"资料库 {home}：{_STATES[index.state]}")
    if index.facts:
        facts = index.facts
        lines.append(
            f"  {facts['reports']} 份报告，{facts['passages']} 个段落，模型 {facts['model']}"
        )
    lines += [f"问题：{problem}" for problem in problems] or ["一切正常。"]
    return "\n".join(lines)


_STATES = {"ok": "完好", "missing": "没有", "damaged": "已损坏", "mismatch": "与模型不配"}
