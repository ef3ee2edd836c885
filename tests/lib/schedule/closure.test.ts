import { outcomeInClosure, NO_END } from "#lib/schedule/closure.ts";
import { instantOf } from "#lib/time/instant.ts";

const at = (text: string) => instantOf(`${text}:00+01:00`);
const morning = (day: string) => ({ span: { start: at(`${day}T09:00`), end: at(`${day}T12:00`) }, localDate: day });
const mine = { own: true, held: false };
const week = { span: { start: at("2026-12-07T00:00"), end: at("2026-12-14T00:00") } };
const flood = { span: { start: at("2026-12-07T00:00"), end: NO_END }, decideOn: "2026-12-15" };

test("a half-day inside a closure with a known end is cancelled, and one that only touches its end is not", () => {
  expect(outcomeInClosure({ ...morning("2026-12-13"), ...mine }, week)).toBe("is-cancelled");
  const atMidnight = { start: at("2026-12-14T00:00"), end: at("2026-12-14T03:00") };
  expect(outcomeInClosure({ span: atMidnight, localDate: "2026-12-14", ...mine }, week)).toBeUndefined();
});

test("without a known end the day of the decision is cancelled, and the day after is kept", () => {
  expect(outcomeInClosure({ ...morning("2026-12-15"), ...mine }, flood)).toBe("is-cancelled");
  expect(outcomeInClosure({ ...morning("2026-12-16"), ...mine }, flood)).toBe("is-kept");
});

test("another organisation's half-day is theirs to decide", () => {
  expect(outcomeInClosure({ ...morning("2026-12-08"), own: false, held: false }, week)).toBe("is-a-guests");
  expect(outcomeInClosure({ ...morning("2026-12-08"), own: false, held: false }, flood)).toBe("is-a-guests");
});

test("what it kept is given back when it no longer reaches it, or is lifted", () => {
  expect(outcomeInClosure({ ...morning("2026-12-16"), own: true, held: true }, week)).toBe("is-given-back");
  expect(outcomeInClosure({ ...morning("2026-12-16"), own: false, held: true }, undefined)).toBe("is-given-back");
  expect(outcomeInClosure({ ...morning("2026-12-16"), ...mine }, undefined)).toBeUndefined();
});
