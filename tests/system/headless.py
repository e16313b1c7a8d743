"""A client without a picture: network, peers and voice as the program has them. `python -m tests.system.headless --help`.

Obeys JSON lines on standard input: {"at": [x, y, z, yaw]}, {"muted": true}, {"leave": true} (the voice), {"go": place}; writes a
JSON line of what it knows 20 times a second.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import glm

from renderer.spatial import Pose, yaw
from vr_client.audio import Audio
from vr_client.devices.device import Input
from vr_client.messages import Arrived, Captioned, Entered, EnterRoom
from vr_client.net import Net
from vr_client.settings import Settings
from vr_client.systems.peers import peers
from vr_client.world import World


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--server", required=True)
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--room", default="entrance")
    parser.add_argument("--name", default="")
    parser.add_argument("--mic", default="none")
    parser.add_argument("--speaker", default="none")
    parser.add_argument("--at", default="0,1.6,0,0", help="x,y,z,yaw of the head")
    arguments = parser.parse_args()
    logging.basicConfig(level="INFO", stream=sys.stderr)
    settings = replace(
        Settings(),
        name=arguments.name,
        data_dir=str(arguments.data),
        microphone=arguments.mic,
        speaker=arguments.speaker,
    )
    world = World(settings=settings)
    _stand(world, [float(v) for v in arguments.at.split(",")])
    net, audio = Net(settings, arguments.server).start(), Audio(settings).start()
    world.outbox.append(EnterRoom(arguments.room))
    ended = threading.Event()
    gone: list[str] = []
    threading.Thread(target=_obey, args=(world, audio, ended, gone), daemon=True).start()
    begin, me, said, frame = time.monotonic(), 0, [], 0
    while not ended.wait(1 / 60):
        world.time_s = time.monotonic() - begin
        events = net.drain()
        while gone:  # as systems.travel does when one arrives in another place
            place = gone.pop(0)
            world.peers.clear()
            world.outbox.append(EnterRoom(place))
            events.append(Arrived(place, "spawn"))
        peers(world, Input(), events, 1 / 60)
        audio.update(world, events)
        net.publish(world)
        me = next((e.peer for e in events if isinstance(e, Entered)), me)
        said += [e.text for e in events if isinstance(e, Captioned)]
        frame += 1
        if frame % 3 == 0:
            seen = {
                p.id: {"name": p.name, "head": [*p.head.position], "loudness": p.loudness} for p in world.peers.values()
            }
            state = {"t": time.monotonic(), "me": me, "voice": audio.connected, "own": audio.levels.own, "said": said}
            print(json.dumps(state | {"peers": seen, "heard": audio.levels.heard}), flush=True)
    audio.stop()
    net.stop()


def _stand(world: World, at: list[float]) -> None:
    head = Pose(glm.vec3(*at[:3]), yaw(at[3]))
    world.user.head = head
    world.user.left = head * Pose(glm.vec3(-0.25, -0.5, -0.3))
    world.user.right = head * Pose(glm.vec3(0.25, -0.5, -0.3))


def _obey(world: World, audio: Audio, ended: threading.Event, gone: list[str]) -> None:
    for line in sys.stdin:
        order = json.loads(line)
        if "at" in order:
            _stand(world, order["at"])
        if "muted" in order:
            world.user.muted = order["muted"]
        if "leave" in order:
            audio.leave()
        if "go" in order:
            gone.append(order["go"])
    ended.set()


if __name__ == "__main__":
    main()
