// What the signs of the plan mean, in one line below it.
const SIGNS = [
  ["sign_person", '<g class="person"><path class="shape" fill="#0b57a4" d="M0,-0.45 L0.25,-0.1 A0.27,0.27 0 1 1 -0.25,-0.1 Z"/></g>'],
  ["sign_dose", '<g class="person"><path class="shape" fill="#a11313" d="M0,-0.45 L0.25,-0.1 A0.27,0.27 0 1 1 -0.25,-0.1 Z"/></g>'],
  ["sign_fire", '<g class="fire"><circle class="flame" r="0.3"/></g>'],
  ["sign_tool", '<g class="tool"><rect x="-0.16" y="-0.26" width="0.32" height="0.52" rx="0.09"/></g>'],
  ["sign_alarm", '<g class="device alarm"><circle r="0.2"/></g>'],
  ["sign_device", '<g class="device"><circle r="0.2"/></g>'],
  ["sign_on", '<g class="device on"><circle r="0.2"/></g>'],
  ["exit", '<g class="exit"><path d="M-0.21,-0.28 L0.21,0 L-0.21,0.28 Z"/></g>'],
  ["sign_door", '<g class="vent door"><line class="leaf" x1="-0.4" x2="0.4"/></g>'],
  ["sign_window", '<g class="vent window"><line class="leaf" x1="-0.4" x2="0.4"/></g>'],
];

export function legend(element, words) {
  const list = document.createElement("ul");
  list.className = "legend";
  for (const [key, sign] of SIGNS) {
    const item = document.createElement("li");
    item.innerHTML = `<svg viewBox="-0.5 -0.5 1 1" aria-hidden="true">${sign}</svg>`;
    item.append(words[key]);
    list.append(item);
  }
  element.append(list);
}
