import { telephoneKind } from "#lib/server/message/telephone-kind.ts";

test("an SMS reaches the mobiles of a country as its plan says, and every French number in 06 and 07", () => {
  // 06 39 98 is kept for films and demonstrations, so that no plan has it as a mobile.
  for (const mobile of ["+33612345678", "+33756789012", "+33639980101", "+4915112345678", "+905321234567"])
    expect([mobile, telephoneKind(mobile)]).toEqual([mobile, "mobile"]);
});

test("a landline is called, as is a number of which nobody can tell", () => {
  for (const landline of ["+33388436000", "+33932000000", "+493012345678", "+12025550123", "+3361234", "none"])
    expect([landline, telephoneKind(landline)]).toEqual([landline, "landline"]);
});
