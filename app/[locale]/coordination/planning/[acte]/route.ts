import { answerForms, act, refused, type Act, type SentForm, type StaffOutcome } from "#app/staff-form.ts";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { db } from "#lib/server/db.ts";
import { assign } from "#lib/server/planning/assignments/assign.ts";
import { assignWeekly } from "#lib/server/planning/assignments/assign-weekly.ts";
import { handOver } from "#lib/server/planning/assignments/hand-over.ts";
import type { AssignmentOutcome } from "#lib/server/planning/assignments/staff-half-day.ts";
import { unassign } from "#lib/server/planning/assignments/unassign.ts";
import { unassignWeekly } from "#lib/server/planning/assignments/unassign-weekly.ts";
import { undoPlanning } from "#lib/server/planning/assignments/undo-planning.ts";
import { translatorIn } from "#lib/server/translate.ts";
import { sayHour } from "#lib/time/say.ts";
import { instantAt } from "#lib/time/zone.ts";
import { isUuid } from "#lib/uuid.ts";
import { handOverForm, partForm } from "#lib/wire/planning/assignment-form.ts";
import { refusedBeside } from "#lib/wire/staff-form.ts";
import { readWeekAddress, weekAddress } from "#lib/wire/planning/week-address.ts";

/** Where the page stood: its week, filters and panel, in the query of the address of its forms. */
const addressOf = ({ query }: Pick<SentForm, "query">) => readWeekAddress((name) => query(name) || undefined);

const withoutAct = (at: Pick<SentForm, "query">) => {
  const { weekly: _, undo: __, until: ___, everyOther: ____, off: _____, ...shown } = addressOf(at);
  return shown;
};

type HalfDayOfForm = { readonly organisation: string; readonly permanence: string };

/** An act on the half-day that the page shows or the form names; the page is shown again as it stood. */
const onPlanning =
  (actOn: (sent: SentForm, of: HalfDayOfForm) => Promise<StaffOutcome> | StaffOutcome): Act =>
  async (sent) => {
    const { organisation: slug = sent.fields["slug"], permanence = sent.text("permanence") } = addressOf(sent);
    const held = await organisationOfPage(sent.actor, "plan-half-days", slug, "some-place");
    if (!held) return refused("not-allowed");
    const outcome = await actOn(sent, { organisation: held.chosen.id, permanence });
    return outcome.ok ? { ...outcome, to: weekAddress(withoutAct(sent)) } : outcome;
  };

/** The forms of the planning. */
export const POST = answerForms(
  // What a refused act would do stays on the page, with the reason.
  (at) =>
    weekAddress(
      ["chaque-semaine", "retirer-desormais", "annuler"].includes(at.part("acte")) ? addressOf(at) : withoutAct(at),
    ),
  {
    planifier: onPlanning(async (sent, { permanence }) =>
      told(await assign(sent.actor, { permanence, account: sent.text("account") }), "personPlanned", sent),
    ),
    "planifier-partie": onPlanning(async (sent, { permanence }) => {
      const typed = partForm.read(sent.fields);
      if (!typed.ok) return typed;
      const at = await momentsOf(permanence);
      if (!at) return refused("not-found");
      const { account, desk, from, to } = typed.value;
      const span = { start: at(from), end: at(to) };
      const wanted = { permanence, account, ...(desk !== undefined && { desk }), span };
      return told(await assign(sent.actor, wanted), "personPlanned", sent);
    }),
    retirer: onPlanning(async (sent, { permanence }) =>
      told(await unassign(sent.actor, { assignment: sent.text("assignment"), permanence }), "personUnplanned", sent),
    ),
    relais: onPlanning(async (sent, { permanence }) => {
      const typed = handOverForm.read(sent.fields);
      if (!typed.ok) return typed;
      const at = await momentsOf(permanence);
      if (!at) return refused("not-found");
      return told(await handOver(sent.actor, { ...typed.value, at: at(typed.value.at) }), "handedOver", sent);
    }),
    "chaque-semaine": onPlanning(async (sent, { permanence }) => {
      const { until, everyOther } = addressOf(sent);
      const rhythm = { ...(until !== undefined && { until }), ...(everyOther && { everyOther }) };
      const wanted = { permanence, account: sent.text("account"), rhythm, preview: false } as const;
      return told(await assignWeekly(sent.actor, wanted), "plannedWeekly", sent);
    }),
    "retirer-desormais": onPlanning(async (sent, { permanence }) => {
      const wanted = { permanence, account: sent.text("account"), preview: false } as const;
      return told(await unassignWeekly(sent.actor, wanted), "unplannedWeekly", sent);
    }),
    // Whom it is about and why stands on the page, which asks again.
    annuler: onPlanning((sent, { organisation }) =>
      act({
        run: ({ actor, text }) => undoPlanning(actor, { organisation, entry: text("entry"), preview: false }),
        done: ({ way }) => (way === "redo" ? "planningRedone" : "planningUndone"),
        beside: { "changed-meanwhile": ["form", "state-changed"], "newer-act": ["form", "state-changed"] },
      })(sent),
    ),
  },
);

/** The moment of a minute of the day of a half-day; undefined when there is none of that id. */
async function momentsOf(id: string) {
  const row = isUuid(id)
    ? await db.permanence.findUnique({ where: { id }, select: { localDate: true, timeZone: true } })
    : null;
  return row && ((minute: number) => instantAt(row.localDate.toISOString().slice(0, 10), minute, row.timeZone));
}

/** The fields that refusals are about, of the forms that have fields. */
const BESIDE = {
  "outside-half-day": "from",
  "desk-taken": "desk",
  "no-desk-left": "desk",
  "changed-meanwhile": ["form", "state-changed"],
} as const;

function told(outcome: AssignmentOutcome<unknown>, done: string, { locale }: SentForm): StaffOutcome {
  if (outcome.ok) return { ok: true, done };
  if (outcome.refusal !== "planned-elsewhere" || !("elsewhere" in outcome) || !outcome.elsewhere)
    return { ok: false, refusals: refusedBeside(outcome.refusal, BESIDE) };
  const { place, span, timeZone } = outcome.elsewhere;
  const say = translatorIn(locale, "staff.planning");
  const hours = { from: sayHour(span.start, timeZone, locale), to: sayHour(span.end, timeZone, locale) };
  const said = place === undefined ? say("elsewhereThen", hours) : say("elsewhereAt", { place, ...hours });
  return { ok: false, refusals: { form: { said } } };
}
