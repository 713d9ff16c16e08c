"""The paths by which the page sees and changes the library: JSON, and raw bytes for uploads.

No answer names a place on the server's disk, and nothing that was uploaded is ever sent back.
"""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from index.corrections import FIELDS, load_corrections, parse_assignments
from index.errors import WenbaoError
from index.types import KINDS, Period
from ui.web.holder import LibraryHolder, public_message
from ui.web.shelf_jobs import BusyError, Jobs
from ui.web.uploads import (
    ENDINGS,
    UPLOADS,
    Incoming,
    Received,
    UploadLimits,
    check_size,
    digest,
    safe_name,
)

if TYPE_CHECKING:
    from fastapi import APIRouter, Request
    from starlette.responses import Response

#: What the guard lets through.
PATHS = frozenset(
    f"/shelf/{name}" for name in ("reports", "batch", "file", "add", "correct", "remove", "job")
)
#: A page of another site cannot send a header of its own without asking first.
_OURS = "x-wenbao"
#: Bytes of a request that is no file; characters of a corrected value.
_MOST_BODY, _MOST_VALUE = 20_000, 200
_LABELS = {
    "title": "标题",
    "place": "地方",
    "kind": "种类",
    "delivered": "日期",
    "reviews": "回顾的年份",
    "plans": "计划的年份",
    "meeting": "会议",
    "speaker": "报告人",
}
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_READ_ONLY = "这个资料库在网页上只能看；请在服务器上用 wenbao index add、set、remove 改动"


def shelf_router(
    holder: LibraryHolder, *, editable: bool, limits: UploadLimits = UPLOADS
) -> APIRouter:
    """The router for `PATHS`; all that changes the library is refused unless it is `editable`."""
    from fastapi import APIRouter
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import JSONResponse

    router = APIRouter()
    incoming = Incoming(holder.home, limits)
    jobs = Jobs(holder, incoming)

    def refused(error: object, status: int = 400) -> Response:
        return JSONResponse({"error": public_message(error, holder.home)}, status)

    def barred(request: Request) -> Response | None:
        if not editable:
            return refused(_READ_ONLY, 403)
        if _OURS not in request.headers:
            return refused("请从问报自己的网页改动资料库", 403)
        return None

    async def reports(request: Request) -> Response:
        shape = await run_in_threadpool(listing, holder)
        about = {
            "file": limits.file_bytes,
            "batch": limits.batch_bytes,
            "files": limits.batch_files,
        }
        return JSONResponse(
            {
                **shape,
                "editable": editable,
                "busy": jobs.busy,
                "kinds": list(KINDS),
                "endings": list(ENDINGS),
                "limits": about,
            }
        )

    async def batch(request: Request) -> Response:
        if no := barred(request):
            return no
        try:
            return JSONResponse({"batch": (await run_in_threadpool(incoming.begin)).id})
        except WenbaoError as error:
            return refused(error, 503)

    async def file(request: Request) -> Response:
        if no := barred(request):
            return no
        try:
            name = safe_name(unquote(request.headers.get("x-file-name", "")))
            length = request.headers.get("content-length", "")
            if not length.isdecimal():
                return refused("上传的文件没有写明大小", 411)
            size = int(length)
            check_size(size, limits)
            kept, path = incoming.reserve(request.query_params.get("batch", ""), size)
            async with asyncio.timeout(limits.file_seconds):
                await _receive(request, path, size)
            sha256 = await run_in_threadpool(digest, path)
        except WenbaoError as error:
            return refused(error, 413 if "上限" in str(error) else 400)
        except TimeoutError:
            return refused("上传太慢，超过了时限；请检查网络后再试", 408)
        kept.files.append(Received(name, path, sha256))
        return JSONResponse({"name": name})

    async def change(request: Request) -> Response:
        if no := barred(request):
            return no
        try:
            shape = await _body(request)
            report = str(shape.get("report", ""))[:_MOST_VALUE]
            match request.url.path:
                case "/shelf/add":
                    job = jobs.add(str(shape.get("batch", "")))
                case "/shelf/correct":
                    job = jobs.correct(report, checked_fields(shape.get("fields")))
                case _:
                    holder.library.report(report)
                    job = jobs.remove(report)
        except WenbaoError as error:
            return refused(error, 423 if isinstance(error, BusyError) else 409)
        return JSONResponse(job.to_json(), 202)

    async def job(request: Request) -> Response:
        try:
            return JSONResponse(jobs.job(request.query_params.get("job", "")).to_json())
        except WenbaoError as error:
            return refused(error, 404)

    for path, endpoint, method in (
        ("/shelf/reports", reports, "GET"),
        ("/shelf/job", job, "GET"),
        ("/shelf/batch", batch, "POST"),
        ("/shelf/file", file, "POST"),
        ("/shelf/add", change, "POST"),
        ("/shelf/correct", change, "POST"),
        ("/shelf/remove", change, "POST"),
    ):
        router.add_route(path, endpoint, methods=[method], include_in_schema=False)
    return router


