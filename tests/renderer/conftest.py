"""One GL context for all tests of a process; each test gets a renderer of its own on it."""

import dataclasses

import pytest

from renderer.gl import Quality, Renderer
from renderer.shot import NoGraphicsError, open_offscreen_context

PLAIN = dataclasses.replace(
    Quality(), shadow_size=256, anisotropy=1, probe_size=0, mirror_px=0, distance_field=False, flame_steps=12
)


@pytest.fixture(scope="session")
def ctx():
    try:
        context = open_offscreen_context()
    except NoGraphicsError as error:
        pytest.skip(f"no OpenGL 4.3 here: {error}")
    yield context
    context.release()


@pytest.fixture
def quality():
    """Of `renderer`. Few samples, no probe of its own, no mirror pictures: pixels that can be foretold."""
    return PLAIN


@pytest.fixture
def renderer(ctx, quality):
    made = Renderer(ctx, quality)
    yield made
    made.release()
    assert ctx.error == "GL_NO_ERROR"
