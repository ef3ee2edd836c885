import { calls } from "#lib/wire/api/calls.ts";
import { unknownFieldsOf } from "#lib/wire/unknown-fields.ts";
import { checkInBody } from "#lib/wire/visit.ts";

test.each(calls.flatMap(({ name, body }) => (body ? [[name, body] as const] : [])))(
  "the body of %s has no field by another name",
  (_, body) => {
    const read = body.safeParse({ surplus: 1, preview: false });
    expect(read.success ? [] : unknownFieldsOf(read.error)).toContain("surplus");
  },
);

test("of two ways to write a body, the field is named in the way that is meant", () => {
  const read = checkInBody.safeParse({ hour: "10:30", minute: 5 });
  expect(read.success ? [] : unknownFieldsOf(read.error)).toEqual(["minute"]);
});

test("a body that is wrong otherwise names no field", () => {
  const read = checkInBody.safeParse({ hour: "25:30" });
  expect(read.success ? undefined : unknownFieldsOf(read.error)).toEqual([]);
});
