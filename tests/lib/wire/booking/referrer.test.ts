import { peopleOf, readPeopleForm, referrerBody } from "#lib/wire/booking/referrer.ts";

const KEY = "01935f3e-0000-7000-8000-000000000001";
const FORM = { permanence: KEY, topic: "caf-rsa", key: KEY, people: "2", language: "ar" };

test("names and telephones are read for as many people as the form is for", () => {
  const fields = { ...FORM, "name:1": " Ada ", "phone:2": "06 12 34 56 78", "name:3": "Nobody" };
  expect(readPeopleForm(fields)).toEqual({
    ok: true,
    key: KEY,
    wanted: { permanence: KEY, topic: "caf-rsa", language: "ar", people: [{ name: "Ada" }, { phone: "+33612345678" }] },
  });
});

test("a form without a language, or with none that there is, is in French", () => {
  for (const language of ["", "Arabic"])
    expect(readPeopleForm({ ...FORM, language })).toMatchObject({ wanted: { language: "fr" } });
});

test("everything that is wrong is said at once, each beside its field", () => {
  expect(readPeopleForm({ ...FORM, permanence: "", "name:1": "a".repeat(61), "phone:2": "06" })).toEqual({
    ok: false,
    refusals: { permanence: "half-day-missing", "name:1": "name-wrong", "phone:2": "phone-wrong" },
  });
});

test("a form that is not ours is refused as a whole", () => {
  expect(readPeopleForm({ ...FORM, key: "x" })).toEqual({ ok: false, refusals: "malformed" });
});

test.each([
  ["1", 1],
  ["6", 6],
  ["7", 1],
  ["0", 1],
  ["x", 1],
  [undefined, 1],
])("« %s » is for %i people", (typed, count) => {
  expect(peopleOf(typed)).toBe(count);
});

const BODY = { organisation: KEY, name: "Association", phone: "", email: "a@exemple.fr", most: "30" };
const wrong = (given: object) =>
  referrerBody.safeParse({ ...BODY, ...given }).error?.issues.map(({ path: [field], message }) => [field, message]);

test("a structure has a name, a way to be told, and a number of appointments that it may hold", () => {
  expect(referrerBody.parse(BODY)).toEqual({ ...BODY, phone: null, most: 30 });
  expect(wrong({ name: " " })).toEqual([["name", "missing"]]);
  expect(wrong({ email: "" })).toEqual([["phone", "no-way-to-reach"]]);
  for (const most of ["0", "201", "2.5", "beaucoup"]) expect(wrong({ most })).toEqual([["most", "malformed"]]);
});
