import fc from "fast-check";
import type { Act, CommandType } from "#lib/queue/acts/acts.ts";
import type { BookingChoice, Leftover } from "#lib/queue/acts/close.ts";
import type { ReportFacts } from "#lib/queue/acts/report.ts";
import { topicsTakenOfKeys } from "#lib/schedule/topic.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { at } from "./line.ts";

/** A visit of some morning, or nobody; an id may be any text. */
const who = fc.oneof(fc.constantFrom("visit-1", "visit-2", "visit-5", "visit-9", "nobody", "__proto__"), fc.string());
const anyNumber = fc.oneof(
  fc.constantFrom(
    -1,
    0,
    1,
    2,
    3,
    4,
    20,
    99,
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.MAX_SAFE_INTEGER,
  ),
  fc.double(),
);
export const conseiller = fc.constantFrom("C1", "C2", "C9");
/** Around that morning, or no moment at all. */
export const anyMoment: fc.Arbitrary<Instant> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.integer({ min: -100_000_000, max: 100_000_000 }).map((shift) => instant(at("9:00") + shift)),
  },
  { weight: 1, arbitrary: anyNumber.map((number) => number as Instant) },
);
const appointment = fc.constantFrom("before-0", "before-3", "none");
const topic = fc.string();

const report = fc.record({
  themes: fc.constantFrom([], ["logement"], ["email", "justice"]),
  minutes: anyNumber,
  equipment: fc.constant([]),
}) as fc.Arbitrary<ReportFacts>;

const topicsTaken = fc.array(topic).map(topicsTakenOfKeys);

/** The facts of each act: any value that its type admits, however senseless. */
const facts: { readonly [Type in CommandType]: fc.Arbitrary<Omit<Extract<Act, { readonly type: Type }>, "type">> } = {
  "add-desk": fc.constant({}),
  "free-desk": fc.record({ desk: anyNumber }),
  "take-over": fc.record({ visit: who, desk: anyNumber }),
  reopen: fc.constant({}),
  "take-back": fc.record({ visit: who }),
  "give-numbers": fc.constant({}),
  "stop-numbers": fc.constant({}),
  "numbers-by-team": fc.record({ on: fc.boolean() }),
  "verify-numbers": fc.record({ here: fc.array(who), missing: fc.array(who) }),
  open: fc.record({
    desks: fc.array(fc.record({ desk: anyNumber, conseiller }, { requiredKeys: ["desk"] }), { maxLength: 3 }),
  }),
  "take-desk": fc.record({ desk: anyNumber, conseiller, topics: topicsTaken }, { requiredKeys: ["desk"] }),
  "add-visit": fc.record(
    {
      visit: who,
      number: anyNumber,
      priority: fc.boolean(),
      joinedAt: anyMoment,
      card: fc.integer(),
      topic,
      toFetch: fc.boolean(),
      burst: fc.array(who),
      byThemselves: fc.constant(true as const),
    },
    { requiredKeys: ["visit"] },
  ),
  "check-in": fc.record({ visit: who, appointment }),
  describe: fc.record(
    { visit: who, topic: fc.option(topic), language: fc.option(fc.constantFrom("ar", "fr")) },
    { requiredKeys: ["visit"] },
  ),
  prioritise: fc.record({ visit: who }),
  "call-next": fc.record({ desk: anyNumber }),
  call: fc.record({ visit: who, desk: anyNumber }),
  start: fc.record({ visit: who, desk: anyNumber }, { requiredKeys: ["visit"] }),
  finish: fc.record({ visit: who, endedAt: anyMoment }, { requiredKeys: ["visit"] }),
  absent: fc.record({ visit: who, went: fc.boolean() }, { requiredKeys: ["visit"] }),
  fetch: fc.record({ visit: who, on: fc.boolean() }),
  leave: fc.record({ visit: who, by: fc.constantFrom("resident", "staff") }),
  undo: fc.record({ command: fc.oneof(fc.constantFrom("command-1", "command-8", "none"), fc.string()) }),
  announce: fc.record({ message: fc.string({ maxLength: 200, unit: "binary" }) }),
  suspend: fc.constant({}),
  "resume-line": fc.constant({}),
  close: fc.record(
    {
      leftovers: fc.array(
        fc.record({ visit: who, choice: fc.constantFrom<Leftover>("another-date", "no-date", "left", "done") }),
      ),
      bookings: fc.array(fc.record({ appointment, choice: fc.constantFrom<BookingChoice>("cancelled", "kept") })),
    },
    { requiredKeys: ["leftovers"] },
  ),
  "leave-desk": fc.constant({}),
  break: fc.record({ until: anyMoment }, { requiredKeys: [] }),
  return: fc.constant({}),
  "hand-over": fc.record({ to: anyNumber }),
  late: fc.record({ appointment, expectedAt: anyMoment }),
  pause: fc.record({ visit: who }),
  resume: fc.record({ visit: who }),
  away: fc.record({ visit: who, until: anyMoment }, { requiredKeys: ["visit"] }),
  refer: fc.record({ visit: who, target: fc.constantFrom("administration", "autre") }),
  report: fc.record({ visit: who, report }),
  "turn-away": fc.record(
    { reason: fc.constantFrom("full", "other"), topic, language: fc.string() },
    { requiredKeys: ["reason"] },
  ),
  "undo-turn-away": fc.record({ turnAway: fc.string() }),
  incident: fc.record({ kind: fc.constantFrom("power", "other") }),
  "ask-help": fc.constant({}),
  "lease-numbers": fc.constant({}),
};

/** Any act, each type as likely as another. */
export const anyAct: fc.Arbitrary<Act> = fc.oneof(
  ...(Object.keys(facts) as CommandType[]).map((type) =>
    (facts[type] as fc.Arbitrary<object>).map((given) => ({ type, ...given }) as Act),
  ),
);
