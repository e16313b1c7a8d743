// What somebody sees: the rooms as plain boxes, flames, people, exit signs, and the smoke that takes them away.
// Seen from below, a layer is a stack of veils that together let through exp(-K d). With the head in it, fog hides what lies
// beyond 3/K, the distance at which a reflecting sign vanishes (exact at that distance only).
import { THREE } from "nicegui-scene";

const VEILS = 6;
const WALL = 0xd9d4c8;

let puffTexture = null;

/** A soft round spot. */
function puff() {
  if (puffTexture) return puffTexture;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 64;
  const context = canvas.getContext("2d");
  const gradient = context.createRadialGradient(32, 32, 0, 32, 32, 32);
  gradient.addColorStop(0, "rgba(255,255,255,1)");
  gradient.addColorStop(0.5, "rgba(255,255,255,0.6)");
  gradient.addColorStop(1, "rgba(255,255,255,0)");
  context.fillStyle = gradient;
  context.fillRect(0, 0, 64, 64);
  puffTexture = new THREE.CanvasTexture(canvas);
  return puffTexture;
}

export class Eye {
  constructor(element, building) {
    this.element = element;
    this.renderer = new THREE.WebGLRenderer({ antialias: true });
    this.renderer.setPixelRatio(Math.min(2, window.devicePixelRatio));
    element.appendChild(this.renderer.domElement);
    this.scene = new THREE.Scene();
    this.scene.background = new THREE.Color(0x9fb4c8);
    this.camera = new THREE.PerspectiveCamera(62, 2.1, 0.05, 120);
    this.scene.add(new THREE.HemisphereLight(0xffffff, 0x88857c, 1.6));
    const sun = new THREE.DirectionalLight(0xffffff, 0.8);
    sun.position.set(3, 10, 5);
    this.scene.add(sun);
    this.rooms = new Map();
    this.vents = new Map();
    this.moving = new Map();
    for (const room of building.rooms) this.#room(room, building.vents);
    for (const vent of building.vents) if (vent.kind === "door") this.#door(vent);
    for (const sign of building.signs) this.#sign(sign);
    this.resized = new ResizeObserver(() => this.#resize());
    this.resized.observe(element);
    this.#resize();
  }

  /** id: whose eyes. Returns false if that person is nowhere. */
  show(frame, id, smoke = true) {
    const me = (frame.people ?? []).find((p) => p.id === id);
    if (!me?.head) return false;
    this.camera.position.set(...me.head);
    this.camera.lookAt(me.head[0] + me.facing[0], me.head[1] + me.facing[1], me.head[2] + me.facing[2]);
    this.#smoke(frame, me.head, smoke);
    for (const vent of frame.vents ?? []) this.#turn(vent);
    const seen = new Set();
    for (const fire of frame.fires ?? []) if (fire.burning) this.#fire(fire, seen);
    for (const person of frame.people ?? []) if (person.id !== id && person.head && person.present) this.#person(person, seen);
    for (const tool of frame.equipment ?? []) this.#tool(tool, seen);
    for (const cloud of frame.clouds ?? []) this.#cloud(cloud, seen);
    for (const [key, mesh] of this.moving) mesh.visible = seen.has(key);
    this.renderer.render(this.scene, this.camera);
    return true;
  }

  dispose() {
    this.resized.disconnect();
    this.renderer.dispose();
  }

  #resize() {
    const width = Math.max(1, this.element.clientWidth);
    const height = Math.round(width / 2.1);
    this.renderer.setSize(width, height, false);
    this.camera.aspect = width / height;
    this.camera.updateProjectionMatrix();
    this.renderer.render(this.scene, this.camera); // a new size empties the canvas, and of a drill that stands no frame follows
  }

  // what stands -----------------------------------------------------------------------------------------------------

