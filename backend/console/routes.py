"""What the console's pages fetch beside themselves: pieces of films, and papers. For the browser that is signed in as a trainer."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from uuid import UUID

from fastapi import Request, Response
from nicegui import app as nicegui_app

from backend.certificates import service as certificates
from backend.console.films import Films, drill_of
from backend.drills.control import led
from backend.errors import Refusal, answer, forbidden, not_found
from backend.identity.models import User
from backend.reports import service as reports
from backend.reports.papers import certificate_data, csv, pdf
from backend.schemas.wire import Language
from backend.server import public_url
from backend.web.door import Door

ASK_AGAIN_S = 30.0


class Routes:
    def __init__(self, door: Door, films: Films) -> None:
        self._door, self._films, self._server = door, films, door.server
        self._allowed: dict[
            tuple[UUID, UUID], float
        ] = {}  # who may see which film, until when: it comes in many pieces

    def register(self) -> None:
        nicegui_app.get("/console/films/{folder}/{number}")(self._film)
        nicegui_app.get("/console/papers/{drill}/report.pdf")(self._report)
        nicegui_app.get("/console/papers/{drill}/roster.csv")(self._roster)
        nicegui_app.get("/console/papers/records/{record}/certificate.pdf")(self._certificate)
        nicegui_app.get("/console/papers/groups/{group}/roster.csv")(self._group_roster)

    async def _film(self, request: Request, folder: str, number: int) -> Response:
        try:
            await self._allow(request, drill_of(folder))
            packed = self._films.chunk(folder, number)
            if packed is None:
                raise not_found()
        except ValueError:
            return answer(not_found())
        except Refusal as refusal:
            return answer(refusal)
        headers = {"Content-Encoding": "gzip", "Cache-Control": "private, max-age=3600"}
        return Response(packed, media_type="application/json", headers=headers)

    async def _allow(self, request: Request, drill: UUID) -> None:
        """The database is asked once in a while only, so that any moment is quickly there."""
        browser = str(request.session.get("id", ""))
        who, moment = self._door.sessions.who(browser), time.monotonic()
        if who is not None and self._allowed.get((who, drill), 0.0) > moment:
            return
        user = await self._door.user_of(browser)
        if user is None:
            raise forbidden()
        async with self._server.database.unit() as unit:
            await led(unit, user, drill)
        self._allowed = {key: end for key, end in self._allowed.items() if end > moment}
        self._allowed[user.id, drill] = moment + ASK_AGAIN_S

    async def _report(self, request: Request, drill: UUID, lang: Language = "ko") -> Response:
        async def do(user: User) -> Response:
            async with self._server.database.unit() as unit:
                await led(unit, user, drill)
                job = await reports.job(unit, user, drill, lang, None, "")
            return pdf(await self._server.reports.do(job), f"drill-{drill}.pdf")

        return await self._for_trainer(request, do)

    async def _roster(self, request: Request, drill: UUID, lang: Language = "ko") -> Response:
        async def do(user: User) -> Response:
            async with self._server.database.unit() as unit:
                await led(unit, user, drill)
                return csv(await reports.drill_roster(unit, user, drill, lang), f"drill-{drill}.csv")

        return await self._for_trainer(request, do)

    async def _group_roster(self, request: Request, group: UUID, lang: Language = "ko") -> Response:
        async def do(user: User) -> Response:
            async with self._server.database.unit() as unit:
                return csv(await reports.group_roster(unit, user, group, None, lang), f"group-{group}.csv")

        return await self._for_trainer(request, do)

    async def _certificate(self, request: Request, record: UUID, lang: Language = "ko") -> Response:
        async def do(user: User) -> Response:
            server = self._server
            async with server.database.unit() as unit:
                found = await certificates.issue(unit, server, user, record, public_url(request, server))
            data = certificate_data(found, lang, server.settings.organisation)
            return pdf(await server.reports.do({"do": "certificate", "data": data}), f"certificate-{found.number}.pdf")

        return await self._for_trainer(request, do)

    async def _for_trainer(self, request: Request, do: Callable[[User], Awaitable[Response]]) -> Response:
        try:
            user = await self._door.user_of(str(request.session.get("id", "")))
            if user is None:
                raise forbidden()
            return await do(user)
        except Refusal as refusal:
            return answer(refusal)
