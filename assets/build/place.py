"""A place (or a thing) while it is being built: meshes by node and material, anchors, collision, lamps, views.

`save` writes scene.glb and place.toml; light is baked afterwards, by `seoul bake` from the light groups given here.
SEOUL_VERTEX_LIGHT=1 in the environment bakes a quick look into vertex colours: for drafts, never to be shipped.
Everything stands in the place's own frame: origin on the floor at the entrance door, +Y up, walking in towards -Z.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from assets.build import bake
from assets.build.glb import Node, Writer
from assets.build.materials import CATALOGUE, Material
from assets.build.mesh import Mesh, between, join, placement

Vec = tuple[float, float, float]
STATIC, OUTSIDE, MOVING = "static", "outside", "moving:"
OUTSIDE_DENSITY = 0.2  # what stands far away needs few lightmap texels
TINY_M = 0.05  # and what is smaller than this none: its charts would be mostly padding
Gradient = tuple[Vec, Vec, Vec]


@dataclass(slots=True)
class Build:
    """id : folder name. name : (ko, en). `light` values are linear; see bake.Lamp and bake.Sky."""

    id: str
    name: tuple[str, str]
    sky: bake.Sky = field(default_factory=lambda: bake.Sky((0.42, 0.42, 0.42), (0.34, 0.34, 0.34), (0.24, 0.22, 0.20)))
    exposure: float = 1.0
    clouds: float = 0.45  # share of the sky; places see it through glass, if at all
    haze_m: float = 0.0  # metres of open air that take two thirds of what is behind them; 0: clear
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
    densities: dict[str, float] = field(default_factory=dict)
    light_groups: list[dict[str, object]] = field(default_factory=list)

    def add(
        self, material: str, *meshes: Mesh, node: str = STATIC, casts: bool = True, density: float | None = None
    ) -> None:
        """`casts` False: no shadow in the quick look (flat things on a wall would smudge it, corners being far apart).

        density : lightmap texels along a metre, against the place's usual: 2 for a hero object, 0.25 for what one sees
        from afar; 0 for what is too small for a lightmap (leaves, pens: the light volume lights it, shadows fall from it all the
        same); usually 1, outside 0.2, tiny
        things 0. node : "moving:NAME" for what the program moves (doors, lids): see `moving`."""
        if density is None:
            tiny = [m for m in meshes if float(np.ptp(m.p.reshape(-1, 3), axis=0).max()) < TINY_M]
            if tiny and node == STATIC:
                self.add(material, *tiny, node=node, casts=casts, density=0)
                meshes = tuple(m for m in meshes if not any(m is t for t in tiny))
            density = OUTSIDE_DENSITY if node.startswith(OUTSIDE) else 1.0
        if not meshes:
            return
        if density != 1.0:
            node = f"{node} x{density:g}"
            self.densities[node] = density
        if casts and not node.startswith(OUTSIDE) and self._spec(material).alpha != "BLEND":
            self.casters += [m.p for m in meshes]
        self.parts.setdefault(node, {}).setdefault(material, []).extend(meshes)

    def put(
        self,
        piece: dict[str, list[Mesh]],
        x: float = 0,
        y: float = 0,
        z: float = 0,
        yaw: float = 0,
        solid: bool = True,
        node: str = STATIC,
        density: float | None = None,
    ) -> None:
        """Furniture from the kit, turned and moved; `solid` adds its bounding box to the collision."""
        m = placement(x, y, z, yaw)
        for material, meshes in piece.items():
            if meshes and material != "solid":
                self.add(material, join(*meshes).transformed(m), node=node, density=density)
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

    def moving(self, name: str, x: float, y: float, z: float, yaw: float = 0) -> str:
        """A node that the program turns or shifts, its pivot at (x, y, z); give its meshes in the pivot's frame to
        `add(..., node=b.moving(...))`. It gets no lightmap; the light volume lights it."""
        node = MOVING + name
        self.matrices[node] = placement(x, y, z, yaw)
        return node

    def light_group(
        self,
        name: str,
        kind: str,
        default: float = 1.0,
        *,
        sky: Gradient | None = None,
        sun: tuple[Vec, Vec] | None = None,
        materials: tuple[str, ...] = (),
        position: Vec | None = None,
        radius_m: float = 0.15,
        height_m: float = 0.6,
        gain: float = 1.2,
    ) -> None:
        """One row [[light_group]] of place.toml: light that is baked by itself and weighted at run time.

        kind : "daylight" (sky : linear radiance (zenith, horizon, ground); sun : (direction from the sun, linear RGB
        as renderer.scene.Sun)), "lamps" (materials : names of the emissive materials that shine in it) or "fire"
        (position of a flame's foot, its radius and height in metres, gain per kW). default : its weight at the start."""
        row: dict[str, object] = {"name": name, "kind": kind, "default": float(default)}
        if kind == "daylight":
            if sky is None:
                raise ValueError(f"light group {name}: daylight needs a sky")
            row |= dict(zip(("sky", "horizon", "ground"), sky, strict=True))
            if sun is not None:
                row["sun"] = {"direction": sun[0], "colour": sun[1]}
        elif kind == "lamps":
            if not materials:
                raise ValueError(f"light group {name}: lamps need the names of glowing materials")
            row["materials"] = list(materials)
        elif kind == "fire":
            if position is None:
                raise ValueError(f"light group {name}: a fire needs a position")
            row |= {"position": position, "radius_m": radius_m, "height_m": height_m, "gain": gain}
        else:
            raise ValueError(f"light group {name}: unknown kind {kind}")
        self.light_groups.append(row)

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
        """Meshes joined by node and material."""
        out = []
        for node, by_material in self.parts.items():
            parts = {name: join(*meshes) for name, meshes in by_material.items()}
            out.append(Node(node, self.matrices.get(node, np.eye(4)), parts, density=self.densities.get(node, 1.0)))
        if os.environ.get("SEOUL_VERTEX_LIGHT") == "1":
            self._bake(out)
        out += [Node(f"anchor:{name}", m) for name, m in self.anchors.items()]
        if self.solids:
            out.append(Node("collision:solids", np.eye(4), {"solid": join(*self.solids)}))
        return out

    def _bake(self, nodes: list[Node]) -> None:
        rooms = [n for n in nodes if not n.name.startswith(OUTSIDE)]
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
        """`baked` False (things that hands hold): floats throughout, no baked light."""
        writer = Writer(small=baked)
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
        lines += ["ambient = 1.0", f"clouds = {self.clouds}", f"exposure = {self.exposure}"]
        lines += [f"haze_m = {self.haze_m}"] * (self.haze_m > 0) + [""]
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
        for row in self.light_groups:
            lines += ["[[light_group]]", *(f"{k} = {_value(v)}" for k, v in row.items()), ""]
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


def _value(v: object) -> str:
    """A TOML value: text, number, list or inline table."""
    if isinstance(v, str):
        return f'"{v}"'
    if isinstance(v, dict):
        return "{ " + ", ".join(f"{k} = {_value(x)}" for k, x in v.items()) + " }"
    if isinstance(v, (list, tuple)):
        return "[" + ", ".join(_value(x) for x in v) + "]"
    return str(round(v, 5)) if isinstance(v, float) else str(v)
