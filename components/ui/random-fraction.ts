/** A number from 0 up to 1, by chance. */
export const randomFraction = (): number => (crypto.getRandomValues(new Uint16Array(1))[0] ?? 0) / 2 ** 16;
