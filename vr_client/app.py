"""Builds the parts, runs the loop, and says what happened if it breaks. Main thread."""

from __future__ import annotations

import logging
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from types import FrameType
from typing import TYPE_CHECKING, Any

from vr_client import logs, loop
from vr_client.devices.choose import choose, open_headset, scripted
from vr_client.devices.device import Device, Input
from vr_client.errors import UserError
from vr_client.identity import load_identity
from vr_client.places import folder_of, split_link
from vr_client.settings import Settings
from vr_client.world import User, World

if TYPE_CHECKING:
    from renderer.scene import Scene

log = logging.getLogger(__name__)
NOTICE_S = 8.0
SWITCH_S = (
    0.0005  # network and voice threads wait 1 ms for their turn instead of 4; frames do not grow (measured 2026-11)
)


class Phases:
    """How long the start took, part by part, for the log and `seoul bench start`."""

    def __init__(self) -> None:
        self._began_s = self._last_s = time.perf_counter()
        self.seconds: dict[str, float] = {}

    def done(self, name: str) -> None:
        now = time.perf_counter()
        self.seconds[name] = now - self._last_s
        self._last_s = now

    @property
    def ended_s(self) -> float:
        """When the last part was done, on the clock of time.perf_counter."""
        return self._last_s

    @property
    def total_s(self) -> float:
        return self._last_s - self._began_s


class Offline:
    """What `Net` is to the loop while there is none. keep : leave what is to be sent in world.outbox for whoever comes."""

    def __init__(self, keep: bool = True) -> None:
        self._keep = keep

    def drain(self) -> list[Any]:
        return []

    def publish(self, world: World) -> None:
        if not self._keep:
            world.outbox.clear()

    def stop(self) -> None:
        """Nothing runs."""


def quality_for(ctx: Any, settings: Settings) -> Any:
    """What a live picture may cost. Where the processor plays the graphics card, reflections and occlusion by distance
    (seconds to prepare, and most of each frame) are left to `seoul shot`; without the sun's shadow roofs would let it in."""
    from renderer.gl import Quality
    from vr_client.devices.blit import is_software
    from vr_client.quality import quality_level

    level = quality_level(ctx, settings)
    quality = Quality.named(level)
    if level == "low" and is_software(ctx):
        return replace(quality, probe_size=0, distance_field=False)
    return quality


