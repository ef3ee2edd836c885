import { calls } from "#lib/wire/api/calls.ts";
import { unknownFieldsOf } from "#lib/wire/api/unknown-fields.ts";
import { checkInBody } from "#lib/wire/queue/visit.ts";
import { newShareForm } from "#lib/wire/calendar/share.ts";

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

const refused = (fields: Readonly<Record<string, string>>) => {
  const typed = newShareForm.read({
    organisation: "01a21c78-81ef-727a-a7ac-00054a19754e",
    name: "Permanences",
    level: "open-hours",
    by: "every",
    ...fields,
  });
  return typed.ok ? {} : typed.refusals;
};

test("a new partner without a name is refused beside the name, which is what is missing", () => {
  expect(refused({ receiver: "new", receiverName: " ", receiverKind: "caf" })).toEqual({ receiverName: "missing" });
});

test("a partner that no list has is refused beside the list", () => {
  expect(refused({ receiver: "elsewhere" })).toEqual({ receiver: "missing" });
});

test("what is right is not refused", () => {
  expect(refused({ receiver: "new", receiverName: "CAF", receiverKind: "caf" })).toEqual({});
});
