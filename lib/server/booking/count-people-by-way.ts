import type { PeopleByWay } from "#lib/booking/disruption.ts";
import { peopleByWay } from "#lib/booking/person-to-tell.ts";
import { channelOf } from "#lib/message/channel.ts";
import { waitsForMorning } from "#lib/message/sending-times.ts";
import { isSame, type AppointmentNews, type AppointmentTruth } from "#lib/message/what-to-tell.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { channelsSetUp } from "#lib/server/message/channels-set-up.ts";
import { contactWay, CONTACT_WAY, type ContactWayColumns } from "#lib/server/message/contact-way.ts";
import { CONTACT_OF, IS_TO_BE_TOLD, newsOf, NOBODY_CAME } from "#lib/server/schedule/who-is-to-be-told.ts";

/**
 * Whom an act would leave to be told. `permanences`: the half-days that it concerns; `notHeld`: those of them that are
 * not held then; `cancelled`, `offered`: appointments that it cancels besides, and those to whom it offers another
 * hour; `freed`: held hours that end with it, besides those of half-days that are not held: their offers are no news
 * any more; `waiting`: how many have a number where they are told on site.
 */
export type ActOnAppointments = {
  readonly permanences: readonly string[];
  readonly notHeld: readonly string[];
  readonly cancelled: readonly string[];
  readonly offered: readonly string[];
  readonly freed: readonly string[];
  readonly waiting: number;
};

/** Half-days that are not held, for this reason alone. */
export const notHeld = (permanences: readonly string[], waiting: number): ActOnAppointments => ({
  permanences,
  notHeld: permanences,
  cancelled: [],
  offered: [],
  freed: [],
  waiting,
});

/**
 * By which way people would be told once an act is written, before or after it is written (in its transaction, before
 * `tellChanged`): whoever learns something by it, by a message where one can be sent to them
 * (docs/messages.md#channels), and everybody else whom the lists of its half-days have already
 * (docs/booking.md#who-is-to-be-told), by the team. Among them are those of other half-days whose hour that was offered
 * ends with the act. One statement.
 */
export async function countPeopleByWay(
  tx: Pick<Tx, "$queryRaw">,
  { permanences, notHeld: gone, cancelled, offered, freed, waiting }: ActOnAppointments,
  now: Instant,
): Promise<PeopleByWay> {
  const rows = await tx.$queryRaw<readonly AppointmentRow[]>`
    SELECT a.starts_at AS hour, p.time_zone AS zone, a.place_id::text AS place, a.state = 'booked' AND p.closed_at IS NULL AS stands, ${toDate(now)} >= a.ends_at AS past, n.news, ${IS_TO_BE_TOLD} AS "toTell",
      a.id = ANY (${[...cancelled]}::uuid[]) OR (
        a.permanence_id = ANY (${[...gone]}::uuid[]) AND a.state = 'booked' AND ${toDate(now)} < greatest(a.ends_at, a.expected_at)) AS loses,
      a.id = ANY (${[...offered]}::uuid[]) AS asked,
      EXISTS (SELECT FROM to_tell c WHERE c.appointment_id = a.id AND c.change = pg_current_xact_id_if_assigned()) AS written,
      o.id::text AS offer, coalesce(h.id = ANY (${[...freed]}::uuid[]) OR h.permanence_id = ANY (${[...gone]}::uuid[]), false) AS freed,
      t.known, t.hour AS "toldHour", t.place_id::text AS "toldPlace", t.offer_id::text AS "toldOffer", ${CONTACT_WAY}
    FROM appointment a JOIN permanence p ON p.id = a.permanence_id ${newsOf(now)}
      LEFT JOIN ${CONTACT_OF}
      LEFT JOIN told t ON t.appointment_id = a.id
      LEFT JOIN appointment_offer o ON o.appointment_id = a.id AND o.answer IS NULL AND o.hold_id IS NOT NULL
      LEFT JOIN appointment h ON h.id = o.hold_id
    WHERE a.id IN (
        SELECT id FROM appointment WHERE permanence_id = ANY (${[...permanences]}::uuid[])
        UNION SELECT o.appointment_id FROM appointment_offer o JOIN appointment h ON h.id = o.hold_id
          WHERE o.answer IS NULL AND (h.id = ANY (${[...freed]}::uuid[]) OR h.permanence_id = ANY (${[...gone]}::uuid[]))
        UNION SELECT appointment_id FROM to_tell WHERE change = pg_current_xact_id_if_assigned())
      AND a.state IN ('booked', 'cancelled-by-service') AND ${NOBODY_CAME}`;
  const by = channelsSetUp();
  return peopleByWay(
    rows.flatMap((row): readonly Parameters<typeof peopleByWay>[0][number][] => {
      const channel = channelOf(contactWay(row), by);
      const message = channel.by === "sms" || channel.by === "mail" ? channel.by : undefined;
      const told = toldBy(row, message, now);
      if (told === "nobody") return [];
      return told === "team"
        ? [{ phone: row.phone, email: row.email }]
        : [
            {
              told: "said",
              said: { by: told, later: waitsForMorning({ now, about: instant(row.hour.getTime()), zone: row.zone }) },
            },
          ];
    }),
    waiting,
  );
}

