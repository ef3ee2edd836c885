import {
  lookAtHalfDay,
  saveHalfDay,
  type HalfDayOfForm,
} from "#app/[locale]/coordination/permanences/save-half-day.ts";
import { act, answerForms, refused, type Act, type SentForm, type StaffOutcome } from "#app/staff-form.ts";
import { cancelPermanence } from "#lib/server/planning/cancel-permanence.ts";
import { readPlannedHalfDay } from "#lib/server/planning/series/read-half-day.ts";
import { reasonForm } from "#lib/wire/planning/disruption-form.ts";

/** An act on the half-day of the address, which this person may read. */
const onHalfDay =
  (actOn: (sent: SentForm, of: HalfDayOfForm) => Promise<StaffOutcome> | StaffOutcome): Act =>
  async (sent) => {
    const permanence = sent.part("id");
    const read = await readPlannedHalfDay(sent.actor, permanence);
    return read.ok ? actOn(sent, { organisation: read.value.organisation.id, permanence }) : refused("not-found");
  };

/**
 * The forms of a half-day: `voir` and `revenir` show what a change would do, `enregistrer` saves it, `annuler` cancels
 * the half-day.
 */
export const POST = answerForms(
  ({ part }) => `/coordination/permanences/${part("id")}`,
  {
    voir: onHalfDay(lookAtHalfDay),
    revenir: onHalfDay(lookAtHalfDay),
    enregistrer: onHalfDay(saveHalfDay),
    annuler: onHalfDay(
      act({
        form: reasonForm,
        run: ({ actor, part }, { reason }) =>
          cancelPermanence(actor, { permanence: part("id"), preview: false, reason }),
        done: "halfDayCancelled",
      }),
    ),
  },
  (acte) => (acte === "voir" ? "regle" : acte),
);
