export { Plan } from "./plan.js";
export { Eye } from "./eye.js";
export { legend } from "./legend.js";
export { heat, clock } from "./words.js";
