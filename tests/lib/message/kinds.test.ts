import fc from "fast-check";
import { COUNTED_AT_MOST, KIND_RULES, mayTell, MESSAGE_KINDS, type MessageKind } from "#lib/message/kinds.ts";

/** Puts in what may be, in that order, and answers what was. */
const putIn = (wanted: readonly MessageKind[]): readonly MessageKind[] =>
  wanted.reduce<readonly MessageKind[]>((before, kind) => (mayTell(kind, before) ? [...before, kind] : before), []);

test("an appointment that is moved again and again is told each change, and three times at most besides", () => {
  const week: readonly MessageKind[] = ["confirmation", "first-reminder", "changed", "first-reminder", "last-reminder"];
  expect(putIn([...week, "changed", "last-reminder", "offer", "offer", "cancelled"])).toEqual([
    "confirmation",
    "first-reminder",
    "changed",
    "first-reminder",
    "changed",
    "offer",
    "offer",
    "cancelled",
  ]);
});

test("a number is asked twice at most to come back, and told twice at most that it was called", () => {
  expect(putIn(["come-back", "called", "come-back", "called", "come-back", "called", "soon", "soon"])).toEqual([
    "come-back",
    "called",
    "come-back",
    "called",
    "soon",
  ]);
});

test("whatever is wanted in whatever order, no limit is passed", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...MESSAGE_KINDS), { maxLength: 40 }), (wanted) => {
      const told = putIn(wanted);
      const often = (kind: MessageKind) => told.filter((one) => one === kind).length;
      expect(often("confirmation") + often("first-reminder") + often("last-reminder")).toBeLessThanOrEqual(3);
      expect(often("come-back")).toBeLessThanOrEqual(2);
      expect(often("changed")).toBe(wanted.filter((one) => one === "changed").length);
      expect(often("cancelled")).toBe(wanted.filter((one) => one === "cancelled").length);
    }),
  );
});

test("each kind is a word that a row of the outbox takes", () => {
  for (const kind of MESSAGE_KINDS) expect(kind).toMatch(/^(?=.{1,40}$)[a-z]+(-[a-z]+)*$/u);
  expect(MESSAGE_KINDS.filter((kind) => KIND_RULES[kind].counted)).toHaveLength(COUNTED_AT_MOST);
});
