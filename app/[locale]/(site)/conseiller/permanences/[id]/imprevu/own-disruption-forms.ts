import { effectOf } from "#app/[locale]/coordination/form-preview.ts";
import { act, type SentForm, type StaffOutcome } from "#app/staff-form.ts";
import { peopleToTell, type NamedHalfDay } from "#lib/booking/disruption.ts";
import type { OwnDisruption, OwnDisruptionEffect } from "#lib/booking/own-disruption.ts";
import { accept } from "#lib/result.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { holdAgain } from "#lib/server/planning/disruption/hold-again.ts";
import { settleOwn } from "#lib/server/planning/disruption/settle-own.ts";
import { instantAt } from "#lib/time/zone.ts";
import { reasonForm } from "#lib/wire/planning/disruption-form.ts";
import { refusedBeside, type ReadForm, type TypedForm } from "#lib/wire/staff-form.ts";

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

/**
 * The form as whoever follows that address would have filled it in; `sentence`: what residents read, never the cause.
 */
export const nobodyCanCome = (sentence: string): TypedForm => ({
  form: DECLARE,
  fields: { declared: "not-held", reason: sentence },
  refusals: {},
});

/**
 * Reads the form: `declared`, with `at` as « 11:15 » on the clock of the half-day where it ends early, and `reason`
 * where it is not held.
 */
function readForm(
  fields: Fields,
  { localDate, timeZone }: Pick<NamedHalfDay, "localDate" | "timeZone">,
): ReadForm<{ readonly declared: OwnDisruption; readonly reason: string }> {
  if (fields["declared"] === "ends-early") {
    const [, hours, minutes] = /^(\d{1,2}):([0-5]\d)$/u.exec(fields["at"] ?? "") ?? [];
    if (hours === undefined || Number(hours) > 23) return { ok: false, refusals: { at: "missing" } };
    const at = instantAt(localDate, Number(hours) * 60 + Number(minutes), timeZone);
    return accept({ declared: { kind: "ends-early", at }, reason: "" });
  }
  if (fields["declared"] !== "not-held") return { ok: false, refusals: { form: "nothing-chosen" } };
  const said = reasonForm.read(fields);
  return said.ok ? accept({ declared: { kind: "not-held" }, ...said.value }) : said;
}

/** Reads the form, for its page to show what it would do. */
export function lookAtOwn({ fields }: SentForm, held: NamedHalfDay): StaffOutcome {
  const read = readForm(fields, held);
  return { ok: false, refusals: read.ok ? {} : read.refusals };
}

/** Does what the form says, and leads back to the page, which says whom to tell. */
export async function saveOwn({ actor, fields, text }: SentForm, held: NamedHalfDay): Promise<StaffOutcome> {
  const read = readForm(fields, held);
  if (!read.ok) return read;
  const { permanence } = held;
  const done = await settleOwn(actor, { permanence, ...read.value, preview: false, seen: text("seen") });
  if (!done.ok) return { ok: false, refusals: refusedBeside(done.refusal, reasonForm.beside) };
  if (read.value.declared.kind === "ends-early") return { ok: true, done: "ownEndsEarly" };
  return { ok: true, done: peopleToTell(done.value.toTell) > 0 ? "ownNotHeld" : "ownNotHeldNobody" };
}

/** Holds a cancelled half-day after all, and leads back to the page, which says whom to call. */
export const holdsAgain = act({
  run: ({ actor, part, text }) => holdAgain(actor, { permanence: part("id"), preview: false, seen: text("seen") }),
  done: ({ people, offered }) => (people === 0 ? "heldAgainNobody" : offered > 0 ? "heldAgainToCall" : "heldAgain"),
  beside: { "changed-meanwhile": ["form", "effect-changed"] },
});

/** What the page shows of the form that was sent to it. */
export const effectOfOwnDisruption = (actor: StaffActor, typed: TypedForm | undefined, held: NamedHalfDay) =>
  effectOf<OwnDisruptionEffect>(typed, [DECLARE], async (fields) => {
    const read = readForm(fields, held);
    if (!read.ok) return read;
    const looked = await settleOwn(actor, { permanence: held.permanence, ...read.value, preview: true });
    return looked.ok ? looked : { ok: false, refusals: refusedBeside(looked.refusal, reasonForm.beside) };
  });
