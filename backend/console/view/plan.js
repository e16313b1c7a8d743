// The floor from above: rooms with their smoke, doors, fires, people. Metres; x to the right, z downwards.
import { celsius, doseColour, heat } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";

function make(name, attributes = {}, parent = null, text = "") {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text) element.textContent = text;
  parent?.appendChild(element);
  return element;
}

export class Plan {
  /** building: statics.py. words: texts by key. pick(kind, name): something was pressed. */
  constructor(element, building, words, pick = null) {
    this.building = building;
    this.words = words;
    this.pick = pick;
    this.smoke = true;
    this.parts = new Map();
    const [x0, z0, x1, z1] = building.bounds;
    this.svg = make("svg", { viewBox: `${x0} ${z0} ${x1 - x0} ${z1 - z0}`, class: "plan-svg", role: "group" });
    this.svg.setAttribute("aria-label", words.plan);
    element.appendChild(this.svg);
    new ResizeObserver(() => this.#measure()).observe(this.svg); // words are as large on every screen, whatever a metre is
    this.layers = {};
    for (const name of ["rooms", "agent", "clouds", "vents", "things", "trails", "fires", "ghosts", "people", "labels"])
      this.layers[name] = make("g", { class: `layer-${name}` }, this.svg);
    for (const room of building.rooms) this.#room(room);
    for (const exit of building.exits) this.#exit(exit);
    for (const vent of building.vents) this.#vent(vent);
  }

  show(frame) {
    for (const room of frame.rooms ?? []) this.#showRoom(room, frame);
    for (const vent of frame.vents ?? []) this.#showVent(vent);
    this.#each("fire", frame.fires ?? [], (f) => f.item, this.#newFire, this.#showFire);
    this.#each("person", frame.people ?? [], (p) => p.id, this.#newPerson, this.#showPerson);
    this.#spread((frame.people ?? []).filter((p) => p.head && p.present));
    this.#each("tool", frame.equipment ?? [], (t) => t.name, this.#newTool, this.#showTool);
    this.#each("device", frame.devices ?? [], (d) => d.name, this.#newDevice, this.#showDevice);
    this.#each("cloud", (frame.clouds ?? []).map((c, i) => ({ ...c, id: i })), (c) => c.id, this.#newCloud, this.#showCloud);
  }

  /** people: [{id, name, x, z, fx, fz}], others' runs at the same moment. */
  ghosts(people) {
    this.#each("ghost", people, (p) => p.id, this.#newGhost, this.#placeGhost);
  }

  /** patches: [{x, z, size, share}], what of the agent lies on the floor. */
  agent(patches) {
    this.layers.agent.replaceChildren();
    for (const p of patches) {
      const opacity = Math.min(0.85, 0.15 + 0.7 * p.share).toFixed(2);
      make("rect", { x: p.x, y: p.z, width: p.size, height: p.size, fill: "#0a7c86", "fill-opacity": opacity }, this.layers.agent);
    }
  }

  /** trails: [{id, points: [[x, z], ...]}] */
  trails(trails) {
    this.layers.trails.replaceChildren();
    for (const trail of trails)
      make("polyline", { points: trail.points.map((p) => p.join(",")).join(" "), class: "trail" }, this.layers.trails);
  }

  follow(id) {
    this.followed = id;
    for (const [key, part] of this.parts)
      if (key.startsWith("person:")) part.group.classList.toggle("followed", key === `person:${id}`);
  }

  #measure() {
    const scale = this.svg.getScreenCTM()?.a;
    if (!scale) return;
    this.svg.style.setProperty("--m", (1 / scale).toFixed(4));
    this.word = Math.max(0.34, 12 / scale); // metres that a line of words is high, as in console.css
  }

  // parts that come and go ------------------------------------------------------------------------------------------

