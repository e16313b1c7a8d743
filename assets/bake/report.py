"""Tables of what was baked and how near the pictures come."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from pathlib import Path

    from assets.bake.compare import Score
    from assets.bake.pipeline import Baked
    from assets.bake.shimmer import Shimmer


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


def print_scores(place: str, scores: list[Score]) -> None:
    """View by view, then median and worst."""
    table = Table(title=place)
    for heading in ("시점 / view", "FLIP", "PSNR dB", "두 눈의 차이 / eyes differ by"):
        table.add_column(heading, justify="left" if heading.endswith("view") else "right")
    for s in sorted(scores, key=lambda s: s.flip):
        apart = "" if s.other_flip is None else f"{abs(s.other_flip - s.flip):.4f}"
        table.add_row(s.view, f"{s.flip:.4f}", f"{s.psnr:.1f}", apart)
    flips, levels = [s.flip for s in scores], [s.psnr for s in scores]
    table.add_section()
    table.add_row("중앙값 / median", f"{median(flips):.4f}", f"{median(levels):.1f}", "")
    table.add_row("가장 먼 것 / worst", f"{max(flips):.4f}", f"{min(levels):.1f}", "")
    Console().print(table)


def print_shimmer(place: str, found: list[Shimmer], file: Path) -> None:
    """View by view, on the terminal and as Markdown."""
    table = Table("시점 / view", "p95 FLIP", title=place)
    lines = [f"# {place}", "", "| view | p95 FLIP |", "| --- | --- |"]
    for one in sorted(found, key=lambda s: s.p95):
        table.add_row(one.view, f"{one.p95:.4f}")
        lines.append(f"| {one.view} | {one.p95:.4f} |")
    Console().print(table)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
