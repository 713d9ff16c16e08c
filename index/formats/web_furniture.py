"""What a site puts around an article: navigation, tools, notices; and what a page hides."""

from __future__ import annotations

import re

from index.formats.package import Element

#: Elements whose content no reader of the page sees as text.
UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "head", "title", "object", "embed", "svg"}
    | {"canvas", "audio", "video", "map", "iframe", "select", "option", "datalist", "button"}
    | {"input", "textarea"}
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)

#: Elements that are furniture by their name or role.
_TAGS = ("nav", "footer", "aside")
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "menu"})
#: Words in class and id by which sites name their furniture.
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:(?:top|main|side|sub|left|right|foot|site)?-?(?:nav|menu)(?:bar|igation)?|"
    r"bread-?crumbs?|crumbs?|location|position|weizhi|dqwz|footer?|foot-?bar|copyright|"
    r"side-?bar|share|bdshare\w*|tool-?s?(?:bar|box)?|func|print|search|login|related|recommend|"
    r"relevant|prev|next|pages?-?(?:nav|turn)|pagination|qr-?code|ewm|erweima|wza|accessibility|"
    r"logo|fontsize|font-?size|zihao|site-?map|friend-?links?|banner|editor-?name|"
    r"xgyd|xgwd|xgxw|xgbd)(?:$|[\s_-])",
    re.I,
)
#: Sentences of a page's foot.
_FOOT = re.compile(
    r"版权所有|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]ICP备|公网安备|"
    r"网站标识码|(?:主办|承办|技术支持)(?:单位)?[：:]|Copyright|扫一扫在手机打开|站点地图|"
    r"(?:您|你)是第.{0,12}位访问者|建议使用.{0,20}浏览器"
)
_MAX_FOOT = 300
#: No element that holds more of the page's own text than this is furniture, whatever its name.
_MAX_SHARE = 0.2
#: A block with at least this many links that make up this share of its text is a list of links.
_MANY_LINKS = 4
_LINK_SHARE = 0.7

#: One line of an article's data: source, time, reader count; no sentence among them.
_INFO_LINE = re.compile(
    r"(?:\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?)?[\s|]*"
    r"(?:(?:信息|文章|稿件)?来源|作者|(?:责任)?编辑|责编|审核|(?:发布|发文|公开|更新|生成)(?:时间|日期)|"
    r"发布(?:机构|单位|人)|(?:浏览|点击|阅读|访问)(?:次数|量|数)?)\s*[：:][^。；]{0,100}"
)
#: One line of tools, and nothing else.
_TOOL_LINE = re.compile(
    r"(?:[\s【】\[\]|｜大中小：:+-]|打印(?:本页|本文)?|关闭(?:窗口|本页)?|收藏(?:本页)?|"
    r"分享(?:到|至)?|字(?:号|体)(?:大小)?|我要纠错|返回(?:顶部|首页)?|无障碍(?:阅读|浏览)?|A[-+]?)+"
)
#: The page's own data that the guide for government sites asks for (国办发〔2017〕47号).
_TITLE_META = "articletitle"


def is_hidden(element: Element) -> bool:
    """Whether an element is kept from the reader, by the page or by `mark_furniture`."""
    get = element.get
    return (
        get("hidden") is not None
        or get("data-furniture") is not None
        or bool(_HIDDEN_STYLE.search(get("style") or ""))
    )


def is_info_line(text: str) -> bool:
    """Whether a short paragraph is data about the article or tools that the site added."""
    line = " ".join(text.split())
    return len(line) <= 120 and bool(_INFO_LINE.fullmatch(line) or _TOOL_LINE.fullmatch(line))


def find_title(root: Element) -> Element | None:
    """The element that holds the article's title and nothing else, or None.

    It is known by the page's own data, or by the window's title, which is the article's with the
    site's name before or behind it.
    """
    wanted = {
        squeezed(meta.get("content") or "")
        for meta in root.iter("meta")
        if (meta.get("name") or "").lower() == _TITLE_META
    }
    window = root.find(".//title")
    name = squeezed("".join(window.itertext())) if window is not None else ""
    parts = [part for part in _PARTS.split(name) if part]
    best: Element | None = None
    best_score = 0
    for element in root.iter(*_TITLE_TAGS):
        if len(element) > 4:
            continue
        text = squeezed("".join(element.itertext()))
        if not 4 <= len(text) <= _MAX_TITLE or _in_link(element):
            continue
        score = 0
        if text in wanted:
            score = 4
        elif text == name or text in parts or (name.startswith(text) and len(text) > 6):
            score = 3 if _REPORT.search(text) else 2 if text != parts[-1] else 1
        if score > best_score:
            best, best_score = element, score
    return best


_TITLE_TAGS = ("h1", "h2", "h3", "div", "p", "td", "span", "strong", "font")
_MAX_TITLE = 80
_PARTS = re.compile(r"[_|｜\-—–>·]+")
_REPORT = re.compile(r"报告|公报|纲要|规划|意见|通知")


def mark_furniture(root: Element, title: Element | None) -> None:
    """Mark with `data-furniture` what is not the article; when in doubt it stays unmarked."""
    weights = _weights(root)
    total = max(weights[root][0], 1)
    kept = set() if title is None else {title, *title.iterancestors()}
    for element in root.iter(*_TAGS, *_CONTAINERS):
        own, linked, links = weights[element]
        if element in kept or own / total > _MAX_SHARE:
            continue
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if (
            element.tag in _TAGS
            or (element.get("role") or "") in _ROLES
            or _NAMES.search(named)
            or (links >= _MANY_LINKS and linked >= _LINK_SHARE * (own + linked))
            or (0 < own + linked <= _MAX_FOOT and _FOOT.search("".join(element.itertext())))
        ):
            element.set("data-furniture", "1")
    for ancestor in kept:
        # What stands before the title is the site's head, whatever its name.
        for earlier in ancestor.itersiblings(preceding=True):
            if isinstance(earlier.tag, str) and earlier.tag != "head":
                earlier.set("data-furniture", "1")


_CONTAINERS = (
    "div",
    "ul",
    "ol",
    "section",
    "header",
    "table",
    "td",
    "tr",
    "p",
    "form",
    "dl",
    "span",
)


def _weights(root: Element) -> dict[Element, tuple[int, int, int]]:
    """For each element its characters outside links, those inside, and its links."""
    weights: dict[Element, tuple[int, int, int]] = {}
    for element in reversed(list(root.iter())):
        if not isinstance(element.tag, str) or element.tag in UNSEEN or is_hidden(element):
            weights[element] = (0, 0, 0)
            continue
        own = len(squeezed(element.text or ""))
        linked = links = 0
        for item in element:
            inner = weights[item]
            own += inner[0] + len(squeezed(item.tail or ""))
            linked += inner[1]
            links += inner[2]
        if element.tag == "a" and element.get("href"):
            own, linked, links = 0, own + linked, links + 1
        weights[element] = (own, linked, links)
    return weights


def _in_link(element: Element) -> bool:
    return element.find(".//a") is not None or next(element.iterancestors("a"), None) is not None


def squeezed(text: str) -> str:
    """`text` without its white space."""
    return "".join(text.split())
