import { randomInt } from "node:crypto";

/** Without 0, 1, I, L and O, which are mistaken for each other (docs/booking.md#codes). */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/** The code of an appointment: six characters, to say on the telephone or at the counter. The constraint `appointment_code_unique` keeps it unique. */
export const freshCode = (): string => Array.from({ length: 6 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
