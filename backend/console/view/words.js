// Colours and figures that the plan and the eye share.

const STOPS = [
  [293, [231, 238, 244]],
  [330, [250, 226, 150]],
  [400, [246, 166, 83]],
  [600, [205, 62, 38]],
  [900, [120, 20, 30]],
];

/** Colour of a hot layer's temperature, kelvin. */
export function heat(kelvin) {
  let [low, high] = [STOPS[0], STOPS[0]];
  for (const stop of STOPS) {
    high = stop;
    if (stop[0] >= kelvin) break;
    low = stop;
  }
  const span = high[0] - low[0];
  const t = span > 0 ? Math.min(1, Math.max(0, (kelvin - low[0]) / span)) : 0;
  return `rgb(${low[1].map((c, i) => Math.round(c + (high[1][i] - c) * t)).join(",")})`;
}

export const celsius = (kelvin) => `${Math.round(kelvin - 273.15)} °C`;

/** Minutes and seconds. */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Of a dose, a share of what takes a person down. */
export const doseColour = (share) => (share >= 0.3 ? "#a11313" : share >= 0.1 ? "#b4531a" : "#0b57a4");
