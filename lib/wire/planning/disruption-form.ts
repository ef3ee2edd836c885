import { z } from "zod";
import { REMEDIES, type Remedy } from "#lib/booking/disruption.ts";
import { PARTS_OF_DAY, type PartOfDay } from "#lib/schedule/absence.ts";
import { isUuid } from "#lib/uuid.ts";
import { reason } from "#lib/wire/free-text.ts";
import { formOf } from "#lib/wire/staff-form.ts";
import { isDay } from "#lib/wire/bounds.ts";
import { written } from "#lib/wire/bounds.ts";

/** Why a half-day is not held, in a few words that residents read. */
export const reasonForm = formOf(
  z.object({
    reason: written("missing", "malformed").trim().min(1, { error: "missing", abort: true }).pipe(reason),
  }),
  {
    beside: {
      "permanence-closed": ["form", "half-day-over"],
      "desk-busy": ["form", "desk-busy"],
      "changed-meanwhile": ["form", "effect-changed"],
      "personal-number-refused": "reason",
      "not-between": ["at", "outside-half-day"],
    },
  },
);

type Fields = Readonly<Record<string, string | undefined>>;

/**
 * How long places are shut that a form names: this day alone, or until nobody knows when, with a day to decide again.
 */
type ShutUntil = { readonly end: "day" } | { readonly end: "unknown"; readonly decideOn: string };

/**
 * The first part of « Imprévu »: which day, who is away, which places are shut. `besides`: half-days that were chosen.
 */
export type AnnouncedDisruption = {
  readonly day: string | undefined;
  readonly away: ReadonlyMap<string, PartOfDay>;
  readonly shut: ReadonlySet<string>;
  readonly until: ShutUntil;
  readonly besides: readonly string[];
};

/** What somebody decided about a half-day; undefined of one that has none, or says « no change ». */
export type DecidedInForm = { readonly permanence: string; readonly remedy: Remedy; readonly seen?: string };

const isPart = (typed: string | undefined): typed is PartOfDay => PARTS_OF_DAY.some((part) => part === typed);

/** The ids after a prefix, « away: », in the names of fields, with what stands in them. */
const named = (fields: Fields, prefix: string): readonly (readonly [string, string])[] =>
  Object.entries(fields).flatMap(([name, value]) => {
    const id = name.startsWith(prefix) ? name.slice(prefix.length) : "";
    return isUuid(id) && value !== undefined && value !== "" ? [[id, value] as const] : [];
  });

/**
 * Reads who is away and what is shut, from an address or a form: `jour`, `away:<account>` with a part of the day,
 * `shut:<place>`, `end` and `decideOn`, and `besides:<half-day>`. What cannot be read counts as not said.
 */
export function readAnnounced(fields: Fields): AnnouncedDisruption {
  const day = fields["jour"];
  const decideOn = fields["decideOn"];
  return {
    day: day !== undefined && isDay(day) ? day : undefined,
    away: new Map(named(fields, "away:").flatMap(([id, part]) => (isPart(part) ? [[id, part] as const] : []))),
    shut: new Set(named(fields, "shut:").map(([id]) => id)),
    until:
      fields["end"] === "unknown" && decideOn !== undefined && isDay(decideOn)
        ? { end: "unknown", decideOn }
        : { end: "day" },
    besides: named(fields, "besides:").map(([id]) => id),
  };
}

/** The same as fields, for the address and for the form that is sent on. */
export const fieldsOfAnnounced = ({
  day,
  away,
  shut,
  until,
  besides,
}: AnnouncedDisruption): Readonly<Record<string, string>> => ({
  ...(day !== undefined && { jour: day }),
  ...Object.fromEntries([...away].map(([id, part]) => [`away:${id}`, part])),
  ...Object.fromEntries([...shut].map((id) => [`shut:${id}`, "yes"])),
  ...(shut.size > 0 && { end: until.end, ...(until.end === "unknown" && { decideOn: until.decideOn }) }),
  ...Object.fromEntries(besides.map((id) => [`besides:${id}`, "yes"])),
});

/**
 * Reads what was decided: `do:<half-day>` with a remedy, then `with:<half-day>:<n>` (who takes over) or `to:<half-day>`
 * (a day, or a day and who holds it, « 2027-03-22|<account> »), and `seen:<half-day>`, in the order of the fields.
 */
export function readDecided(fields: Fields): readonly DecidedInForm[] {
  return named(fields, "do:").flatMap(([permanence, kind]): DecidedInForm[] => {
    const remedy = remedyOf(fields, permanence, kind);
    const seen = fields[`seen:${permanence}`];
    return remedy ? [{ permanence, remedy, ...(seen !== undefined && seen !== "" && { seen }) }] : [];
  });
}

function remedyOf(fields: Fields, permanence: string, kind: string): Remedy | undefined {
  const known = REMEDIES.find((one) => one === kind);
  if (known === "replace") {
    const accounts = Object.entries(fields)
      .filter(([name, value]) => name.startsWith(`with:${permanence}:`) && value !== undefined && value !== "")
      .map(([, value]) => value ?? "");
    return { kind: known, accounts };
  }
  if (known === "move") {
    const [date = "", account = ""] = (fields[`to:${permanence}`] ?? "").split("|");
    return { kind: known, date, ...(account !== "" && { account }) };
  }
  return known && { kind: known };
}
