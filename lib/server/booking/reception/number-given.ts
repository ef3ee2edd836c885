import { z } from "zod";
import { may } from "#lib/access/may.ts";
import type { NumberGiven } from "#lib/booking/number-given.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { forgetPhoneOf, leavePhoneOf, readSmsOfNumber } from "#lib/server/queue/phone-of-number.ts";
import { takeNumber } from "#lib/server/queue/take-number.ts";
import { numberTaken } from "#lib/server/queue/visit-secret.ts";
import { seal, unseal } from "#lib/server/sealed.ts";

const PURPOSE = "reception-number";
/** Minutes: as long as an appointment that is opened there. */
const OPEN_FOR = 20;

const schema = z.object({ user: z.string(), visit: z.uuid() });

/** A number sealed as text for an address, for whoever gave it, for twenty minutes. */
export const sealNumber = (actor: StaffActor, visit: string): string =>
  seal(PURPOSE, { user: actor.user, visit }, plusMinutes(clock.now(), OPEN_FOR));

/**
 * Gives the next number of a half-day to whoever stands at the desk; what opens it there. The same key gives the same
 * number.
 */
export async function giveNumber(
  actor: StaffActor,
  permanence: string,
  key: string,
): Promise<Result<string, "not-allowed" | "not-now">> {
  const taken = await takeNumber(actor, { permanence }, key);
  if (taken.ok) return accept(sealNumber(actor, taken.value.visit));
  return refuse(taken.refusal === "not-allowed" || taken.refusal === "not-found" ? "not-allowed" : "not-now");
}

/**
 * The number that such a text opens; undefined for any other, for one of somebody else, and where this person may
 * receive nobody any more.
 */
export async function readNumberGiven(actor: StaffActor, sealed: string | undefined): Promise<NumberGiven | undefined> {
  const visit = await openedNumber(actor, sealed);
  if (!visit || sealed === undefined) return undefined;
  const [{ number, secret }, sms] = await Promise.all([numberTaken(db, visit.id), readSmsOfNumber(visit.id)]);
  const { place, language } = visit;
  return { ref: sealed, number, secret, place, ...(language !== null && { language }), ...(sms && { sms }) };
}

/** Why no telephone was noted. `found-gone`: the number is not open any more. */
export type NotePhoneRefusal = "found-gone" | "personal-number-refused" | "no-such-phone" | "no-mobile" | "not-now";

/**
 * Notes the mobile at which whoever has the number wants SMS, which they say at the desk, and in which language;
 * without a mobile, it is forgotten and no more is sent.
 */
export async function notePhone(
  actor: StaffActor,
  sealed: string | undefined,
  written: string | undefined,
  language: string,
): Promise<Result<void, NotePhoneRefusal>> {
  const visit = await openedNumber(actor, sealed);
  if (!visit) return refuse("found-gone");
  const asked = { id: visit.id, permanenceId: visit.permanence, actor };
  if (written === undefined) return accept(await forgetPhoneOf(asked));
  const left = await leavePhoneOf(asked, written, language);
  return left.ok ? left : refuse(SAID[left.refusal]);
}

const SAID = {
  "not-found": "found-gone",
  "no-sms": "not-now",
  "personal-number-refused": "personal-number-refused",
  malformed: "no-such-phone",
  "no-mobile": "no-mobile",
  "state-changed": "not-now",
} as const;

async function openedNumber(actor: StaffActor, sealed: string | undefined) {
  const read = sealed === undefined ? undefined : schema.safeParse(unseal(PURPOSE, sealed, clock.now())).data;
  if (read?.user !== actor.user) return undefined;
  const row = await db.visit.findUnique({
    where: { id: read.visit },
    select: {
      language: true,
      permanence: { select: { id: true, placeId: true, organisationId: true, place: { select: { name: true } } } },
    },
  });
  if (!row) return undefined;
  const { id: permanence, placeId: place, organisationId: organisation } = row.permanence;
  return may(actor, { act: "find-appointment", place, organisation })
    ? { id: read.visit, permanence, place: row.permanence.place.name, language: row.language }
    : undefined;
}
