"""What the page says before the first question: the library's size, examples, how to begin."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from ui.web.sources import text_html
from ui.web.tried import TriedExamples, candidates, untried

if TYPE_CHECKING:
    from qa.library import Library
    from ui.web.holder import EmptyLibrary, LibraryHolder

_SLOGAN = "向工作报告提问，答案附原文出处"
_EMPTY = {
    True: '<p>资料库里还没有报告。</p><p><button type="button" class="wb-shelf-here">添加报告'
    "</button></p><p>也可以把文件拖到这个页面上；加入之后马上就能提问。</p>",
    False: "<p>资料库里还没有报告。</p><p>请管理员在服务器上运行 wenbao index add 报告的文件夹，"
    "加好后刷新网页。</p>",
}


class Front:
    """The greeting over the holder's newest library; safe to call from several threads.

    `editable`: whether reports may be added in the page. With `tried` examples are asked first,
    and only those stay that are answered.
    """

    def __init__(
        self, holder: LibraryHolder, *, editable: bool, tried: TriedExamples | None = None
    ) -> None:
        """Nothing is read before the first call."""
        self._tried = tried
        self._holder = holder
        self._editable = editable
        self._lock = threading.Lock()
        self._made: tuple[Library | EmptyLibrary | None, tuple[str, ...]] = (None, ())

    def title(self) -> str:
        """The name of the page and how many reports there are, as HTML."""
        entries = self._holder.library.reports
        count = f"库中有 {len(entries)} 份报告"
        if len(entries) == 1:
            count += f"：《{text_html(entries[0].metadata.title)}》"
        subtitle = f'<span class="wb-slogan">{_SLOGAN} · </span>{count}'
        return f'<div><h1>问报</h1><p class="wb-subtitle">{subtitle}</p></div>'

    def examples(self) -> tuple[str, ...]:
        """At most five questions that the library's reports answer; made once for a generation."""
        library = self._holder.library
        if self._tried is not None:
            return self._tried.of(library)
        with self._lock:
            if self._made[0] is not library:
                self._made = (library, untried(candidates(library)))
            return self._made[1]

    def welcome(self) -> str:
        """What stands where the talk will be, as HTML."""
        if not self._holder.library.reports:
            return f'<div class="wb-welcome">{_EMPTY[self._editable]}</div>'
        hint = "也可以点下面的例子。" if self.examples() else ""
        return (
            '<div class="wb-welcome"><p>问一个报告里写明的事：数字、日期、人名、做法、原因。</p>'
            f"<p>{hint}报告没有写的，会直说没有找到。</p></div>"
        )
