"""The sounds of a drill, made by arithmetic at the rate of the voice: noise and tones, no recordings. The same each time.

`sound(kind)` gives float32 [n], peak at most 1. Those of LOOPS repeat without a seam.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

import numpy as np

from avatars.voice.opus import RATE_HZ

FADE_S = 0.08  # by which the end of a loop runs into its beginning


def _seconds(length_s: float) -> np.ndarray:
    return np.arange(round(length_s * RATE_HZ)) / RATE_HZ


def _noise(length_s: float, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal(round(length_s * RATE_HZ))


def band(noise: np.ndarray, low_hz: float, high_hz: float, slope: float = 0.0) -> np.ndarray:
    """What lies between two frequencies, edges soft by a third; slope : power of frequency by which it is weighted (-0.5: pink)."""
    spectrum = np.fft.rfft(noise)
    f = np.maximum(np.fft.rfftfreq(len(noise), 1 / RATE_HZ), 1.0)
    shape = 1 / (1 + (low_hz / f) ** 6) / (1 + (f / high_hz) ** 6) * (f / 1000.0) ** slope
    result: np.ndarray = np.fft.irfft(spectrum * shape, len(noise))
    return result


def _level(x: np.ndarray, peak: float = 0.9) -> np.ndarray:
    top = float(np.max(np.abs(x)))
    result: np.ndarray = (x * (peak / top if top > 0 else 0.0)).astype(np.float32)
    return result


def _looped(x: np.ndarray) -> np.ndarray:
    """Its end faded over its beginning, so that it may repeat; shorter by FADE_S."""
    n = round(FADE_S * RATE_HZ)
    t = np.linspace(0, math.pi / 2, n)
    body = x[n:].copy()
    body[-n:] = body[-n:] * np.cos(t) + x[:n] * np.sin(t)
    return body


def _decay(t: np.ndarray, half_s: float) -> np.ndarray:
    result: np.ndarray = np.exp2(-t / half_s)
    return result


def _crackle(length_s: float, a_second: float, seed: int) -> np.ndarray:
    """Snaps of wood and plastics: short bursts, many weak and few loud ones."""
    rng = np.random.default_rng(seed)
    out = np.zeros(round(length_s * RATE_HZ))
    for _ in range(int(length_s * a_second)):
        t = _seconds(float(rng.uniform(0.004, 0.022)))
        snap = rng.standard_normal(len(t)) * _decay(t, float(rng.uniform(0.0008, 0.004)))
        at = int(rng.integers(0, len(out) - len(t)))
        out[at : at + len(t)] += snap * float(rng.pareto(2.2) + 0.15)
    return band(out, 700, 9000)


def _fire() -> np.ndarray:
    breath = 1 + 0.35 * band(_noise(6.0, 3), 0.3, 3.0) / 0.02
    roar = band(_noise(6.0, 1), 60, 420, -0.5) * np.clip(breath, 0.3, 2.0)
    return _looped(roar / np.std(roar) * 0.10 + np.clip(_crackle(6.0, 34, 2), -3, 3) * 0.22)


def _roar() -> np.ndarray:
    swell = 1 + 0.5 * band(_noise(6.0, 13), 0.3, 2.0) / 0.02
    low = band(_noise(6.0, 11), 35, 260, -0.7) * np.clip(swell, 0.4, 2.2)
    return _looped(low / np.std(low) * 0.28 + np.clip(_crackle(6.0, 18, 12), -2, 2) * 0.08)


def _bell() -> np.ndarray:
    """An alarm bell (경종): a gong struck ten times a second."""
    t = _seconds(1.0)
    out = np.zeros_like(t)
    for k in range(10):
        rest = np.maximum(t - k / 10, 0) + (t < k / 10) * (t + 1 - k / 10)  # rings on into the next turn
        partials = ((1.0, 1.0, 0.20), (2.41, 0.6, 0.12), (3.93, 0.45, 0.07), (5.6, 0.3, 0.04), (0.5, 0.25, 0.3))
        for ratio, gain, half_s in partials:
            out += gain * np.sin(2 * math.pi * round(1150 * ratio) * rest) * _decay(rest, half_s)
    return out


def _siren() -> np.ndarray:
    """The evacuation tone of a public address system: a sweep from 500 to 1200 Hz in 3.5 s, half a second of silence."""
    t = _seconds(4.0)
    phase = 2 * math.pi * (500 * t + 100 * t**2)
    tone = np.sin(phase) + 0.35 * np.sin(2 * phase) + 0.15 * np.sin(3 * phase)
    out: np.ndarray = tone * np.clip(t / 0.02, 0, 1) * np.clip((3.5 - t) / 0.02, 0, 1)
    return out


def _hiss(low_hz: float, high_hz: float, seed: int, flutter: float) -> np.ndarray:
    wobble = 1 + flutter * band(_noise(2.6, seed + 1), 3, 25) / 0.05
    return _looped(band(_noise(2.6, seed), low_hz, high_hz, -0.3) * np.clip(wobble, 0.4, 1.8))


def _water() -> np.ndarray:
    splash = band(_noise(3.0, 41), 300, 7000, -0.6)
    rush = band(_noise(3.0, 42), 80, 700, -0.5)
    return _looped(splash / np.std(splash) * 0.12 + rush / np.std(rush) * 0.10 + 0.10 * _crackle(3.0, 120, 43))


def _breath() -> np.ndarray:
    """One breath in, one out, through the mouth."""
    t = _seconds(3.2)
    inhale = np.clip(np.sin(math.pi * t / 1.1), 0, 1) * (t < 1.1)
    exhale = np.clip(np.sin(math.pi * (t - 1.35) / 1.4), 0, 1) ** 0.7 * ((t > 1.35) & (t < 2.75))
    out: np.ndarray = band(_noise(3.2, 51), 500, 3800) * inhale * 0.7 + band(_noise(3.2, 52), 250, 1900) * exhale
    return out


def _cough() -> np.ndarray:
    t = _seconds(0.9)
    out = np.zeros_like(t)
    for start, gain in ((0.0, 1.0), (0.34, 0.75)):
        rest = np.maximum(t - start, 0)
        burst = band(_noise(0.9, 61), 300, 4200, -0.3) * _decay(rest, 0.045) * np.clip(rest / 0.008, 0, 1)
        voiced = np.sin(2 * math.pi * 170 * rest) * _decay(rest, 0.05) * np.clip(rest / 0.01, 0, 1)
        out += gain * (burst / 0.5 + 0.25 * voiced)
    return out


def _call() -> np.ndarray:
    """Somebody shouts three syllables, without words: a voice's buzz through the mouth's resonances. The caption says what."""
    t = _seconds(1.1)
    out = np.zeros_like(t)
    for start, length, pitch in ((0.0, 0.24, 210.0), (0.28, 0.22, 235.0), (0.54, 0.50, 225.0)):
        rest = t - start
        inside = (rest >= 0) & (rest < length)
        phase = 2 * math.pi * pitch * (rest - 0.06 * rest**2)
        buzz = sum((np.sin(k * phase) / k**0.6 * _formant(k * pitch) for k in range(1, 18)), np.zeros_like(t))
        out += buzz * inside * np.clip(rest / 0.03, 0, 1) * np.clip((length - rest) / 0.07, 0, 1)
    return out


def _formant(f: float) -> float:
    peaks = ((560.0, 120.0, 1.0), (1150.0, 160.0, 0.6), (2500.0, 260.0, 0.25))
    return sum(g / (1 + ((f - c) / w) ** 2) for c, w, g in peaks)


def _thud() -> np.ndarray:
    t = _seconds(0.6)
    body = np.sin(2 * math.pi * (70 + 40 * np.exp(-t * 18)) * t) * _decay(t, 0.06)
    latch = band(_noise(0.6, 71), 900, 6000) * _decay(np.maximum(t - 0.03, 0), 0.006) * (t > 0.03)
    out: np.ndarray = body + 0.8 * latch + 0.5 * band(_noise(0.6, 72), 60, 500) * _decay(t, 0.03) * 4
    return out


def _creak() -> np.ndarray:
    t = _seconds(0.7)
    click = band(_noise(0.7, 81), 1200, 8000) * _decay(t, 0.008)
    swing = band(_noise(0.7, 82), 150, 900) * np.sin(math.pi * t / 0.7) ** 2 * 0.5
    out: np.ndarray = click + swing
    return out


def _click() -> np.ndarray:
    t = _seconds(0.12)
    out: np.ndarray = band(_noise(0.12, 91), 1500, 9000) * (_decay(t, 0.004) + 0.6 * _decay(np.abs(t - 0.05), 0.003))
    return out


def _glass() -> np.ndarray:
    rng = np.random.default_rng(95)
    t = _seconds(1.4)
    out: np.ndarray = band(_noise(1.4, 96), 2500, 14000) * _decay(t, 0.05) * 3
    for _ in range(46):
        start, f = float(rng.uniform(0, 0.9)), float(rng.uniform(2200, 9500))
        rest = np.maximum(t - start, 0)
        ring = np.sin(2 * math.pi * f * rest) * _decay(rest, float(rng.uniform(0.01, 0.05))) * (t > start)
        out += ring * float(rng.uniform(0.05, 0.3))
    return out


def _whoosh() -> np.ndarray:
    t = _seconds(1.6)
    swell = np.clip(t / 0.18, 0, 1) * _decay(np.maximum(t - 0.25, 0), 0.22)
    out: np.ndarray = (band(_noise(1.6, 101), 40, 500, -0.6) + 0.3 * band(_noise(1.6, 102), 500, 3500)) * swell
    return out


def _beep() -> np.ndarray:
    """A smoke alarm for homes: three pulses of 3.1 kHz."""
    t = _seconds(2.0)
    on = np.any([(t >= s) & (t < s + 0.4) for s in (0.0, 0.6, 1.2)], axis=0)
    out: np.ndarray = np.sin(2 * math.pi * 3100 * t) * on
    return out


def _ringing() -> np.ndarray:
    """Ringback: 440 and 480 Hz, one second in three."""
    t = _seconds(3.0)
    out: np.ndarray = (np.sin(2 * math.pi * 440 * t) + np.sin(2 * math.pi * 480 * t)) * (t < 1.0)
    return out


RECIPES: dict[str, Callable[[], np.ndarray]] = {
    "fire": _fire,
    "roar": _roar,
    "bell": _bell,
    "siren": _siren,
    "powder": lambda: _hiss(500, 9000, 21, 0.5),
    "co2": lambda: _hiss(180, 5200, 24, 0.9),
    "spray": lambda: _hiss(1800, 12000, 27, 0.3),
    "water": _water,
    "steam": lambda: _hiss(2500, 14000, 31, 0.8),
    "breath": _breath,
    "cough": _cough,
    "call": _call,
    "shut": _thud,
    "open": _creak,
    "click": _click,
    "glass": _glass,
    "whoosh": _whoosh,
    "beep": _beep,
    "ringing": _ringing,
}
KINDS = tuple(RECIPES)
LOOPS = frozenset(
    {"fire", "roar", "bell", "siren", "powder", "co2", "spray", "water", "steam", "breath", "beep", "ringing"}
)


@lru_cache(maxsize=len(RECIPES))
def sound(kind: str) -> np.ndarray:
    """float32 [n], RATE_HZ, peak 0.9. Takes some ten milliseconds the first time. Raises KeyError."""
    return _level(RECIPES[kind]())
