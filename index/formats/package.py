"""Opening a zip package (Word) and its XML parts without trusting what is in them."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

from index.errors import WenbaoError

#: The largest part that is read. The text of a 1 MB report takes about 12 MB as Word's XML.
MAX_PART = 64 * 1024 * 1024
#: Parts in a package; Word writes about twenty, and one for each picture.
MAX_ENTRIES = 20_000

#: An element tree of lxml, whose own types are not published.
Element = Any


class Package:
    """The parts of a zip package by name, read one at a time within limits."""

    def __init__(self, data: bytes) -> None:
        """Open `data`; raises WenbaoError when it is no zip, encrypted, or holds too much."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise WenbaoError("文件已损坏：压缩包的目录读不出来，请重新下载或另存一份") from error
        if len(infos) > MAX_ENTRIES:
            raise WenbaoError(
                f"文件异常：压缩包里有 {len(infos)} 个部件（上限 {MAX_ENTRIES}），像压缩炸弹，不读"
            )
        if any(info.flag_bits & 1 for info in infos):
            raise WenbaoError("文件加了密码：请先取消密码，再重新添加")
        self._entries = {info.filename.replace("\\", "/").lstrip("/"): info for info in infos}

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """The bytes of a part; raises WenbaoError when it is missing, damaged or too large."""
        if name not in self._entries:
            raise WenbaoError(f"文件不完整：缺少 {name}，请用原来的软件打开后另存一份")
        info = self._entries[name]
        try:
            with self._zip.open(info) as stream:
                # The size in the directory may lie, so the stream itself is counted.
                data = stream.read(MAX_PART + 1)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError) as error:
            raise WenbaoError(f"文件已损坏：{name} 解不开，请重新下载或另存一份") from error
        if len(data) > MAX_PART:
            raise WenbaoError(
                f"文件异常：{name} 解压后超过 {MAX_PART // 1024 // 1024} MB，像是压缩炸弹，不读"
            )
        return data

    def xml(self, name: str) -> Element:
        """The root element of an XML part; raises WenbaoError when it is not well-formed."""
        return parse_xml(self.read(name), name)


def parse_xml(data: bytes, name: str) -> Element:
    """Parse XML that may be hostile: no DTD, no entities, no network, no endless depth.

    Raises WenbaoError when it is not well-formed or has a DTD, which the format forbids
    (ECMA-376 part 2, 7.2.2).
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise WenbaoError(f"文件已损坏：{name} 不是完好的 XML（{error.msg}）") from error
    if root.getroottree().docinfo.doctype:
        raise WenbaoError(f"文件异常：{name} 里有 DTD 实体定义，正常文件没有，不读")
    return root


def local(element: Element) -> str:
    """An element's name without its namespace; "" for comments and the like.

    Word's two namespaces (transitional and strict) differ in nothing that is read here.
    """
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element | None, name: str) -> str | None:
    """An attribute by its local name, or None where it or the element is missing."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: Element | None, *names: str) -> Element | None:
    """The first descendant along a path of local names, or None."""
    for name in names:
        if element is None:
            return None
        element = next((item for item in element if local(item) == name), None)
    return element
