"""What a frame may cost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import moderngl


BLOOM = 0.04  # of what is seen live


@dataclass(frozen=True, slots=True)
class Quality:
    """samples : 1 or 4 per pixel. shadow_size : texels a side, 0 for no shadow. anisotropy : 1 is off. probe_size : pixels a side
    of the faces from which a room's reflections are made, 0 for the gradient sky only. moving_shadows : whether things that
    move cast the sun's shadow too. soft_shadows : with the sun's penumbras. distance_field : ambient occlusion. flame_steps
    : samples along a ray through a flame. light_interval_s : least time between two mixes of baked light groups.
    light_waits : hold a frame up until a group that begins to shine is decoded, as pictures want it. reflection_steps : of
    a mirror ray through a probe's distances; 0 looks up one probe, at its box.
    lean : programs for just what a frame has, see renderer/gl/lean.py; each mirror ray then looks up one probe.
    near_first : solid things by their distance before all else, so that little is shaded and then covered: up to a fifth of a
    frame on software GL (measured 2026-11), for twice as many submissions.
    smallest_px : things that look smaller than this are not drawn."""

    samples: int = 4
    shadow_size: int = 2048
    anisotropy: float = 8.0
    probe_size: int = 96
    moving_shadows: bool = True
    soft_shadows: bool = True
    distance_field: bool = True
    flame_steps: int = 24
    light_interval_s: float = 0.0
    light_waits: bool = True
    reflection_steps: int = 24
    lean: bool = False
    near_first: bool = False
    smallest_px: float = 0.0
    bloom: float = 0.0  # share of a picture that its own blur takes; none where pictures are compared
    mirror_px: int = 768  # a side, at most, of what a flat mirror shows; 0: it shows what probes do
    refraction: bool = True  # glass shows a bent, blurred picture of what is behind; else it only blends over that

    @classmethod
    def high(cls) -> Quality:
        return cls()

    @classmethod
    def low(cls) -> Quality:
        """For software GL and old integrated graphics: the same picture, coarser."""
        return cls(
            samples=1,
            shadow_size=1024,
            anisotropy=1.0,
            probe_size=48,
            moving_shadows=False,
            soft_shadows=False,
            flame_steps=18,
            light_interval_s=0.3,
            reflection_steps=0,
            lean=True,
            near_first=True,
            smallest_px=1.5,
            mirror_px=0,
            refraction=False,
        )

    @classmethod
    def integrated(cls) -> Quality:
        """For a laptop without a graphics card of its own, in a window."""
        return cls(
            samples=4,
            shadow_size=1024,
            anisotropy=2.0,
            probe_size=64,
            soft_shadows=False,
            flame_steps=16,
            reflection_steps=12,
            mirror_px=384,
        )

    @classmethod
    def headset_large(cls) -> Quality:
        """For a strong card and a headset of many pixels."""
        return cls(shadow_size=4096, anisotropy=16.0, probe_size=128, flame_steps=32, mirror_px=1024)

    @classmethod
    def named(cls, name: str) -> Quality:
        """One of LEVELS. Raises KeyError."""
        made = {"low": cls.low, "integrated": cls.integrated, "desktop": cls.high, "headset-large": cls.headset_large}
        return replace(made[name](), light_waits=False, bloom=0.0 if name == "low" else BLOOM)

    @classmethod
    def for_context(cls, ctx: moderngl.Context) -> Quality:
        """The level that this driver can be expected to hold at the pace of a display."""
        return cls.named("low" if is_software(ctx) else "desktop")

    @classmethod
    def for_pictures(cls, ctx: moderngl.Context) -> Quality:
        """The best there is where nobody waits for the next frame. Only anisotropic filtering is left to real GPUs: in
        llvmpipe it takes seven times as long as all the rest together (measured 2026-11 on the entrance hall)."""
        return replace(cls.high(), anisotropy=1.0) if is_software(ctx) else cls.high()


@dataclass(frozen=True, slots=True)
class Level:
    """What a quality is meant for. megapixels : of a frame, both eyes. frame_ms : the time for one."""

    megapixels: float
    frame_ms: float


# From the cheapest to the dearest: a small window at 30 Hz, Full HD at 60 Hz, the default eye buffers of Quest 3 and its
# panels' full size at 90 Hz.
LEVELS = {
    "low": Level(0.9, 33.3),
    "integrated": Level(2.1, 16.7),
    "desktop": Level(2 * 1.680 * 1.760, 11.1),
    "headset-large": Level(2 * 2.064 * 2.208, 11.1),
}


def is_software(ctx: moderngl.Context) -> bool:
    name = str(ctx.info.get("GL_RENDERER", "")).lower()
    return any(word in name for word in ("llvmpipe", "softpipe", "swiftshader", "gdi generic", "basic render"))
