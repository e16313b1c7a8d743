"""Pictures of a glTF file, decoded by Pillow."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from renderer.gltf.accessors import Accessors
from renderer.gltf.container import read_uri
from renderer.gltf.errors import GltfError

FORMATS = ("PNG", "JPEG", "WEBP")
MAX_SIDE = 8192


def decode(image: dict[str, Any], accessors: Accessors, folder: Path) -> np.ndarray:
    """uint8 [H, W, 4], first row at the top, values as stored (sRGB or linear, by use). Raises GltfError."""
    data = accessors.view_bytes(image["bufferView"]) if "bufferView" in image else read_uri(image.get("uri"), folder)
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            if max(picture.size) > MAX_SIDE:
                raise GltfError(f"image of {picture.size[0]}x{picture.size[1]} pixels, at most {MAX_SIDE} a side")
            return np.asarray(picture.convert("RGBA"))
    except GltfError:
        raise
    except Exception as error:  # Pillow's decoders raise SyntaxError, struct.error, EOFError and more on damaged data
        raise GltfError(f"image {image.get('name', '')!r} cannot be decoded: {error}") from error
