import { TZDate } from "@date-fns/tz";
import ical, { ICalEventStatus, ICalEventTransparency } from "ical-generator";
import { accessSummaryOf } from "#lib/calendar/access-summary.ts";
import { sayPhone } from "#lib/place/phone-number.ts";
import type { MovedTo } from "#lib/schedule/moved-to.ts";
import type { Window } from "#lib/schedule/permanence.ts";
import { instant } from "#lib/time/instant.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { env } from "#lib/server/env.ts";
import { windowsOf } from "#lib/server/schedule/permanence-rows.ts";
import { translatorIn } from "#lib/server/translate.ts";
import { FEED_ZONE } from "./feed-zone.ts";

/**
 * The columns of a half-day that its event is made of; nothing about residents. `topics`: the French names of those
 * that it takes (`topicNames`). `desks`: the desks at which people are received. `moved`: when a cancelled one is held
 * instead.
 */
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
  readonly moved?: MovedTo | undefined;
  readonly closure: { readonly reason: string } | null;
  readonly topics: readonly string[];
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
 * The VEVENT of a half-day, lines folded at 75 octets and ended by CRLF (docs/calendars.md#event-text). Its stamps are
 * the row's, so that an unchanged half-day gives an unchanged text. `host`: of its UID (`uidHost`).
 *
 * ical-generator 11 needs the zone on the event, since a zone on the calendar makes hours float and stamps lose their
 * Z, and TZDates everywhere, since it writes a plain Date in the zone of the process.
 */
export function composeVevent(row: EventRow, host: string): string {
  const zone = row.timeZone === FEED_ZONE ? FEED_ZONE : "UTC";
  const cancelled = row.status === "cancelled";
  const shut = isShut(row);
  const { place } = row;
  const calendar = ical();
  calendar.createEvent({
    id: `permanence-${row.id}@${host}`,
    ...(zone === FEED_ZONE && { timezone: zone }),
    start: new TZDate(row.startsAt, zone),
    end: new TZDate(row.endsAt, zone),
    summary: summaryOf(row),
    location: `${place.name}, ${place.address}, ${place.postalCode} ${place.city}`,
    description: descriptionOf(row),
    url: pageOf(row),
    // Who reads a feed of half-days attends none of them: it takes nobody's time.
    // Nobody has decided yet whether one that is shut is held.
    status: cancelled ? ICalEventStatus.CANCELLED : shut ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
    transparency: ICalEventTransparency.TRANSPARENT,
    sequence: row.sequence,
    stamp: new TZDate(row.updatedAt, "UTC"),
    lastModified: new TZDate(row.updatedAt, "UTC"),
    created: new TZDate(row.createdAt, "UTC"),
  });
  const text = calendar.toString();
  return `${text.slice(text.indexOf("BEGIN:VEVENT"), text.indexOf("END:VEVENT"))}END:VEVENT\r\n`;
}

const isShut = ({ status, closure }: Pick<EventRow, "status" | "closure">): boolean =>
  closure !== null && (status === "scheduled" || status === "open");

const pageOf = ({ id }: EventRow): string => `${env.APP_URL}/permanences/${id}`;

/**
 * In lines of plain text: when one comes with and without appointment and for which topics, or why it is cancelled and
 * when it is held instead; whom to call: the telephone of the organisation that holds it; and its page. Outlook shows
 * of an event only its title, its place and this.
 */
function descriptionOf(row: EventRow): string {
  const { status, cancelReason, moved, closure, topics, organisation } = row;
  const say = translatorIn("fr", "share.feed");
  const why = status === "cancelled" ? cancelReason : isShut(row) ? (closure?.reason ?? null) : undefined;
  const held =
    why !== undefined
      ? why === null
        ? []
        : [say("reason", { reason: why })]
      : [
          ...windowLines(row),
          ...(topics.length === 0 ? [] : [say("topics"), ...topics.map((topic) => say("topic", { topic }))]),
        ];
  return [
    ...held,
    ...(moved === undefined || status !== "cancelled" ? [] : [sayMoved(moved)]),
    ...(organisation.phone === null ? [] : [say("call", { phone: sayPhone(organisation.phone) })]),
    say("page", { address: pageOf(row) }),
  ].join("\n");
}

function sayMoved({ start, timeZone, elsewhere }: MovedTo): string {
  const say = translatorIn("fr", "moved");
  const when = { day: sayDay(localDateOf(start, timeZone), "fr"), hour: sayHour(start, timeZone, "fr") };
  return elsewhere === undefined ? say("samePlace", when) : say("elsewhere", { ...when, place: elsewhere });
}

/** A line for each way to come that the half-day has, with its hours by the place's clock: appointments first. */
function windowLines({ windows, startsAt, timeZone }: EventRow): readonly string[] {
  const say = translatorIn("fr", "share.feed");
  const all = windowsOf(windows, instant(startsAt.getTime()));
  const hoursOf = ({ span }: Window): string =>
    say("hours", { from: sayHour(span.start, timeZone, "fr"), to: sayHour(span.end, timeZone, "fr") });
  return (["appointment", "mixed", "walk-in"] as const).flatMap((mode) => {
    const hours = all.filter((window) => window.mode === mode).map(hoursOf);
    return hours.length === 0 ? [] : [say(`window.${mode}`, { hours: hours.join(", ") })];
  });
}

/** One text serves every reader of the feed, so it is written in French. */
function summaryOf(row: EventRow): string {
  const say = translatorIn("fr", "share.feed");
  const access = say(
    `access.${accessSummaryOf({ windows: windowsOf(row.windows, instant(row.startsAt.getTime())) }).kind}`,
  );
  const summary = say("summary", { place: row.place.shortName, access, desks: row.desks });
  if (row.status === "cancelled") return say("cancelled", { summary });
  return isShut(row) ? say("shut", { summary }) : summary;
}
