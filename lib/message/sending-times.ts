import { instant, MINUTE, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { instantAt, localDateOf, minuteOfDay, plusDays } from "#lib/time/zone.ts";
import { COUNTED_AT_MOST } from "./kinds.ts";

const HOUR = 60;
/** Minutes of the day from which and until which nobody is woken, on the clock of the place. */
const EVENING = 20 * HOUR;
export const MORNING = 8 * HOUR;
/** Minutes within which something is so near that it is told at once, also by night. */
const NEAR = 12 * HOUR;
/**
 * Least minutes between two messages that tell the same hour; least minutes between the two reminders as they are set,
 * so that a night leaves room.
 */
const LEAST_APART = 3 * HOUR;
const SET_APART = 6 * HOUR;
const DAY = 24 * HOUR;
/** A week: an earlier reminder is forgotten, and a move would make it untrue. */
const EARLIEST = 7 * DAY;

/**
 * When the two reminders leave, in minutes before the hour, as the organisation has set it; `none`: this one is not
 * sent.
 */
export type Reminders = { readonly first: number | "none"; readonly last: number | "none" };

/** 48 hours and 2 hours before. */
export const REMINDERS: Reminders = { first: 2 * DAY, last: 2 * HOUR };

/**
 * Whether an organisation may set its reminders so: each from an hour to a week before, and the first at least six
 * hours before the last.
 */
export function areReminders({ first, last }: Reminders): boolean {
  const times = [first, last].filter((time) => time !== "none");
  return (
    times.every((time) => Number.isInteger(time) && time >= HOUR && time <= EARLIEST) &&
    (first === "none" || last === "none" || first - last >= SET_APART)
  );
}

/** A message that is planned: due at `due`, worthless from `until` on. */
export type Planned = {
  readonly kind: "confirmation" | "first-reminder" | "last-reminder";
  readonly due: Instant;
  readonly until: Instant;
};

/** An appointment as its messages are planned. `toldAt`: when it was booked, or when its new hour was told. */
export type HourToTell = {
  readonly toldAt: Instant;
  readonly start: Instant;
  readonly zone: string;
  readonly reminders: Reminders;
};

/**
 * The messages of an appointment that is made now (docs/messages.md#moments): the confirmation at once, and the
 * reminders that still say something. Nothing once the hour has come.
 */
export function planOfAppointment(hour: HourToTell): readonly Planned[] {
  const { toldAt, start } = hour;
  if (toldAt >= start) return [];
  return [{ kind: "confirmation", due: toldAt, until: start }, ...remindersOf(hour, COUNTED_AT_MOST - 1)];
}

/**
 * The reminders of an hour that was told at `toldAt`, at most `left` (what the count of the appointment leaves,
 * `COUNTED_AT_MOST`): the last one before the first. One is left out unless the message that told the hour leaves half
 * of its time before it, at least three hours: who books on Monday for Wednesday knows it still on Monday evening. The
 * first is worthless from three hours before the last.
 */
export function remindersOf({ toldAt, start, zone, reminders }: HourToTell, left: number): readonly Planned[] {
  const told = sendingMoment({ due: toldAt, now: toldAt, about: start, zone });
  if (told === "never") return [];
  const wanted = [
    { kind: "last-reminder", before: reminders.last },
    { kind: "first-reminder", before: reminders.first },
  ] as const;
  const planned: Planned[] = [];
  for (const { kind, before } of wanted) {
    if (before === "none" || planned.length >= left) continue;
    const due = plusMinutes(start, -before);
    if (due < plusMinutes(told, Math.max(before / 2, LEAST_APART))) continue;
    planned.unshift({ kind, due, until: kind === "first-reminder" ? lastToSend(start, reminders) : start });
  }
  return planned;
}

/**
 * From when the first reminder of an hour is worthless: three hours before the last one, or once the hour has come
 * where there is none.
 */
export const lastToSend = (start: Instant, { last }: Reminders): Instant =>
  last === "none" ? start : plusMinutes(start, -last - LEAST_APART);

/**
 * A message whose moment is asked. `about`: the hour that it is about; `until`: when it is worthless, at that hour
 * unless it is sooner or later.
 */
export type DueMessage = {
  readonly due: Instant;
  readonly now: Instant;
  readonly about: Instant;
  readonly until?: Instant;
  readonly zone: string;
};

/**
 * When a message leaves (docs/messages.md#quiet-hours): when it is due, at once when that has passed. Not between 20:00
 * and 8:00 of the place, unless its hour is within twelve hours then; it waits for eight. Where the hour comes before
 * the morning does, after a night in which clocks change, it leaves twelve hours before. "never" once it is worthless.
 */
export function sendingMoment({ due, now, about, until = about, zone }: DueMessage): Instant | "never" {
  const ready = instant(Math.max(due, now));
  const leaves = isNear(ready, about) || !isQuiet(ready, zone) ? ready : afterTheNight(ready, about, zone);
  return leaves < until ? leaves : "never";
}

/** Whether a message about that hour that is due now waits for the morning: it would leave by night. */
export function waitsForMorning({ now, about, zone }: Pick<DueMessage, "now" | "about" | "zone">): boolean {
  const moment = sendingMoment({ due: now, now, about, zone });
  return moment !== "never" && moment > now;
}

const isNear = (moment: Instant, about: Instant): boolean => about - moment <= NEAR * MINUTE;

/** Whether a clock of the place shows a time from 20:00 to before 8:00. */
function isQuiet(moment: Instant, zone: string): boolean {
  const minute = minuteOfDay(moment, zone);
  return minute >= EVENING || minute < MORNING;
}

function afterTheNight(moment: Instant, about: Instant, zone: string): Instant {
  const today = localDateOf(moment, zone);
  const morning = instantAt(minuteOfDay(moment, zone) < MORNING ? today : plusDays(today, 1), MORNING, zone);
  return morning < about ? morning : plusMinutes(about, -NEAR);
}

/** What an organisation sets of its messages. `cap`: SMS a place and month at most; absent: no limit. */
export type MessageSettings = { readonly reminders: Reminders; readonly cap?: number };

/** The same as a form changes it. `cap`: absent where the form has no such field, null without a limit. */
export type MessageChange = { readonly reminders: Reminders; readonly cap?: number | null };
