"""Prometheus figures of one server, on /metrics."""

from __future__ import annotations

import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """A registry of its own, so that two servers in one process (tests) do not share figures."""

    def __init__(self) -> None:
        r = self.registry = CollectorRegistry()
        self.requests = Counter("seoul_http_requests_total", "Requests", ["method", "route", "status"], registry=r)
        self.seconds = Histogram("seoul_http_request_seconds", "Time to answer", ["route"], registry=r)
        self.sockets = Gauge("seoul_sockets", "Open sockets", ["kind"], registry=r)
        self.rooms = Gauge("seoul_rooms", "Rooms with somebody in them", registry=r)
        self.poses = Counter("seoul_poses_total", "Pose packets taken", registry=r)
        self.drills = Gauge("seoul_drills_running", "Drills held in memory", registry=r)
        self.inputs = Counter("seoul_drill_inputs_total", "Drill inputs taken", registry=r)
        self.unsaved = Gauge("seoul_drill_inputs_unsaved", "Drill inputs not yet in the database", registry=r)
        self.statements_waiting = Gauge("seoul_xapi_waiting", "Statements for the learning record store", registry=r)
        self.statements_refused = Gauge("seoul_xapi_refused", "Statements that the store refuses", registry=r)
        self.statements_sent = Counter("seoul_xapi_sent_total", "Statements the store has taken", registry=r)
        self.statements_failures = Counter("seoul_xapi_failures_total", "Times the store was out of reach", registry=r)
        self.late = Histogram(
            "seoul_drill_step_late_seconds",
            "How late a drill's tick began",
            buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5),
            registry=r,
        )

    def text(self) -> bytes:
        return generate_latest(self.registry)


class HttpMetrics:
    """ASGI middleware: counts by route template, never by path, or ids would fill the registry."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app, self.metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status = 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        started = time.perf_counter()
        try:
            await self.app(scope, receive, watched)
        finally:
            route = getattr(scope.get("route"), "path", "other")
            method = scope["method"] if scope["method"] in _METHODS else "other"
            self.metrics.requests.labels(method, route, str(status)).inc()
            self.metrics.seconds.labels(route).observe(time.perf_counter() - started)


_METHODS = frozenset({"GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"})
