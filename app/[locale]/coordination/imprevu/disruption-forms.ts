import { holdsPersonalNumber } from "#lib/access/personal-number.ts";
import { effectOf } from "#app/[locale]/coordination/form-preview.ts";
import type { SentForm, StaffOutcome } from "#app/staff-form.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import {
  settleDisruption,
  type Disruption,
  type DisruptionEffect,
} from "#lib/server/planning/disruption/settle-disruption.ts";
import { zoneOfOrganisation } from "#lib/server/schedule/zone-of-organisation.ts";
import { spanOfDays } from "#lib/schedule/absence.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { readAnnounced, readDecided } from "#lib/wire/planning/disruption-form.ts";
import { refusedBeside, type StaffRefusal, type TypedForm } from "#lib/wire/staff-form.ts";

type Fields = Readonly<Record<string, string>>;

/** The name of the form in which it is said what is done about each half-day. */
export const SETTLE = "regler";

const BESIDE = { "too-many": ["form", "malformed"] } as const;

/** Characters of the sentence that residents read. */
const MOST = 90;
/** Minutes of a day. */
const DAY = 24 * 60;

/** Reads the form, for its page to show what it would do. */
export function lookAtDisruption({ fields }: SentForm): StaffOutcome {
  return { ok: false, refusals: refusalsOf(fields) };
}

function refusalsOf(fields: Fields): Readonly<Record<string, StaffRefusal>> {
  const sentence = (fields["reason"] ?? "").trim();
  if (readDecided(fields).length === 0) return { form: "nothing-chosen" };
  if (sentence === "") return { reason: "missing" };
  if (sentence.length > MOST) return { reason: "malformed" };
  return holdsPersonalNumber(sentence) ? { reason: "personal-number-refused" } : {};
}

/** What is asked of the use case. */
async function disruptionOf(fields: Fields, organisation: string, preview: boolean): Promise<Disruption> {
  const { day: asked, away, shut, until } = readAnnounced(fields);
  const timeZone = await zoneOfOrganisation(db, organisation);
  const day = asked ?? localDateOf(clock.now(), timeZone);
  const sentence = (fields["reason"] ?? "").trim();
  return {
    organisation,
    away: [...away].map(([account, part]) => ({
      account,
      span: spanOfDays({ from: day, until: day, part }, timeZone),
    })),
    closures: [...shut].map((place) => ({
      place,
      from: day,
      fromMinute: 0,
      untilMinute: DAY,
      sentence,
      ...(until.end === "day" ? { until: day } : { decideOn: until.decideOn }),
    })),
    decided: readDecided(fields).map((one) => ({ ...one, reason: sentence })),
    preview,
  };
}

/** Settles what the form says, and leads to whom is to be told. */
export async function saveDisruption(
  { actor, fields, text }: SentForm,
  { organisation }: { readonly organisation: string },
): Promise<StaffOutcome> {
  const refusals = refusalsOf(fields);
  if (Object.keys(refusals).length > 0) return { ok: false, refusals };
  const done = await settleDisruption(actor, await disruptionOf(fields, organisation, false));
  if (!done.ok) return { ok: false, refusals: refusedBeside(done.refusal, BESIDE) };
  const { settled, refused, closures, absencesRefused, closuresRefused, planned } = done.value;
  const cancelled = closures.flatMap(({ halfDays }) => halfDays.filter(({ outcome }) => outcome === "is-cancelled"));
  const to = new URLSearchParams({
    organisation: text("slug"),
    ...(fields["jour"] !== undefined && { jour: fields["jour"] }),
    p: [...settled, ...cancelled].map(({ permanence }) => permanence).join(","),
    ...(planned.length > 0 && {
      equipe: planned.map(({ permanence, account }) => `${permanence}:${account}`).join(","),
    }),
    ...(refused.length > 0 && {
      refus: refused.map(({ permanence, refusal }) => `${permanence}:${refusal}`).join(","),
    }),
  });
  const isInPart = refused.length + absencesRefused.length + closuresRefused.length > 0;
  return {
    ok: true,
    done: isInPart ? "disruptionInPart" : "disruptionSettled",
    to: `/coordination/imprevu/prevenir?${to.toString()}`,
  };
}

/** What the page shows of the form that was sent to it. */
export const effectOfDisruption = (actor: StaffActor, typed: TypedForm | undefined, organisation: string) =>
  effectOf<DisruptionEffect>(typed, [SETTLE], async (fields) => {
    const refusals = refusalsOf(fields);
    if (Object.keys(refusals).length > 0) return { ok: false, refusals };
    const looked = await settleDisruption(actor, await disruptionOf(fields, organisation, true));
    return looked.ok ? looked : { ok: false, refusals: refusedBeside(looked.refusal, BESIDE) };
  });
