/**
 * White text must be readable on the accent of an organisation: WCAG 2.2, 1.4.3 and RGAA 3.2. The database keeps it
 * too.
 */
export const LEAST_CONTRAST = 4.5;

/** #rrggbb in small letters; undefined for any other text. A # may be missing, and three digits are doubled. */
export function colourOf(typed: string): string | undefined {
  const digits = /^#?(?<digits>[0-9a-f]{3}|[0-9a-f]{6})$/iu.exec(typed.trim())?.groups?.["digits"]?.toLowerCase();
  if (digits === undefined) return undefined;
  return `#${digits.length === 3 ? [...digits].map((digit) => digit + digit).join("") : digits}`;
}

/**
 * The contrast of white text on a colour #rrggbb, from 1 to 21, rounded to hundredths (WCAG 2.2, relative luminance).
 */
export const contrastWithWhite = (colour: string): number => contrastOf(colour, "#ffffff");

/** The same, of a colour on a paler one. */
export const contrastOf = (colour: string, paler: string): number =>
  Math.round(((0.05 + luminance(partsOf(paler))) / (0.05 + luminance(partsOf(colour)))) * 100) / 100;

/**
 * The same colour made darker, in steps of a hundredth, until white can be read on it; unchanged when it can be
 * already.
 */
export const readableAccent = (colour: string): string =>
  darkerUntil(colour, (candidate) => contrastWithWhite(candidate) >= LEAST_CONTRAST);

function darkerUntil(colour: string, isReadable: (candidate: string) => boolean): string {
  const parts = partsOf(colour);
  const darker = (step: number): string => `#${parts.map((part) => hex(part * (1 - step / 100))).join("")}`;
  const steps = Array.from({ length: 101 }, (_, step) => darker(step));
  return steps.find(isReadable) ?? "#000000";
}

/** An accent as pages show it, for links and main buttons, and its pale tint, for large surfaces. */
type Shades = { readonly accent: string; readonly soft: string };

/** How much of the accent its pale tint holds. */
const TINT = 0.11;

/**
 * The two shades of an accent on which white can be read. Links stand on the pale tint too, so the accent is made
 * darker there until it can be read on it; most are left as they are. Computed here, since old phones know no
 * `color-mix`.
 */
export function shadesOf(accent: string): Shades {
  const soft = `#${partsOf(accent)
    .map((part) => hex(1 - TINT * (1 - part)))
    .join("")}`;
  return { accent: darkerUntil(accent, (shown) => contrastOf(shown, soft) >= LEAST_CONTRAST), soft };
}

/** Red, green and blue from 0 to 1. */
const partsOf = (colour: string): readonly number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);

const hex = (part: number): string =>
  Math.round(part * 255)
    .toString(16)
    .padStart(2, "0");

const luminance = ([red = 0, green = 0, blue = 0]: readonly number[]): number =>
  0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);

const linear = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
