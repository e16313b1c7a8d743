"""Refusals: every answer that is not a success is a `Problem` with a stable code and a sentence in each language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from backend.schemas.problems import Problem

log = structlog.get_logger(__name__)


class Refusal(Exception):  # noqa: N818  (most are no errors of ours)
    """Raised anywhere in the server; becomes the HTTP answer, or a `refused` message on a socket."""

    def __init__(
        self,
        status: int,
        code: str,
        message_ko: str,
        message_en: str,
        *,
        detail: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{code}: {message_en}")
        self.status = status
        self.problem = Problem(code=code, message_ko=message_ko, message_en=message_en, detail=detail)
        self.headers = dict(headers or {})


def unauthenticated() -> Refusal:
    return Refusal(
        401,
        "unauthenticated",
        "로그인이 필요하거나 로그인 시간이 지났습니다.",
        "You need to sign in, or your sign-in has expired.",
        headers={"WWW-Authenticate": "Bearer"},
    )


def forbidden() -> Refusal:
    return Refusal(403, "forbidden", "이 일을 할 권한이 없습니다.", "You are not allowed to do this.")


def not_found() -> Refusal:
    return Refusal(404, "not_found", "찾을 수 없습니다.", "There is no such thing.")


def conflict(code: str, message_ko: str, message_en: str, detail: Any = None) -> Refusal:
    return Refusal(409, code, message_ko, message_en, detail=detail)


def id_taken() -> Refusal:
    """The same id came with other content, or belongs to somebody else: which of the two is not told."""
    return conflict("id_taken", "이미 다른 내용으로 쓰인 번호입니다.", "This id already stands for something else.")


def too_many(wait_s: float) -> Refusal:
    return Refusal(
        429,
        "too_many",
        "요청이 너무 많습니다. 잠시 뒤에 다시 해 주세요.",
        "Too many requests. Please wait a little.",
        headers={"Retry-After": str(max(1, round(wait_s + 0.5)))},
    )


def too_large(limit: int) -> Refusal:
    return Refusal(413, "too_large", "보낸 내용이 너무 큽니다.", "What you sent is too large.", detail={"limit": limit})


def database_away() -> Refusal:
    return Refusal(
        503,
        "database_away",
        "저장소에 잠시 닿지 않습니다. 곧 다시 해 주세요.",
        "The store is out of reach for the moment. Please try again soon.",
        headers={"Retry-After": "2"},
    )


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """OpenAPI `responses` of an operation: the given refusals and those that every operation may give."""
    every = {400, 413, 422, 429, 500, 503, *statuses}
    return {status: {"model": Problem, "description": _NAMES[status]} for status in sorted(every)}


_NAMES = {
    400: "The body cannot be read",
    401: "Not signed in",
    403: "Not allowed",
    404: "No such thing",
    409: "In conflict with what is there",
    413: "Too large",
    422: "Not valid",
    429: "Too many requests",
    500: "Our fault",
    503: "The store is away; try again",
}
_HTTP = {
    400: ("unreadable", "보낸 내용을 읽을 수 없습니다.", "What you sent cannot be read."),
    404: ("not_found", "찾을 수 없습니다.", "There is no such thing."),
    413: ("too_large", "보낸 내용이 너무 큽니다.", "What you sent is too large."),
    405: ("method_not_allowed", "여기서는 할 수 없는 요청입니다.", "This cannot be done here."),
}


def answer(refusal: Refusal) -> Response:
    return JSONResponse(refusal.problem.model_dump(), refusal.status, refusal.headers)


def install(app: FastAPI) -> None:
    """Make every error of `app` a Problem; what was unforeseen is logged, and nothing of it is told."""
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unforeseen)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return answer(error)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    # The value itself is left out: it may be a password, and need not be valid JSON.
    where = [{"at": [str(part) for part in e["loc"]], "what": e["msg"], "kind": e["type"]} for e in error.errors()]
    ko, en = "보낸 내용이 형식에 맞지 않습니다.", "What you sent is not valid."
    return answer(Refusal(422, "invalid", ko, en, detail=where[:20]))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = _allowed(request)
    code, ko, en = _HTTP.get(error.status_code, ("refused", "받아들일 수 없는 요청입니다.", "The request is refused."))
    return answer(Refusal(error.status_code, code, ko, en, headers=headers))


def _allowed(request: Request) -> str:
    """All methods of this path. (Of two operations on one path, the router would name only the first one's.)"""
    found = {
        method.upper()
        for path, operations in request.app.openapi()["paths"].items()
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", path), request.url.path)
        for method in operations
    }
    return ", ".join(sorted(found)) or "GET"


async def _unforeseen(request: Request, error: Exception) -> Response:
    # Starlette raises the error again after this answer, and the log middleware writes it down with its trace.
    return answer(
        Refusal(
            500, "internal", "서버에 문제가 생겼습니다. 기록해 두었습니다.", "Our server has a fault. It was logged."
        )
    )
