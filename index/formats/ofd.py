"""OFD files (GB/T 33190-2016) to source text, read by ofdkit.

easyofd was looked at and not taken: it draws pages rather than reads them, and needs PyMuPDF,
whose licence (AGPL) this project could not pass on.
"""

from __future__ import annotations

from index.errors import WenbaoError
from index.formats.blocks import write
from index.formats.flow import paragraphs
from index.formats.layout import Fragment


def read_ofd(data: bytes) -> str:
    """The source text of an OFD file, a form feed between pages.

    Raises WenbaoError when it is damaged, encrypted or has no text in it.
    """
    import ofdkit

    try:
        with ofdkit.open(data) as document:
            pages = [
                [
                    Fragment(run.text, run.x, run.x + run.width, run.y, run.size)
                    for run in page.runs
                    if run.text.strip() and run.size > 0
                ]
                for page in document.pages
            ]
    except ofdkit.OFDLimitError as error:
        raise WenbaoError("OFD 文件异常：解开后过大，像是压缩炸弹，不读") from error
    except ofdkit.OFDError as error:
        raise WenbaoError("OFD 文件读不出来：已损坏或加了密，请重新下载或另存一份") from error
    if not any(pages):
        raise WenbaoError(
            f"OFD 里没有文字（共 {len(pages)} 页，像是扫描件）：请先用文字识别（OCR）软件处理"
        )
    return write(paragraphs(pages))
