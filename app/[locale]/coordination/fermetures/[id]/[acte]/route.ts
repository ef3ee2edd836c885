import { CONFIRM } from "#app/[locale]/coordination/form-preview.ts";
import {
  lookAtClosure,
  saveClosureOfForm,
  SENTENCE,
  type ClosureOfForm,
} from "#app/[locale]/coordination/fermetures/closure-forms.ts";
import { act, answerForms, changing, refused, type Act, type SentForm, type StaffOutcome } from "#app/staff-form.ts";
import { giveHalfDayBack } from "#lib/server/planning/closures/give-half-day-back.ts";
import { giveHalfDaysBack } from "#lib/server/planning/closures/give-half-days-back.ts";
import { liftClosure } from "#lib/server/planning/closures/lift-closure.ts";
import { readClosure } from "#lib/server/planning/closures/read-closures.ts";
import { END_TOGETHER, fieldsOfReadClosure } from "#lib/wire/schedule/closure-form.ts";

type OpenClosureForm = ClosureOfForm & { readonly closure: string };

/** An act on the closure of the address, which this person may read. */
const onClosure =
  (actOn: (sent: SentForm, of: OpenClosureForm) => Promise<StaffOutcome> | StaffOutcome): Act =>
  async (sent) => {
    const closure = sent.part("id");
    const read = await readClosure(sent.actor, closure);
    return read.ok ? actOn(sent, { organisation: read.value.organisation.id, closure }) : refused(read.refusal);
  };

/** The same of an act that changes it. */
const onChange: typeof onClosure = (actOn) =>
  changing(
    async ({ actor, part }) => {
      const read = await readClosure(actor, part("id"));
      return read.ok ? fieldsOfReadClosure(read.value) : undefined;
    },
    onClosure(actOn),
    { together: [END_TOGETHER] },
  );

const beside = { "changed-meanwhile": ["form", "effect-changed"] } as const;

/**
 * The forms of a closure: `voir` shows what a change would do, `enregistrer` saves it, and cancels again what could not
 * be; `rouvrir` lifts it; `retablir` gives back one half-day that it cancelled, `tout-retablir` all of them.
 */
export const POST = answerForms(
  ({ part }) => `/coordination/fermetures/${part("id")}`,
  {
    voir: onChange(lookAtClosure),
    [CONFIRM]: onChange(saveClosureOfForm),
    rouvrir: onClosure((sent, of) =>
      act({
        run: ({ actor, text }) => liftClosure(actor, { ...of, preview: false, seen: text("seen") }),
        done: "closureLifted",
        beside,
      })(sent),
    ),
    "tout-retablir": onClosure((sent, { closure }) =>
      act({
        run: ({ actor, text }) => giveHalfDaysBack(actor, { closure, seen: text("seen") }),
        done: ({ refused: inPart, cancelledAppointments }) =>
          inPart.length > 0 ? "halfDaysBackInPart" : cancelledAppointments > 0 ? "halfDaysBackToCall" : "halfDaysBack",
        beside,
      })(sent),
    ),
    retablir: onClosure(
      act({
        run: ({ actor, text }) => giveHalfDayBack(actor, text("permanence")),
        done: ({ cancelledAppointments }) => (cancelledAppointments > 0 ? "halfDayBackToCall" : "halfDayBack"),
      }),
    ),
  },
  (acte) => (acte === "voir" ? SENTENCE : acte),
);
