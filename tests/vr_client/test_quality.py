"""The level that is drawn: set, remembered, or measured."""

import json

import pytest

from renderer.gl import Quality, measure
from renderer.gl.quality import LEVELS
from renderer.shot import NoGraphicsError, open_offscreen_context
from vr_client import quality
from vr_client.app import quality_for
from vr_client.errors import UserError
from vr_client.settings import Settings


@pytest.fixture(scope="module")
def ctx():
    try:
        context = open_offscreen_context()
    except NoGraphicsError as error:
        pytest.skip(f"no OpenGL 4.3 here: {error}")
    yield context
    context.release()


def test_a_faster_card_never_gets_less():
    names = list(LEVELS)
    chosen = [names.index(measure.level_for(ms)) for ms in (50, 5, 2, 1, 0.6, 0.4, 0.2, 0.01)]
    assert chosen == sorted(chosen)
    assert names[chosen[0]] == "low"
    assert names[chosen[-1]] == "headset-large"
    assert set(chosen) == {0, 1, 2, 3}
    for name in LEVELS:
        assert Quality.named(name).samples in (1, 4)


def test_the_measurement_gives_a_time(ctx):
    assert 0 < measure.milliseconds_per_megapixel(ctx) < 1e5
    assert ctx.error == "GL_NO_ERROR"


def test_what_is_set_wins_and_what_was_measured_is_remembered(ctx, tmp_path, monkeypatch):
    settings = Settings(data_dir=str(tmp_path))
    asked = []
    monkeypatch.setattr(measure, "choose_level", lambda _ctx: asked.append(1) or "desktop")
    assert quality.quality_level(ctx, Settings(data_dir=str(tmp_path), quality="integrated")) == "integrated"
    assert not asked
    assert [quality.quality_level(ctx, settings) for _ in range(3)] == ["desktop"] * 3
    assert len(asked) == 1
    kept = tmp_path / quality.FILE
    assert json.loads(kept.read_text("utf-8")) == {quality.card_name(ctx): "desktop"}
    kept.write_text("no json")
    assert quality.quality_level(ctx, settings) == "desktop"
    assert len(asked) == 2


def test_a_name_that_is_none_is_refused(ctx, tmp_path):
    with pytest.raises(UserError) as error:
        quality.quality_level(ctx, Settings(data_dir=str(tmp_path), quality="ultra"))
    assert error.value.code == "E72"


def test_no_picture_lets_the_sun_through_roofs(ctx):
    """Light maps are without direct sunlight: a level without the sun's shadow would have it shine into every room."""
    for name in LEVELS:
        assert quality_for(ctx, Settings(quality=name)).shadow_size > 0
