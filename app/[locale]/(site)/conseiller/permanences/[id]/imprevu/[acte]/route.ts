import { CONFIRM } from "#app/[locale]/coordination/form-preview.ts";
import {
  DECLARE,
  HOLD_AGAIN,
  holdsAgain,
  lookAtOwn,
  saveOwn,
} from "#app/[locale]/(site)/conseiller/permanences/[id]/imprevu/own-disruption-forms.ts";
import { answerForms, refused, type Act, type SentForm, type StaffOutcome } from "#app/staff-form.ts";
import type { NamedHalfDay } from "#lib/booking/disruption.ts";
import { readOwnDisruption } from "#lib/server/planning/disruption/read-own.ts";

/** An act on the half-day of the address, which this person holds. */
const onOwn =
  (actOn: (sent: SentForm, held: NamedHalfDay) => Promise<StaffOutcome> | StaffOutcome): Act =>
  async (sent) => {
    const read = await readOwnDisruption(sent.actor, sent.part("id"));
    return read.ok ? actOn(sent, read.value) : refused(read.refusal);
  };

/**
 * The forms with which who holds a half-day says that it is not held, or ends early: `voir` shows what that does,
 * `enregistrer` does it; `tenir` holds a cancelled one after all.
 */
export const POST = answerForms(
  ({ part }) => `/conseiller/permanences/${part("id")}/imprevu`,
  { voir: onOwn(lookAtOwn), [CONFIRM]: onOwn(saveOwn), [HOLD_AGAIN]: onOwn(holdsAgain) },
  (acte) => (acte === "voir" ? DECLARE : acte === HOLD_AGAIN ? HOLD_AGAIN : CONFIRM),
);
