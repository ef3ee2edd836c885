import { isContactLimitReached } from "#lib/booking/contact-limit.ts";

test("a contact may hold five live appointments, and no sixth", () => {
  expect([0, 4, 5, 6].map(isContactLimitReached)).toEqual([false, false, true, true]);
});
