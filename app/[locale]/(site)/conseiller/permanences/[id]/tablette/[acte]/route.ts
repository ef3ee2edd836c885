import { act, answerForms } from "#app/staff-form.ts";
import { readTabletOfHalfDay, renewCodeOfDay, showPass } from "#lib/server/auth/tablet/tablet-passes.ts";

/**
 * The forms with which a colleague opens the shared tablet of a half-day for another. `vu`: the code that the page
 * showed.
 */
export const POST = answerForms(({ part }) => `/conseiller/permanences/${part("id")}/tablette`, {
  montrer: act({
    run: ({ actor, part }) => showPass(actor, part("id")),
    done: "tabletShown",
    beside: { "half-day-over": ["form", "already-over"] },
  }),
  code: act({
    run: async ({ actor, part, fields }) => {
      const read = await readTabletOfHalfDay(actor, part("id"));
      if (!read.ok) return read;
      const { place, organisation } = read.value;
      return renewCodeOfDay(actor, { place: place.id, organisation }, fields["vu"]);
    },
    done: (_made, { fields }) => (fields["vu"] === undefined ? "tabletCodeMade" : "tabletCodeRenewed"),
  }),
});
