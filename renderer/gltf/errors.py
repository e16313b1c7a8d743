"""What can be wrong with a glTF file."""

from __future__ import annotations


class GltfError(Exception):
    """The file is not glTF 2.0, is damaged, or needs an extension that we do not know. The text says which and where."""
