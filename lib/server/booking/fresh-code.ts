import { randomInt } from "node:crypto";

/** Without 0, 1, I, L and O, which are mistaken for each other aloud and on paper (CONTRACT, Code). */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/** Six letters and digits to say on the telephone or at the counter; 30 bits, so the database has the last word on unique. */
export const freshCode = (): string => Array.from({ length: 6 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
