import { CONFIRM, effectOf } from "#app/[locale]/coordination/form-preview.ts";
import { changing, refused, type Act, type SentForm, type StaffOutcome } from "#app/staff-form.ts";
import type { AbsenceDays, AbsenceEffect } from "#lib/schedule/absence.ts";
import { spanOfDays } from "#lib/schedule/absence.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { db } from "#lib/server/db.ts";
import { changeAbsence, noteAbsence, removeAbsence } from "#lib/server/planning/absences/note-absence.ts";
import { readAbsences } from "#lib/server/planning/absences/read-absences.ts";
import type { WhoseAbsence } from "#lib/server/planning/absences/whose-absence.ts";
import { todayOfOrganisation, zoneOfOrganisation } from "#lib/server/schedule/zone-of-organisation.ts";
import { fieldsOfAbsence, readAbsenceForm } from "#lib/wire/planning/absence-form.ts";
import { refusedBeside, type FieldsOfRefusals, type TypedForm } from "#lib/wire/staff-form.ts";

/** The name of the form of an absence as it is typed. */
const ABSENCE = "absence";

/** What a page shows of the form of an absence that was sent to it: what it would do, and for which days. */
export const effectOfAbsenceForm = (actor: StaffActor, typed: TypedForm | undefined, whose: WhoseAbsence) =>
  effectOf<{ readonly effect: AbsenceEffect; readonly days: AbsenceDays }>(typed, [ABSENCE], async (fields) => {
    const read = readAbsenceForm(fields, await todayOfOrganisation(db, whose.organisation));
    if (!read.ok) return read;
    const looked = await settle(actor, whose, read, { preview: true });
    return looked.ok
      ? { ok: true, value: { effect: looked.value, days: read.days } }
      : { ok: false, refusals: refusedBeside(looked.refusal, beside) };
  });

/** Which form of its page an act of an absence is. */
export const formOfAbsence = (acte: string): string => (acte === "voir" ? ABSENCE : acte);

/**
 * The forms of an absence that `whose` finds: `voir` shows what it would do, `enregistrer` notes or changes it,
 * `retirer` takes it back.
 */
export function absenceActs(
  whose: (sent: SentForm) => Promise<WhoseAbsence | undefined>,
): Readonly<Record<string, Act>> {
  const on =
    (actOn: (sent: SentForm, of: WhoseAbsence) => Promise<StaffOutcome>): Act =>
    async (sent) => {
      const of = await whose(sent);
      return of ? actOn(sent, of) : refused("not-allowed");
    };
  const onChange: typeof on = (actOn) =>
    changing(async (sent) => {
      const id = sent.fields["absence"] ?? "";
      const of = id === "" ? undefined : await whose(sent);
      const read = of && (await readAbsences(sent.actor, of));
      const changed = read?.ok ? read.value.absences.find((one) => one.own && one.id === id) : undefined;
      return read?.ok && changed ? fieldsOfAbsence(changed.span, read.value) : undefined;
    }, on(actOn));
  return {
    voir: onChange(async ({ fields }, { organisation }) => {
      const read = readAbsenceForm(fields, await todayOfOrganisation(db, organisation));
      return { ok: false, refusals: read.ok ? {} : read.refusals };
    }),
    [CONFIRM]: onChange(async ({ actor, fields, text }, of) => {
      const read = readAbsenceForm(fields, await todayOfOrganisation(db, of.organisation));
      if (!read.ok) return read;
      const saved = await settle(actor, of, read, { preview: false, seen: text("seen") });
      if (!saved.ok) return { ok: false, refusals: refusedBeside(saved.refusal, beside) };
      return { ok: true, done: read.absence === undefined ? "absenceNoted" : "absenceChanged" };
    }),
    retirer: on(async ({ actor, text }, { organisation }) => {
      const gone = await removeAbsence(actor, { organisation, absence: text("absence"), preview: false });
      if (!gone.ok) return { ok: false, refusals: refusedBeside(gone.refusal, beside) };
      return { ok: true, done: gone.value.cancelled > 0 ? "absenceRemovedCancelled" : "absenceRemoved" };
    }),
  };
}

async function settle(
  actor: StaffActor,
  { organisation, account }: WhoseAbsence,
  { absence, days }: { readonly absence?: string; readonly days: AbsenceDays },
  how: { readonly preview: boolean; readonly seen?: string },
) {
  const span = spanOfDays(days, await zoneOfOrganisation(db, organisation));
  return absence === undefined
    ? noteAbsence(actor, { organisation, account, span, ...how })
    : changeAbsence(actor, { organisation, absence, span, ...how });
}

const beside = {
  "begins-in-the-past": "from",
  "ends-in-the-past": "until",
  "ends-before-it-begins": "until",
  "too-far-ahead": "until",
  "changed-meanwhile": ["form", "effect-changed"],
} as const satisfies FieldsOfRefusals;
