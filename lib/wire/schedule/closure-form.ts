import { accept } from "#lib/result.ts";
import type { ReadClosure } from "#lib/schedule/closure-effect.ts";
import { hourOfMinute } from "#lib/time/hour-of-minute.ts";
import { localDateOf, minuteOfDay, plusDays } from "#lib/time/zone.ts";
import { closureBody, type ClosureBody } from "./closure.ts";
import { refusalsOf, type ReadForm, type StaffRefusal } from "#lib/wire/staff-form.ts";

/** The choice of every place in the list of a form. */
export const EVERY_PLACE = "all";

type Fields = Readonly<Record<string, string>>;

/**
 * Reads the form of a closure: `place` or « all », `from` and `fromHour`, then `end`: « known » with `until` and
 * `untilHour`, or « unknown » with `decideOn`; `sentence`. An hour that is empty is the whole day; an empty place is
 * one that was not chosen. Refused with what is wrong, by its field.
 */
export function readClosureForm(fields: Fields): ReadForm<ClosureBody> {
  const { place = EVERY_PLACE, from = "", end, until = "", decideOn = "", sentence = "" } = fields;
  const known = end !== "unknown";
  const empty = [["from", from], ...(known ? [["until", until]] : []), ["sentence", sentence.trim()]];
  const missing: Readonly<Record<string, StaffRefusal>> = {
    ...(place === "" && { place: "place-not-chosen" }),
    ...(!known && decideOn === "" && { decideOn: "decision-day-missing" }),
    ...Object.fromEntries(empty.flatMap(([name = "", value]) => (value === "" ? [[name, "missing" as const]] : []))),
  };
  if (Object.keys(missing).length > 0) return { ok: false, refusals: missing };
  const read = closureBody.safeParse({
    ...(place !== EVERY_PLACE && { place }),
    from,
    ...minuteOf("fromMinute", fields["fromHour"]),
    ...(known ? { until, ...minuteOf("untilMinute", fields["untilHour"]) } : { decideOn }),
    sentence,
  });
  return read.success
    ? accept(read.data)
    : { ok: false, refusals: refusalsOf(read.error, ([first]) => FIELDS[String(first)] ?? String(first ?? "form")) };
}

const FIELDS: Readonly<Record<string, string>> = { fromMinute: "fromHour", untilMinute: "untilHour" };

/** An hour as a field of the type time sends it, « 09:30 », as minutes of the day; nothing for an empty one. */
function minuteOf(name: string, typed: string | undefined): Readonly<Record<string, number>> {
  if (!typed) return {};
  const [, hours, minutes] = /^(\d{2}):(\d{2})(?::\d{2})?$/u.exec(typed) ?? [];
  return { [name]: hours === undefined ? Number.NaN : Number(hours) * 60 + Number(minutes) };
}

/** The fields of a closure that stands, for the form that changes it. */
export const fieldsOfClosure = ({
  from,
  until,
  decideOn,
  sentence,
}: {
  readonly from: Moment;
  readonly until?: Moment;
  readonly decideOn?: string;
  readonly sentence: string;
}): Readonly<Record<string, string>> => ({
  from: from.day,
  fromHour: from.minute === 0 ? "" : hourOfMinute(from.minute),
  end: until ? "known" : "unknown",
  until: until?.day ?? "",
  untilHour: until === undefined || until.minute === DAY ? "" : hourOfMinute(until.minute),
  decideOn: decideOn ?? "",
  sentence,
});

/** The same as it was read. */
export function fieldsOfReadClosure({
  span,
  timeZone,
  decideOn,
  sentence,
}: Pick<ReadClosure, "span" | "timeZone" | "decideOn" | "sentence">): Fields {
  const at = (moment: typeof span.start) => ({
    day: localDateOf(moment, timeZone),
    minute: minuteOfDay(moment, timeZone),
  });
  const end = at(span.end);
  // Midnight is the end of the day before.
  const until = end.minute === 0 ? { day: plusDays(end.day, -1), minute: 24 * 60 } : end;
  return fieldsOfClosure({
    from: at(span.start),
    ...(decideOn === undefined ? { until } : { decideOn }),
    sentence,
  });
}

/** Which of the others counts hangs on whether the end is known. */
export const END_TOGETHER = ["end", "until", "untilHour", "decideOn"] as const;

/** A day and a minute of it; 1440 is its end. */
type Moment = { readonly day: string; readonly minute: number };
const DAY = 24 * 60;
