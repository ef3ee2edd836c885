import { z } from "zod";
import type { Fate } from "../../booking/fate-of-half-day.ts";
import type { HalfDayEffect, SeriesEffect } from "../../booking/rule-effect.ts";
import type { DateOfRule } from "../../schedule/occurrences.ts";
import type { Mode, Openness } from "../../schedule/permanence.ts";
import { NTHS, type Series } from "../../schedule/series.ts";
import type { Interval } from "../../time/interval.ts";
import { hourOfMinute } from "../../time/hour-of-minute.ts";
import { reason } from "../free-text.ts";
import { spanToWire, writtenMoment } from "../moment.ts";
import type { ProblemCode } from "../problem.ts";
import { halfDayBody, seriesBody } from "./series.ts";

/*
 * Rules and half-days of the planning, as programs send and read them (docs/api.md#coordination-by-a-program). `preview: true` changes nothing;
 * `seen`: the version of a preview that was read, refused `state-changed` when it is no longer true.
 */
const look = { preview: z.boolean(), seen: z.string().max(40).optional() };
const day = z.iso.date();

/** The body of POST /api/v1/series. */
export const makeSeriesBody = z.strictObject({ organisation: z.uuid(), ...look, rule: seriesBody });

/** The body of PUT /api/v1/series/{id}: what the rule says from its `fromDate` on. `sentence`: what residents read of half-days that it cancels. */
export const changeSeriesBody = z.strictObject({ ...look, rule: seriesBody, sentence: reason.optional() });

/** The body of DELETE /api/v1/series/{id}: its last day is the one before `from`. */
export const endSeriesBody = z.strictObject({ ...look, from: day, sentence: reason.optional() });

/** The body of POST /api/v1/permanences. */
export const addHalfDayBody = z.strictObject({ organisation: z.uuid(), ...look, halfDay: halfDayBody });

/** The body of PUT /api/v1/permanences/{id}/plan: all of what it is from then on. */
export const changeHalfDayBody = z.strictObject({ ...look, halfDay: halfDayBody });

/** The body of DELETE /api/v1/permanences/{id}/plan: back to its rule. */
export const backToRuleBody = z.strictObject(look);

const clockTime = z.string().regex(/^\d{2}:\d{2}$/u);
const offer = {
  from: clockTime,
  to: clockTime,
  tables: z.int(),
  bookableTables: z.int(),
  windows: z.array(z.object({ from: clockTime, to: clockTime, mode: z.enum(["walk-in", "appointment", "mixed"]) })),
  topics: z.array(z.string()),
  languages: z.array(z.string()),
  audience: z.string().exactOptional(),
};
const namedPlace = z.object({ id: z.uuid(), name: z.string() });

/** A rule as programs read it: the fields in which it is sent, and its id. */
export const wireSeries = z.object({
  id: z.uuid(),
  place: namedPlace,
  weekday: z.int(),
  everyWeeks: z.int(),
  nthOfMonth: z.literal(NTHS).exactOptional(),
  inSchoolHolidays: z.boolean(),
  fromDate: day,
  untilDate: day.exactOptional(),
  ...offer,
});

const OPENNESS = [
  "cancelled",
  "closed",
  "shut",
  "open",
  "normally-open",
  "later",
] as const satisfies readonly Openness[];

/** A half-day as programs that plan read it. `series`: the rule that has its date; `byHand`: it differs from that rule. */
export const wirePlan = z.object({
  id: z.uuid(),
  place: namedPlace,
  date: day,
  ...offer,
  state: z.enum(OPENNESS),
  appointments: z.int(),
  series: z.uuid().exactOptional(),
  byHand: z.boolean(),
});

const FATES = [
  "follows",
  "stays-cancelled",
  "stays-by-hand",
  "stays-begun",
  "stays-for-appointments",
  "is-cancelled",
] as const satisfies readonly Fate[];
const NOT_HELD = [
  "cancelled",
  "public-holiday",
  "closed",
  "school-holidays",
  "school-unknown",
] as const satisfies readonly NonNullable<DateOfRule["notHeld"]>[];

/** What a rule does, or did. `dates`: those of a year; `halfDays`: those that stand, and what becomes of each. */
export const seriesEffect = z.object({
  id: z.uuid().exactOptional(),
  preview: z.boolean(),
  version: z.string(),
  place: namedPlace,
  from: day,
  bookableTables: z.int(),
  dates: z.array(
    z.object({ date: day, startsAt: writtenMoment, endsAt: writtenMoment, notHeld: z.enum(NOT_HELD).exactOptional() }),
  ),
  halfDays: z.array(
    z.object({
      permanence: z.uuid(),
      fate: z.enum(FATES),
      date: day,
      newDate: day.exactOptional(),
      appointments: z.int(),
      people: z.int(),
    }),
  ),
  outsideHours: z.boolean(),
  released: z.int(),
});

/** What a change of one half-day does, or did. */
export const halfDayEffect = z.object({
  permanence: z.uuid().exactOptional(),
  preview: z.boolean(),
  version: z.string(),
  place: namedPlace,
  date: day,
  startsAt: writtenMoment,
  endsAt: writtenMoment,
  publicHoliday: z.boolean(),
  outsideHours: z.boolean(),
  appointments: z.int(),
  people: z.int(),
  released: z.int(),
});

