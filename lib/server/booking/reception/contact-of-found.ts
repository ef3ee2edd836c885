import { may } from "#lib/access/may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock } from "#lib/server/clock.ts";
import { db, transaction } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { sendAgain } from "#lib/server/message/send-again.ts";
import type { ContactWayChoice } from "#lib/wire/booking/contact-way.ts";
import { changeContactWayOf } from "#lib/server/booking/own-contact-way.ts";
import { openedFound, sealFound, sentAgainOf } from "./open-found.ts";

/** Where an appointment is, for its right and the journal; undefined for none, and where this person may find none. */
async function placeOfFound(actor: StaffActor, id: string | undefined) {
  const row =
    id === undefined
      ? null
      : await db.appointment.findUnique({
          where: { id, state: { not: "held" } },
          select: { placeId: true, permanenceId: true, permanence: { select: { organisationId: true } } },
        });
  if (!row) return undefined;
  const at = { place: row.placeId, organisation: row.permanence.organisationId };
  return may(actor, { act: "find-appointment", ...at }) ? { ...at, permanence: row.permanenceId } : undefined;
}

/**
 * Shows the whole contact of an appointment that was opened; the journal notes that it was shown. Refused:
 * `found-gone`.
 */
export async function showContact(actor: StaffActor, ref: string | undefined): Promise<Result<string, "found-gone">> {
  const appointment = openedFound(actor, ref)?.appointment;
  const at = await placeOfFound(actor, appointment);
  if (!at || appointment === undefined) return refuse("found-gone");
  await transaction((tx) => appendJournal(tx, actor, { act: "contact-shown", ...at, data: {} }, clock.now()), actor);
  return accept(sealFound(actor, { appointment, contact: true }));
}

/**
 * Whoever is at the desk says how they want to be told, as on the page of their link (`changeOwnContactWay`). Refused
 * `found-gone`, also where no contact is kept.
 */
export async function changeWayOfFound(
  actor: StaffActor,
  ref: string | undefined,
  choice: ContactWayChoice,
): Promise<Result<void, "found-gone">> {
  const appointment = openedFound(actor, ref)?.appointment;
  const at = await placeOfFound(actor, appointment);
  if (!at || appointment === undefined) return refuse("found-gone");
  const changed = await changeContactWayOf(appointment, choice);
  return changed.ok ? changed : refuse("found-gone");
}

/**
 * Has the link of an appointment sent again to the contact that was given when booking (docs/messages.md#sent-again),
 * whether it was opened or only found. Refused: `found-gone`; `nothing-sent` where there is no contact, nothing to
 * come, or it was sent often today.
 */
export async function sendFoundAgain(
  actor: StaffActor,
  ref: string | undefined,
): Promise<Result<void, "found-gone" | "nothing-sent">> {
  const appointment = sentAgainOf(actor, ref);
  const at = await placeOfFound(actor, appointment);
  if (!at || appointment === undefined) return refuse("found-gone");
  return transaction(async (tx) => {
    const now = clock.now();
    const sent = await sendAgain(tx, [appointment], now);
    if (sent.length === 0) return refuse("nothing-sent");
    await appendJournal(tx, actor, { act: "appointment-sent-again", ...at, data: {} }, now);
    return accept(undefined);
  }, actor);
}
