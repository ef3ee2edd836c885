import { z } from "zod";
import { instantOf } from "../../time/instant.ts";
import { spanToWire, writtenMoment } from "../moment.ts";
import type { PlannedSeat } from "../../schedule/planned-week.ts";

/**
 * The body of POST …/permanences/:id/assignments: who is planned; `table`: one of its tables, else the next free one; `startsAt` and `endsAt`,
 * both or none: a part of the half-day, else all that is left of it.
 */
export const assignBody = z
  .strictObject({
    account: z.uuid(),
    table: z.int().min(1).max(20).exactOptional(),
    startsAt: writtenMoment.exactOptional(),
    endsAt: writtenMoment.exactOptional(),
  })
  .refine(({ startsAt, endsAt }) => (startsAt === undefined) === (endsAt === undefined), { path: ["endsAt"] });

/** What is wanted by such a body. */
export const wantedSeat = ({ account, table, startsAt, endsAt }: z.output<typeof assignBody>) => ({
  account,
  ...(table !== undefined && { desk: table }),
  ...(startsAt !== undefined &&
    endsAt !== undefined && { span: { start: instantOf(startsAt), end: instantOf(endsAt) } }),
});

/** The body of DELETE …/permanences/:id/assignments. */
export const unassignBody = z.strictObject({ assignment: z.uuid() });

/** An assignment as it is answered. */
export const wireAssignment = z.object({
  id: z.uuid(),
  account: z.uuid(),
  table: z.int(),
  startsAt: writtenMoment,
  endsAt: writtenMoment,
});

/** Encodes an assignment, in the zone of its half-day. */
export const assignmentToWire = ({ id, account, desk, span }: PlannedSeat, timeZone: string) => ({
  id,
  account,
  table: desk,
  ...spanToWire(span, timeZone),
});

/** Where and when somebody is planned already; no place where it is another organisation's. */
export const wireElsewhere = z.object({
  place: z.string().exactOptional(),
  startsAt: writtenMoment,
  endsAt: writtenMoment,
});

/** What a refusal says besides its code: where and when somebody is planned then. */
export const elsewhereToWire = (elsewhere: {
  readonly place?: string;
  readonly span: PlannedSeat["span"];
  readonly timeZone: string;
}) => ({
  elsewhere: {
    ...(elsewhere.place !== undefined && { place: elsewhere.place }),
    ...spanToWire(elsewhere.span, elsewhere.timeZone),
  },
});
