import { readMoveForm } from "#lib/wire/booking-move-form.ts";

const [KEY, PERMANENCE] = ["01935f3e-0000-7000-8000-000000000001", "01935f3e-0000-7000-8000-000000000002"];
const form = (given: Record<string, unknown> = {}) => ({
  startsAt: "2026-11-23T09:30:00+01:00",
  permanence: PERMANENCE,
  key: KEY,
  ...given,
});

test("the hour and the half-day are read, and the key that makes two taps one move", () => {
  expect(readMoveForm(form())).toEqual({
    ok: true,
    key: KEY,
    wish: { start: Date.parse("2026-11-23T08:30:00Z"), permanence: PERMANENCE },
  });
});

test("an hour that was not chosen is asked for", () => {
  for (const startsAt of [undefined, "", "9:30"])
    expect(readMoveForm(form({ startsAt }))).toEqual({ ok: false, refusal: "hour-missing" });
});

test("a form without its hidden fields was not sent by our page", () => {
  for (const given of [{ key: "again" }, { permanence: undefined }, { permanence: "../x", startsAt: "" }])
    expect(readMoveForm(form(given))).toEqual({ ok: false, refusal: "malformed" });
});
