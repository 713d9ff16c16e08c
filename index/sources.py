"""Which files an `index add` means, and what each is called in the library."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file to add: where it lies, its name relative to the folder that was added, that folder."""

    path: Path
    relative: str
    root: Path


def collect(paths: Iterable[Path]) -> Iterator[Candidate | Path]:
    """Every file under `paths` in a stable order; a path that cannot be opened comes as itself.

    Hidden files and folders are passed over; links to folders are not followed.
    """
    seen: set[Path] = set()
    for given in paths:
        path = absolute(given)
        # os.path, because pathlib raises for what is too long or forbidden to be a path.
        if not os.path.exists(path):
            yield given
            continue
        for found in _under(path):
            if isinstance(found, Path):
                yield found
            elif found.path not in seen:
                seen.add(found.path)
                yield found


def absolute(path: Path) -> Path:
    """`path` from the root, without `..` and `~`; links stay as they are."""
    return Path(os.path.abspath(os.path.expanduser(path)))


def is_gone(path: Path) -> bool:
    """Whether there is no such file; one that cannot be reached just now is not gone."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _under(path: Path) -> Iterator[Candidate | Path]:
    if not path.is_dir():
        yield Candidate(path, path.name, path.parent)
        return
    closed: list[Path] = []
    walk = os.walk(path, onerror=lambda error: closed.append(Path(error.filename)))
    for folder, folders, files in walk:
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith((".", "~$")):
                found = Path(folder) / name
                yield Candidate(found, found.relative_to(path).as_posix(), path)
    yield from closed


def library_name(candidate: Candidate, taken: Mapping[str, str]) -> str:
    """The name of a file in the library: relative to its folder, longer only where that is taken.

    `taken` maps names in use to the absolute path of their source. Where another source has the
    name, the added folder's name goes before it, then that folder's parent's, until it is unique.
    """
    source = str(candidate.path)
    name = candidate.relative
    root = candidate.root
    while taken.get(name, source) != source:
        if root == root.parent:
            # Nothing is left to put before it; two sources cannot share an absolute path.
            return source
        name = f"{root.name}/{name}"
        root = root.parent
    return name
