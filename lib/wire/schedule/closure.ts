import { z } from "zod";
import type { ClosedHalfDay, ClosureEffect, ListedClosure } from "../../schedule/closure-effect.ts";
import type { FateInClosure } from "../../schedule/closure.ts";
import type { Interval } from "../../time/interval.ts";
import { isoInZone } from "../../time/zone.ts";
import { reason } from "../free-text.ts";
import { spanToWire, writtenMoment } from "../moment.ts";
import type { ProblemCode } from "../problem.ts";
import { expected, read, whole } from "../setup-fields.ts";

/** A day that exists, YYYY-MM-DD. */
const day = read(expected("day", "2027-03-22"), (typed) => (z.iso.date().safeParse(typed).success ? typed : undefined));

const CLOSURE = '{ "place": "…", "from": "2027-03-22", "until": "2027-03-26", "sentence": "Travaux dans la salle" }';

/** Minutes of a day on the clock of the place; 1440 is its end. */
const DAY = 24 * 60;

/**
 * A closure as a form or a program writes it (docs/calendars.md#holidays-and-closures). `place`: its id; without it every place of the
 * organisation is closed. `from` and `until`: its first and last day, `fromMinute` and `untilMinute` on the clock of the place on these
 * days. Without `until` nobody knows its end, and `decideOn` is the day on which somebody decides again. `sentence`: what residents read.
 */
export const closureBody = z
  .strictObject(
    {
      place: z.uuid().optional(),
      from: day,
      fromMinute: whole(0, DAY - 1, "fromMinute").default(0),
      until: day.optional(),
      untilMinute: whole(1, DAY, "untilMinute").default(DAY),
      decideOn: day.optional(),
      sentence: reason,
    },
    { error: expected("closure", CLOSURE) },
  )
  .superRefine(({ from, fromMinute, until, untilMinute, decideOn }, context) => {
    const wrong = (path: string, message: string): void => context.addIssue({ code: "custom", path: [path], message });
    if (until === undefined && decideOn === undefined) wrong("until", "end-missing");
    if (until !== undefined && decideOn !== undefined) wrong("decideOn", "end-and-decision");
    if (until !== undefined && (until < from || (until === from && untilMinute <= fromMinute)))
      wrong("until", "ends-before-it-begins");
    if (decideOn !== undefined && decideOn < from) wrong("decideOn", "ends-before-it-begins");
  });

/** A closure, read. */
export type ClosureBody = z.output<typeof closureBody>;

/**
 * The body of POST /api/v1/closures. `preview: true` changes nothing; `seen`: the version of a preview that was read, refused when it is no longer
 * true.
 */
export const closeBody = z.strictObject({
  organisation: z.uuid(),
  preview: z.boolean(),
  seen: z.string().max(40).optional(),
  closure: closureBody,
});

const FATES = ["is-cancelled", "is-kept", "is-a-guests", "is-given-back"] as const satisfies readonly FateInClosure[];

const closed = {
  place: z.object({ id: z.uuid(), name: z.string() }).exactOptional(),
  startsAt: writtenMoment,
  endsAt: writtenMoment.exactOptional(),
  decideOn: z.iso.date().exactOptional(),
  sentence: z.string(),
};

/** A closure in a list, without `endsAt` when nobody knows its end. `toDecide`: its day of decision is near, or past. */
export const listedClosure = z.object({ id: z.uuid(), ...closed, toDecide: z.boolean() });

/** What closing would do, or did. `notCancelled`: half-days that could not be cancelled, and why. */
export const closureEffect = z.object({
  id: z.uuid().exactOptional(),
  preview: z.boolean(),
  version: z.string(),
  ...closed,
  toTell: z.int(),
  halfDays: z.array(
    z.object({
      permanence: z.uuid(),
      fate: z.enum(FATES),
      place: z.object({ id: z.uuid(), name: z.string() }),
      startsAt: writtenMoment,
      endsAt: writtenMoment,
      appointments: z.int(),
      waiting: z.int(),
      goingOn: z.boolean(),
      people: z.int(),
      guest: z.string().exactOptional(),
    }),
  ),
  notCancelled: z.array(z.object({ permanence: z.uuid(), code: z.string() })),
});

const spanOf = ({
  span,
  timeZone,
  decideOn,
}: {
  readonly span: Interval;
  readonly timeZone: string;
  readonly decideOn?: string;
}) => (decideOn === undefined ? spanToWire(span, timeZone) : { startsAt: isoInZone(span.start, timeZone), decideOn });

/** Encodes a closure of a list. */
export const closureToWire = (one: ListedClosure) => ({
  id: one.id,
  ...(one.place && { place: one.place }),
  ...spanOf(one),
  sentence: one.sentence,
  toDecide: one.toDecide,
});

/** Encodes what closing would do, or did. Who is planned at a half-day is counted, not named. */
export const closureEffectToWire = (
  effect: ClosureEffect & {
    readonly notCancelled: readonly { readonly permanence: string; readonly refusal: string }[];
  },
  preview: boolean,
) => ({
  ...(effect.closure !== undefined && { id: effect.closure }),
  preview,
  version: effect.version,
  ...(effect.place && { place: effect.place }),
  ...spanOf(effect),
  sentence: effect.sentence,
  toTell: effect.toTell,
  halfDays: effect.halfDays.map(halfDayToWire),
  notCancelled: effect.notCancelled.map(({ permanence, refusal }) => ({ permanence, code: refusal })),
});

const halfDayToWire = (half: ClosedHalfDay) => {
  const { permanence, fate, place, span, timeZone, appointments, waiting, goingOn, people, guest } = half;
  return {
    permanence,
    fate,
    place,
    ...spanToWire(span, timeZone),
    appointments,
    waiting,
    goingOn,
    people: people.length,
    ...(guest !== undefined && { guest }),
  };
};

/** The problem of the API for each refusal of closing. */
export const problemOfClosing = {
  "not-found": "not-found",
  "not-allowed": "not-allowed",
  "no-own-place": "no-such-place",
  "begins-in-the-past": "already-over",
  "ends-in-the-past": "already-over",
  "ends-before-it-begins": "malformed",
  "too-far-ahead": "malformed",
  "closed-already": "closed-already",
  "personal-number-refused": "personal-number-refused",
  "changed-meanwhile": "state-changed",
  "idempotency-key-reused": "idempotency-key-reused",
} as const satisfies Readonly<Record<string, ProblemCode>>;
