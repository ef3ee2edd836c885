import { z } from "zod";
import { may } from "#lib/access/may.ts";
import { readOwnContactWay } from "#lib/server/booking/own-contact-way.ts";
import type { FoundAppointment, MaskedAppointment } from "#lib/booking/found-appointment.ts";
import { phoneEnding } from "#lib/place/phone-number.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { whereContactOf, CONTACT_OF } from "#lib/server/schedule/who-is-to-be-told.ts";
import { seal, unseal } from "#lib/server/sealed.ts";
import { readNumberGiven, sealNumber } from "./number-given.ts";
import { residentAppointmentById } from "#lib/server/booking/read-appointment.ts";

const PURPOSE = "reception-found";
/** Minutes: as long as a conversation, short enough that a copied address soon opens nothing. */
const OPEN_FOR = 20;

const schema = z.object({ user: z.string(), appointment: z.uuid(), contact: z.boolean() });

/**
 * An appointment that was opened by its code, or was just booked. `contact`: its telephone and e-mail address may be
 * read.
 */
type OpenedFound = { readonly appointment: string; readonly contact: boolean };

/** The appointment sealed as text for an address, for whoever opened it, for twenty minutes. */
export const sealFound = (actor: StaffActor, { appointment, contact }: OpenedFound): string =>
  seal(PURPOSE, { user: actor.user, appointment, contact }, plusMinutes(clock.now(), OPEN_FOR));

/** What such a text stands for; undefined for any other text, one of somebody else, and after twenty minutes. */
export function openedFound(actor: StaffActor, sealed: string | undefined): OpenedFound | undefined {
  const read = sealed === undefined ? undefined : schema.safeParse(unseal(PURPOSE, sealed, clock.now())).data;
  return read?.user === actor.user ? read : undefined;
}

const maskedSchema = z.object({ user: z.string(), appointments: z.array(z.uuid()) });
const MASKED = "reception-masked";

/**
 * Appointments that whoever looked for them may have sent again, and no more: sealed as text for an address, for twenty
 * minutes.
 */
export const sealMasked = (actor: StaffActor, appointments: readonly string[]): string =>
  seal(MASKED, { user: actor.user, appointments }, plusMinutes(clock.now(), OPEN_FOR));

/** The ids in such a text; empty for any other. */
function openedMasked(actor: StaffActor, sealed: string | undefined): readonly string[] {
  const read = sealed === undefined ? undefined : maskedSchema.safeParse(unseal(MASKED, sealed, clock.now())).data;
  return read?.user === actor.user ? read.appointments : [];
}

/** What may be seen of appointments that were not opened: to which contact they would be sent again. One query. */
export async function readMasked(actor: StaffActor, sealed: string | undefined): Promise<readonly MaskedAppointment[]> {
  const ids = openedMasked(actor, sealed);
  if (ids.length === 0) return [];
  const rows = await db.$queryRaw<
    { readonly id: string; readonly phone: string | null; readonly email: string | null }[]
  >`SELECT a.id::text AS id, c.phone, c.email FROM appointment a JOIN ${CONTACT_OF} WHERE a.id = ANY (${[...ids]}::uuid[])`;
  return ids.map((id) => {
    const { phone, email } = rows.find((row) => row.id === id) ?? { phone: null, email: null };
    return {
      ref: sealMasked(actor, [id]),
      ...(phone !== null && { ending: phoneEnding(phone) }),
      email: email !== null,
    };
  });
}

/** The one appointment that such a text or an opened one stands for, to have it sent again. */
export function sentAgainOf(actor: StaffActor, sealed: string | undefined): string | undefined {
  const [masked, ...others] = openedMasked(actor, sealed);
  return others.length > 0 ? undefined : (masked ?? openedFound(actor, sealed)?.appointment);
}

/**
 * The appointment that was opened; undefined for any other text, and where this person may no more find it. Eight
 * queries at most.
 */
export async function readFound(actor: StaffActor, sealed: string | undefined): Promise<FoundAppointment | undefined> {
  const found = openedFound(actor, sealed);
  if (!found || sealed === undefined) return undefined;
  const row = await db.appointment.findUnique({
    where: { id: found.appointment, state: { not: "held" } },
    select: {
      placeId: true,
      language: true,
      endsAt: true,
      permanence: { select: { organisationId: true } },
      visits: { select: { id: true, state: true, priority: true, toFetch: true } },
    },
  });
  const at = row && { place: row.placeId, organisation: row.permanence.organisationId };
  if (!at || !may(actor, { act: "find-appointment", ...at })) return undefined;
  const [held, way, contact] = await Promise.all([
    residentAppointmentById(db, found.appointment, clock.now()),
    readOwnContactWay(found.appointment),
    db.appointmentContact.findFirst({
      where: whereContactOf(found.appointment, row.endsAt),
      select: { name: true, phone: true, email: true },
    }),
  ]);
  const { name, phone, email } = contact ?? { name: null, phone: null, email: null };
  const [visit] = row.visits;
  return {
    ref: sealed,
    held,
    ...(name !== null && { name }),
    ...(phone !== null && { phone: { ending: phoneEnding(phone), ...(found.contact && { whole: phone }) } }),
    ...(email !== null && { email: found.contact ? { whole: email } : {} }),
    ...(row.language !== null && { language: row.language }),
    ...(way && { way }),
    ...(visit && { line: await inLine(actor, visit) }),
  };
}

async function inLine(
  actor: StaffActor,
  {
    id,
    ...line
  }: { readonly id: string; readonly state: string; readonly priority: boolean; readonly toFetch: boolean },
): Promise<NonNullable<FoundAppointment["line"]>> {
  const given = await readNumberGiven(actor, sealNumber(actor, id));
  return { ...line, ...(given && { given }) };
}
