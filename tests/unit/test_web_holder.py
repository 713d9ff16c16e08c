"""The chat sees what is added while it runs, and keeps what it has when the new cannot be read."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from index_helpers import HashEncoder, report_text

from index import generation as gen
from index.build import add_paths, rebuild, remove_reports
from index.errors import WenbaoError
from qa.library import Library
from ui.web.holder import EmptyLibrary, LibraryHolder, public_message


def put(home: Path, folder: Path, name: str, place: str, *, model: str = "hash") -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(report_text(place), encoding="utf-8")
    assert add_paths(home, [folder / name], encoder=lambda: HashEncoder(model)).added == (name,)


def files(library: Library | EmptyLibrary) -> list[str]:
    return [entry.file for entry in library.reports]


def test_an_empty_library_opens_says_how_to_add_and_fills(tmp_path: Path) -> None:
    home = tmp_path / "home"
    holder = LibraryHolder(home, load=HashEncoder)
    assert files(holder.library) == []
    for use in (holder.library.ask, holder.library.search, holder.library.report):
        with pytest.raises(WenbaoError, match=r"还没有报告.*wenbao index add"):
            use("建了多少公园")
    put(home, tmp_path / "in", "甲.md", "甲市")
    assert files(holder.library) == ["甲.md"]
    assert holder.trouble is None
    remove_reports(home, ["甲.md"], encoder=HashEncoder)
    assert isinstance(holder.library, EmptyLibrary)


def test_a_new_generation_is_seen_and_the_old_one_still_answers(tmp_path: Path) -> None:
    home = tmp_path / "home"
    put(home, tmp_path / "in", "甲.md", "甲市")
    holder = LibraryHolder(home, load=HashEncoder)
    old = holder.library
    assert holder.library is old
    put(home, tmp_path / "in", "乙.md", "乙市")
    new = holder.library
    assert files(new) == ["乙.md", "甲.md"]
    assert files(old) == ["甲.md"]
    assert "新建公园12个" in old.report("甲.md").text
    assert old.search("新建公园多少个").passages


def test_the_models_are_loaded_once_for_all_generations(tmp_path: Path) -> None:
    home = tmp_path / "home"
    put(home, tmp_path / "in", "甲.md", "甲市")
    loaded: list[HashEncoder] = []

    def load() -> HashEncoder:
        loaded.append(HashEncoder())
        return loaded[-1]

    holder = LibraryHolder(home, load=load)
    first = holder.library
    put(home, tmp_path / "in", "乙.md", "乙市")
    second = holder.refresh()
    assert isinstance(first, Library)
    assert isinstance(second, Library)
    assert second is not first
    assert second.reader is first.reader
    assert len(loaded) == 1


def test_what_cannot_be_opened_leaves_the_old_one_and_is_said_without_a_path(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    put(home, tmp_path / "in", "甲.md", "甲市")
    holder = LibraryHolder(home, load=HashEncoder)
    put(home, tmp_path / "in", "乙.md", "乙市")
    good = gen.current_name(home)
    assert good is not None
    vectors = home / "generations" / good / gen.VECTORS
    data = vectors.read_bytes()
    vectors.write_bytes(data[: len(data) // 2])
    assert files(holder.library) == ["甲.md"]
    assert holder.trouble is not None
    assert "仍是改动前的" in holder.trouble
    assert str(tmp_path) not in holder.trouble
    # Mended by the next generation.
    vectors.write_bytes(data)
    put(home, tmp_path / "in", "丙.md", "丙市")
    assert files(holder.library) == ["丙.md", "乙.md", "甲.md"]
    assert holder.trouble is None


@pytest.mark.parametrize("name", ["gone-0000", "../../etc"])
def test_a_current_that_names_nothing_keeps_the_old_one(tmp_path: Path, name: str) -> None:
    home = tmp_path / "home"
    put(home, tmp_path / "in", "甲.md", "甲市")
    holder = LibraryHolder(home, load=HashEncoder)
    (home / gen.CURRENT).write_text(name, encoding="ascii")
    for library in (holder.library, holder.refresh()):
        assert files(library) == ["甲.md"]
        assert holder.trouble is not None


def test_another_models_index_is_refused_at_the_start_and_kept_out_later(tmp_path: Path) -> None:
    home = tmp_path / "home"
    put(home, tmp_path / "in", "甲.md", "甲市", model="other")
    with pytest.raises(WenbaoError, match=r"other.*rebuild"):
        LibraryHolder(home, load=HashEncoder)
    holder = LibraryHolder(home, load=lambda: HashEncoder("other"))
    rebuild(home, encoder=HashEncoder)
    assert files(holder.library) == ["甲.md"]
    assert "wenbao index rebuild" in str(holder.trouble)


def test_while_one_thread_opens_the_others_go_on_with_the_old_one(tmp_path: Path) -> None:
    home = tmp_path / "home"
    put(home, tmp_path / "in", "甲.md", "甲市")
    holder = LibraryHolder(home, load=HashEncoder)
    old = holder.library
    put(home, tmp_path / "in", "乙.md", "乙市")
    entered, go_on = threading.Event(), threading.Event()
    # Opening asks for the model: there it is held up.
    encoder = holder.encoder()

    def slow() -> HashEncoder:
        entered.set()
        assert go_on.wait(20)
        assert isinstance(encoder, HashEncoder)
        return encoder

    holder.encoder = slow  # type: ignore[method-assign]
    seen: list[Library | EmptyLibrary] = []
    opener = threading.Thread(target=lambda: seen.append(holder.library))
    opener.start()
    assert entered.wait(20)
    assert holder.library is old
    go_on.set()
    opener.join(20)
    assert files(seen[0]) == ["乙.md", "甲.md"]
    assert holder.library is seen[0]


def test_many_threads_asking_while_it_changes_all_get_a_whole_library(tmp_path: Path) -> None:
    home = tmp_path / "home"
    put(home, tmp_path / "in", "甲0.md", "甲市")
    holder = LibraryHolder(home, load=HashEncoder)
    wrong: list[BaseException] = []
    stop = threading.Event()

    def ask() -> None:
        try:
            while not stop.is_set():
                library = holder.library
                assert len(library.search("新建公园多少个", k=5).passages) >= 2
        except BaseException as error:
            wrong.append(error)

    askers = [threading.Thread(target=ask) for _ in range(4)]
    for asker in askers:
        asker.start()
    for number in range(1, 5):
        put(home, tmp_path / "in", f"甲{number}.md", "甲市")
        assert len(holder.refresh().reports) == number + 1
    stop.set()
    for asker in askers:
        asker.join(20)
    assert wrong == []


def test_a_public_message_names_no_place_on_the_disk() -> None:
    home = Path("/srv/wen bao/home")
    said = public_message(
        "资料库 /srv/wen bao/home 正被写入\n（见 /var/log/x.log）；1/2 好了", home
    )
    assert said == "资料库 正被写入 （见 …）；1/2 好了"
