import type { BookingRefusal } from "../../booking/appointment.ts";
import { refuse, type Result } from "../../result.ts";
import { CODE_LETTERS } from "../code-letters.ts";
import { bookingRefusals, refusalOfConstraint } from "../refusal-of-constraint.ts";
import { randomInt } from "node:crypto";

/** The code of an appointment: six characters, to say on the telephone or at the counter. The constraint `appointment_code_unique` keeps it unique. */
export const freshCode = (): string =>
  Array.from({ length: 6 }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join("");

/** Two equal codes among a place's bookings come once in a million; three times in a row never. */
const TRIES = 3;

/** Constraints that only say that another request was quicker: the use case is run again. */
const AGAIN = { appointment_code_unique: "again", idempotency_key_pkey: "again" } as const;

/**
 * Runs a use case that writes a code: again with the next code when another appointment has it at that place, and again
 * when a request with the same idempotency key was committed first. Any other constraint becomes the refusal mapped to it.
 */
export async function retryOnConflict<Code, Value, Refusal extends string>(
  codes: () => Code,
  useCase: (code: Code) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal | BookingRefusal>> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await useCase(codes());
    } catch (error) {
      const refusal = refusalOfConstraint<BookingRefusal | "again">(error, { ...bookingRefusals, ...AGAIN });
      if (refusal === undefined || (refusal === "again" && left === 1)) throw error;
      if (refusal !== "again") return refuse(refusal);
    }
  }
}
