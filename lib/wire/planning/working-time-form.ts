import { TOPIC_BOX, ticked } from "#lib/wire/staff-form.ts";
import { parseWeek, type WeekHours } from "#lib/place/opening-hours.ts";
import { readTypedHours } from "#lib/place/typed-hours.ts";
import type { ReadForm } from "#lib/wire/staff-form.ts";

type Fields = Readonly<Record<string, string>>;

type WorkingTime = { readonly hours: WeekHours; readonly topicKeys: readonly string[] };

/**
 * Reads the form of somebody's usual hours and topics: `hours` as people type a week (`readTypedHours`), empty when
 * they are not known; a box for each topic. Hours without days are refused: nobody works every day of a week.
 */
export function readWorkingTimeForm(fields: Fields): ReadForm<WorkingTime> {
  const typed = (fields["hours"] ?? "").trim();
  const read = typed === "" ? { week: { days: [[], [], [], [], [], [], []] } } : readTypedHours(typed);
  if (!read || !("week" in read)) return { ok: false, refusals: { hours: "unreadable-hours" } };
  const topicKeys = ticked(fields, TOPIC_BOX);
  return { ok: true, value: { hours: read.week, topicKeys } };
}

/** The fields of hours and topics that stand, for the form that changes them. */
export const fieldsOfWorkingTime = ({
  hours,
  topicKeys,
}: {
  readonly hours: string;
  readonly topicKeys: readonly string[];
}): Fields => ({
  hours: parseWeek(hours) ? hours : "",
  ...Object.fromEntries(topicKeys.map((key) => [`${TOPIC_BOX}${key}`, "on"])),
});
