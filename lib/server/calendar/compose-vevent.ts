import { TZDate } from "@date-fns/tz";
import ical, { ICalEventStatus, ICalEventTransparency } from "ical-generator";
import { accessSummaryOf } from "../../calendar/access-summary.ts";
import { sayPhone } from "../../place/phone-number.ts";
import { env } from "../env.ts";
import { windowsOf } from "../schedule/permanence-of-row.ts";
import { instant } from "../../time/instant.ts";
import { translatorIn } from "../translate.ts";
import { FEED_ZONE } from "./feed-zone.ts";

/** The columns of a half-day that its event is made of; nothing about residents. */
export type EventRow = {
  readonly id: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly timeZone: string;
  readonly status: string;
  readonly desks: number;
  readonly windows: unknown;
  readonly sequence: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly cancelReason: string | null;
  readonly organisation: { readonly phone: string | null };
  readonly place: {
    readonly name: string;
    readonly shortName: string;
    readonly address: string;
    readonly postalCode: string;
    readonly city: string;
  };
};

/**
 * The VEVENT of a half-day, lines folded at 75 octets and ended by CRLF (docs/calendars.md#event-text). Its stamps are the
 * row's, so that an unchanged half-day gives an unchanged text. `host`: of its UID (`uidHost`).
 *
 * ical-generator 11 needs the zone on the event, since a zone on the calendar makes hours float and stamps lose their Z,
 * and TZDates everywhere, since it writes a plain Date in the zone of the process.
 */
export function composeVevent(row: EventRow, host: string): string {
  const zone = row.timeZone === FEED_ZONE ? FEED_ZONE : "UTC";
  const cancelled = row.status === "cancelled";
  const { place } = row;
  const description = descriptionOf(row);
  const calendar = ical();
  calendar.createEvent({
    id: `permanence-${row.id}@${host}`,
    ...(zone === FEED_ZONE && { timezone: zone }),
    start: new TZDate(row.startsAt, zone),
    end: new TZDate(row.endsAt, zone),
    summary: summaryOf(row, cancelled),
    location: `${place.name}, ${place.address}, ${place.postalCode} ${place.city}`,
    ...(description !== "" && { description }),
    url: `${env.APP_URL}/permanences/${row.id}`,
    // Who reads a feed of half-days attends none of them: it takes nobody's time.
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: ICalEventTransparency.TRANSPARENT,
    sequence: row.sequence,
    stamp: new TZDate(row.updatedAt, "UTC"),
    lastModified: new TZDate(row.updatedAt, "UTC"),
    created: new TZDate(row.createdAt, "UTC"),
  });
  const text = calendar.toString();
  return `${text.slice(text.indexOf("BEGIN:VEVENT"), text.indexOf("END:VEVENT"))}END:VEVENT\r\n`;
}

/** Why it is cancelled, and whom to call: the telephone of the organisation that holds it. */
function descriptionOf({ status, cancelReason, organisation: { phone } }: EventRow): string {
  const say = translatorIn("fr", "share.feed");
  return [
    ...(status === "cancelled" && cancelReason !== null ? [say("reason", { reason: cancelReason })] : []),
    ...(phone === null ? [] : [say("call", { phone: sayPhone(phone) })]),
  ].join("\n");
}

/** One text serves every reader of the feed, so it is written in French. */
function summaryOf(row: EventRow, cancelled: boolean): string {
  const say = translatorIn("fr", "share.feed");
  const access = say(
    `access.${accessSummaryOf({ windows: windowsOf(row.windows, instant(row.startsAt.getTime())) }).kind}`,
  );
  const summary = say("summary", { place: row.place.shortName, access, desks: row.desks });
  return cancelled ? say("cancelled", { summary }) : summary;
}
