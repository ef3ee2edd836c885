import { readCodeForm, readContactForm } from "#lib/wire/booking/find-again.ts";

const FORM = { code: "K7M4PD", place: "mairie-du-neuhof", day: "2026-12-03" };

test.each(["K7M4PD", "k7m 4pd", "k7m-4pd", "K7M.4PD", " K7M4PD\u00a0"])("the code « %s » is read", (code) => {
  expect(readCodeForm({ ...FORM, code })).toEqual({ ok: true, value: FORM });
});

test.each(["", "K7M4P", "K7M4PDD", "K7M4P0", "K7M4PO", "K7M4PL", "K7M4PI", "K7M4P1", undefined])(
  "« %s » is no code",
  (code) => {
    expect(readCodeForm({ ...FORM, code })).toEqual({ ok: false, refusals: ["code-wrong"] });
  },
);

test("everything that is wrong is said at once, in the order of the fields", () => {
  expect(readCodeForm({})).toEqual({ ok: false, refusals: ["code-wrong", "place-missing", "day-wrong"] });
  expect(readCodeForm({ ...FORM, place: "", day: "" })).toEqual({
    ok: false,
    refusals: ["place-missing", "day-wrong"],
  });
});

test.each([
  ["06 12 34 56 78", { phone: "+33612345678" }],
  ["٠٦١٢٣٤٥٦٧٨", { phone: "+33612345678" }],
  ["+49 170 1234567", { phone: "+491701234567" }],
  [" Fatima@Exemple.fr ", { email: "fatima@exemple.fr" }],
])("« %s » is read as a contact", (contact, value) => {
  expect(readContactForm({ contact })).toEqual({ ok: true, value });
});

test.each(["", "Fatima", "06 12", "fatima@", undefined])("« %s » is no contact", (contact) => {
  expect(readContactForm({ contact })).toEqual({ ok: false, refusals: ["contact-wrong"] });
});
