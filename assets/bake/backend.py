"""Mitsuba 3 and Dr.Jit with the LLVM backend: rays by Embree, everything else compiled by Dr.Jit (Jakob et al. 2022).

Import `dr` and `mi` from here and from nowhere else: importing this module chooses the variant.
"""

from __future__ import annotations

import os
from pathlib import Path

from vr_client.errors import UserError

# LLVM 14 and 15 abort on AVX-512 ("Cannot select fminimum"); 19 works.
LLVM_FILES = (
    "/usr/lib/x86_64-linux-gnu/libLLVM.so.19.1",
    "/usr/lib/aarch64-linux-gnu/libLLVM.so.19.1",
    "/usr/lib/llvm-19/lib/libLLVM.so.1",
)
VARIANT = "llvm_ad_rgb"


def choose_llvm() -> None:
    """Points Dr.Jit to LLVM 19 where it lies, unless the user has chosen a library."""
    if "DRJIT_LIBLLVM_PATH" not in os.environ:
        found = next((path for path in LLVM_FILES if Path(path).exists()), None)
        if found is not None:
            os.environ["DRJIT_LIBLLVM_PATH"] = found


choose_llvm()
try:
    import drjit as dr
    import mitsuba as mi

    mi.set_variant(VARIANT)
    dr.eval(mi.Float(0) + 1)  # loads LLVM now, so that its absence is told now
except ImportError as error:
    raise UserError("E82", missing=error.name or error) from error
except Exception as error:  # Dr.Jit raises RuntimeError and its own kinds
    raise UserError("E83", reason=str(error).splitlines()[0]) from error

__all__ = ["dr", "mi"]
