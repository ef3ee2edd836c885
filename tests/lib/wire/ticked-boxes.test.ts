import { inviteForm, roleForm } from "#lib/wire/access/people.ts";
import { shareChangeForm } from "#lib/wire/calendar/share.ts";

const PLACE = "11111111-1111-4111-8111-111111111111";
const role = { role: "conseiller", endsOn: "", [`place:${PLACE}`]: "on" };

/** The refusals of a form, as the page shows them beside its fields. */
const refused = (form: typeof roleForm | typeof inviteForm, fields: Readonly<Record<string, string>>) => {
  const read = form.read(fields);
  return read.ok ? {} : read.refusals;
};

test("a role at every place is refused beside « Où » when places are ticked, and not when none is", () => {
  expect(refused(roleForm, { ...role, where: "all" })).toEqual({ where: "places-ticked" });
  expect(refused(roleForm, { ...role, where: "some" })).toEqual({});
  expect(refused(roleForm, { role: "conseiller", endsOn: "", where: "all" })).toEqual({});
});

test("an invitation says so too, together with what else is wrong", () => {
  expect(refused(inviteForm, { ...role, where: "all", email: "a@ville.example" })).toEqual({ where: "places-ticked" });
  expect(refused(inviteForm, { ...role, where: "all", email: "a" })).toEqual({
    where: "places-ticked",
    email: "no-such-email",
  });
});

const share = (fields: Readonly<Record<string, string>>) => {
  const read = shareChangeForm.read({ name: "Permanences", level: "open-hours", ...fields });
  return read.ok ? {} : read.refusals;
};

test("a share of every place is refused when places are ticked", () => {
  expect(share({ by: "every", [`place:${PLACE}`]: "on" })).toEqual({ by: "places-ticked" });
  expect(share({ by: "every" })).toEqual({});
  expect(share({ by: "places", [`place:${PLACE}`]: "on" })).toEqual({});
});

test("a share is refused when boxes are ticked that its way to choose leaves out", () => {
  expect(share({ by: "every", "topic:impots": "on" })).toEqual({ by: "others-ticked" });
  expect(share({ by: "places", [`place:${PLACE}`]: "on", "topic:impots": "on" })).toEqual({
    by: "others-ticked",
  });
});
