import { hoursOf, messageSettingsForm } from "#lib/wire/organisation/message-settings.ts";

const read = (fields: Record<string, string>) => {
  const form = messageSettingsForm.read({ first: "48", last: "2", ...fields });
  return form.ok ? form.value : form.refusals;
};

test("reminders are typed in hours, each may be off, and an empty limit is none", () => {
  expect(read({})).toEqual({ reminders: { first: 2880, last: 120 } });
  expect(read({ first: "none", last: "1", cap: "" })).toEqual({ reminders: { first: "none", last: 60 }, cap: null });
  expect(read({ first: "168", last: "none", cap: " 1 200" })).toEqual({
    reminders: { first: 10_080, last: "none" },
    cap: 1200,
  });
  expect(read({ last: "1,5" })).toEqual({ reminders: { first: 2880, last: 90 } });
});

test.each([
  [{ first: "169" }, { first: "reminder-out-of-range" }],
  [{ last: "0,5" }, { last: "reminder-out-of-range" }],
  [
    { first: "", last: "soon" },
    { first: "reminder-out-of-range", last: "reminder-out-of-range" },
  ],
  [{ last: "-2" }, { last: "reminder-out-of-range" }],
  [{ first: "8", last: "3" }, { last: "reminders-too-close" }],
  [{ first: "2", last: "24" }, { last: "reminders-too-close" }],
  [{ cap: "-1" }, { cap: "no-such-limit" }],
  [{ cap: "1000001" }, { cap: "no-such-limit" }],
  [{ cap: "beaucoup" }, { cap: "no-such-limit" }],
  [{ cap: "12,5" }, { cap: "no-such-limit" }],
  [
    { first: "169", cap: "x" },
    { first: "reminder-out-of-range", cap: "no-such-limit" },
  ],
])("%j is refused beside its field", (fields, refusals) => {
  expect(read(fields)).toEqual(refusals);
});

test("what is shown of a reminder is read as the same", () => {
  for (const minutes of [60, 90, 100, 2880, 10_080, "none"] as const) {
    const shown = read({ first: hoursOf(minutes), last: "none" });
    expect(shown).toMatchObject({ reminders: { first: minutes } });
  }
});
