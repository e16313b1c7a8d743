"""Wood: figure of growth rings, pores and rays along x; veneers, boards with joints, herringbone parquet."""

from __future__ import annotations

import numpy as np

from assets.build.textures import SIDE, Surface, cells, mix, noise, surface


def figure(seed: int, rings: int = 14, wild: float = 1.0, pores: float = 1.0) -> np.ndarray:
    """float [N, N], about -1..1, dark positive: rings that wander (cathedrals where they wander much), pores as dashes."""
    y = np.arange(SIDE)[:, None] / SIDE
    bend = noise(seed, 2.1, (5, 1.0), 1) * 0.9 * wild + noise(seed + 1, 1.8, (14, 1.5), 3) * 0.22
    phase = (y * rings + bend) % 1.0
    late = np.clip(phase, 0, 1) ** 3 * (1 - np.clip((phase - 0.93) / 0.07, 0, 1))  # slow darkening, sudden end
    slow = noise(seed + 2, 1.6, (6, 1.2), 1)
    fibre = noise(seed + 3, 0.55, (60, 1), 4)
    dash = np.clip(noise(seed + 4, 0.25, (34, 1), 30) - 1.25, 0, 2)
    return 0.85 * (late - 0.25) + 0.24 * slow + 0.16 * fibre + 0.5 * pores * dash


def _surface(g: np.ndarray, tones: tuple[tuple[float, ...], ...], metres: float, rough: float, gloss: float) -> Surface:
    """Three tones (light, middle, dark) by figure; denser wood shines more."""
    light, middle, dark = tones
    t = np.clip(0.42 + 0.36 * g, 0, 1)
    base = np.where((t < 0.5)[..., None], mix(light, middle, t * 2), mix(middle, dark, t * 2 - 1))
    base *= 1 + 0.012 * noise(77, 0.4)[..., None]
    return Surface(base, rough + gloss * np.clip(g, -1, 1.5), -0.00005 * np.clip(g, -1, 2), metres, 1024)


@surface
def walnut() -> Surface:
    """A quarter-matched veneer under satin varnish."""
    tones = ((0.50, 0.36, 0.25), (0.395, 0.268, 0.178), (0.235, 0.150, 0.098))
    return _surface(figure(21, 13, 1.15, 0.8), tones, 1.2, 0.36, 0.05)


@surface
def maple() -> Surface:
    tones = ((0.885, 0.775, 0.61), (0.83, 0.70, 0.525), (0.70, 0.54, 0.37))
    return _surface(figure(31, 11, 0.8, 0.25), tones, 1.2, 0.40, 0.04)


@surface
def cherry() -> Surface:
    tones = ((0.64, 0.40, 0.25), (0.54, 0.315, 0.185), (0.38, 0.205, 0.115))
    return _surface(figure(35, 12, 0.9, 0.4), tones, 1.2, 0.38, 0.04)


OAK = ((0.80, 0.655, 0.475), (0.715, 0.555, 0.38), (0.53, 0.385, 0.245))


@surface
def oak_veneer() -> Surface:
    return _surface(figure(41, 16, 0.9, 1.3), OAK, 1.2, 0.44, 0.05)


def _boards(
    along: np.ndarray,
    across: np.ndarray,
    number: np.ndarray,
    edge: np.ndarray,
    tones: tuple[tuple[float, ...], ...],
    metres: float,
    seed: int,
    rough: float,
    spread: float = 0.11,
) -> Surface:
    """Boards cut from one figure, each from elsewhere: pixel coordinates along and across it, its number, edge in px."""
    rng = np.random.default_rng(seed)
    count = int(number.max()) + 1
    from_x, from_y = rng.integers(0, SIDE, count)[number], rng.integers(0, SIDE, count)[number]
    g = figure(seed, 15, 0.9, 1.2)[(across + from_y).astype(int) % SIDE, (along + from_x).astype(int) % SIDE]
    g = g + rng.normal(0, spread * 2.4, count)[number]
    s = _surface(g, tones, metres, rough, 0.05)
    inside = np.clip(edge / 1.6, 0, 1)
    worn = noise(seed + 9, 1.7)
    base = s.base * (0.50 + 0.50 * inside[..., None]) * (1 + rng.normal(0, 0.035, (count, 1))[number])
    height = s.height - 0.00028 * (1 - np.clip(edge / 3.2, 0, 1)) ** 1.5 + rng.normal(0, 0.00002, count)[number]
    return Surface(base, s.rough + 0.045 * worn + 0.25 * (1 - inside), height, metres, 1024)


@surface
def oak() -> Surface:
    """Straight boards, 15 cm wide, joints staggered."""
    ids, _ = cells(10, 1, 1.0, 0.0)
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    row = y * 10 // SIDE
    shift = (np.array([0.0, 0.43, 0.81, 0.27, 0.62, 0.09, 0.52, 0.91, 0.35, 0.72]) * SIDE)[row]
    xs, wide = (x + shift) % SIDE, SIDE / 10
    edge = np.minimum(np.minimum(xs, SIDE - xs), np.minimum(y % wide, wide - y % wide))
    return _boards(xs, y % wide, ids, edge, OAK, 1.5, 11, 0.40)


@surface
def parquet() -> Surface:
    """Oak herringbone: blocks 9 x 45 cm, brushed and oiled. On a grid, cell (x, y) belongs to a level block where
    (x - y) mod 10 < 5, else to an upright one."""
    n, grid = 5, 20
    cell = SIDE / grid
    py, px = np.mgrid[0:SIDE, 0:SIDE]
    x, y = (px / cell).astype(int), (py / cell).astype(int)
    k = (x - y) % (2 * n)
    level = k < n
    start = np.where(level, (x - k) % grid, (y - (2 * n - 1 - k)) % grid)
    number = np.where(level, y * grid + start, grid * grid + x * grid + start)
    along = np.where(level, k * cell + px % cell, (2 * n - 1 - k) * cell + py % cell)
    across = np.where(level, py % cell, px % cell)
    edge = np.minimum(np.minimum(along, n * cell - along), np.minimum(across, cell - across))
    tones = ((0.725, 0.61, 0.475), (0.635, 0.515, 0.385), (0.455, 0.35, 0.25))
    return _boards(along, across, number, edge, tones, 1.8, 13, 0.43, 0.13)
