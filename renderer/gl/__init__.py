"""How a Scene becomes pixels: the only part of the renderer, with effects, that touches OpenGL (4.3 core or later)."""

from renderer.gl.quality import Quality
from renderer.gl.renderer import Renderer, Stats

__all__ = ["Quality", "Renderer", "Stats"]
