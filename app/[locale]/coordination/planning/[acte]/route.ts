import { handleStaffForm, type StaffOutcome } from "#app/staff-form.ts";
import { localeOf } from "#i18n/routing.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { db } from "#lib/server/db.ts";
import { assign } from "#lib/server/planning/assignments/assign.ts";
import { assignWeekly } from "#lib/server/planning/assignments/assign-weekly.ts";
import { handOver } from "#lib/server/planning/assignments/hand-over.ts";
import type { AssignmentOutcome } from "#lib/server/planning/assignments/staff-half-day.ts";
import { unassign } from "#lib/server/planning/assignments/unassign.ts";
import { undoPlanning } from "#lib/server/planning/assignments/undo-planning.ts";
import { translatorIn } from "#lib/server/translate.ts";
import { sayHour } from "#lib/time/say.ts";
import { instantAt } from "#lib/time/zone.ts";
import { isUuid } from "#lib/uuid.ts";
import { handOverForm, partForm } from "#lib/wire/assignment-form.ts";
import { refusalsOf } from "#lib/wire/staff-form.ts";
import { readWeekAddress, weekAddress } from "#lib/wire/week-address.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

type Fields = Readonly<Record<string, string>>;

/** What the forms of the planning do. Where the page stood, its week, filters and panel, is in the query of their address. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; acte: string }> },
): Promise<Response> {
  const { locale, acte } = await params;
  const query = new URL(request.url).searchParams;
  const address = readWeekAddress((name) => query.get(name) ?? undefined);
  const { weekly: _, undo: __, ...shown } = address;
  // What a refused act would do stays on the page, with the reason.
  const page = weekAddress(["chaque-semaine", "annuler"].includes(acte) ? address : shown);
  return handleStaffForm(request, { locale, page, form: acte }, async (actor, fields) => {
    const slug = address.organisation ?? fields["slug"];
    const held = await organisationOfPage(actor, "plan-half-days", slug, "some-place");
    if (!held) return { ok: false, refusals: { form: "not-allowed" } };
    const of = { organisation: held.chosen.id, permanence: address.permanence ?? fields["permanence"] ?? "" };
    const outcome = await act(actor, of, acte, fields, localeOf(locale));
    return outcome.ok ? { ...outcome, to: weekAddress(shown) } : outcome;
  });
}

type Of = { readonly organisation: string; readonly permanence: string };

async function act(actor: StaffActor, of: Of, acte: string, fields: Fields, locale: string): Promise<StaffOutcome> {
  const { permanence, organisation } = of;
  const [account, assignment] = [fields["account"] ?? "", fields["assignment"] ?? ""];
  switch (acte) {
    case "planifier":
      return told(await assign(actor, { permanence, account }), "personPlanned", locale);
    case "planifier-partie":
      return planPart(actor, permanence, fields, locale);
    case "retirer":
      return told(await unassign(actor, { assignment, permanence }), "personUnplanned", locale);
    case "relais":
      return handTable(actor, permanence, fields, locale);
    case "chaque-semaine":
      return told(await assignWeekly(actor, { permanence, account, preview: false }), "plannedWeekly", locale);
    case "annuler": {
      const undone = await undoPlanning(actor, { organisation, entry: fields["entry"] ?? "", preview: false });
      if (undone.ok) return { ok: true, done: undone.value.way === "redo" ? "planningRedone" : "planningUndone" };
      // Whom it is about and why stands on the page, which asks again.
      const { refusal } = undone;
      const code = refusal === "changed-meanwhile" || refusal === "newer-act" ? "state-changed" : refusal;
      return { ok: false, refusals: { form: code } };
    }
    default:
      return { ok: false, refusals: { form: "malformed" } };
  }
}

async function planPart(actor: StaffActor, permanence: string, fields: Fields, locale: string): Promise<StaffOutcome> {
  const typed = partForm.safeParse(fields);
  if (!typed.success) return { ok: false, refusals: refusalsOf(typed.error) };
  const at = await momentsOf(permanence);
  if (!at) return { ok: false, refusals: { form: "not-found" } };
  const { account, desk, from, to } = typed.data;
  const wanted = { permanence, account, ...(desk !== undefined && { desk }), span: { start: at(from), end: at(to) } };
  return told(await assign(actor, wanted), "personPlanned", locale);
}

async function handTable(actor: StaffActor, permanence: string, fields: Fields, locale: string): Promise<StaffOutcome> {
  const typed = handOverForm.safeParse(fields);
  if (!typed.success) return { ok: false, refusals: refusalsOf(typed.error) };
  const at = await momentsOf(permanence);
  if (!at) return { ok: false, refusals: { form: "not-found" } };
  return told(await handOver(actor, { ...typed.data, at: at(typed.data.at) }), "handedOver", locale);
}

/** The moment of a minute of the day of a half-day; undefined when there is none of that id. */
async function momentsOf(id: string) {
  const row = isUuid(id)
    ? await db.permanence.findUnique({ where: { id }, select: { localDate: true, timeZone: true } })
    : null;
  return row && ((minute: number) => instantAt(row.localDate.toISOString().slice(0, 10), minute, row.timeZone));
}

/** The field that a refusal is about, of the forms that have fields. */
const FIELD_OF: Readonly<Record<string, string>> = {
  "outside-half-day": "from",
  "table-taken": "desk",
  "no-table-left": "desk",
};

function told(outcome: AssignmentOutcome<unknown>, done: string, locale: string): StaffOutcome {
  if (outcome.ok) return { ok: true, done };
  const { refusal } = outcome;
  if (refusal === "changed-meanwhile") return { ok: false, refusals: { form: "state-changed" } };
  if (refusal !== "planned-elsewhere" || !("elsewhere" in outcome) || !outcome.elsewhere)
    return { ok: false, refusals: { [FIELD_OF[refusal] ?? "form"]: refusal } };
  const { place, span, timeZone } = outcome.elsewhere;
  const say = translatorIn(localeOf(locale), "staff.planning");
  const hours = { from: sayHour(span.start, timeZone, locale), to: sayHour(span.end, timeZone, locale) };
  const said = place === undefined ? say("elsewhereThen", hours) : say("elsewhereAt", { place, ...hours });
  return { ok: false, refusals: { form: { said } } };
}
