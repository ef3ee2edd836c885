import { answerForm, refused, type SentForm } from "#app/staff-form.ts";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { handOverDates } from "#lib/server/planning/assignments/hand-over-dates.ts";
import { datesAddress, readDatesAddress } from "#lib/wire/planning/dates-address.ts";
import { refusedBeside } from "#lib/wire/staff-form.ts";

const addressOf = ({ query }: Pick<SentForm, "query">) => readDatesAddress((name) => query(name) || undefined);

/** Hands the dates of the page over to a colleague (`to`); the page then shows the dates that are left. */
export const POST = answerForm(
  (at) => datesAddress(at.part("account"), addressOf(at)),
  "confier",
  async (sent) => {
    const account = sent.part("account");
    const { to: _, ...shown } = addressOf(sent);
    const { organisation: slug = sent.fields["slug"], from, until } = shown;
    const held = await organisationOfPage(sent.actor, "plan-half-days", slug, "some-place");
    if (!held) return refused("not-allowed");
    const wanted = { organisation: held.chosen.id, account, from, until, to: sent.text("to") };
    const done = await handOverDates(sent.actor, wanted);
    if (!done.ok) return { ok: false, refusals: refusedBeside(done.refusal, BESIDE) };
    if (done.value === 0) return refused("effect-changed");
    return { ok: true, done: "datesHandedOver", to: datesAddress(account, shown) };
  },
);

const BESIDE = { "changed-meanwhile": ["form", "effect-changed"] } as const;
