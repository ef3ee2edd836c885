import { TZDate } from "@date-fns/tz";
import ical, {
  ICalAlarmType,
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
  ICalEventTransparency,
} from "ical-generator";
import { isCancelled } from "#lib/booking/appointment-state.ts";
import { sayPhone } from "#lib/place/phone-number.ts";
import { MINUTE, SECOND, type Instant } from "#lib/time/instant.ts";
import type { ResidentAppointment } from "#lib/booking/resident-appointment.ts";
import { FEED_TIMEZONE, FEED_ZONE } from "./feed-zone.ts";
import { env } from "#lib/server/env.ts";
import { translatorIn, type TextLocale } from "#lib/server/translate.ts";

/**
 * An invitation by mail: from an organisation’s service, to the address of whoever comes. `sentAt`: each is later than
 * those before, also one for an hour that is held after all.
 */
export type MailInvitation = {
  readonly organiser: { readonly name: string; readonly address: string };
  readonly attendee: string;
  readonly sentAt: Instant;
};

/**
 * One appointment as a calendar file (RFC 5545), in the reader's language
 * (docs/calendars.md#calendar-file-of-an-appointment). The title says where and not why, since others see the calendar.
 * One that stands has an alarm and no METHOD; one that was cancelled is METHOD:CANCEL, which takes it out of the
 * calendar and needs an ORGANIZER (RFC 5546), here our address. The zone stands on the event, as in
 * `compose-vevent.ts`. `host`: of its UID (`uidHost`). With `invited` it is the calendar part of a mail (RFC 6047):
 * METHOD:REQUEST while it stands, from that organiser to that attendee, who has said yes by booking and is not asked to
 * answer.
 */
export function composeAppointmentFile(
  held: ResidentAppointment,
  bring: readonly string[],
  locale: TextLocale,
  host: string,
  invited?: MailInvitation,
): string {
  const say = translatorIn(locale, "appointment.event");
  const zone = held.timeZone === FEED_ZONE ? FEED_ZONE : "UTC";
  const cancelled = isCancelled(held.state);
  const changed = new TZDate(changedAt(held), "UTC");
  const summary = say("summary", { place: held.place.name });
  const calendar = ical({
    prodId: { company: "Permanences", product: "Appointment", language: locale.toUpperCase() },
    ...(cancelled ? { method: ICalCalendarMethod.CANCEL } : invited && { method: ICalCalendarMethod.REQUEST }),
  });
  calendar.createEvent({
    id: `appointment-${held.id}@${host}`,
    ...(zone === FEED_ZONE && { timezone: zone }),
    start: new TZDate(held.span.start, zone),
    end: new TZDate(held.span.end, zone),
    summary,
    location: [held.place.name, held.place.address, `${held.place.postalCode} ${held.place.city}`]
      .filter((part) => part !== "")
      .join(", "),
    description: [
      ...(bring.length > 0 ? [say("bring", { things: bring.join(", ") })] : []),
      ...(held.code === undefined ? [] : [say("code", { code: held.code })]),
      ...(held.phone === undefined ? [] : [say("call", { phone: sayPhone(held.phone) })]),
    ].join("\n"),
    url: `${env.APP_URL}${locale === "fr" ? "" : `/${locale}`}/rendez-vous/${held.secret}`,
    ...(!cancelled && {
      alarms: [{ type: ICalAlarmType.display, trigger: ALARM / SECOND, description: summary }],
    }),
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: cancelled ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
    sequence: secondsTo(invited?.sentAt ?? changedAt(held), held) + Number(cancelled),
    stamp: invited ? new TZDate(invited.sentAt, "UTC") : changed,
    lastModified: changed,
    created: changed,
    ...(invited && {
      organizer: { name: invited.organiser.name, email: invited.organiser.address },
      attendees: [
        {
          email: invited.attendee,
          role: ICalAttendeeRole.REQ,
          status: ICalAttendeeStatus.ACCEPTED,
          rsvp: false,
        },
      ],
    }),
  });
  const before = zone === FEED_ZONE ? FEED_TIMEZONE : "";
  const within = cancelled && !invited ? `ORGANIZER:${env.APP_URL}\r\n` : "";
  return `${calendar.toString().replace("BEGIN:VEVENT\r\n", `${before}BEGIN:VEVENT\r\n${within}`)}\r\n`;
}

/** How long before the appointment the calendar reminds of it: time to gather the papers and to come. */
const ALARM = 120 * MINUTE;

/** SEQUENCE must grow with each change, and changes are not counted: the seconds since the booking grow too. */
const secondsTo = (moment: Instant, { createdAt }: ResidentAppointment): number =>
  Math.ceil((moment - createdAt) / SECOND);

/**
 * When it was cancelled, or else last got another hour: a yes to a later hour of its half-day leaves `bookedAt` as it
 * is.
 */
function changedAt({ state, bookedAt, acceptedAt, cancelledAt }: ResidentAppointment): Instant {
  const moved = acceptedAt !== undefined && bookedAt < acceptedAt ? acceptedAt : bookedAt;
  return isCancelled(state) && cancelledAt !== undefined && moved < cancelledAt ? cancelledAt : moved;
}
