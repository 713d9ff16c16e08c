"""Old Word and WPS documents, made into .docx by LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from index.errors import WenbaoError

#: Seconds for one conversion; LibreOffice takes 5 to 15 to start on a slow machine.
SECONDS = 120.0
#: Where LibreOffice lies when it is not on the path.
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)


def find_office() -> str | None:
    """LibreOffice's program, or None where it is not installed."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    return next((place for place in _USUAL_PLACES if Path(place).exists()), None)


def to_word(data: bytes, suffix: str, seconds: float = SECONDS) -> bytes:
    """The .docx that LibreOffice makes of a document with that ending.

    Raises WenbaoError when LibreOffice is missing, takes longer than `seconds` or fails.
    """
    office = find_office()
    if office is None:
        raise WenbaoError(
            f"{suffix} 要靠 LibreOffice 转换，这台机器上没有（找不到 soffice）："
            "请安装 LibreOffice，或用 Word、WPS 另存为 .docx 再添加"
        )
    with tempfile.TemporaryDirectory(prefix="wenbao-") as folder:
        source = Path(folder) / f"in{suffix}"
        source.write_bytes(data)
        # A profile of its own: a LibreOffice that is open would otherwise take the job and fail.
        command = [
            office,
            "--headless",
            "--norestore",
            f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(Path(folder) / "out"),
            str(source),
        ]
        _run(command, seconds)
        made = Path(folder) / "out" / "in.docx"
        if not made.is_file():
            raise WenbaoError(
                "LibreOffice 没能转换这个文件：可能已损坏或加了密码，"
                "请用 Word 或 WPS 另存为 .docx 再添加"
            )
        return made.read_bytes()


def _run(command: list[str], seconds: float) -> None:
    """Run LibreOffice, with all that it starts, for `seconds` at most."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=os.name == "posix",
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise WenbaoError(
            f"LibreOffice 转换了 {seconds:.0f} 秒还没完成，已停止：请用 Word 另存为 .docx 再添加"
        ) from error
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
