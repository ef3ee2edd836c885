import { act, answerForm } from "#app/staff-form.ts";
import { refuse } from "#lib/result.ts";
import { eraseResident } from "#lib/server/privacy/erase-resident.ts";
import { openFound } from "#lib/server/privacy/find-resident.ts";
import { residentCodeForm, residentEraseForm } from "#lib/wire/access/resident-data.ts";

/** Erases what was found. A found one that is older than ten minutes, or of somebody else, is looked for again. */
export const POST = answerForm(
  "/conseiller/donnees",
  "code",
  act({
    run: async ({ actor, fields }) => {
      const asked = residentEraseForm.safeParse(fields);
      const [ref] = asked.success ? openFound(actor, asked.data.ref) : [];
      return ref ? eraseResident(actor, ref) : refuse("state-changed");
    },
    done: "residentErased",
    beside: residentCodeForm.beside,
  }),
);
