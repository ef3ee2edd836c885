import { effectOf } from "#app/[locale]/coordination/effect-first.ts";
import type { StaffOutcome } from "#app/staff-form.ts";
import { peopleToTell, type NamedHalfDay } from "#lib/booking/disruption.ts";
import type { OwnDisruption, OwnDisruptionEffect } from "#lib/booking/own-disruption.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { holdAgain } from "#lib/server/planning/disruption/hold-again.ts";
import { settleOwn, type DeclaringRefusal } from "#lib/server/planning/disruption/settle-own.ts";
import { instantAt } from "#lib/time/zone.ts";
import { reason } from "#lib/wire/booking.ts";
import type { StaffRefusal, TypedForm } from "#lib/wire/staff-form.ts";

type Fields = Readonly<Record<string, string>>;

/** The name of the form in which it is said. */
export const DECLARE = "declarer";

/** The name of the form with which a cancelled half-day is held after all, and the last part of its address. */
export const HOLD_AGAIN = "tenir";

/** In an address: the half-day is not held because nobody can come; the page then shows at once what that does. */
export const NOBODY_CAN_COME = { raison: "absence" } as const;

/** Where one says so of a half-day, without language. */
export const notHeldAddress = (permanence: string): string =>
  `/conseiller/permanences/${permanence}/imprevu?${new URLSearchParams(NOBODY_CAN_COME)}`;

/** The form as whoever follows that address would have filled it in; `sentence`: what residents read, never the cause. */
export const nobodyCanCome = (sentence: string): TypedForm => ({
  form: DECLARE,
  fields: { declared: "not-held", reason: sentence },
  refusals: {},
});

type Read =
  | { readonly ok: true; readonly declared: OwnDisruption; readonly sentence: string }
  | { readonly ok: false; readonly refusals: Readonly<Record<string, StaffRefusal>> };

/** Reads the form: `declared`, with `at` as « 11:15 » on the clock of the half-day where it ends early, and `reason` where it is not held. */
function readForm(fields: Fields, { localDate, timeZone }: Pick<NamedHalfDay, "localDate" | "timeZone">): Read {
  if (fields["declared"] === "ends-early") {
    const [, hours, minutes] = /^(\d{1,2}):([0-5]\d)$/u.exec(fields["at"] ?? "") ?? [];
    if (hours === undefined || Number(hours) > 23) return { ok: false, refusals: { at: "missing" } };
    const at = instantAt(localDate, Number(hours) * 60 + Number(minutes), timeZone);
    return { ok: true, declared: { kind: "ends-early", at }, sentence: "" };
  }
  if (fields["declared"] !== "not-held") return { ok: false, refusals: { form: "nothing-chosen" } };
  const typed = (fields["reason"] ?? "").trim();
  const said = reason.safeParse(typed);
  return said.success
    ? { ok: true, declared: { kind: "not-held" }, sentence: said.data }
    : { ok: false, refusals: { reason: typed === "" ? "missing" : "malformed" } };
}

/** Reads the form, for its page to show what it would do. */
export function lookAtOwn(fields: Fields, held: NamedHalfDay): StaffOutcome {
  const read = readForm(fields, held);
  return { ok: false, refusals: read.ok ? {} : read.refusals };
}

/** Does what the form says, and leads back to the page, which says whom to tell. */
export async function saveOwn(actor: StaffActor, fields: Fields, held: NamedHalfDay): Promise<StaffOutcome> {
  const read = readForm(fields, held);
  if (!read.ok) return { ok: false, refusals: read.refusals };
  const { declared, sentence } = read;
  const done = await settleOwn(actor, {
    permanence: held.permanence,
    declared,
    reason: sentence,
    preview: false,
    seen: fields["seen"] ?? "",
  });
  if (!done.ok) return { ok: false, refusals: refusalOf(done.refusal) };
  if (declared.kind === "ends-early") return { ok: true, done: "ownEndsEarly" };
  return { ok: true, done: peopleToTell(done.value.toTell) > 0 ? "ownNotHeld" : "ownNotHeldNobody" };
}

/** Holds a cancelled half-day after all, and leads back to the page, which says whom to call. */
export async function saveHeldAgain(actor: StaffActor, fields: Fields, permanence: string): Promise<StaffOutcome> {
  const done = await holdAgain(actor, { permanence, preview: false, seen: fields["seen"] ?? "" });
  if (done.ok) {
    const { people, offered } = done.value;
    return { ok: true, done: people === 0 ? "heldAgainNobody" : offered > 0 ? "heldAgainToCall" : "heldAgain" };
  }
  return { ok: false, refusals: { form: done.refusal === "changed-meanwhile" ? "effect-changed" : done.refusal } };
}

/** What the page shows of the form that was sent to it. */
export const effectOfOwn = (actor: StaffActor, typed: TypedForm | undefined, held: NamedHalfDay) =>
  effectOf<OwnDisruptionEffect>(typed, [DECLARE], async (fields) => {
    const read = readForm(fields, held);
    if (!read.ok) return { ok: false, refusals: read.refusals };
    const { declared, sentence } = read;
    const looked = await settleOwn(actor, {
      permanence: held.permanence,
      declared,
      reason: sentence,
      preview: true,
    });
    return looked.ok ? looked : { ok: false, refusals: refusalOf(looked.refusal) };
  });

/** A refusal, beside the field that it is about. */
function refusalOf(refusal: DeclaringRefusal): Readonly<Record<string, StaffRefusal>> {
  const [field, code] = WORDS[refusal];
  return { [field]: code };
}

const WORDS: Readonly<Record<DeclaringRefusal, readonly [string, StaffRefusal]>> = {
  "not-found": ["form", "not-found"],
  "not-allowed": ["form", "not-allowed"],
  "permanence-closed": ["form", "half-day-over"],
  "desk-busy": ["form", "table-busy"],
  "state-changed": ["form", "state-changed"],
  "changed-meanwhile": ["form", "effect-changed"],
  "personal-number-refused": ["reason", "personal-number-refused"],
  "not-between": ["at", "outside-half-day"],
  "others-are-there": ["form", "others-are-there"],
};