class App:
    """One run of the program. `open` builds everything; `run` returns the exit status."""

    def __init__(self, settings: Settings, on_first_frame: Callable[[App], None] = lambda _app: None) -> None:
        self.settings = settings
        self.phases = Phases()
        self.log_path = logs.start_logs(settings.data_path())
        self.frames = 0
        self.device: Any = None
        self.renderer: Any = None
        self.uploads: Any = None
        self.server: Any = None
        self.net: Any = Offline()
        self._connecting: threading.Thread | None = None
        self.voice: Any = None
        self.world = World(settings=settings, user=User(language=settings.language, easy_mode=settings.easy_mode))
        self.world.user.seated = settings.seated
        self._on_first_frame = on_first_frame
        self._stopped = False

    def open(self) -> App:
        """Raises UserError for a place nobody has or a device that cannot be opened: nothing has been shown then."""
        from vr_client.systems import travel

        sys.setswitchinterval(SWITCH_S)
        place, spot = split_link(self.settings.place)
        folder_of(place)
        travel.begin(self.world, place, spot)  # reads the place while the window opens
        self.phases.done("place started")
        self._take(*choose(self.settings))
        self.phases.done("device")
        from vr_client.present import Presenter
        from vr_client.systems import systems

        self.presenter = Presenter(waits=False)
        self.systems = systems()
        self.phases.done("systems")
        identity = load_identity(self.settings.data_path(), self.settings.name, self.settings.language)
        self.world.user.id, self.world.user.name = identity.id, identity.name
        return self

    def open_for_bench(self, stereo: bool = True) -> App:
        """Small eyes and no server: what a frame costs by itself."""
        from vr_client.devices.offscreen import OffscreenDevice
        from vr_client.present import Presenter
        from vr_client.systems import systems, travel

        travel.begin(self.world, *split_link(self.settings.place))
        self._take(OffscreenDevice(self.settings, stereo, size=(64, 64)), "")
        self.presenter, self.systems = Presenter(waits=False), systems()
        self.net, self._connecting = Offline(keep=False), threading.Thread()  # nobody is to be called
        return self

    def run(self) -> int:
        """Frames until the end. An uncaught error is shown on the device, with the log's path; then 1."""
        self._listen_for_signals()
        try:
            while not self._stopped:
                try:
                    loop.run(self)
                    break
                except UserError as error:
                    if error.code != "E05":
                        raise
                    self._headset_lost(error)
            return 0
        except KeyboardInterrupt:
            return 0
        except Exception as error:
            self._show(error)
            return 1
        finally:
            self.close()

    def goes_on(self, input: Input, drawn: bool) -> bool:
        """After each frame: whether there is to be another."""
        self.frames += drawn
        if self.frames == 1 and drawn:
            self.phases.done("first frame")
            log.info("first frame after %.2f s", self.phases.total_s)
            self._on_first_frame(self)
        if self._connecting is None and self.world.place is not None and self.world.fade < 1:
            self._connect()
        if input.retry_headset and self.world.flat_reason:
            self._retry_headset()
        settings = self.settings
        ended = bool(settings.frames) and self.frames >= settings.frames
        ended |= bool(settings.seconds) and self.world.time_s >= settings.seconds
        ended |= settings.exit_when_done and bool(getattr(self.device, "done", False))
        return not (input.quit or self.world.quit or self._stopped or ended)

    def close(self) -> None:
        """Ends in an order that loses nothing: what is unsent goes to disk before the server that might take it ends."""
        if self.net is not None:
            from vr_client.systems.visits import end_visit

            end_visit(self.world)
            if self.world.outbox and self._connecting is None:
                self._connect()  # a short visit, over before there was a network: its writes still go to disk
            if self._connecting is not None and self._connecting.is_alive():
                self._connecting.join()
            self.net.publish(self.world)
        for part in (self.voice, self.net, self.server):
            if part is not None:
                part.stop()
        if self.renderer is not None:
            self.renderer.release()
        if self.device is not None:
            self.device.close()
        self.voice = self.net = self.server = self.renderer = self.device = None

    # parts -----------------------------------------------------------------------------------------------------------

    def _start_server(self) -> None:
        if self.settings.server:
            return
        from vr_client.embedded import EmbeddedServer

        self.server = EmbeddedServer(self.settings.data_path()).start()

    def _connect(self) -> None:
        """Starts server, network and voice beside the frames, once there is a picture: before, they would only have held it up."""
        self._connecting = threading.Thread(target=self._start_net, name="connect", daemon=True)
        self._connecting.start()

    def _start_net(self) -> None:
        from avatars import compiled
        from vr_client.audio import Audio
        from vr_client.net import Net

        self._start_server()
        url = self.server.url if self.server is not None else self.settings.server.rstrip("/")
        net = Net(self.settings, url).start()
        self.voice = Audio(self.settings).start()
        self.net = net  # last: what was to be sent has waited in world.outbox, and the voice must hear the answers
        compiled.load()

    def _take(self, device: Device, why: str) -> None:
        """Draw on this device from now on."""
        from renderer.gl import Renderer
        from vr_client.uploading import Uploads

        self.device = device
        self.renderer = Renderer(device.ctx, quality_for(device.ctx, self.settings))
        self.uploads = Uploads(self.renderer, self._inside)
        self.world.device_name, self.world.flat_reason = device.name, why
        # A monitor's picture does not surround one: closing it while walking would only be in the way.
        vignette = self.settings.vignette and device.name != "window"
        self.world.settings = replace(self.world.settings, vignette=vignette)

    def _inside(self) -> Scene:
        """The place as it will be once it is ready."""
        scene: Scene = self.presenter.inside(self.world, self.device.supports_quad_layers)[0]
        return scene

    def _retry_headset(self) -> None:
        """F8 in a window: the world stays, only the device changes. Without a headset the window goes on, saying why."""
        try:
            headset = open_headset(self.settings, "")
        except UserError as error:
            from vr_client.i18n import error_text

            self.device.make_current()
            text = error_text(error.code, self.world.user.language, **error.values)
            self.world.notice = f"{text.cause} ({error.code}) {text.remedy}"
            self.world.memory["notice_until_s"] = self.world.time_s + NOTICE_S
            log.info("F8: still no headset: %s", error)
            return
        log.info("F8: from the window to %s", headset.name)
        self.device.make_current()
        self.renderer.release()
        self.device.close()
        headset.make_current()
        self._take(scripted(headset, self.settings), "")

    def _headset_lost(self, error: UserError) -> None:
        log.error("%s", error)
        self.renderer.release()
        self.device.close()
        device, _ = choose(replace(self.settings, device="flat"))
        self._take(device, error.code)

    # the end -----------------------------------------------------------------------------------------------------------

    def _listen_for_signals(self) -> None:
        """SIGTERM and Ctrl+C end the loop, not the process: the server and the queue on disk close properly."""
        if threading.current_thread() is not threading.main_thread():
            return

        def stop(_number: int, _frame: FrameType | None) -> None:
            self._stopped = True

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)

    def _show(self, error: Exception) -> None:
        """The error page, where the person is looking."""
        log.exception("uncaught error", exc_info=error)
        from vr_client.i18n import error_text
        from vr_client.ui import error_page

        code = error.code if isinstance(error, UserError) else "E99"
        values = error.values if isinstance(error, UserError) else {}
        language = self.world.user.language
        text = error_text(code, language, **values)
        print(f"{code}: {text.cause} / {text.remedy}\n{self.log_path}")
        try:
            self.device.show_error(error_page(code, text.cause, text.remedy, str(self.log_path), language))
        except Exception:  # a device so broken that it cannot even show a page: the terminal and the log have it
            log.exception("the error page could not be shown")
