import { z } from "zod";
import { bookBody } from "#lib/wire/booking/booking.ts";
import { reason } from "#lib/wire/free-text.ts";
import { commands } from "#lib/wire/queue/command.ts";
import { makeDeviceBody } from "#lib/wire/access/device.ts";
import { freeText, refusalOf, withoutPersonalNumber } from "#lib/wire/free-text.ts";

const NIR = "1 85 05 78 006 084 91";
const FILE = "1234567 A";

const refused = (schema: z.ZodType, sent: unknown) => {
  const read = schema.safeParse(sent);
  return read.success ? "taken" : refusalOf(read.error);
};

test("a text is trimmed; a text that is too long is malformed, whatever it contains", () => {
  expect(freeText(20).parse("  La borne est en panne ".slice(0, 18))).toBe("La borne est en");
  expect(refused(freeText(5), "La borne")).toBe("malformed");
  expect(refused(freeText(5), NIR)).toBe("malformed");
});

test("a personal number is refused anywhere in a body", () => {
  const body = z.object({ lines: z.array(z.object({ said: freeText(100) })) });
  expect(refused(body, { lines: [{ said: "bonjour" }, { said: `je suis le ${NIR}` }] })).toBe(
    "personal-number-refused",
  );
  expect(refused(body, { lines: [{ said: FILE }, { said: NIR }] })).toBe("personal-number-refused");
});

test("a body with any other mistake is malformed", () => {
  const body = z.object({ said: freeText(100), count: z.int() });
  expect(refused(body, { said: NIR, count: "many" })).toBe("malformed");
  expect(refused(body, { said: 5, count: 5 })).toBe("malformed");
  expect(refused(body, "{")).toBe("malformed");
});

test("a UUID is accepted although it looks like a personal number", () => {
  const device = withoutPersonalNumber(z.string());
  expect(refused(device, "1234567a-0000-7000-8000-000000000001")).toBe("taken");
  expect(refused(device, "tablet-1234567a")).toBe("personal-number-refused");
});

const at = "2026-11-23T09:30:00+01:00";
const booking = { topic: "caf", startsAt: at };
const act = {
  id: "01935f3e-0000-7000-8000-000000000001",
  at,
  device: "tablet-1",
  type: "add-visit",
  visit: "01935f3e-0000-7000-8000-000000000002",
};

test.each([
  ["the name of who books", bookBody, (text: string) => ({ ...booking, name: text })],
  ["the telephone of who books", bookBody, (text: string) => ({ ...booking, phone: text })],
  ["the reason of an overbooking", bookBody, (text: string) => ({ ...booking, overbook: { reason: text } })],
  ["the reason of a cancellation", z.object({ reason }), (text: string) => ({ reason: text })],
  ["the name of a kiosk", makeDeviceBody, (text: string) => ({ place: act.id, kind: "kiosk", name: text })],
  ["the topic of a command", commands, (text: string) => ({ commands: [{ ...act, topic: text }] })],
])("a personal number is refused in %s", (_, schema, body) => {
  for (const text of [NIR, FILE, "١٨٥٠٥٧٨٠٠٦٠٨٤"])
    expect([text, refused(schema, body(text))]).toEqual([text, "personal-number-refused"]);
});

test("a personal number without spaces is refused in the e-mail address of who books", () => {
  for (const text of ["185057800608491", "1.85.05.78.006.084", "1234567A"])
    expect([text, refused(bookBody, { ...booking, email: `${text}@exemple.fr` })]).toEqual([
      text,
      "personal-number-refused",
    ]);
});

test("the device of a command is no text: a personal number has another form than an id or a kind of device", () => {
  for (const text of ["185057800608491", "1.85.05.78.006.084", "1234567A", "tablet-1234567"])
    expect([text, refused(commands, { commands: [{ ...act, device: text }] })]).toEqual([text, "malformed"]);
});

test("a personal number in an announcement is left to the rule, so that the other commands are applied", () => {
  const { visit: _, ...said } = act;
  expect(refused(commands, { commands: [{ ...said, type: "announce", message: NIR }] })).toBe("taken");
});

test("a telephone number is accepted in its field and refused in a first name", () => {
  expect(refused(bookBody, { ...booking, name: "Fatima", phone: "+49 151 2345 6789" })).toBe("taken");
  expect(refused(bookBody, { ...booking, name: "Fatima 06 12 34 56 78" })).toBe("personal-number-refused");
});
