"""Re-reading every file of the index and saying what is damaged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index import generation as gen
from index.catalogue import entry_from_disk
from index.errors import DamageError


@dataclass(frozen=True, slots=True)
class Damage:
    """A file that is not what the manifest says: its name and what is wrong."""

    file: str
    problem: str


def verify(home: Path) -> tuple[int, tuple[Damage, ...]]:
    """Check every file of the live generation; returns how many were read and what is damaged."""
    blamed = gen.CURRENT
    try:
        name = gen.current_name(home)
        if name is None:
            return 0, ()
        folder = home / "generations" / name
        blamed = gen.MANIFEST
        manifest = gen.read_manifest(folder)
    except DamageError as error:
        return 0, (Damage(blamed, str(error)),)
    found = list(_check_all(home, folder, manifest.files))
    return len(found), tuple(damage for damage in found if damage.problem)


def _check_all(home: Path, folder: Path, files: dict[str, str]) -> Iterator[Damage]:
    """One Damage a file, with an empty problem where all is well."""
    for name, digest in files.items():
        yield Damage(name, gen.problem_of(folder / name, digest))
    try:
        shapes = json.loads((folder / gen.REPORTS).read_text(encoding="utf-8"))
        entries = [entry_from_disk(shape) for shape in shapes]
    except (OSError, ValueError, KeyError, TypeError):
        return  # The catalogue itself was named above.
    for entry in entries:
        path = home / "objects" / f"{entry.object}.json"
        yield Damage(f"{path.name}（{entry.file}）", gen.problem_of(path, entry.object))
