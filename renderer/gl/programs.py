"""Programs from the files in renderer/shaders, built once per set of features."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

import glm
import moderngl

from renderer.gl import raw

INCLUDE = re.compile(r'^#include "([\w.]+)"$', re.MULTILINE)


@lru_cache(maxsize=64)
def read_shader(name: str) -> str:
    """The text of a shader file with its includes in place."""
    text = (files("renderer") / "shaders" / name).read_text("utf-8")
    return INCLUDE.sub(lambda match: read_shader(match.group(1)), text)


def with_defines(text: str, defines: frozenset[str]) -> str:
    """Puts `#define NAME VALUE` lines after #version; each define is "NAME" or "NAME VALUE"."""
    version, _, rest = text.partition("\n")
    return "\n".join([version, *(f"#define {d}" for d in sorted(defines)), rest])


def set_matrix(program: moderngl.Program, name: str, matrix: glm.mat4) -> None:
    """Sets a mat4 uniform; glm's memory is already in GL's order."""
    uniform = program[name]
    assert isinstance(uniform, moderngl.Uniform)
    uniform.write(matrix.to_bytes())


class Programs:
    """Compiled programs by (vertex file, fragment file, features)."""

    def __init__(self, ctx: moderngl.Context) -> None:
        self._ctx = ctx
        self._programs: dict[tuple[str, str, frozenset[str]], moderngl.Program] = {}
        self._without_vertices: dict[int, moderngl.VertexArray] = {}
        self._set: dict[tuple[int, str], object] = {}
        self._calls = raw.calls(ctx)

    def get(self, vertex: str, fragment: str, features: frozenset[str] = frozenset()) -> moderngl.Program:
        key = (vertex, fragment, features)
        if key not in self._programs:
            self._programs[key] = self._ctx.program(
                vertex_shader=with_defines(read_shader(vertex), features),
                fragment_shader=with_defines(read_shader(fragment), features),
            )
        return self._programs[key]

    def set(self, program: moderngl.Program, **values: float | bool | tuple[float, ...]) -> None:
        """Uniforms; those that are as they were are left alone. Whoever sets some of a program here sets them nowhere else."""
        for name, value in values.items():
            key = program.glo, name
            if self._set.get(key) != value:
                program[name] = self._set[key] = value

    def draw(self, program: moderngl.Program, mode: int, vertices: int) -> None:
        """Draws with a program that makes its corners from gl_VertexID. Other threads run on while its first draw compiles."""
        array = self._without_vertices.get(program.glo)
        if array is None:
            array = self._without_vertices[program.glo] = self._ctx.vertex_array(program, [])
            self._calls.render(array, mode, vertices)
        else:
            array.render(mode, vertices=vertices)

    def release(self) -> None:
        for array in self._without_vertices.values():
            array.release()
        for program in self._programs.values():
            program.release()
        self._without_vertices.clear()
        self._programs.clear()
        self._set.clear()
