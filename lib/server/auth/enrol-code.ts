import { createHmac, randomInt } from "node:crypto";
import { env } from "../env.ts";

/** Without 0, 1, I, L and O, which are mistaken for each other aloud and on paper (CONTRACT, Code). */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/** Eight letters and digits, read on one screen and typed on another. */
export const freshEnrolCode = (): string =>
  Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");

const plain = (typed: string): string => typed.replace(/[\s.-]/gu, "").toUpperCase();

/** Whether a text could be such a code at all; what could not is no guess. */
export const isLikeEnrolCode = (typed: string): boolean => /^[2-9A-HJKMNP-Z]{8}$/.test(plain(typed));

/** What is kept of a code: whoever reads the database cannot enrol with it. Written small, or in groups, it is the same code. */
export const proofOfEnrolCode = (typed: string): string =>
  createHmac("sha256", env.APP_SECRET)
    .update(`enrol\0${plain(typed)}`)
    .digest("base64url");
