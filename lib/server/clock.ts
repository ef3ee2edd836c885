import { instant, instantOf, type Instant } from "../time/instant.ts";
import { env } from "./env.ts";

let offset = env.APP_NOW ? instantOf(env.APP_NOW) - Date.now() : 0;

/** The one clock. Outside production APP_NOW starts it and `move` shifts it; it then runs. */
export const clock = {
  now: (): Instant => instant(Date.now() + offset),
  /** How far this clock is from the machine's, in milliseconds. */
  offset: (): number => offset,
  /** Sets the clock of this process; refuses in production. */
  move: (milliseconds: number): void => {
    if (env.APP_ENV === "production") throw new Error("The clock of a production instance does not move.");
    offset = milliseconds;
  },
};

/** A column's Date from a moment of the core. */
export const toDate = (moment: Instant): Date => new Date(moment);
