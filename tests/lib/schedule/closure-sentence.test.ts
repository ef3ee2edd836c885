import { closureSentence } from "#lib/schedule/closure-sentence.ts";
import { NO_END } from "#lib/schedule/closure.ts";
import { instantOf } from "#lib/time/instant.ts";

const at = (text: string) => instantOf(`${text}:00+01:00`);
const NOW = at("2026-12-02T10:00");
const told = (from: string, until: string | undefined) =>
  closureSentence(
    {
      id: "1",
      timeZone: "Europe/Paris",
      span: { start: at(from), end: until === undefined ? NO_END : at(until) },
      unknownEnd: until === undefined,
      sentence: "Travaux",
    },
    NOW,
  );

test("a place that is closed says until when, or that nobody knows yet", () => {
  expect(told("2026-12-02T00:00", "2026-12-03T00:00")).toEqual({ kind: "today" });
  expect(told("2026-12-01T00:00", "2026-12-05T00:00")).toEqual({ kind: "until", until: "2026-12-04" });
  expect(told("2026-12-01T00:00", undefined)).toEqual({ kind: "now" });
});

test("a closure to come says its day, its days, or from when", () => {
  expect(told("2026-12-04T00:00", "2026-12-05T00:00")).toEqual({ kind: "day", day: "2026-12-04" });
  expect(told("2026-12-04T00:00", "2026-12-07T00:00")).toEqual({
    kind: "days",
    from: "2026-12-04",
    until: "2026-12-06",
  });
  expect(told("2026-12-04T00:00", undefined)).toEqual({ kind: "from", from: "2026-12-04" });
});

test("a part of a day is said with its hours", () => {
  expect(told("2026-12-02T09:00", "2026-12-02T14:00")).toMatchObject({ kind: "hours", day: "2026-12-02" });
  expect(told("2026-12-02T00:00", "2026-12-02T14:00")).toMatchObject({ kind: "hours" });
});
