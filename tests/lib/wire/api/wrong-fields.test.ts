import { z } from "zod";
import { wrongFieldsOf } from "#lib/wire/api/wrong-fields.ts";
import { bookBody } from "#lib/wire/booking/booking.ts";
import { giveRoleBody } from "#lib/wire/access/managed-people.ts";
import { checkInBody } from "#lib/wire/queue/visit.ts";

const wrong = (schema: z.ZodType, sent: unknown): string => {
  const read = schema.safeParse(sent);
  return read.success ? "nothing" : wrongFieldsOf(read.error);
};

test("each field that is wrong is named with the rule that it breaks, never with what was sent", () => {
  const sent = { topic: "caf", startsAt: "tomorrow with Zélie", name: "Zélie ".repeat(40) };
  expect(wrong(bookBody, sent)).toBe(
    "startsAt: Invalid ISO datetime; name: Too big: expected string to have <=60 characters",
  );
  expect(wrong(giveRoleBody, { organisation: "rennes", role: "conseiller", endsOn: "9999-12-31" })).toBe(
    "endsOn: a day from 2000-01-01 to 2100-12-31",
  );
});

test("of two ways to write a body, what is wrong is said of the nearest one", () => {
  expect(wrong(checkInBody, { hour: "25:30" })).toMatch(/^hour: Invalid string/u);
  expect(wrong(checkInBody, { code: "" })).toMatch(/^code: Too small/u);
});

test("a body that is no object, a field that was parsed alone, and a hundred wrong fields are said shortly", () => {
  expect(wrong(giveRoleBody, "Zélie")).toMatch(/^body: Invalid input: expected object/u);
  expect(wrongFieldsOf(z.uuid().safeParse("Zélie").error ?? { issues: [] }, "organisation")).toBe(
    "organisation: Invalid UUID",
  );
  expect(wrong(z.array(z.uuid()), Array(100).fill("Zélie")).split("; ")).toHaveLength(3);
});
