import {
  lookAtHalfDay,
  saveHalfDay,
  type HalfDayOfForm,
} from "#app/[locale]/coordination/permanences/save-half-day.ts";
import { act, answerForms, changing, refused, type Act, type SentForm, type StaffOutcome } from "#app/staff-form.ts";
import { cancelPermanence } from "#lib/server/planning/cancel-permanence.ts";
import { fieldsOfHalfDay, readPlannedHalfDay } from "#lib/server/planning/series/read-half-day.ts";
import { reasonForm } from "#lib/wire/planning/disruption-form.ts";
import { WINDOWS_TOGETHER } from "#lib/wire/schedule/series-form.ts";

/** An act on the half-day of the address, which this person may read. */
const onHalfDay =
  (actOn: (sent: SentForm, of: HalfDayOfForm) => Promise<StaffOutcome> | StaffOutcome): Act =>
  async (sent) => {
    const permanence = sent.part("id");
    const read = await readPlannedHalfDay(sent.actor, permanence);
    return read.ok ? actOn(sent, { organisation: read.value.organisation.id, permanence }) : refused("not-found");
  };

/**
 * The same of an act that changes the half-day. Giving it back to its series changes no field.
 */
const onChange: typeof onHalfDay = (actOn) =>
  changing(
    async ({ actor, part, fields }) => {
      const read = await readPlannedHalfDay(actor, part("id"));
      return read.ok && fields["series"] === undefined ? fieldsOfHalfDay(read.value) : undefined;
    },
    onHalfDay(actOn),
    { together: [WINDOWS_TOGETHER] },
  );

/**
 * The forms of a half-day: `voir` and `revenir` show what a change would do, `enregistrer` saves it, `annuler` cancels
 * the half-day.
 */
export const POST = answerForms(
  ({ part }) => `/coordination/permanences/${part("id")}`,
  {
    voir: onChange(lookAtHalfDay),
    revenir: onHalfDay(lookAtHalfDay),
    enregistrer: onChange(saveHalfDay),
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
