import { instant, MINUTE, type Instant } from "#lib/time/instant.ts";
import { instantAt, localDateOf, plusDays } from "#lib/time/zone.ts";

/** Minutes after midnight on the place's clock: nobody is there then, and no clock change skips it. */
export const THREE_IN_THE_MORNING = 180;

const DAYS = 30;

/**
 * How long events of lines and the journal are kept after their month: the month is still compared with the same one a
 * year earlier while that year's own figures are complete, and both may be asked for until the following year is over.
 */
export const RECORD_KEPT = { months: 24 } as const;

/**
 * How long a received command is kept after its month, to answer when it is sent again: a tablet that lay in a cupboard
 * over the summer holidays still holds acts that it sent without an answer.
 */
export const COMMANDS_KEPT = { months: 2 } as const;

/**
 * When the personal data of a half-day (first names, telephones, announcements) is erased: at the first three in the
 * morning on the place's clock after `ends`, its planned end (docs/personal-data.md#what-is-erased-when). A line that
 * nobody closed is over then too (docs/line.md#the-automatic-end).
 */
export function nightAfter(ends: Instant, zone: string): Instant {
  const day = localDateOf(ends, zone);
  const sameDay = instantAt(day, THREE_IN_THE_MORNING, zone);
  return sameDay > ends ? sameDay : instantAt(plusDays(day, 1), THREE_IN_THE_MORNING, zone);
}

/**
 * How long after the end of a day, in UTC, the last of its names is due: a half-day may end 14 hours after midnight,
 * where it is followed by three in the morning of the day after, 12 hours behind UTC at most.
 */
export const IDENTITIES_KEPT = { hours: 24 + 3 + 12 } as const;

/**
 * How long contacts are kept after the month in which their appointments ended: 30 days, as `keptSince` says of each.
 */
export const CONTACTS_KEPT = { hours: DAYS * 24 } as const;

/**
 * The moment 30 days before `now`. What is kept for 30 days is erased when its 30 days began at this moment or earlier:
 * for a contact at the end of the appointment, for the outcome of an idempotency key when it was stored
 * (docs/personal-data.md#what-is-erased-when). A day is 24 hours, also when the clocks change.
 */
export const keptSince = (now: Instant): Instant => instant(now - DAYS * 24 * 60 * MINUTE);

/** How long the request of a partner for a share is kept, answered or not. */
export const SHARE_REQUESTS_KEPT = { days: 90 } as const;

/** The moment that many days before `now`: a request made then or earlier is erased. */
export const requestsKeptSince = (now: Instant): Instant => instant(now - SHARE_REQUESTS_KEPT.days * 24 * 60 * MINUTE);

/**
 * How long the name of a procedure in a report is kept after the day of the help: reports are written until the 5th of
 * the next month, and copied.
 */
const PROCEDURES_KEPT = { days: 60 } as const;

/** The moment that many days before `now`: the procedure of a report of an earlier day is erased. */
export const proceduresKeptSince = (now: Instant): Instant => instant(now - PROCEDURES_KEPT.days * 24 * 60 * MINUTE);

/**
 * How long the public half of a key with which a tablet signs acts is kept. A tablet makes a new one after
 * `ACT_KEY_RENEWED`.
 */
const ACT_KEYS_KEPT = { days: 60 } as const;

/**
 * Milliseconds after which a tablet signs with a new key, so that what it has signed is proven for thirty days more.
 */
export const ACT_KEY_RENEWED = 30 * 24 * 60 * MINUTE;

/** The moment that many days before `now`: a key that was made then or earlier is deleted. */
export const keysKeptSince = (now: Instant): Instant => instant(now - ACT_KEYS_KEPT.days * 24 * 60 * MINUTE);

/**
 * How long the backup of a night is kept, and with it what was erased since; the newest one stays until there is a
 * newer one.
 */
export const BACKUPS_KEPT = { days: 14 } as const;

/** How long is kept that a telephone asked for no SMS (docs/messages.md#an-unproven-telephone). */
const SMS_STOPPED_KEPT = { months: 36 } as const;

/** The moment 36 months of 30 days before `now`. */
export const stoppedKeptSince = (now: Instant): Instant =>
  instant(now - SMS_STOPPED_KEPT.months * DAYS * 24 * 60 * MINUTE);

/** How long is kept from where an appointment was booked (docs/booking.md#many-at-once). */
const ORIGINS_KEPT = { hours: 48 } as const;

/** The moment 48 hours before `now`. */
export const originsKeptSince = (now: Instant): Instant => instant(now - ORIGINS_KEPT.hours * 60 * MINUTE);