  #each(kind, list, idOf, fresh, show) {
    const seen = new Set();
    for (const item of list) {
      const key = `${kind}:${idOf(item)}`;
      seen.add(key);
      if (!this.parts.has(key)) this.parts.set(key, fresh.call(this, item));
      show.call(this, this.parts.get(key), item);
    }
    for (const [key, part] of this.parts)
      if (key.startsWith(`${kind}:`) && !seen.has(key)) {
        part.group.remove();
        this.parts.delete(key);
      }
  }

  #button(parent, kind, name, className) {
    const group = make("g", { class: className }, parent);
    if (!this.pick) return group;
    group.setAttribute("tabindex", "0");
    group.setAttribute("role", "button");
    const press = (event) => {
      if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      this.pick(kind, name);
    };
    group.addEventListener("click", press);
    group.addEventListener("keydown", press);
    return group;
  }

  #name(group, text) {
    if (group.getAttribute("aria-label") === text) return;
    group.setAttribute("aria-label", text);
    let title = group.querySelector(":scope > title");
    title ??= make("title", {}, group);
    title.textContent = text;
  }

  // rooms -----------------------------------------------------------------------------------------------------------

  #room(room) {
    const [x0, , z0] = room.low;
    const [x1, , z1] = room.high;
    const box = { x: x0, y: z0, width: x1 - x0, height: z1 - z0 };
    const group = make("g", { class: "room" }, this.layers.rooms);
    const floor = make("rect", { ...box, class: "floor" }, group);
    const smoke = make("rect", { ...box, class: "smoke" }, group);
    const x = (x0 + x1) / 2;
    make("text", { x, y: z0, dy: "1.3em", class: "room-name" }, this.layers.labels, room.text);
    const figures = make("text", { x, y: z0, dy: "2.5em", class: "room-figures" }, this.layers.labels);
    const power = make("text", { x, y: z0, dy: "3.7em", class: "room-figures" }, this.layers.labels);
    this.parts.set(`room:${room.name}`, { group, floor, smoke, figures, power, room });
  }

  #showRoom(room, frame) {
    const part = this.parts.get(`room:${room.name}`);
    if (!part) return;
    const height = part.room.high[1] - part.room.low[1];
    const depth = Math.max(0, height - room.interface_m);
    const dark = 1 - Math.exp(-room.extinction_upper_1_m * depth);
    part.floor.style.fill = heat(room.upper_k);
    part.smoke.style.fillOpacity = this.smoke ? (0.6 * dark).toFixed(3) : 0;
    part.power.textContent = frame.power?.[room.name] === false ? this.words.dark : "";
    part.figures.textContent = depth < 0.02 && room.upper_k < 296
      ? celsius(room.upper_k)
      : `${room.interface_m.toFixed(1)} m · ${celsius(room.upper_k)}`;
    part.figures.classList.toggle("low", room.interface_m < 1.8 && depth > 0.02);
  }

  #exit(exit) {
    const [x, , z] = exit.position;
    const [ox, , oz] = exit.outward;
    const turn = (Math.atan2(oz, ox) * 180) / Math.PI;
    const group = make("g", { transform: `translate(${x + ox * 0.35},${z + oz * 0.35}) rotate(${turn})`, class: "exit" }, this.layers.vents);
    make("path", { d: "M0,-0.28 L0.42,0 L0,0.28 Z" }, group);
    make("title", {}, group, this.words.exit);
  }

  #vent(vent) {
    const [x, , z] = vent.centre;
    const [nx, , nz] = vent.normal;
    const flat = Math.abs(nx) + Math.abs(nz) < 0.1; // a hatch
    const turn = flat ? 0 : (Math.atan2(nx, -nz) * 180) / Math.PI;
    const half = vent.width_m / 2;
    const group = this.#button(this.layers.vents, "vent", vent.name, `vent ${vent.kind}${vent.movable ? " movable" : ""}`);
    group.setAttribute("transform", `translate(${x},${z}) rotate(${turn})`);
    make("rect", { x: -half, y: -0.22, width: 2 * half, height: 0.44, class: "gap" }, group);
    const leaf = make("line", { x1: -half, y1: 0, x2: half, y2: 0, class: "leaf" }, group);
    const block = make("path", { d: "M-0.25,-0.25 L0.25,0.25 M-0.25,0.25 L0.25,-0.25", class: "blocked" }, group);
    this.parts.set(`vent:${vent.name}`, { group, leaf, block, vent, half });
  }

  #showVent(vent) {
    const part = this.parts.get(`vent:${vent.name}`);
    if (!part) return;
    const angle = (vent.open * 80 * Math.PI) / 180;
    part.leaf.setAttribute("x2", -part.half + 2 * part.half * Math.cos(angle));
    part.leaf.setAttribute("y2", 2 * part.half * Math.sin(angle));
    part.block.style.display = vent.blocked ? "inline" : "none";
    const state = vent.blocked ? this.words.blocked : `${this.words.open} ${Math.round(vent.open * 100)} %`;
    this.#name(part.group, `${part.vent.text} · ${state}`);
  }

  // fires, tools, devices -------------------------------------------------------------------------------------------

  #newFire(fire) {
    const group = this.#button(this.layers.fires, "item", fire.item, "fire");
    make("rect", { x: -0.14, y: -0.14, width: 0.28, height: 0.28, class: "fuel" }, group);
    const flame = make("circle", { r: 0, class: "flame" }, group);
    const text = make("text", { dy: "0.35em", class: "kw" }, group); // within the flame: above it stand the words of the room
    return { group, flame, text };
  }

  #showFire(part, fire) {
    const [x, , z] = fire.position;
    part.group.setAttribute("transform", `translate(${x},${z})`);
    part.group.classList.toggle("burning", fire.burning);
    part.flame.setAttribute("r", fire.burning ? Math.max(0.16, Math.min(1.2, Math.sqrt(fire.heat_release_kw) / 30)) : 0);
    part.text.textContent = fire.burning ? `${Math.round(fire.heat_release_kw)} kW` : "";
    const name = this.building.names[fire.item] ?? fire.item;
    const state = fire.burning ? `${Math.round(fire.heat_release_kw)} kW, ${fire.height_m.toFixed(1)} m` : this.words.not_burning;
    this.#name(part.group, `${name} · ${state}`);
  }

  #newTool(tool) {
    const group = this.#button(this.layers.things, "tool", tool.name, `tool ${tool.model ?? ""}`);
    make("rect", { x: -0.11, y: -0.17, width: 0.22, height: 0.34, rx: 0.06 }, group);
    return { group };
  }

  #showTool(part, tool) {
    part.group.style.display = tool.holder ? "none" : "";
    part.group.setAttribute("transform", `translate(${tool.position[0]},${tool.position[2]})`);
    this.#name(part.group, this.building.names[tool.name] ?? tool.name);
  }

  #newDevice(device) {
    const group = make("g", { class: `device ${device.kind}` }, this.layers.things);
    make("circle", { r: 0.12 }, group);
    return { group };
  }

  #showDevice(part, device) {
    part.group.setAttribute("transform", `translate(${device.position[0]},${device.position[2]})`);
    const state = device.state ?? {};
    const on = Boolean(state.sounding ?? state.active ?? state.called ?? false);
    part.group.classList.toggle("on", on);
    const name = this.building.names[device.name] ?? device.name;
    this.#name(part.group, on ? `${name} · ${this.words.works}` : name);
  }

  #newCloud() {
    return { group: make("circle", { class: "cloud" }, this.layers.clouds) };
  }

  #showCloud(part, cloud) {
    part.group.setAttribute("cx", cloud.position[0]);
    part.group.setAttribute("cy", cloud.position[2]);
    part.group.setAttribute("r", cloud.radius_m);
    part.group.style.fillOpacity = Math.min(0.6, 0.1 * cloud.extinction_1_m);
  }

  // people ----------------------------------------------------------------------------------------------------------

  #newPerson(person) {
    const group = this.#button(this.layers.people, "person", person.id, `person${person.npc ? " npc" : ""}`);
    const body = make("g", { class: "body" }, group);
    make("path", { d: "M0,-0.55 L0.3,-0.12 A0.32,0.32 0 1 1 -0.3,-0.12 Z", class: "shape" }, body);
    const jet = make("path", { d: "M0,-0.4 L0.5,-3 L-0.5,-3 Z", class: "jet" }, body);
    const text = make("text", { y: 0.72, class: "who" }, group);
    return { group, body, jet, text };
  }

  #showPerson(part, person) {
    part.group.style.display = person.head && person.present ? "" : "none";
    if (!person.head) return;
    const [fx, , fz] = person.facing;
    part.group.style.transform = `translate(${person.head[0]}px,${person.head[2]}px)`;
    part.body.setAttribute("transform", `rotate(${(Math.atan2(fx, -fz) * 180) / Math.PI})`);
    part.body.style.fill = person.incapacitated ? "#333" : doseColour(Math.max(person.fed, person.heat_dose));
    part.jet.style.display = person.discharging ? "" : "none";
    const name = person.npc ? this.building.names[person.role] ?? person.name : person.name;
    part.text.textContent = name + (person.outside ? ` (${this.words.outside})` : "");
    part.group.classList.toggle("low", Boolean(person.low));
    this.#name(part.group, `${name} · FED ${person.fed.toFixed(3)}`);
  }

  /** Names of people who stand side by side go below each other. */
  #spread(people) {
    const placed = [];
    const line = this.word ?? 0.34;
    for (const person of [...people].sort((a, b) => a.head[0] - b.head[0] || (a.id < b.id ? -1 : 1))) {
      const { text } = this.parts.get(`person:${person.id}`);
      const [x, , z] = person.head;
      const half = 0.5 * line * [...text.textContent].reduce((sum, c) => sum + (c > "\u1100" ? 1 : 0.6), 0.4);
      let row = 0;
      while (placed.some((p) => Math.abs(p.x - x) < p.half + half && Math.abs(p.z - z - row * line * 1.1) < line)) row++;
      placed.push({ x, z: z + row * line * 1.1, half });
      text.setAttribute("dy", `${(row * 1.1).toFixed(1)}em`);
    }
  }

  #newGhost(person) {
    const group = make("g", { class: "ghost" }, this.layers.ghosts);
    make("circle", { r: 0.3 }, group);
    make("text", { y: 0.68, class: "who" }, group, person.name);
    return { group };
  }

  #placeGhost(part, person) {
    part.group.setAttribute("transform", `translate(${person.x},${person.z})`);
  }
}
