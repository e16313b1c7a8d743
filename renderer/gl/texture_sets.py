"""Which texture arrays are bound together, and what is bound where a material has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import moderngl
import numpy as np

from renderer.gl import raw
from renderer.gl.extras import COUNT, FIRST_UNIT
from renderer.gl.records import SLOTS, SRGB_SLOTS

if TYPE_CHECKING:
    from renderer.gl.upload import MaterialUse


class TextureSets:
    """Which texture arrays are bound together, by number; 0 is none at all. Numbers are never used again."""

    def __init__(self) -> None:
        self.bindings: dict[int, list[tuple[int, moderngl.TextureArray]]] = {0: []}
        self.extras: dict[int, tuple[moderngl.Buffer, int]] = {}  # buffer and offset of a material's EXTRA
        self._last = 0

    def add(self, arrays: list[moderngl.TextureArray | None]) -> int:
        self._last += 1
        self.bindings[self._last] = [(unit_of(i), array) for i, array in enumerate(arrays) if array is not None]
        return self._last

    def remove(self, numbers: set[int]) -> None:
        for number in numbers - {0}:
            del self.bindings[number]
            self.extras.pop(number, None)


def unit_of(slot: int) -> int:
    """Of a texture in the order of records.texture_slots."""
    return slot if slot < SLOTS else FIRST_UNIT + slot - SLOTS


def texture_sets(uses: list[MaterialUse], sets: TextureSets) -> list[int]:
    """The number of the set of texture arrays for each material. Materials of one program share a set where no slot wants two
    arrays; those without textures share number 0 with all other models."""
    merged: dict[frozenset[str], list[list[moderngl.TextureArray | None]]] = {}
    chosen: list[list[moderngl.TextureArray | None] | None] = []
    for use in uses:
        if "EXTRA" in use.features:  # what it says is bound like a texture
            merged[frozenset({str(len(chosen))})] = [list(use.arrays)]
            chosen.append(merged[frozenset({str(len(chosen))})][0])
            continue
        if not any(use.arrays):
            chosen.append(None)
            continue
        known = merged.setdefault(use.features, [])
        for arrays in known:
            if all(a is b or a is None or b is None for a, b in zip(arrays, use.arrays, strict=True)):
                arrays[:] = [a or b for a, b in zip(arrays, use.arrays, strict=True)]
                chosen.append(arrays)
                break
        else:
            known.append(list(use.arrays))
            chosen.append(known[-1])
    numbers = {id(arrays): sets.add(arrays) for known in merged.values() for arrays in known}
    return [0 if arrays is None else numbers[id(arrays)] for arrays in chosen]


class Blanks:
    """White pixels where no material's maps are bound yet. Software GL compiles a program anew, in a third of a second, for each
    combination of kinds of textures that happens to be bound, read or not: so all are of one kind (mipmapped, sides powers of
    two, repeated), these too, and nothing else is left bound by chance."""

    def __init__(self, ctx: moderngl.Context) -> None:
        self._srgb, self._linear = (_white(ctx, form) for form in (raw.SRGB8_ALPHA8, raw.RGBA8))

    def use(self) -> None:
        """Binds one to each unit of a material's maps."""
        for slot in range(SLOTS + COUNT):
            (self._srgb if slot in SRGB_SLOTS else self._linear).use(unit_of(slot))

    def release(self) -> None:
        self._srgb.release()
        self._linear.release()


def _white(ctx: moderngl.Context, internal_format: int) -> moderngl.TextureArray:
    texture, calls = ctx.texture_array((1, 1, 1), 4), raw.calls(ctx)
    texture.use(0)
    calls.tex_storage_layers(internal_format, 2, 2, 1, 2)
    for level, side in enumerate((2, 1)):
        calls.tex_sub_layer(level, 0, np.full((side, side, 4), 255, np.uint8))
    texture.filter = (moderngl.LINEAR_MIPMAP_LINEAR, moderngl.LINEAR)
    return texture
