import { createHmac, randomInt } from "node:crypto";
import { env } from "../env.ts";

/** Without 0, 1, I, L and O, which are mistaken for each other aloud and on paper (CONTRACT, Code). */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/** Eight letters and digits, read on one screen and typed on another. */
export const freshEnrolCode = (): string => Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");

/** What is kept of a code: whoever reads the database cannot enrol with it. Written small, or in groups, it is the same code. */
export const proofOfEnrolCode = (typed: string): string =>
  createHmac("sha256", env.APP_SECRET).update(`enrol\0${typed.replace(/[\s.-]/gu, "").toUpperCase()}`).digest("base64url");
