/** SMS a place and month at most that an organisation may set. */
export const MOST_SMS = 1_000_000;

/** The part of the limit from which coordination is warned. */
const NEAR = 0.8;

/**
 * How the SMS of a place stand to the limit of its month: `near` from 80 % on; `reached`: the kinds that are `counted`
 * have ended.
 */
export type SmsStanding = "within" | "near" | "reached";

/** `used`: SMS of this month there, in segments; `cap`: absent without a limit. */
export function smsStanding(used: number, cap: number | undefined): SmsStanding {
  if (cap === undefined) return "within";
  if (used >= cap) return "reached";
  return used >= NEAR * cap ? "near" : "within";
}

/** The SMS of this month at a place, in segments. */
export type SmsOfPlace = { readonly place: string; readonly used: number; readonly standing: SmsStanding };
