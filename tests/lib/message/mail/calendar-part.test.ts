import { MESSAGE_KINDS } from "#lib/message/kinds.ts";
import { calendarPartOf } from "#lib/message/mail/calendar-part.ts";

test.each([
  [false, { confirmation: "REQUEST", changed: "REQUEST", kept: "REQUEST", "found-again": "REQUEST" }],
  [true, { offer: "CANCEL", cancelled: "CANCEL" }],
] as const)("of an appointment that is cancelled: %s", (isCancelled, expected) => {
  const parts = MESSAGE_KINDS.map((kind) => [kind, calendarPartOf(kind, isCancelled)] as const);
  expect(Object.fromEntries(parts.filter(([, method]) => method !== undefined))).toEqual(expected);
});
