import { act, answerForm } from "#app/staff-form.ts";
import { sayNotTold, sayTold } from "#lib/server/planning/say-told.ts";
import { sayToldForm } from "#lib/wire/say-told.ts";

/** One of the team notes that a person is told, or not yet. `rendez-vous` of the address: whose form it is; `liste`: that it stands on the page of all half-days. */
export const POST = answerForm(
  ({ part, query }) =>
    query("liste") === "tout" ? "/conseiller/a-rappeler" : `/conseiller/permanences/${part("id")}/a-prevenir`,
  ({ query }) => `dire-${query("rendez-vous")}`,
  act({
    form: sayToldForm,
    run: ({ actor }, { appointment, seen, said }) =>
      said === "yes" ? sayTold(actor, appointment, seen) : sayNotTold(actor, appointment),
    done: (_told, { fields }) => (fields["said"] === "yes" ? "personTold" : "personNotTold"),
  }),
);
