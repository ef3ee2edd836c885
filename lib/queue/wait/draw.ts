/** What is drawn of a person: each is another number, and always the same one for the same person and time. */
export type Drawn = "help" | "leaves" | "vanishes" | "comes";

const SALT: Readonly<Record<Drawn, number>> = {
  help: 0x9e3779b1,
  leaves: 0x85ebca6b,
  vanishes: 0xc2b2ae35,
  comes: 0x27d4eb2f,
};

/** How often the line is played forward: a power of two. */
export const TIMES = 64;

/**
 * A number between 0 and 1, both excluded, by the seed of a person (a whole number), what is drawn, and which of the `TIMES`.
 * Over all of them each sixty-fourth of the numbers is drawn once, in an order of the person's own, so that a wait of one
 * help has the quantiles of that help.
 */
export function draw(seed: number, what: Drawn, time: number): number {
  const order = mixed(seed ^ SALT[what]);
  const part = (Math.imul(time, order | 1) + (order >>> 16)) & (TIMES - 1);
  const within = (mixed(order + Math.imul(time + 1, 0x297a2d39)) + 0.5) / 2 ** 32;
  return (part + within) / TIMES;
}

/** Mixes the bits of a whole number into one from 0 up to 2³² (lowbias32, by Chris Wellons). */
function mixed(number: number): number {
  let bits = Math.imul(number ^ (number >>> 16), 0x7feb352d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/**
 * How the lengths of helps lie around their mean: a log-logistic distribution, close to the log-normal one by which services
 * are usually described, and with quantiles that are closed formulas. With `shape` 4 the standard deviation is 0.52 of the
 * mean: helps of one topic. With 3 it is 0.81: of any topic. `scale`: the median, when the mean is 1.
 */
export type Lengths = { readonly shape: number; readonly scale: number };

const lengthsOf = (shape: number): Lengths => ({ shape, scale: Math.sin(Math.PI / shape) / (Math.PI / shape) });
export const OF_ONE_TOPIC = lengthsOf(4);
export const OF_ANY_TOPIC = lengthsOf(3);

/** A length, as a share of the mean, for a drawn number. */
export const lengthOf = ({ shape, scale }: Lengths, drawn: number): number =>
  scale * (drawn / (1 - drawn)) ** (1 / shape);

/** What is left of a help that has lasted `elapsed` shares of the mean already. */
export function restOf(lengths: Lengths, elapsed: number, drawn: number): number {
  const ended = elapsed <= 0 ? 0 : 1 / (1 + (elapsed / lengths.scale) ** -lengths.shape);
  return Math.max(0, lengthOf(lengths, ended + drawn * (1 - ended)) - elapsed);
}
