"""glTF 2.0 files as plain data: no GL here, so that tools, tests and avatars can read models without a graphics card."""

from renderer.gltf.errors import GltfError
from renderer.gltf.load import load_model
from renderer.gltf.model import Model

__all__ = ["GltfError", "Model", "load_model"]