  #room(room, vents) {
    const [x0, y0, z0] = room.low;
    const [x1, y1, z1] = room.high;
    const floor = new THREE.MeshLambertMaterial({ color: 0x8d8a84, side: THREE.DoubleSide });
    const ceiling = new THREE.MeshLambertMaterial({ color: 0xeeeeea, side: THREE.DoubleSide });
    const wall = new THREE.MeshLambertMaterial({ color: WALL, side: THREE.DoubleSide });
    this.#slab(x0, x1, z0, z1, y0, floor);
    this.#slab(x0, x1, z0, z1, y1, ceiling);
    for (const [axis, at, from, to] of [["z", z0, x0, x1], ["z", z1, x0, x1], ["x", x0, z0, z1], ["x", x1, z0, z1]]) {
      const shape = new THREE.Shape([
        new THREE.Vector2(from, y0), new THREE.Vector2(to, y0), new THREE.Vector2(to, y1), new THREE.Vector2(from, y1),
      ]);
      for (const vent of vents) this.#hole(shape, vent, room, axis, at);
      const mesh = new THREE.Mesh(new THREE.ShapeGeometry(shape), wall);
      if (axis === "z") mesh.position.set(0, 0, at);
      else {
        mesh.rotation.y = -Math.PI / 2;
        mesh.position.set(at, 0, 0);
      }
      this.scene.add(mesh);
    }
    const veils = [];
    for (let i = 0; i < VEILS; i++) {
      const veil = new THREE.MeshBasicMaterial({ color: 0x2b2927, transparent: true, opacity: 0, depthWrite: false, side: THREE.DoubleSide });
      veils.push(this.#slab(x0, x1, z0, z1, y1, veil));
    }
    this.rooms.set(room.name, { room, veils });
  }

