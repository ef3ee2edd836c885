import { CONFIRM, effectOf } from "#app/[locale]/coordination/effect-first.ts";
import type { StaffOutcome } from "#app/staff-form.ts";
import type { AbsenceDays, AbsenceEffect } from "#lib/schedule/absence.ts";
import { spanOfDays } from "#lib/schedule/absence.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { db } from "#lib/server/db.ts";
import {
  changeAbsence,
  noteAbsence,
  removeAbsence,
  type AbsenceRefusal,
} from "#lib/server/planning/absences/note-absence.ts";
import type { WhoseAbsence } from "#lib/server/planning/absences/whose-absence.ts";
import { todayOfOperator, zoneOfOperator } from "#lib/server/schedule/zone-of-operator.ts";
import { readAbsenceForm } from "#lib/wire/absence-form.ts";
import type { StaffRefusal, TypedForm } from "#lib/wire/staff-form.ts";

type Fields = Readonly<Record<string, string>>;

/** The name of the form of an absence as it is typed. */
export const ABSENCE = "absence";

/** What a page shows of the form of an absence that was sent to it: what it would do, and for which days. */
export const effectOfAbsenceForm = (actor: StaffActor, typed: TypedForm | undefined, whose: WhoseAbsence) =>
  effectOf<{ readonly effect: AbsenceEffect; readonly days: AbsenceDays }>(typed, [ABSENCE], async (fields) => {
    const read = readAbsenceForm(fields, await todayOfOperator(db, whose.organisation));
    if (!read.ok) return { ok: false, refusals: read.refusals };
    const looked = await settle(actor, whose, read, { preview: true });
    return looked.ok
      ? { ok: true, value: { effect: looked.value, days: read.days } }
      : { ok: false, refusals: refusalsOfAbsence(looked.refusal) };
  });

/** The forms of an absence: `voir` shows what it would do, `enregistrer` notes or changes it, `retirer` takes it back. */
export async function actOnAbsence(
  actor: StaffActor,
  acte: string,
  fields: Fields,
  whose: WhoseAbsence,
): Promise<StaffOutcome> {
  if (acte === "retirer") {
    const { organisation } = whose;
    const gone = await removeAbsence(actor, { organisation, absence: fields["absence"] ?? "", preview: false });
    if (!gone.ok) return { ok: false, refusals: refusalsOfAbsence(gone.refusal) };
    return { ok: true, done: gone.value.cancelled > 0 ? "absenceRemovedCancelled" : "absenceRemoved" };
  }
  const read = readAbsenceForm(fields, await todayOfOperator(db, whose.organisation));
  if (acte === "voir") return { ok: false, refusals: read.ok ? {} : read.refusals };
  if (acte !== CONFIRM) return { ok: false, refusals: { form: "malformed" } };
  if (!read.ok) return { ok: false, refusals: read.refusals };
  const saved = await settle(actor, whose, read, { preview: false, seen: fields["seen"] ?? "" });
  if (!saved.ok) return { ok: false, refusals: refusalsOfAbsence(saved.refusal) };
  return { ok: true, done: read.absence === undefined ? "absenceNoted" : "absenceChanged" };
}

async function settle(
  actor: StaffActor,
  { organisation, account }: WhoseAbsence,
  { absence, days }: { readonly absence?: string; readonly days: AbsenceDays },
  how: { readonly preview: boolean; readonly seen?: string },
) {
  const span = spanOfDays(days, await zoneOfOperator(db, organisation));
  return absence === undefined
    ? noteAbsence(actor, { organisation, account, span, ...how })
    : changeAbsence(actor, { organisation, absence, span, ...how });
}

/** A refusal beside the field that it is about. */
function refusalsOfAbsence(refusal: AbsenceRefusal): Readonly<Record<string, StaffRefusal>> {
  const [field, code] = WORDS[refusal];
  return { [field]: code };
}

const WORDS: Readonly<Record<AbsenceRefusal, readonly [string, StaffRefusal]>> = {
  "not-found": ["form", "not-found"],
  "not-allowed": ["form", "not-allowed"],
  "away-already": ["form", "away-already"],
  "already-over": ["form", "already-over"],
  "begins-in-the-past": ["from", "begins-in-the-past"],
  "ends-in-the-past": ["until", "ends-in-the-past"],
  "ends-before-it-begins": ["until", "ends-before-it-begins"],
  "too-far-ahead": ["until", "too-far-ahead"],
  "changed-meanwhile": ["form", "effect-changed"],
};
