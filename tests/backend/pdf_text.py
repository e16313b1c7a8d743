"""Just enough of PDF to see whether the letters of a text are in it: the ToUnicode tables of its embedded fonts."""

from __future__ import annotations

import re
import zlib


def streams(pdf: bytes) -> list[bytes]:
    found = []
    for raw in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S):
        try:
            found.append(zlib.decompress(raw))
        except zlib.error:
            found.append(raw)
    return found


def letters(pdf: bytes) -> set[str]:
    """Every letter that an embedded font of the file can be copied out as."""
    found: set[str] = set()
    for stream in streams(pdf):
        if b"beginbfchar" not in stream and b"beginbfrange" not in stream:
            continue
        for code in re.findall(rb"<[0-9A-Fa-f]{2,4}>\s*<([0-9A-Fa-f]{4,})>", stream):
            found.update(bytes.fromhex(code.decode()).decode("utf-16-be"))
        for code in re.findall(rb"\[([^\]]*)\]", stream):
            for one in re.findall(rb"<([0-9A-Fa-f]{4,})>", code):
                found.update(bytes.fromhex(one.decode()).decode("utf-16-be"))
    return found


def pages(pdf: bytes) -> int:
    whole = b"".join([pdf, *streams(pdf)])
    return len(re.findall(rb"/Type\s*/Page(?![a-zA-Z])", whole))
