import { fieldOf, isFormRefusal, readBookForm, readMoveForm } from "#lib/wire/booking/booking-form.ts";

const KEY = "01935f3e-0000-7000-8000-000000000001";
const form = (given: Record<string, unknown> = {}) => ({
  topic: "caf-rsa",
  startsAt: "2026-11-23T09:30:00+01:00",
  name: "",
  phone: "",
  email: "",
  key: KEY,
  ...given,
});

test("an hour is enough; empty contact fields are left out", () => {
  expect(readBookForm(form())).toEqual({
    ok: true,
    key: KEY,
    wish: { topics: ["caf-rsa"], start: Date.parse("2026-11-23T08:30:00Z"), onBehalfOf: false },
  });
});

test("a contact is trimmed, and a telephone number is read in any usual notation", () => {
  expect(readBookForm(form({ name: " Ayşe ", phone: "06.12.34.56.78", email: " ayse@exemple.fr " }))).toMatchObject({
    ok: true,
    wish: { name: "Ayşe", phone: "+33612345678", email: "ayse@exemple.fr" },
  });
});

test("all refusals are answered at once, in the order of the fields", () => {
  expect(readBookForm(form({ startsAt: undefined, name: "a".repeat(61), phone: "12", email: "ayse" }))).toEqual({
    ok: false,
    refusals: ["hour-missing", "name-too-long", "phone-wrong", "email-wrong"],
  });
});

test("a personal number in the name is refused together with the other mistakes", () => {
  expect(readBookForm(form({ startsAt: "", name: "Fatima 1234567A", phone: "12" }))).toEqual({
    ok: false,
    refusals: ["hour-missing", "personal-number-refused", "phone-wrong"],
  });
  expect(readBookForm(form({ name: "1234567A" }))).toEqual({ ok: false, refusals: ["personal-number-refused"] });
});

test("a form without its hidden fields was not sent by our page", () => {
  expect(readBookForm(form({ key: "again" }))).toEqual({ ok: false, refusals: ["malformed"] });
  expect(readBookForm(form({ topic: "../x" }))).toEqual({ ok: false, refusals: ["unknown-topic"] });
  expect(readBookForm(form({ name: new Uint8Array(1) }))).toEqual({ ok: false, refusals: ["name-too-long"] });
});

test("who prefers a call leaves a telephone: it is asked for, with everything else that is wrong", () => {
  const wish = { phone: "+33612345678", prefersCall: true };
  expect(readBookForm(form({ phone: "06 12 34 56 78", prefersCall: "on" }))).toMatchObject({ ok: true, wish });
  expect(readBookForm(form({ phone: " ", prefersCall: "on" }))).toEqual({ ok: false, refusals: ["phone-missing"] });
  expect(readBookForm(form({ startsAt: "", phone: "", email: "x", prefersCall: "on" }))).toEqual({
    ok: false,
    refusals: ["hour-missing", "phone-missing", "email-wrong"],
  });
});

test.each([
  [undefined, { onBehalfOf: false }],
  ["me", { onBehalfOf: false }],
  ["other", { onBehalfOf: true }],
  ["helped", { onBehalfOf: true, byHelper: true }],
])("for whom somebody books is read: %s", (forWhom, wish) => {
  expect(readBookForm(form({ forWhom }))).toEqual({
    ok: true,
    key: KEY,
    wish: { topics: ["caf-rsa"], start: Date.parse("2026-11-23T08:30:00Z"), ...wish },
  });
});

test("only known codes are recognised", () => {
  expect(isFormRefusal("slot-taken")).toBe(true);
  for (const code of ["", "toString", "__proto__", "script"]) expect(isFormRefusal(code)).toBe(false);
});

test("each refusal has the field beside which it is shown", () => {
  expect([fieldOf["slot-taken"], fieldOf["personal-number-refused"], fieldOf.busy]).toEqual([
    "startsAt",
    "name",
    "form",
  ]);
});

const PERMANENCE = "01935f3e-0000-7000-8000-000000000002";
const moveForm = (given: Record<string, unknown> = {}) => ({
  startsAt: "2026-11-23T09:30:00+01:00",
  permanence: PERMANENCE,
  key: KEY,
  ...given,
});

test("a move is read with its hour, half-day and idempotency key", () => {
  expect(readMoveForm(moveForm())).toEqual({
    ok: true,
    key: KEY,
    wish: { start: Date.parse("2026-11-23T08:30:00Z"), permanence: PERMANENCE },
  });
});

test("a missing or invalid hour is refused with hour-missing", () => {
  for (const startsAt of [undefined, "", "9:30"])
    expect(readMoveForm(moveForm({ startsAt }))).toEqual({ ok: false, refusal: "hour-missing" });
});

test("a form without its hidden fields was not sent by our page", () => {
  for (const given of [{ key: "again" }, { permanence: undefined }, { permanence: "../x", startsAt: "" }])
    expect(readMoveForm(moveForm(given))).toEqual({ ok: false, refusal: "malformed" });
});
