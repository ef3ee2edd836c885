import { z } from "zod";
import { EQUIPMENT, REPORT_THEMES, type ReportFacts } from "#lib/queue/acts/report.ts";
import { LONGEST_REPORT } from "#lib/report/minutes.ts";
import { ACTIVITY_PLACES, WORKSHOP_LEVELS } from "#lib/report/national-form.ts";
import {
  COUNTED,
  MOST_PARTICIPANTS,
  UNSAID,
  workshopOf,
  type WorkshopCount,
  type Workshop,
} from "#lib/report/workshop.ts";
import { accept } from "#lib/result.ts";
import { plusDays } from "#lib/time/zone.ts";
import { furtherReportFacts } from "#lib/wire/queue/command.ts";
import { freeText } from "#lib/wire/free-text.ts";
import { THEME_BOX, ticked, refusalsOf, type ReadForm, type StaffRefusal } from "#lib/wire/staff-form.ts";
import { day, isDay } from "#lib/wire/bounds.ts";

/** The prefix of the names of the boxes of equipment. */
export const EQUIPMENT_BOX = "equipment:";
/** The choice of a duration that the form does not offer. */
export const OTHER_MINUTES = "other";
/** The choices of « sent on, without saying where » and « not sent on », beside the structures. */
export const REDIRECTED = "yes";
export const NOT_REDIRECTED = "no";

type Fields = Readonly<Record<string, string>>;

const count = z.int("malformed").min(0).max(MOST_PARTICIPANTS);

const facts = z.object({
  themes: z.array(z.enum(REPORT_THEMES)).min(1, "missing"),
  minutes: z
    .int({ error: ({ input }) => (input === undefined ? "missing" : "malformed") })
    .min(1)
    .max(LONGEST_REPORT),
  equipment: z.array(z.enum(EQUIPMENT)),
  ...furtherReportFacts,
  procedure: freeText(120).exactOptional(),
});

/** What was typed into the form of a report; refused by the names of its fields. */
export function reportOfForm(fields: Fields): ReadForm<{ readonly facts: ReportFacts; readonly procedure?: string }> {
  const read = facts.safeParse({
    themes: ticked(fields, THEME_BOX),
    minutes: wholeNumber(fields["minutes"] === OTHER_MINUTES ? fields["minutesTyped"] : fields["minutes"]),
    equipment: ticked(fields, EQUIPMENT_BOX),
    ...chosen(fields, "autonomy", "ageBand", "gender", "status", "procedure"),
    ...redirectChosen(fields),
    ...(fields["firstSupport"] && { firstSupport: fields["firstSupport"] === "yes" }),
  });
  if (!read.success) return { ok: false, refusals: refusalsOf(read.error) };
  const { procedure, ...noted } = read.data;
  return accept({ facts: noted, ...(procedure !== undefined && { procedure }) });
}

/** What the one field says of a referral: where to, or only whether there was one. */
const redirectChosen = (fields: Fields): Fields | { readonly redirected: boolean } =>
  fields["redirect"] === REDIRECTED || fields["redirect"] === NOT_REDIRECTED
    ? { redirected: fields["redirect"] === REDIRECTED }
    : chosen(fields, "redirect");

const help = z.object({
  date: day,
  activityPlace: z.enum(ACTIVITY_PLACES),
  place: z.string().max(40).default(""),
  commune: freeText(80).default(""),
});

/** Where and when help without a number was, as it is typed. */
export function helpOfForm(fields: Fields) {
  const read = help.safeParse(chosen(fields, "date", "activityPlace", "place", "commune"));
  if (!read.success) return { ok: false, refusals: refusalsOf(read.error) } as const;
  const { date: localDate, activityPlace, place, commune } = read.data;
  const where =
    activityPlace === "lieu_activite"
      ? { activityPlace, place }
      : activityPlace === "a_distance"
        ? { activityPlace }
        : { activityPlace, commune };
  return accept({ localDate, where });
}

const workshop = z.object({
  title: freeText(120).exactOptional(),
  level: z.enum(WORKSHOP_LEVELS).exactOptional(),
  participants: count.min(1, "missing"),
  supportedBefore: count,
});

/** The counts of a workshop, as they are typed; an empty field is nobody. */
export function workshopOfForm(fields: Fields): ReadForm<Workshop> {
  const read = workshop.safeParse({
    ...chosen(fields, "title", "level"),
    participants: wholeNumber(fields["participants"]) ?? 0,
    supportedBefore: countIn(fields["supportedBefore"]),
  });
  if (!read.success) return { ok: false, refusals: refusalsOf(read.error) };
  const refusals: Record<string, StaffRefusal> = {};
  const listOf = (part: WorkshopCount): Readonly<Record<string, number>> =>
    Object.fromEntries(
      COUNTED[part]
        .filter((value) => value !== UNSAID)
        .map((value) => {
          const typed = count.safeParse(countIn(fields[countField(part, value)]));
          if (!typed.success) refusals[countField(part, value)] = "malformed";
          return [value, typed.data ?? 0];
        }),
    );
  const lists = { genders: listOf("genders"), ageBands: listOf("ageBands"), statuses: listOf("statuses") };
  if (Object.keys(refusals).length > 0) return { ok: false, refusals };
  const counted = workshopOf({ ...read.data, ...lists });
  return counted.ok ? counted : { ok: false, refusals: { [counted.refusal]: "counts-disagree" } };
}

/** The name of the field of a count. */
export const countField = (part: WorkshopCount, value: string): string => `${part}-${value}`;

/** The fields of these names that are not empty. */
const chosen = (fields: Fields, ...names: readonly string[]): Fields =>
  Object.fromEntries(names.flatMap((name) => (fields[name]?.trim() ? [[name, fields[name].trim()]] : [])));

/** A number as it is typed; undefined for an empty field, not a number for anything else. */
const wholeNumber = (typed = ""): number | undefined =>
  typed.trim() === "" ? undefined : /^\d{1,6}$/u.test(typed.trim()) ? Number(typed.trim()) : Number.NaN;

const countIn = (typed: string | undefined): number => wholeNumber(typed) ?? 0;

/** The month (YYYY-MM) or the day that an export asks for: from which day, until before which, and as it is said. */
export function daysOfExport(
  fields: Fields,
): { readonly from: string; readonly to: string; readonly said: string } | undefined {
  const { mois: month, jour: asked } = fields;
  if (asked !== undefined) return isDay(asked) ? { from: asked, to: plusDays(asked, 1), said: asked } : undefined;
  return month === undefined ? undefined : daysOfMonth(month);
}

/** The days of a month (YYYY-MM); undefined for any other text. */
export function daysOfMonth(
  month: string,
): { readonly from: string; readonly to: string; readonly said: string } | undefined {
  if (!/^20\d{2}-(?:0[1-9]|1[0-2])$/u.test(month)) return undefined;
  const from = `${month}-01`;
  return { from, to: `${plusDays(from, 31).slice(0, 7)}-01`, said: month };
}