def listing(holder: LibraryHolder) -> dict[str, Any]:
    """The reports with what each was taken for, which of it was corrected, and what is wrong."""
    entries = holder.library.reports
    trouble = holder.trouble
    try:
        corrections = load_corrections(holder.home)
    except WenbaoError as error:
        corrections, trouble = {}, trouble or public_message(error, holder.home)
    rows = []
    for entry in entries:
        data = entry.metadata
        rows.append(
            {
                "id": entry.id,
                "file": Path(entry.file).name if Path(entry.file).is_absolute() else entry.file,
                "title": data.title,
                "place": data.place,
                "kind": data.kind,
                "delivered": data.delivered,
                "reviews": _years(data.reviews),
                "plans": _years(data.plans),
                "meeting": data.meeting,
                "speaker": data.speaker,
                "passages": entry.passages,
                "characters": entry.characters,
                "corrected": sorted(corrections.get(entry.file, {})),
            }
        )
    return {"reports": rows, "trouble": trouble}


def checked_fields(shape: Any) -> dict[str, str]:
    """The corrections of one report as the page sends them; raises WenbaoError for any that no
    report can have, with the field's name in Chinese."""
    if not isinstance(shape, dict) or not shape or not set(shape) <= set(FIELDS):
        raise WenbaoError("没有要更正的内容")
    fields: dict[str, str] = {}
    for name, value in shape.items():
        if not isinstance(value, str) or len(value) > _MOST_VALUE or _CONTROL.search(value):
            raise WenbaoError(f"{_LABELS[name]}最多 {_MOST_VALUE} 个字，不能换行")
        try:
            fields.update(parse_assignments([f"{name}={value}"]))
        except WenbaoError as error:
            said = str(error).replace(f"{name}=", f"{_LABELS[name]} ")
            raise WenbaoError(said) from error
    return fields


def _years(period: Period | None) -> str | None:
    if period is None:
        return None
    return f"{period.first}" if period.first == period.last else f"{period.first}-{period.last}"


async def _receive(request: Request, path: Path, size: int) -> None:
    """Write a request's body to `path`; raises WenbaoError unless it has `size` bytes."""
    from starlette.concurrency import run_in_threadpool
    from starlette.requests import ClientDisconnect

    written = 0
    try:
        with path.open("wb") as data:
            async for chunk in request.stream():
                written += len(chunk)
                if written > size:
                    raise WenbaoError("上传的内容比它写明的大")
                await run_in_threadpool(data.write, chunk)
    except ClientDisconnect as error:
        raise WenbaoError("上传中断了") from error
    except OSError as error:
        raise WenbaoError(f"资料库的文件夹写不进去：{error.strerror}") from error
    if written != size:
        raise WenbaoError("上传的内容不完整；请再传一次")


async def _body(request: Request) -> dict[str, Any]:
    """A small JSON object; raises WenbaoError for anything else."""
    import json

    data = b""
    async for chunk in request.stream():
        data += chunk
        if len(data) > _MOST_BODY:
            raise WenbaoError("请求太大")
    try:
        shape = json.loads(data)
    except ValueError as error:
        raise WenbaoError("请求读不懂；请刷新网页后再试") from error
    if not isinstance(shape, dict):
        raise WenbaoError("请求读不懂；请刷新网页后再试")
    return shape
