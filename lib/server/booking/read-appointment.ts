import { may } from "#lib/access/may.ts";
import type { AppointmentState } from "#lib/booking/appointment.ts";
import {
  closedBefore,
  helpNotGiven,
  latenessOf,
  shownState,
  type AppointmentFacts,
} from "#lib/booking/appointment-state.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { shownOffer } from "#lib/booking/offer.ts";
import type { ResidentAppointment, ResidentOffer } from "#lib/booking/resident-appointment.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { clock, spanOf } from "#lib/server/clock.ts";
import { db, type Tx } from "#lib/server/db.ts";
import { claimedId, opens, secretOf } from "#lib/server/secrets.ts";
import { offerColumns, offerOfRow, type OfferRow } from "./offers/offer-row.ts";
import { permanenceEndColumns, permanenceEndOf } from "#lib/server/schedule/permanence-rows.ts";

/**
 * The appointment behind a secret, also when it is cancelled or over; undefined for any other text, and for a held
 * hour.
 */
export async function readAppointment(secret: string): Promise<ResidentAppointment | undefined> {
  const id = claimedId(secret);
  if (id === undefined) return undefined;
  const row = await db.appointment.findUnique({ where: { id, state: { not: "held" } }, select: columns });
  if (!row || !opens(secret, "appointment", id, row.generation)) return undefined;
  if (!may({ kind: "resident", appointment: id }, { act: "read-appointment", appointment: id })) return undefined;
  return residentAppointmentOf(row, clock.now());
}

/** The appointment of an id, for the use case that has just written it; throws when there is none. */
export const residentAppointmentById = async (tx: Tx, id: string, now: Instant): Promise<ResidentAppointment> =>
  residentAppointmentOf(await tx.appointment.findUniqueOrThrow({ where: { id }, select: columns }), now);

/** No name and no contact: others may see the page over a shoulder. */
const columns = {
  id: true,
  code: true,
  generation: true,
  state: true,
  startsAt: true,
  endsAt: true,
  topicKeys: true,
  expectedAt: true,
  passedBy: true,
  createdAt: true,
  bookedAt: true,
  movedFrom: true,
  cancelledAt: true,
  toFetch: true,
  byHelper: true,
  permanenceId: true,
  visits: { select: { id: true, state: true, number: true, generation: true, toFetch: true } },
  permanence: {
    select: {
      timeZone: true,
      ...permanenceEndColumns,
      outcome: true,
      organisation: { select: { id: true, phone: true } },
    },
  },
  place: { select: { slug: true, name: true, address: true, postalCode: true, city: true, phone: true } },
  offers: {
    select: {
      ...offerColumns,
      createdAt: true,
      answeredAt: true,
      permanence: {
        select: { timeZone: true, place: { select: { name: true, address: true, postalCode: true, city: true } } },
      },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  },
} as const satisfies Prisma.AppointmentSelect;

type AppointmentRow = {
  readonly id: string;
  readonly code: string | null;
  readonly generation: number;
  readonly state: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly topicKeys: string[];
  readonly expectedAt: Date | null;
  readonly passedBy: string[];
  readonly createdAt: Date;
  readonly bookedAt: Date;
  readonly movedFrom: Date | null;
  readonly cancelledAt: Date | null;
  readonly toFetch: boolean;
  readonly byHelper: boolean;
  readonly permanenceId: string;
  readonly visits: readonly {
    readonly id: string;
    readonly state: string;
    readonly number: number;
    readonly generation: number;
    readonly toFetch: boolean;
  }[];
  readonly permanence: {
    readonly timeZone: string;
    readonly endsAt: Date;
    readonly closedAt: Date | null;
    readonly outcome: string | null;
    readonly organisation: { readonly id: string; readonly phone: string | null };
  };
  readonly place: ResidentAppointment["place"] & { readonly phone: string | null };
  readonly offers: readonly (OfferRow & {
    readonly createdAt: Date;
    readonly answeredAt: Date | null;
    readonly permanence: { readonly timeZone: string; readonly place: ResidentOffer["place"] };
  })[];
};

function residentAppointmentOf(row: AppointmentRow, now: Instant): ResidentAppointment {
  const { phone: placePhone, ...place } = row.place;
  const phone = placePhone ?? row.permanence.organisation.phone;
  const known = row.byHelper ? knownToHelper(row) : factsOfAppointment(row);
  const late = latenessOf(known, now);
  const [visit] = row.byHelper ? [] : row.visits;
  const { closedAt, outcome } = row.permanence;
  const recorded = closedAt !== null && outcome !== "not-recorded";
  const help = row.byHelper ? undefined : helpNotGiven(known, recorded, now);
  const offer = residentOfferOf(row, now);
  const accepted = row.offers.find(({ answer }) => answer === "yes")?.answeredAt;
  return {
    id: row.id,
    secret: secretOf("appointment", row.id, row.generation),
    state: shownState(known, now),
    span: spanOf(row),
    timeZone: row.permanence.timeZone,
    topics: row.topicKeys,
    createdAt: momentOf(row.createdAt),
    bookedAt: momentOf(row.bookedAt),
    permanence: row.permanenceId,
    organisation: row.permanence.organisation.id,
    place,
    ...(row.movedFrom && { movedFrom: momentOf(row.movedFrom) }),
    ...(row.cancelledAt && { cancelledAt: momentOf(row.cancelledAt) }),
    ...((visit ?? row).toFetch && { toFetch: true }),
    ...(late !== undefined && { late }),
    ...(closedBefore(known, now) && { closedBefore: true }),
    ...(help !== undefined && { help }),
    ...(visit && { visit: { number: visit.number, secret: secretOf("visit", visit.id, visit.generation) } }),
    ...(row.code !== null && { code: row.code }),
    ...(phone !== null && { phone }),
    ...(offer && { offer }),
    ...(accepted && { acceptedAt: momentOf(accepted) }),
  };
}

/** The last offer, as long as there is something to say of it. */
function residentOfferOf(
  { offers: [last], state, bookedAt, visits }: AppointmentRow,
  now: Instant,
): ResidentOffer | undefined {
  if (!last) return undefined;
  const offer = offerOfRow(last);
  const shown = shownOffer(
    { ...offer, madeAt: momentOf(last.createdAt) },
    { state: state as AppointmentState, bookedAt: momentOf(bookedAt), arrived: visits.length > 0 },
    now,
  );
  const { timeZone, place } = last.permanence;
  const { id, permanence, span, until } = offer;
  return shown && { id, state: shown, permanence, span, timeZone, until, place };
}

/**
 * What whoever booked for somebody else may know: the hour and whether it is cancelled, not whether the person has
 * come, nor what became of it.
 */
const knownToHelper = (row: AppointmentRow): AppointmentFacts => ({
  state: row.state as AppointmentState,
  span: spanOf(row),
  permanenceEnd: permanenceEndOf(row.permanence),
  passedBy: [],
});

/** CHECKs of the database keep the states to these values. */
const factsOfAppointment = (row: AppointmentRow): AppointmentFacts => ({
  state: row.state as AppointmentState,
  span: spanOf(row),
  permanenceEnd: permanenceEndOf(row.permanence),
  passedBy: row.passedBy,
  ...(row.visits[0] && { visit: row.visits[0].state as NonNullable<AppointmentFacts["visit"]> }),
  ...(row.expectedAt && { expectedAt: momentOf(row.expectedAt) }),
});

const momentOf = (date: Date): Instant => instant(date.getTime());
