import { fieldOfShareIssue, makeShareBody, shareOfForm } from "#lib/wire/share.ts";
import { refusalsOf } from "#lib/wire/staff-form.ts";

const refused = (fields: Readonly<Record<string, string>>) => {
  const typed = makeShareBody.safeParse(
    shareOfForm({
      organisation: "01a21c78-81ef-727a-a7ac-00054a19754e",
      name: "Permanences",
      level: "open-hours",
      by: "every",
      ...fields,
    }),
  );
  return typed.success ? {} : refusalsOf(typed.error, fieldOfShareIssue);
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
