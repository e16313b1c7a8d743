"""Pictures of a glTF file, decoded by Pillow."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, overload
from weakref import WeakValueDictionary

import numpy as np
from PIL import Image

from renderer.gltf.accessors import Accessors
from renderer.gltf.container import read_uri
from renderer.gltf.errors import GltfError

FORMATS = ("PNG", "JPEG", "WEBP")
MAX_SIDE = 8192


@dataclass(slots=True, frozen=True)
class Encoded:
    """A picture as the file has it."""

    name: str
    data: bytes

    def decode(self) -> np.ndarray:
        """uint8 [H, W, 4], first row at the top, values as stored (sRGB or linear, by use). Raises GltfError."""
        try:
            with Image.open(io.BytesIO(self.data), formats=FORMATS) as picture:
                if max(picture.size) > MAX_SIDE:
                    raise GltfError(f"image of {picture.size[0]}x{picture.size[1]} pixels, at most {MAX_SIDE} a side")
                return np.asarray(picture.convert("RGBA"))
        except GltfError:
            raise
        except Exception as error:  # Pillow's decoders raise SyntaxError, struct.error, EOFError and more
            raise GltfError(f"image {self.name!r} cannot be decoded: {error}") from error


def encoded(image: dict[str, Any], accessors: Accessors, folder: Path) -> Encoded:
    """Raises GltfError."""
    data = accessors.view_bytes(image["bufferView"]) if "bufferView" in image else read_uri(image.get("uri"), folder)
    return Encoded(str(image.get("name", "")), data)


class Undecoded(Sequence[np.ndarray | None]):
    """The pictures of a file, each decoded anew whenever it is asked for; None where no texture uses one. digest : of all that the
    file says, so that what is made of it can be kept under that name. made : what came of them, as long as somebody has it."""

    def __init__(self, files: list[Encoded | None], digest: str) -> None:
        self.files, self.digest = files, digest
        self.made: WeakValueDictionary[Any, Any] = WeakValueDictionary()

    def __len__(self) -> int:
        return len(self.files)

    @overload
    def __getitem__(self, index: int) -> np.ndarray | None: ...

    @overload
    def __getitem__(self, index: slice) -> list[np.ndarray | None]: ...

    def __getitem__(self, index: int | slice) -> np.ndarray | list[np.ndarray | None] | None:
        """Raises GltfError for a damaged one."""
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        file = self.files[index]
        return file.decode() if file is not None else None
