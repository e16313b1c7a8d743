"""The physics compiled is the physics in pure Python, to the last bit."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from safety_training.building import load_building
from safety_training.fire import compiled
from safety_training.fire.zones import Source, ZoneModel

needs_cache = pytest.mark.skipif(not compiled.warmed(), reason="not compiled: python -m safety_training.fire.compiled")


def course(fast: bool) -> dict[str, list[float]]:
    """A minute of the fire hall with a fire that grows, doors that move, and a fire that is put out."""
    model = ZoneModel(load_building("fire_hall"), compiled=fast)
    doors = [vent.name for vent in model.layout.vents if vent.kind == "wall"]
    for n in range(400):
        shares = {name: float((n // 50 + k) % 3) / 2.0 for k, name in enumerate(doors)} if n % 50 == 0 else {}
        heat = 3.0 * n if n < 300 else 0.0
        sources = [
            Source(0, 0.25, 2.0, -6.5, heat, 0.5, soot_yield=0.03, co_yield=0.02),
            Source(3, 0.5, 5.0, -15.0, 0.5 * heat, 0.8, wall=2, steam_kg_s=0.01, inert_kg_s=0.02),
        ]
        model.step(0.05, sources, shares)
    dump: dict[str, list[float]] = model.dump()
    return dump


@needs_cache
def test_compiled_and_pure_python_give_the_same_bits() -> None:
    fast, slow = course(True), course(False)
    for name, numbers in slow.items():
        assert fast[name] == numbers, name


@needs_cache
def test_llvm_fuses_no_multiplication_with_an_addition() -> None:
    """Asked of the machine code of a small function that would tempt it."""
    numba = pytest.importorskip("numba")
    made = numba.njit("float64(float64, float64, float64)", fastmath=False)(lambda a, b, c: a * b + c)
    assert not any("vfmadd" in text or "vfmsub" in text for text in made.inspect_asm().values())


def test_without_a_cache_pure_python_runs_and_nothing_is_compiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "folders", lambda: (tmp_path / "a", tmp_path / "b"))
    monkeypatch.setattr(compiled, "_kernels", {})
    model = ZoneModel(load_building("fire_hall"))
    model.step(0.05, [])
    assert not list(tmp_path.iterdir())


def test_a_changed_source_has_another_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = compiled.fingerprint()
    compiled.fingerprint.cache_clear()
    monkeypatch.setattr(compiled, "_numba_version", lambda: "0.0")
    assert compiled.fingerprint() != before
    compiled.fingerprint.cache_clear()
    monkeypatch.undo()
    assert compiled.fingerprint() == before


@needs_cache
def test_another_process_reads_the_cache() -> None:
    code = (
        "from safety_training.fire.compiled import _kernel, warmed\n"
        "from safety_training.fire.zones import ZoneModel\n"
        "from safety_training.building import load_building\n"
        "ZoneModel(load_building('fire_hall')).step(0.05, [])\n"
        "print(sum(_kernel().stats.cache_hits.values()), sum(_kernel().stats.cache_misses.values()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "0"]


@needs_cache
def test_a_cache_that_cannot_be_written_is_copied_to_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = compiled.ready_folder()
    assert ready is not None
    monkeypatch.setattr(compiled.os, "access", lambda path, mode: False)
    monkeypatch.setattr(compiled, "folders", lambda: (tmp_path / "mine",))
    copy = compiled._writable_copy(ready)
    assert copy == tmp_path / "mine"
    assert sorted(p.name for p in copy.iterdir()) == sorted(p.name for p in ready.iterdir())


@needs_cache
def test_code_for_another_processor_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "cpu", lambda: "i486")
    assert not compiled.warmed()
