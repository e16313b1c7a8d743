"""Which joints carry which part of a person: skin weights by where a vertex lies."""

from __future__ import annotations

import numpy as np

from assets.build import people_body as body
from assets.build.people_sdf import smooth

BONES = {
    "hips": ("hips", "spine"), "spine": ("spine", "chest"), "chest": ("chest", "neck"), "neck": ("neck", "head"),
}  # fmt: skip


def weights(node: str, p: np.ndarray) -> np.ndarray:
    """float [N, J] for the joints of people_body.JOINTS in order."""
    names = list(body.JOINTS)
    result = np.zeros((len(p), len(names)))

    def give(name: str, value: np.ndarray) -> None:
        result[:, names.index(name)] += value

    right = p[:, 0] > 0
    if node.startswith("hair"):
        give("head", np.ones(len(p)))
    elif node == "eyes":
        give("right_eye", right * 1.0)
        give("left_eye", ~right * 1.0)
    elif node.startswith("head"):
        up = smooth(p[:, 1] - 0.25 * (p[:, 2] + 0.01), 1.462, 1.520)
        low = smooth(p[:, 1], 1.45, 1.40)
        give("head", up)
        give("neck", (1 - up) * (1 - low))
        give("chest", (1 - up) * low)
    elif node == "hands":
        s, _ = body.arm_at(p)
        part = smooth(s, body.UPPER + body.FORE - 0.030, body.UPPER + body.FORE + 0.012)
        for side, mine in (("right", right), ("left", ~right)):
            give(f"{side}_hand", part * mine)
            give(f"{side}_lower_arm", (1 - part) * mine)
    elif node == "legs":
        _leg_weights(p, give)
    else:
        _body_weights(p, give)
    return result / result.sum(1, keepdims=True)


def _leg_weights(p: np.ndarray, give) -> None:  # type: ignore[no-untyped-def]
    y = p[:, 1]
    share = smooth(p[:, 0], -0.018, 0.018)
    hip = smooth(y - 0.35 * np.abs(p[:, 0]), 0.80, 0.93)
    spine = smooth(y, 0.97, 1.06)
    knee = smooth(y, 0.545, 0.435)
    foot = smooth(y, 0.115, 0.075) * smooth(p[:, 1], 0.13, 0.02)
    give("hips", hip * (1 - spine))
    give("spine", hip * spine)
    for side, mine in (("right", share), ("left", 1 - share)):
        give(f"{side}_upper_leg", (1 - hip) * (1 - knee) * mine)
        give(f"{side}_lower_leg", (1 - hip) * knee * (1 - foot) * mine)
        give(f"{side}_foot", (1 - hip) * knee * foot * mine)


def _body_weights(p: np.ndarray, give) -> None:  # type: ignore[no-untyped-def]
    y = p[:, 1]
    s, _ = body.arm_at(p)
    m = np.stack([np.abs(p[:, 0]), y, p[:, 2]], 1) - body.SHOULDER
    off = np.linalg.norm(m - np.clip(s, 0, 1)[:, None] * body.ALONG, axis=1)  # from the arm's axis
    arm = smooth(s, -0.030, 0.085) * smooth(off, 0.115, 0.072)
    low = smooth(s, body.UPPER - 0.050, body.UPPER + 0.050)
    hand = smooth(s, body.UPPER + body.FORE + 0.03, body.UPPER + body.FORE + 0.06)
    right = p[:, 0] > 0
    for side, mine in (("right", right), ("left", ~right)):
        give(f"{side}_upper_arm", arm * (1 - low) * mine)
        give(f"{side}_lower_arm", arm * low * (1 - hand) * mine)
        give(f"{side}_hand", arm * low * hand * mine)
    rest = 1 - arm
    chest, spine = smooth(y, 1.10, 1.24), smooth(y, 0.94, 1.08)
    collar = smooth(y, 1.43, 1.48) * smooth(np.abs(p[:, 0]), 0.09, 0.06) * 0.75
    give("neck", rest * collar)
    give("chest", rest * (1 - collar) * chest)
    give("spine", rest * (1 - chest) * spine)
    leg = smooth(y, 0.90, 0.78) * 0.55  # a jacket's skirt follows the thighs
    share = smooth(p[:, 0], -0.06, 0.06)
    give("hips", rest * (1 - spine) * (1 - leg))
    give("right_upper_leg", rest * (1 - spine) * leg * share)
    give("left_upper_leg", rest * (1 - spine) * leg * (1 - share))
