import { z } from "zod";
import { reason } from "#lib/wire/free-text.ts";
import { expected, typedDay, whole } from "#lib/wire/setup-fields.ts";

const CLOSURE = '{ "place": "…", "from": "2027-03-22", "until": "2027-03-26", "sentence": "Travaux dans la salle" }';

/** Minutes of a day on the clock of the place; 1440 is its end. */
const DAY = 24 * 60;

/**
 * A closure as a form writes it (docs/calendars.md#holidays-and-closures). `place`: its id; without it every place of
 * the organisation is closed. `from` and `until`: its first and last day, `fromMinute` and `untilMinute` on the clock
 * of the place on these days. Without `until` nobody knows its end, and `decideOn` is the day on which somebody decides
 * again. `sentence`: what residents read.
 */
export const closureBody = z
  .strictObject(
    {
      place: z.uuid().optional(),
      from: typedDay,
      fromMinute: whole(0, DAY - 1, "fromMinute").default(0),
      until: typedDay.optional(),
      untilMinute: whole(1, DAY, "untilMinute").default(DAY),
      decideOn: typedDay.optional(),
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
