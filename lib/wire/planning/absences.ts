import { z } from "zod";
import type { AbsenceEffect } from "../../schedule/absence.ts";
import { instantOf } from "../../time/instant.ts";
import type { Interval } from "../../time/interval.ts";
import { isoInZone } from "../../time/zone.ts";
import { spanToWire, writtenMoment } from "../moment.ts";
import type { ProblemCode } from "../problem.ts";

/**
 * The body of POST /api/v1/absences: whose absence, and from when to when. `preview: true` changes nothing; `seen`: the version of a preview that was
 * read, refused when it is no longer true.
 */
export const noteAbsenceBody = z.strictObject({
  organisation: z.uuid(),
  account: z.uuid(),
  startsAt: writtenMoment,
  endsAt: writtenMoment,
  preview: z.boolean(),
  seen: z.string().max(40).exactOptional(),
});

/** What is wanted by such a body. */
export const wantedAbsence = ({ startsAt, endsAt, ...others }: z.output<typeof noteAbsenceBody>) => ({
  ...others,
  span: { start: instantOf(startsAt), end: instantOf(endsAt) },
});

/** The body of DELETE /api/v1/absences. */
export const removeAbsenceBody = z.strictObject({ organisation: z.uuid(), absence: z.uuid() });

const span = { startsAt: writtenMoment, endsAt: writtenMoment };

/** An absence in a list. */
export const wireAbsence = z.object({ id: z.uuid(), account: z.uuid(), ...span });

/** Encodes an absence, on the clock of the organisation. */
export const absenceToWire = (
  { id, account, span: during }: { readonly id: string; readonly account: string; readonly span: Interval },
  timeZone: string,
) => ({ id, account, ...spanToWire(during, timeZone) });

/**
 * What an absence would do, or did. `absences`: what is written, with an id once it is. Of each half-day the hours that are missed; `nobody`: at some hour of
 * these nobody else is there; `alone`: only services civiques are; `couldStepIn`: accounts, the first who is free first. `otherPlaces`: how many at places of
 * which the caller is not told; `elsewhere`: how many of other organisations.
 */
export const absenceEffect = z.object({
  preview: z.boolean(),
  version: z.string(),
  account: z.uuid(),
  absences: z.array(z.object({ id: z.uuid().exactOptional(), ...span })),
  halfDays: z.array(
    z.object({
      permanence: z.uuid(),
      place: z.object({ id: z.uuid(), name: z.string() }),
      table: z.int(),
      ...span,
      nobody: z.boolean(),
      alone: z.boolean(),
      booked: z.int(),
      wanted: z.int(),
      couldStepIn: z.array(z.uuid()),
    }),
  ),
  otherPlaces: z.int(),
  elsewhere: z.int(),
});

/** Encodes it. */
export const absenceEffectToWire = (
  { version, account, timeZone, spans, ids, halfDays, otherPlaces, elsewhere }: AbsenceEffect,
  preview: boolean,
): z.input<typeof absenceEffect> => ({
  preview,
  version,
  account,
  absences: spans.map((one, index) => {
    const id = ids[index];
    return {
      ...(id !== undefined && { id }),
      startsAt: isoInZone(one.start, timeZone),
      endsAt: isoInZone(one.end, timeZone),
    };
  }),
  halfDays: halfDays.map(
    ({ permanence, place, table, hours, timeZone: zone, nobody, alone, booked, wanted, couldStepIn }) => ({
      permanence,
      place,
      table,
      ...spanToWire(hours, zone),
      nobody,
      alone,
      booked,
      wanted,
      couldStepIn: couldStepIn.map((one) => one.account),
    }),
  ),
  otherPlaces,
  elsewhere,
});

/** The problem of the API for each refusal of an absence. */
export const problemOfAbsence = {
  "not-found": "not-found",
  "not-allowed": "not-allowed",
  "away-already": "away-already",
  "already-over": "already-over",
  "begins-in-the-past": "already-over",
  "ends-in-the-past": "already-over",
  "ends-before-it-begins": "malformed",
  "too-far-ahead": "malformed",
  "changed-meanwhile": "state-changed",
} as const satisfies Readonly<Record<string, ProblemCode>>;