  #slab(x0, x1, z0, z1, y, material) {
    const mesh = new THREE.Mesh(new THREE.PlaneGeometry(x1 - x0, z1 - z0), material);
    mesh.rotation.x = -Math.PI / 2;
    mesh.position.set((x0 + x1) / 2, y, (z0 + z1) / 2);
    this.scene.add(mesh);
    return mesh;
  }

  #hole(shape, vent, room, axis, at) {
    if (!vent.rooms.includes(room.name) || vent.kind === "leak" || vent.kind === "hatch") return;
    const across = axis === "z" ? 2 : 0;
    if (Math.abs(vent.normal[across]) < 0.7 || Math.abs(vent.centre[across] - at) > 0.4) return;
    const along = vent.centre[axis === "z" ? 0 : 2];
    const y0 = room.low[1] + Math.max(0.002, vent.sill_m);
    const y1 = Math.min(room.high[1] - 0.002, room.low[1] + vent.soffit_m);
    const half = vent.width_m / 2;
    shape.holes.push(new THREE.Path([
      new THREE.Vector2(along - half, y0), new THREE.Vector2(along - half, y1), new THREE.Vector2(along + half, y1), new THREE.Vector2(along + half, y0),
    ]));
  }

  #door(vent) {
    const height = vent.soffit_m - vent.sill_m;
    const hinge = new THREE.Group();
    const leaf = new THREE.Mesh(
      new THREE.BoxGeometry(vent.width_m, height, 0.05),
      new THREE.MeshLambertMaterial({ color: 0x7a8794 }),
    );
    leaf.position.set(vent.width_m / 2, height / 2, 0);
    hinge.add(leaf);
    const [nx, , nz] = vent.normal;
    const turn = Math.atan2(nx, nz);
    hinge.position.set(
      vent.centre[0] - (Math.cos(turn) * vent.width_m) / 2, vent.sill_m, vent.centre[2] + (Math.sin(turn) * vent.width_m) / 2,
    );
    hinge.rotation.y = turn;
    this.scene.add(hinge);
    this.vents.set(vent.name, { hinge, turn });
  }

  #turn(vent) {
    const door = this.vents.get(vent.name);
    if (door) door.hinge.rotation.y = door.turn + vent.open * 1.5;
  }

  #sign(sign) {
    const material = new THREE.MeshBasicMaterial({ color: 0x18c060 });
    const mesh = new THREE.Mesh(new THREE.BoxGeometry(0.5, 0.2, 0.04), material);
    mesh.position.set(...sign.position);
    mesh.lookAt(sign.position[0] + sign.facing[0], sign.position[1], sign.position[2] + sign.facing[2]);
    this.scene.add(mesh);
  }

  // what moves ------------------------------------------------------------------------------------------------------

  #smoke(frame, head, on) {
    let thick = 0;
    for (const state of frame.rooms ?? []) {
      const known = this.rooms.get(state.name);
      if (!known) continue;
      const { room, veils } = known;
      const low = room.low[1] + state.interface_m;
      const depth = Math.max(0, room.high[1] - low);
      const inside = head[0] >= room.low[0] && head[0] <= room.high[0] && head[2] >= room.low[2] && head[2] <= room.high[2];
      const above = inside && head[1] > low;
      if (inside) thick = above ? state.extinction_upper_1_m : state.extinction_lower_1_m;
      const opacity = on && !above ? 1 - Math.exp((-state.extinction_upper_1_m * depth) / VEILS) : 0;
      veils.forEach((veil, i) => {
        veil.position.y = low + (depth * (i + 0.02)) / VEILS;
        veil.material.opacity = opacity;
        veil.visible = opacity > 0.003;
      });
    }
    this.scene.fog = on && thick > 0.01 ? new THREE.FogExp2(0x2b2927, thick / Math.sqrt(3)) : null;
    this.scene.background.set(this.scene.fog ? 0x2b2927 : 0x9fb4c8);
  }

  #known(key, make) {
    let mesh = this.moving.get(key);
    if (!mesh) {
      mesh = make();
      this.scene.add(mesh);
      this.moving.set(key, mesh);
    }
    return mesh;
  }

  #fire(fire, seen) {
    const key = `fire:${fire.item}`;
    const mesh = this.#known(key, () => {
      const group = new THREE.Group();
      const flame = new THREE.MeshBasicMaterial({ color: 0xffa52a, transparent: true, opacity: 0.85 });
      const core = new THREE.MeshBasicMaterial({ color: 0xfff0b0, transparent: true, opacity: 0.9 });
      const outer = new THREE.Mesh(new THREE.ConeGeometry(0.5, 1, 20, 1, true), flame);
      const inner = new THREE.Mesh(new THREE.ConeGeometry(0.28, 0.6, 16, 1, true), core);
      outer.position.y = 0.5;
      inner.position.y = 0.3;
      const light = new THREE.PointLight(0xff8a30, 1, 0, 2);
      light.position.y = 0.6;
      group.add(outer, inner, light);
      group.light = light;
      return group;
    });
    mesh.position.set(...fire.position);
    mesh.scale.set(Math.max(0.15, fire.diameter_m), Math.max(0.1, fire.height_m), Math.max(0.15, fire.diameter_m));
    mesh.light.intensity = fire.heat_release_kw / 8;
    seen.add(key);
  }

  #person(person, seen) {
    const key = `person:${person.id}`;
    const mesh = this.#known(key, () => {
      const group = new THREE.Group();
      const cloth = new THREE.MeshLambertMaterial({ color: person.npc ? 0x6f7d5b : 0x2f5d96 });
      const body = new THREE.Mesh(new THREE.CapsuleGeometry(0.22, 0.85, 4, 12), cloth);
      body.position.y = -0.85;
      const head = new THREE.Mesh(new THREE.SphereGeometry(0.13, 16, 12), new THREE.MeshLambertMaterial({ color: 0xd9b08c }));
      group.add(body, head);
      return group;
    });
    mesh.position.set(...person.head);
    seen.add(key);
  }

  #tool(tool, seen) {
    const key = `tool:${tool.name}`;
    const mesh = this.#known(key, () => {
      const red = new THREE.MeshLambertMaterial({ color: 0xb3231b });
      const can = new THREE.Mesh(new THREE.CylinderGeometry(0.08, 0.08, 0.45, 16), red);
      const group = new THREE.Group();
      can.position.y = 0.22;
      group.add(can);
      return group;
    });
    mesh.position.set(...tool.position);
    seen.add(key);
  }

  #cloud(cloud, seen) {
    const key = `cloud:${seen.size}`;
    const mesh = this.#known(key, () => new THREE.Sprite(
      new THREE.SpriteMaterial({ map: puff(), color: 0xeae6dc, transparent: true, depthWrite: false }),
    ));
    mesh.position.set(...cloud.position);
    mesh.scale.setScalar(2.4 * cloud.radius_m);
    mesh.material.opacity = Math.min(0.9, 1 - Math.exp(-cloud.extinction_1_m * cloud.radius_m));
    seen.add(key);
  }
}
