import { dueMessage } from "#lib/message/due-message.ts";
import type { WhatIsTold } from "#lib/message/facts.ts";
import { planOfAppointment, REMINDERS, sendingMoment } from "#lib/message/sending-times.ts";
import { instantOf, plusMinutes, type Instant } from "#lib/time/instant.ts";

const at = (iso: string): Instant => instantOf(`${iso}:00+01:00`);
const zone = "Europe/Paris";
const leaves = (what: WhatIsTold, due: Instant, now = due): Instant | "never" =>
  sendingMoment(dueMessage(what, { due, zone, reminders: REMINDERS }, now));

const NINE = at("2026-11-12T09:00");
const LATE = at("2026-11-11T21:30");
const NEXT_WEEK = at("2026-11-19T14:00");
const MORNING = at("2026-11-12T08:00");

test("a change of tomorrow’s nine o’clock is told the evening before, although the new hour is in a week", () => {
  expect(leaves({ kind: "changed", from: NINE, start: NEXT_WEEK }, LATE)).toBe(LATE);
  expect(leaves({ kind: "changed", from: NEXT_WEEK, start: NINE }, LATE)).toBe(LATE);
  expect(leaves({ kind: "changed", from: NEXT_WEEK, start: plusMinutes(NEXT_WEEK, 60) }, LATE)).toBe(MORNING);
});

test("once the hour that was given up has passed, a change waits for the morning, and is told until the new hour", () => {
  const changed: WhatIsTold = { kind: "changed", from: at("2026-11-11T20:00"), start: NEXT_WEEK };
  expect(leaves(changed, LATE)).toBe(MORNING);
  expect(leaves(changed, LATE, NEXT_WEEK)).toBe("never");
});

test("an offer is told until it is held no more", () => {
  const offer: WhatIsTold = { kind: "offer", from: NINE, start: NEXT_WEEK, until: at("2026-11-13T18:00") };
  expect(leaves(offer, LATE)).toBe(LATE);
  expect(leaves(offer, LATE, at("2026-11-13T17:59"))).toBe(at("2026-11-13T17:59"));
  expect(leaves(offer, LATE, at("2026-11-13T18:00"))).toBe("never");
});

test("a cancelled hour is told until it begins, also one that was replaced", () => {
  const cancelled: WhatIsTold = { kind: "cancelled", start: NINE };
  expect(leaves(cancelled, LATE)).toBe(LATE);
  expect(leaves(cancelled, LATE, plusMinutes(NINE, -1))).toBe(plusMinutes(NINE, -1));
  expect(leaves(cancelled, LATE, NINE)).toBe("never");
});

test("what is told of a number is told at once, by night too, and no more a quarter of an hour later", () => {
  const night = at("2026-11-12T20:30");
  for (const what of [
    { kind: "soon", number: 12, around: plusMinutes(night, 20) },
    { kind: "called", number: 12 },
    { kind: "come-back", number: 12 },
  ] as const) {
    expect(leaves(what, night)).toBe(night);
    expect(leaves(what, night, plusMinutes(night, 14))).toBe(plusMinutes(night, 14));
    expect(leaves(what, night, plusMinutes(night, 15))).toBe("never");
  }
});

test("what somebody asked for leaves at once, by night too and for an hour of next week, and no more two hours later", () => {
  const again: WhatIsTold = { kind: "found-again", start: NEXT_WEEK };
  expect(leaves(again, LATE)).toBe(LATE);
  expect(leaves(again, LATE, plusMinutes(LATE, 119))).toBe(plusMinutes(LATE, 119));
  expect(leaves(again, LATE, plusMinutes(LATE, 120))).toBe("never");
});

test("that it closes earlier is told until it has closed", () => {
  const earlier: WhatIsTold = { kind: "closing-earlier", opens: NINE, closes: at("2026-11-12T11:30") };
  expect(leaves(earlier, NINE, at("2026-11-12T11:29"))).toBe(at("2026-11-12T11:29"));
  expect(leaves(earlier, NINE, at("2026-11-12T11:30"))).toBe("never");
});

test("confirmation and reminders are worthless when their plan says so", () => {
  const hour = { toldAt: at("2026-11-02T10:00"), start: NINE, zone, reminders: REMINDERS };
  for (const { kind, due, until } of planOfAppointment(hour))
    expect(dueMessage({ kind, start: NINE }, { due, zone, reminders: REMINDERS }, due).until).toBe(until);
});

test("where no last reminder is set, the first is told until the hour", () => {
  const only = { first: 1440, last: "none" } as const;
  const due = plusMinutes(NINE, -1440);
  expect(dueMessage({ kind: "first-reminder", start: NINE }, { due, zone, reminders: only }, due).until).toBe(NINE);
});
