"""Tables of what was baked and how near the pictures come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from assets.bake.pipeline import Baked


def print_bake(baked: Baked) -> None:
    """A short table on the terminal."""
    table = Table(title=str(baked.place), show_header=False)
    width, height = baked.page
    table.add_row("삼각형 / triangles", f"{baked.triangles:,}")
    table.add_row("빛 묶음 / light groups", ", ".join(baked.groups))
    table.add_row("쪽 / page", f"{width}x{height}, {baked.density:.1f}/m, {baked.texels:,} texels")
    table.add_row("묻힌 텍셀 / buried texels", f"{baked.invalid_share:.1%}")
    for name, seconds in baked.seconds.items():
        table.add_row(name, f"{seconds:.1f} s")
    table.add_row("합계 / total", f"{sum(baked.seconds.values()):.1f} s")
    light = sum(size for name, size in baked.bytes.items() if not name.endswith(".glb"))
    table.add_row("light/", f"{light / 1e6:.2f} MB")
    table.add_row("scene.glb", f"{sum(baked.bytes.values()) / 1e6 - light / 1e6:.2f} MB")
    Console().print(table)
