/** @zones */
import { forgottenAfter, isShownWithoutNetwork, keptAhead, type KeptHalfDay } from "#lib/access/kept-half-days.ts";
import { instantOf, plusMinutes } from "#lib/time/instant.ts";

const NOW = instantOf("2026-11-23T10:00:00+01:00");
const DAY = 24 * 60;

/** A half-day of this morning, read an hour ago for A. */
const halfDay = (more: Partial<KeptHalfDay> = {}): KeptHalfDay => ({
  permanence: "neuhof",
  of: "a",
  readAt: plusMinutes(NOW, -60),
  span: { start: instantOf("2026-11-23T09:00:00+01:00"), end: instantOf("2026-11-23T12:00:00+01:00") },
  zone: "Europe/Paris",
  ...more,
});

describe("a copy is shown without network", () => {
  test("to the person for whom it was read", () => {
    expect(isShownWithoutNetwork(halfDay(), "a", NOW)).toBe(true);
  });

  test("to nobody else, and to nobody where nobody is signed in", () => {
    expect(isShownWithoutNetwork(halfDay(), "b", NOW)).toBe(false);
    expect(isShownWithoutNetwork(halfDay(), undefined, NOW)).toBe(false);
  });

  test("until three in the morning after its half-day, at the place", () => {
    expect(isShownWithoutNetwork(halfDay(), "a", instantOf("2026-11-24T02:59:59+01:00"))).toBe(true);
    expect(isShownWithoutNetwork(halfDay(), "a", instantOf("2026-11-24T03:00:00+01:00"))).toBe(false);
  });

  test("for a week after it was read, however far ahead the half-day is", () => {
    const ahead = { start: plusMinutes(NOW, 9 * DAY), end: plusMinutes(NOW, 9 * DAY + 180) };
    const copy = halfDay({ span: ahead, readAt: NOW });
    expect(isShownWithoutNetwork(copy, "a", plusMinutes(NOW, 7 * DAY))).toBe(true);
    expect(isShownWithoutNetwork(copy, "a", plusMinutes(NOW, 7 * DAY + 1))).toBe(false);
  });
});

test("half-days of the next seven days are read ahead", () => {
  expect(keptAhead(NOW)).toBe(plusMinutes(NOW, 7 * DAY));
});

describe("once the server has said what this person may run, the device forgets", () => {
  const given = ["neuhof", "meinau"];

  test("what was not given again", () => {
    expect(forgottenAfter([halfDay(), halfDay({ permanence: "cronenbourg" })], given, "a", NOW)).toEqual([
      "cronenbourg",
    ]);
  });

  test("what was kept for somebody else", () => {
    expect(forgottenAfter([halfDay(), halfDay({ permanence: "meinau", of: "b" })], given, "a", NOW)).toEqual([
      "meinau",
    ]);
  });

  test("what is over", () => {
    expect(forgottenAfter([halfDay()], given, "a", plusMinutes(NOW, DAY))).toEqual(["neuhof"]);
  });
});
