"""Names over heads and labels at things: painted once, turned to the eyes, and larger the farther away they are."""

from __future__ import annotations

import math
from collections.abc import Iterator
from concurrent.futures import Future
from typing import TypeAlias

import glm

from renderer.scene import Image, Panel
from renderer.spatial import Pose, yaw
from renderer.workers import workers
from vr_client.world import Peer

ABOVE_HEAD_M = 0.26
HEIGHT_M, AT_M = 0.085, 2.0  # beyond this distance they grow with it, so that they stay readable
SPEAKS = 0.05  # loudness

Words: TypeAlias = tuple[str, tuple[float, float, float], bool]  # what is written, its colour, whether one speaks


class Names:
    """waits : for new ones to be painted; else a worker paints one after the other, and no frame waits for those of a crowd."""

    def __init__(self, waits: bool) -> None:
        self._waits = waits
        self._painted: dict[Words, Image] = {}
        self._coming: tuple[Words, Future[Image]] | None = None

    def over(self, peers: list[Peer], eyes: glm.vec3) -> Iterator[Panel]:
        """Of those whose names are painted."""
        for peer in peers:
            words = (peer.name, peer.colour, peer.loudness > SPEAKS)
            if self._waits or self._is_painted(words):
                yield self.plate(words, peer.head.position + glm.vec3(0, ABOVE_HEAD_M, 0), eyes)

    def plate(self, words: Words, at: glm.vec3, eyes: glm.vec3, on_top: bool = False) -> Panel:
        """Painted at once if it must be."""
        image = self._painted.get(words)
        if image is None:
            image = self._painted[words] = _paint(words)
        towards = eyes - at
        height_m = HEIGHT_M * max(1.0, glm.length(towards) / AT_M)
        width_m = height_m * image.pixels.shape[1] / image.pixels.shape[0]
        upright = yaw(math.atan2(towards.x, towards.z))
        return Panel(image, Pose(at, upright), width_m, height_m, on_top=on_top)

    def _is_painted(self, words: Words) -> bool:
        if words not in self._painted:
            self._coming = self._coming or (words, workers().submit(_paint, words))
            now, picture = self._coming
            if picture.done():
                self._painted[now], self._coming = picture.result(), None
        return words in self._painted


def _paint(words: Words) -> Image:
    from vr_client.ui import name_plate

    picture: Image = name_plate(*words)
    return picture
