"""Write the invented reports that are no plain text: Word, PDF, OFD and saved web pages.

`python tests/invented_files.py` rebuilds them in `eval/invented/reports` from the clean text in
`eval/invented/sources`. Everything is written by hand, byte for byte the same on every machine,
so that a test can tell whether the committed files are what the sources say.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

from invented_pages import ofd, pdf
from invented_source import Block, blocks
from invented_word import word

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "eval" / "invented" / "sources"
REPORTS = ROOT / "eval" / "invented" / "reports"


def web(source: str, *, charset: str, site: str) -> bytes:
    """A page as saved from a government site: navigation, tools, the article, a foot."""
    found = list(blocks(source))
    title = next(block.text for block in found if block.level == 1)
    page = f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="{charset}"><meta name="ArticleTitle" content="{title}">
<title>{title}_{site}</title><style>.TRS_P {{text-indent: 2em}}</style></head><body>
<div class="topnav"><a href="#">首页</a> <a href="#">政务公开</a> <a href="#">政务服务</a>
<a href="#">互动交流</a> <a href="#">无障碍浏览</a></div>
<div class="crumbs">您的位置：<a href="#">首页</a> &gt; <a href="#">信息公开</a> &gt; 工作报告</div>
<div class="article"><h1>{title}</h1>
<div class="tools">字号：[<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>] 打印 关闭</div>
<div class="content">
{"".join(_web_block(block) for block in found if block.level != 1)}</div></div>
<div class="share">分享到：微信 微博</div>
<div class="footer">主办单位：{site} 版权所有 网站地图 联系我们</div>
<script>var hits = 1;</script></body></html>
"""
    return page.encode(charset)


def _web_block(block: Block) -> str:
    if block.rows:
        head, *body = (
            "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row)
            for row, tag in zip(block.rows, ["th", *["td"] * len(block.rows)], strict=False)
        )
        rows = "\n".join(f"<tr>{row}</tr>" for row in [head, *body])
        return f"<table border=1>\n{rows}\n</table>\n"
    # Sites write quotation marks and dashes as entities, and indent with wide spaces.
    text = escape(block.text, quote=False).replace("“", "&ldquo;").replace("”", "&rdquo;")
    text = text.replace("—", "&mdash;")
    if block.level in (2, 5):
        return f'<p align="center"><strong>{text}</strong></p>\n'
    if block.level:
        return f'<p class="TRS_P"><b>{text}</b></p>\n'
    return f'<p class="TRS_P">\u3000\u3000{text}</p>\n'


WRITERS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "苇港区政府工作报告2022": (".docx", lambda text: word(text, by_look=False)),
    "苇港区政府工作报告2023": (
        ".html",
        lambda text: web(text, charset="utf-8", site="苇港区人民政府"),
    ),
    "梓泊区政府工作报告2024": (".pdf", pdf),
    "梓泊区政协常委会工作报告2024": (".docx", lambda text: word(text, by_look=True)),
    "霁原区政协常委会工作报告2023": (
        ".html",
        lambda text: web(text, charset="gb2312", site="政协霁原区委员会"),
    ),
    "霁原区政协常委会工作报告2024": (".ofd", ofd),
}


def main() -> None:
    """Write every file anew."""
    for name, (suffix, write) in WRITERS.items():
        source = (SOURCES / f"{name}.md").read_text(encoding="utf-8")
        (REPORTS / f"{name}{suffix}").write_bytes(write(source))


if __name__ == "__main__":
    main()
