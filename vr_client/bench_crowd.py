"""A hundred visitors for `seoul bench frame`: real ones, each of a look and a name, whose heads and hands move in every frame."""

from __future__ import annotations

import math

import glm

from avatars.look import colour_of
from renderer.spatial import Pose, yaw
from vr_client.world import Peer, World


class People:
    """`count` people on a grid over a floor of `size` metres around `centre`, turning and gesturing on the spot."""

    def __init__(self, world: World, count: int, centre: glm.vec3, size: tuple[float, float]) -> None:
        self._world, columns = world, max(1, math.ceil(math.sqrt(count * size[0] / size[1])))
        rows = max(1, math.ceil(count / columns))
        self._eyes = []
        for number in range(count):
            row, column = divmod(number, columns)
            x, z = ((column + 0.5) / columns - 0.5) * size[0], ((row + 0.5) / rows - 0.5) * size[1]
            self._eyes.append(centre + glm.vec3(x, 1.5 + 0.05 * (number % 5), z))
            user = f"visitor-{number}"
            world.peers[number] = Peer(number, f"손님 {number}", colour_of(user), user=user)

    def move(self, time_s: float) -> None:
        """What their packets would say, between two of them."""
        for number, eyes in enumerate(self._eyes):
            phase, peer = time_s + number * 0.37, self._world.peers[number]
            turn = yaw(number * 2.4 + 0.3 * math.sin(phase))
            peer.head = Pose(eyes + glm.vec3(0.05 * math.sin(phase), 0, 0), turn)
            peer.left = Pose(eyes + turn * glm.vec3(-0.25, -0.5 + 0.1 * math.sin(2 * phase), -0.3), turn)
            peer.right = Pose(eyes + turn * glm.vec3(0.25, -0.5, -0.3 + 0.05 * math.sin(3 * phase)), turn)
