"""A place (or a thing) while it is being built: meshes by node and material, anchors, collision, lamps, views.

`save` bakes the light, writes scene.glb and place.toml. Everything stands in the place's own frame: origin on the floor
at the entrance door, +Y up, walking in towards -Z.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from assets.build import bake
from assets.build.glb import Node, Writer
from assets.build.materials import CATALOGUE, Material
from assets.build.mesh import Mesh, between, join, placement

Vec = tuple[float, float, float]
STATIC, OUTSIDE = "static", "outside"


@dataclass(slots=True)
class Build:
    """id : folder name. name : (ko, en). `light` values are linear; see bake.Lamp and bake.Sky."""

    id: str
    name: tuple[str, str]
    sky: bake.Sky = field(default_factory=lambda: bake.Sky((0.42, 0.42, 0.42), (0.34, 0.34, 0.34), (0.24, 0.22, 0.20)))
    exposure: float = 1.0
    sun: tuple[Vec, Vec] | None = None  # (direction from the sun, linear RGB lux): only what comes in through glass
    parts: dict[str, dict[str, list[Mesh]]] = field(default_factory=dict)
    matrices: dict[str, np.ndarray] = field(default_factory=dict)
    anchors: dict[str, np.ndarray] = field(default_factory=dict)
    solids: list[Mesh] = field(default_factory=list)
    lamps: list[bake.Lamp] = field(default_factory=list)
    views: list[tuple[str, Vec, Vec, float]] = field(default_factory=list)
    portals: list[tuple[str, str, str]] = field(default_factory=list)
    own: dict[str, Material] = field(default_factory=dict)
    casters: list[np.ndarray] = field(default_factory=list)

    def add(self, material: str, *meshes: Mesh, node: str = STATIC, casts: bool = True) -> None:
        """`casts` False: no baked shadow (flat things on a wall would smudge it, corners being far apart)."""
        if casts and node != OUTSIDE and self._spec(material).alpha != "BLEND":
            self.casters += [m.p for m in meshes]
        self.parts.setdefault(node, {}).setdefault(material, []).extend(meshes)

    def put(
        self, piece: dict[str, list[Mesh]], x: float = 0, y: float = 0, z: float = 0, yaw: float = 0, solid: bool = True
    ) -> None:
        """Furniture from the kit, turned and moved; `solid` adds its bounding box to the collision."""
        m = placement(x, y, z, yaw)
        for material, meshes in piece.items():
            if meshes and material != "solid":
                self.add(material, join(*meshes).transformed(m))
        if solid:
            shapes = piece.get("solid") or [self._hull(piece)]
            self.solids += [s.transformed(m) for s in shapes]

    @staticmethod
    def _hull(piece: dict[str, list[Mesh]]) -> Mesh:
        ends = np.array([m.bounds() for meshes in piece.values() for m in meshes])
        lo, hi = ends[:, 0].min(0), ends[:, 1].max(0)
        return between(tuple(lo), tuple(hi), bevel=0, cell=99)

    def block(self, lo: Vec, hi: Vec) -> None:
        """An invisible solid box."""
        self.solids.append(between(lo, hi, bevel=0, cell=99))

    def material(self, name: str, m: Material) -> str:
        self.own[name] = m
        return name

    def anchor(self, name: str, x: float, y: float, z: float, yaw: float = 0) -> None:
        self.anchors[name] = placement(x, y, z, yaw)

    def portal(self, to: str, label_ko: str, label_en: str) -> None:
        self.portals.append((to, label_ko, label_en))

    def lamp(
        self,
        x: float,
        y: float,
        z: float,
        candela: float,
        tint: Vec = (1.0, 0.96, 0.90),
        size: tuple[float, float] = (0.6, 0.6),
        down: bool = True,
        range_m: float = 9.0,
    ) -> None:
        self.lamps.append(bake.Lamp((x, y, z), tuple(round(candela * t, 3) for t in tint), range_m, size, down))

    def view(self, name: str, eye: Vec, target: Vec, fov_deg: float = 65) -> None:
        self.views.append((name, eye, target, fov_deg))

    # --- writing ---

    def _spec(self, name: str) -> Material:
        return self.own.get(name) or CATALOGUE[name]

    def nodes(self) -> list[Node]:
        """Meshes joined by node and material, with their baked light."""
        out = []
        for node, by_material in self.parts.items():
            parts = {name: join(*meshes) for name, meshes in by_material.items()}
            out.append(Node(node, self.matrices.get(node, np.eye(4)), parts))
        self._bake(out)
        out += [Node(f"anchor:{name}", m) for name, m in self.anchors.items()]
        if self.solids:
            out.append(Node("collision:solids", np.eye(4), {"solid": join(*self.solids)}))
        return out

    def _bake(self, nodes: list[Node]) -> None:
        rooms = [n for n in nodes if n.name != OUTSIDE]
        world = bake.Occluders(np.concatenate(self.casters))
        for node in rooms:
            for name, mesh in node.parts.items():
                if not self._spec(name).lit:
                    continue
                p = mesh.p.reshape(-1, 3) @ node.matrix[:3, :3].T + node.matrix[:3, 3]
                n = mesh.n.reshape(-1, 3) @ node.matrix[:3, :3].T
                table = np.round(np.concatenate([p, n], 1), 3)
                rows, index = np.unique(table, axis=0, return_inverse=True)
                index = index.reshape(-1, 3)
                light = bake.corner_light(rows[:, :3], rows[:, 3:], world, self.lamps, self.sky)
                node.light[name] = bake.fill_hidden(light, index)[index]

    def write_glb(self, path: Path, baked: bool = True) -> None:
        writer = Writer()
        if baked:
            nodes = self.nodes()
        else:
            nodes = [
                Node(k, self.matrices.get(k, np.eye(4)), {m: join(*ms) for m, ms in v.items()})
                for k, v in self.parts.items()
            ]
            nodes += [Node(f"anchor:{name}", m) for name, m in self.anchors.items()]
        catalogue = CATALOGUE | self.own
        for node in nodes:
            writer.node(node, catalogue)
        writer.write(path)

    def toml(self) -> str:
        lines = [f'id = "{self.id}"', 'spawn = "spawn"', f'behaviour = "vr_client.places.{self.id}"', "", "[name]"]
        lines += [f'ko = "{self.name[0]}"', f'en = "{self.name[1]}"', "", "[environment]"]
        lines += [f"{k} = {list(getattr(self.sky, k))}" for k in ("sky", "horizon", "ground")]
        lines += ["ambient = 1.0", f"exposure = {self.exposure}", ""]
        if self.sun:
            lines += ["[sun]", f"direction = {list(self.sun[0])}", f"colour = {list(self.sun[1])}", ""]
        for to, ko, en in self.portals:
            lines += ["[[portal]]", f'anchor = "portal.{to}"', f'to = "{to}"', f'ko = "{ko}"', f'en = "{en}"', ""]
        for name, eye, target, fov in self.views:
            lines += [
                "[[view]]",
                f'name = "{name}"',
                f"eye = {list(eye)}",
                f"target = {list(target)}",
                f"fov_deg = {fov}",
                "",
            ]
        for lamp in self.lamps:
            lines += [
                "[[light]]",
                f"position = {[round(v, 3) for v in lamp.position]}",
                f"colour = {list(lamp.colour)}",
                f"range_m = {lamp.range_m}",
                "",
            ]
        return "\n".join(lines)

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.write_glb(folder / "scene.glb")
        (folder / "place.toml").write_text(self.toml(), encoding="utf-8")
