"""From the OpenXR loader to the headset."""

from __future__ import annotations

from typing import Any

from vr_client.doctor.finding import ABSENT, FAIL, OK, Finding, Visit
from vr_client.errors import UserError
from vr_client.i18n import later


def check_loader(visit: Visit) -> Finding:
    name = later("OpenXR 로더")
    try:
        from vr_client.devices.openxr.instance import loader_version

        return Finding(OK, visit.tr(name), loader_version())
    except (ImportError, OSError) as error:
        return visit.trouble(name, "E08", reason=error)


def check_runtime(visit: Visit) -> Finding:
    from vr_client.devices.openxr.manifest import active_runtime

    name = later("OpenXR 런타임")
    active = active_runtime()
    if active is None:
        return visit.trouble(name, "E01", ABSENT)
    where = f"{active.manifest} ({active.source})"
    if active.problem:
        remedy = visit.tr("헤드셋 프로그램(SteamVR 등)에서 자신을 기본 OpenXR 런타임으로 다시 지정하세요.")
        return Finding(FAIL, visit.tr(name), f"{where}: {active.problem}", remedy)
    return Finding(OK, visit.tr(name), f"{active.name} · {where}" if active.name else where)


def check_headset(visit: Visit) -> Finding:
    """Asks the runtime for its headset, and whether our OpenGL is new enough for it."""
    name = later("헤드셋")
    from vr_client.devices.openxr.binding import check_gl_version, graphics_requirements
    from vr_client.devices.openxr.instance import open_runtime

    try:
        runtime = open_runtime()
    except UserError as error:
        if error.code == "E01":  # told on the line above
            return Finding(ABSENT, visit.tr(name), visit.tr("쓸 수 있는 OpenXR 런타임이 없음 (E01)"))
        return visit.trouble(name, error.code, ABSENT, **dict[str, Any](error.values))
    try:
        lowest, _ = graphics_requirements(runtime)
        check_gl_version(visit.gl_version, lowest)
        return Finding(OK, visit.tr(name), f"{runtime.headset} · {runtime.name}")
    except UserError as error:
        return visit.trouble(name, error.code, **dict[str, Any](error.values))
    finally:
        runtime.close()