/**
 * An appointment as it stands. `stands`: it is booked, and its line is not closed; `written`: this transaction has
 * changed it already.
 */
type AppointmentRow = ContactWayColumns & {
  readonly hour: Date;
  readonly zone: string;
  readonly place: string;
  readonly stands: boolean;
  readonly past: boolean;
  readonly news: AppointmentNews["is"] | null;
  readonly toTell: boolean;
  readonly loses: boolean;
  readonly asked: boolean;
  readonly written: boolean;
  readonly offer: string | null;
  readonly freed: boolean;
  readonly known: AppointmentNews["is"] | null;
  readonly toldHour: Date | null;
  readonly toldPlace: string | null;
  readonly toldOffer: string | null;
};

/**
 * Who tells them what is true afterwards: a message where one can be sent and does not come too late, else the team; or
 * nobody, as they know, or a message that waits says it.
 */
function toldBy(
  row: AppointmentRow,
  message: "sms" | "mail" | undefined,
  now: Instant,
): "sms" | "mail" | "team" | "nobody" {
  const changes = row.written || row.loses || row.asked || (row.offer !== null && row.freed);
  if (!changes) return row.toTell ? "team" : "nobody";
  const after = afterOf(row);
  if (after.is === "over") return "nobody";
  const sent = (after.is === "offered" || now < row.hour.getTime() ? message : undefined) ?? "team";
  const known = lastNewsOf(row);
  const isKnown = known !== undefined && isSame(known, after);
  if (after.is === "booked") {
    if (row.past || known === undefined || known.is === "booked") return "nobody";
    return sent;
  }
  const isNewsAlready = row.news === after.is && (after.is !== "offered" || after.offer === row.offer);
  if (isKnown) return isNewsAlready && row.toTell ? "team" : "nobody";
  return isNewsAlready && !row.toTell ? "nobody" : sent;
}

/** What is true of it once the act is written. */
function afterOf(row: AppointmentRow): AppointmentTruth {
  const hour = { start: instant(row.hour.getTime()), place: row.place };
  if (row.asked && !row.written) return { is: "offered", hour, offer: "" };
  if (row.offer !== null && !row.freed) return { is: "offered", hour, offer: row.offer };
  if (row.loses || row.news === "cancelled" || (row.news === "offered" && !row.stands))
    return { is: "cancelled", hour };
  return row.stands ? { is: "booked", hour } : { is: "over" };
}

function lastNewsOf({ known, toldHour, toldPlace, toldOffer }: AppointmentRow): AppointmentNews | undefined {
  if (known === null || toldHour === null || toldPlace === null) return undefined;
  const hour = { start: instant(toldHour.getTime()), place: toldPlace };
  return known === "offered" ? { is: known, hour, offer: toldOffer ?? "" } : { is: known, hour };
}
