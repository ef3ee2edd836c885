import type { BookingRefusal } from "../../booking/appointment.ts";
import { refuse, type Result } from "../../result.ts";
import { bookingRefusals, refusalOfConstraint } from "../refusal-of-constraint.ts";

/** Two equal codes among a place's bookings come once in a million; three times in a row never. */
const TRIES = 3;

/** What only says that another was quicker is tried again: nothing of what was asked is wrong. */
const AGAIN = { appointment_code_unique: "again", idempotency_key_pkey: "again" } as const;

/**
 * Runs a deed that writes a code, with the next one when somebody has it at that place, or again when its twin with the
 * same key was kept first. A constraint that says no becomes the refusal it stands for: Postgres has the last word.
 */
export async function retryOnConflict<Code, Value, Refusal extends string>(
  codes: () => Code,
  deed: (code: Code) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal | BookingRefusal>> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await deed(codes());
    } catch (error) {
      const refusal = refusalOfConstraint<BookingRefusal | "again">(error, { ...bookingRefusals, ...AGAIN });
      if (refusal === undefined || (refusal === "again" && left === 1)) throw error;
      if (refusal !== "again") return refuse(refusal);
    }
  }
}
