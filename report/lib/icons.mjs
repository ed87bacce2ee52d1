// What a control chart says, as a drawing of our own: shape and letter as well as colour.
// The names are those of sen.variations() and sen.assurances().
import { escape } from './html.mjs';

const GOOD = '#0b5394';   // blue: for the better
const BAD = '#b45309';    // dark orange: for the worse
const PLAIN = '#4b5563';  // grey: chance, or neither

// Variation: a triangle that points the way the figures went.
const VARIATIONS = {
  improvement_high: [GOOD, 'up'], improvement_low: [GOOD, 'down'],
  concern_high: [BAD, 'up'], concern_low: [BAD, 'down'],
  neutral_high: [PLAIN, 'up'], neutral_low: [PLAIN, 'down'],
  common_cause: [PLAIN, 'wave'],
};

// Assurance: a flag for a target that is always met or missed, a question mark where chance decides.
const ASSURANCES = {
  consistent_pass: [GOOD, 'P'], consistent_fail: [BAD, 'F'], inconsistent: [PLAIN, '?'],
};

const drawing = (colour, inner, label) =>
  `<svg class="icon" viewBox="0 0 32 32" width="32" height="32" role="img" aria-label="${escape(label)}">`
  + `<circle cx="16" cy="16" r="14" fill="#fff" stroke="${colour}" stroke-width="3"/>${inner}</svg>`;

export function variationIcon(name, label) {
  const [colour, shape] = VARIATIONS[name] ?? [];
  if (!colour) {
    return '';
  }
  const inner = shape === 'up' ? `<path d="M16 7 L24 23 L8 23 Z" fill="${colour}"/>`
    : shape === 'down' ? `<path d="M16 25 L24 9 L8 9 Z" fill="${colour}"/>`
      : `<path d="M6 17 q3.3 -8 6.6 0 t6.6 0 t6.6 0" fill="none" stroke="${colour}" stroke-width="2.5"/>`;
  return drawing(colour, inner, label);
}

export function assuranceIcon(name, label) {
  const [colour, letter] = ASSURANCES[name] ?? [];
  return colour
    ? drawing(colour, `<text x="16" y="22" text-anchor="middle" font-size="17" font-weight="bold" fill="${colour}" `
      + `aria-hidden="true">${letter}</text>`, label)
    : '';
}

export const VARIATION_NAMES = Object.keys(VARIATIONS);
export const ASSURANCE_NAMES = Object.keys(ASSURANCES);
