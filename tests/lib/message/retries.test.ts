import fc from "fast-check";
import {
  afterAsking,
  afterTry,
  delayAfter,
  MOST_DOUBLES,
  MOST_TRIES,
  type LostAnswer,
  type Next,
  type MessageTries,
  type TryResult,
} from "#lib/message/retries.ts";
import { instant, instantOf, MINUTE, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { minuteOfDay } from "#lib/time/zone.ts";
import { runs } from "#tests/support/property-runs.ts";

const MORNING = instantOf("2026-11-12T09:00:00+01:00");
const message = (besides: Partial<MessageTries> = {}): MessageTries => ({
  tries: 1,
  doubles: 0,
  about: instantOf("2026-11-12T14:00:00+01:00"),
  until: instantOf("2026-11-12T14:00:00+01:00"),
  zone: "Europe/Paris",
  ...besides,
});

test("what was taken is sent, and a number that does not exist is not tried again", () => {
  expect(afterTry("accepted", message(), MORNING, 0)).toEqual({ then: "sent" });
  expect(afterTry("refused", message(), MORNING, 0)).toEqual({ then: "give-up", why: "refused" });
});

test("a busy gateway is tried again after about 1, 3, 9, 27 and 81 minutes, then a person is shown it", () => {
  const minutes = [1, 2, 3, 4, 5].map((tries) => {
    const next = afterTry("busy", message({ tries }), MORNING, 0.5);
    return next.then === "try" ? (next.at - MORNING) / MINUTE : next;
  });
  expect(minutes).toEqual([1, 3, 9, 27, 81]);
  expect(afterTry("busy", message({ tries: 6 }), MORNING, 0.5)).toEqual({ then: "give-up", why: "too-often" });
});

test("each delay is longer than the one before, whatever chance says, and a crowd does not come back at once", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (one, other) => {
        for (let tries = 1; tries < MOST_TRIES; tries += 1)
          expect(delayAfter(tries, one)).toBeLessThan(delayAfter(tries + 1, other));
      },
    ),
  );
  expect(delayAfter(1, 0)).toBe(45_000);
  expect(delayAfter(1, 1)).toBe(75_000);
});

test("a try that would come when the message is worthless is not made", () => {
  const near = message({ tries: 3, until: plusMinutes(MORNING, 9), about: plusMinutes(MORNING, 9) });
  expect(afterTry("busy", near, MORNING, 0.5)).toEqual({ then: "give-up", why: "too-late" });
  expect(afterTry("busy", { ...near, tries: 2 }, MORNING, 0.5)).toMatchObject({ then: "try" });
});

test("a try waits for the morning as the message itself does", () => {
  const evening = instantOf("2026-11-10T19:59:30+01:00");
  const next = afterTry("busy", message({ tries: 2 }), evening, 0.5);
  expect(next).toEqual({ then: "try", at: instantOf("2026-11-11T08:00:00+01:00"), double: false });
});

test("after a lost answer the gateway is asked, and what it has is sent", () => {
  expect(afterTry("lost", message(), MORNING, 0)).toEqual({ then: "ask", at: plusMinutes(MORNING, 1) });
  // A gateway that files late is asked later.
  const late = afterTry("lost", message(), MORNING, 0, 5 * 60_000);
  expect(late).toEqual({ then: "ask", at: plusMinutes(MORNING, 5) });
  expect(afterAsking("has-it", message(), MORNING, 0.5)).toEqual({ then: "sent" });
});

test("what the gateway does not have is tried again, and is no double", () => {
  expect(afterAsking("has-it-not", message(), MORNING, 0.5)).toEqual({
    then: "try",
    at: plusMinutes(MORNING, 1),
    double: false,
  });
});

test("where it cannot say, one more try is made and counted, then a person is asked", () => {
  expect(afterAsking("cannot-say", message(), MORNING, 0.5)).toMatchObject({ then: "try", double: true });
  expect(afterAsking("cannot-say", message({ doubles: 1 }), MORNING, 0.5)).toEqual({ then: "give-up", why: "unknown" });
  const late = message({ until: plusMinutes(MORNING, 1) });
  expect(afterAsking("cannot-say", late, MORNING, 0.5)).toEqual({ then: "give-up", why: "too-late" });
});

test("whatever a gateway answers, it ends: six tries at most, one double at most, none by night nor too late", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom<TryResult>("busy", "lost", "busy", "lost", "refused", "accepted"), {
        minLength: 30,
        maxLength: 30,
      }),
      fc.array(fc.constantFrom<LostAnswer>("has-it-not", "has-it-not", "cannot-say", "has-it"), {
        minLength: 30,
        maxLength: 30,
      }),
      fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 60, maxLength: 60 }),
      fc.integer({ min: 1, max: 3_000 }),
      (results, answers, chances, ahead) => {
        const until = plusMinutes(MORNING, ahead);
        const { tried, doubles } = play(results, answers, chances, until);
        expect(tried.length).toBeLessThanOrEqual(6);
        expect(doubles).toBeLessThanOrEqual(MOST_DOUBLES);
        for (const moment of tried) {
          expect(moment).toBeLessThan(until);
          const minute = minuteOfDay(moment, "Europe/Paris");
          if (until - moment > 720 * MINUTE) expect(minute >= 480 && minute < 1200).toBe(true);
        }
      },
    ),
    { numRuns: runs(300) },
  );
});

/** Plays a message to its end: the moments of its tries, and how many of them may have been doubles. */
function play(
  results: readonly TryResult[],
  answers: readonly LostAnswer[],
  chances: readonly number[],
  until: Instant,
): { readonly tried: readonly Instant[]; readonly doubles: number } {
  const tried = [MORNING];
  let doubles = 0;
  let now = MORNING;
  const tries = () => message({ tries: tried.length, doubles, about: until, until });
  let next: Next = afterTry(results[0] ?? "busy", tries(), now, chances[0] ?? 0);
  for (let step = 1; next.then === "try" || next.then === "ask"; step += 1) {
    if (step > 29) throw new Error("It does not end.");
    now = instant(next.at);
    if (next.then === "ask") next = afterAsking(answers[step] ?? "has-it", tries(), now, chances[step] ?? 0);
    else {
      tried.push(now);
      if (next.double) doubles += 1;
      next = afterTry(results[step] ?? "accepted", tries(), now, chances[step] ?? 0);
    }
  }
  return { tried, doubles };
}