type Offer = {
  readonly startMinute: number;
  readonly endMinute: number;
  readonly tables: number;
  readonly bookableTables: number;
  readonly windows: readonly { readonly from: number; readonly to: number; readonly mode: Mode }[];
  readonly topics: readonly string[];
  readonly languages: readonly string[];
  readonly audience: string | null;
};
type NamedPlace = { readonly id: string; readonly name: string };

const offerToWire = ({ startMinute, endMinute, windows, topics, languages, audience, ...rest }: Offer) => ({
  from: hourOfMinute(startMinute),
  to: hourOfMinute(endMinute),
  tables: rest.tables,
  bookableTables: rest.bookableTables,
  windows: windows.map(({ from, to, mode }) => ({
    from: hourOfMinute(startMinute + from),
    to: hourOfMinute(startMinute + to),
    mode,
  })),
  topics: [...topics],
  languages: [...languages],
  ...(audience !== null && { audience }),
});

const placeToWire = ({ id, name }: NamedPlace) => ({ id, name });

/** Encodes a rule. */
export const seriesToWire = (
  rule: Series & Offer & { readonly id: string; readonly place: NamedPlace },
): z.input<typeof wireSeries> => ({
  id: rule.id,
  place: placeToWire(rule.place),
  weekday: rule.weekday,
  everyWeeks: rule.everyWeeks,
  ...(rule.nthOfMonth !== undefined && { nthOfMonth: rule.nthOfMonth }),
  inSchoolHolidays: rule.inSchoolHolidays ?? true,
  fromDate: rule.fromDate,
  ...(rule.untilDate !== undefined && { untilDate: rule.untilDate }),
  ...offerToWire(rule),
});

/** Encodes a half-day for whoever plans. */
export const planToWire = (
  halfDay: Offer & {
    readonly id: string;
    readonly place: NamedPlace;
    readonly localDate: string;
    readonly openness: Openness;
    readonly appointments: number;
    readonly rule?: string;
    readonly byHand: boolean;
  },
): z.input<typeof wirePlan> => ({
  id: halfDay.id,
  place: placeToWire(halfDay.place),
  date: halfDay.localDate,
  ...offerToWire(halfDay),
  state: halfDay.openness,
  appointments: halfDay.appointments,
  ...(halfDay.rule !== undefined && { series: halfDay.rule }),
  byHand: halfDay.byHand,
});

/** Encodes what a rule does, or did. Who is planned at a half-day is counted, not named. */
export const seriesEffectToWire = (effect: SeriesEffect, preview: boolean): z.input<typeof seriesEffect> => ({
  ...(effect.series !== undefined && { id: effect.series }),
  preview,
  version: effect.version,
  place: placeToWire(effect.place),
  from: effect.from,
  bookableTables: effect.bookableLanes,
  dates: effect.dates.map(({ localDate, span, notHeld }) => ({
    date: localDate,
    ...spanToWire(span, effect.place.timeZone),
    ...(notHeld && { notHeld }),
  })),
  halfDays: effect.halfDays.map(({ permanence, fate, localDate, to, appointments, people }) => ({
    permanence,
    fate,
    date: localDate,
    ...(to && { newDate: to.localDate }),
    appointments,
    people,
  })),
  outsideHours: effect.outsideHours,
  released: effect.released,
});

/** Encodes what a change of one half-day does, or did. */
export const halfDayEffectToWire = (
  effect: HalfDayEffect & { readonly span: Interval },
  preview: boolean,
): z.input<typeof halfDayEffect> => {
  const { place, localDate, span, publicHoliday, outsideHours, appointments, people, released, version } = effect;
  return {
    ...(effect.permanence !== undefined && { permanence: effect.permanence }),
    preview,
    version,
    place: placeToWire(place),
    date: localDate,
    ...spanToWire(span, place.timeZone),
    publicHoliday,
    outsideHours,
    appointments,
    people,
    released,
  };
};

/** The problem of the API for each refusal of saving a rule or changing a half-day. */
export const problemOfPlanning = {
  "not-found": "not-found",
  "not-allowed": "not-allowed",
  "no-own-place": "no-such-place",
  "unknown-topic": "unknown-topic",
  "begins-in-the-past": "already-over",
  "sentence-missing": "sentence-missing",
  "personal-number-refused": "personal-number-refused",
  "changed-meanwhile": "state-changed",
  "idempotency-key-reused": "idempotency-key-reused",
  "permanence-closed": "permanence-closed",
  "appointments-do-not-fit": "appointments-do-not-fit",
  "closed-then": "closed-then",
  "no-rule": "no-rule",
  // The schema reads hours by the same rule, so these do not get here.
  "starts-when-clocks-change": "malformed",
  "reversed-span": "malformed",
  "too-long": "malformed",
  "no-such-weekday": "malformed",
  "no-such-rhythm": "malformed",
} as const satisfies Readonly<Record<string, ProblemCode>>;
