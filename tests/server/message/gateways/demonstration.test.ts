import { jest } from "@jest/globals";
import type { KeptMessage, MessageStore } from "#lib/server/message/gateways/database.ts";

Object.assign(process.env, { APP_ENV: "demo" });
const { consoleGateway } = await import("#lib/server/message/gateways/console.ts");
const { databaseGateway, databaseMail } = await import("#lib/server/message/gateways/database.ts");

const sms = {
  to: "+33612345678",
  text: "Lundi à 10 h",
  coding: "gsm-7",
  tag: "01940000-0000-7000-8000-000000000001",
} as const;

/** A store in memory, as the table of a demonstration is to behave. */
function memory(): MessageStore & { readonly kept: Map<string, KeptMessage> } {
  const kept = new Map<string, KeptMessage>();
  return {
    kept,
    keep: (message) => Promise.resolve(!kept.has(message.tag) && Boolean(kept.set(message.tag, message))),
    has: (tag) => Promise.resolve(kept.has(tag)),
  };
}

test("the terminal shows an SMS as it would arrive", async () => {
  const shown = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  const sent = await consoleGateway.open({}, { sender: "" }).send(sms);
  const lines = shown.mock.calls.map(([line]) => line);
  shown.mockRestore();
  expect(sent).toEqual({ kind: "accepted", id: sms.tag });
  expect(lines.join("")).toBe("\nSMS → +33612345678\nLundi à 10 h\n");
});

test("the store keeps one message a tag, and finds it again", async () => {
  const store = memory();
  const gateway = databaseGateway.open({}, { sender: "", store });
  expect(await gateway.find(sms.tag)).toEqual({ kind: "not-known" });
  await gateway.send(sms);
  await gateway.send({ ...sms, text: "another" });
  expect([...store.kept.values()]).toEqual([{ channel: "sms", ...sms }]);
  expect(await gateway.find(sms.tag)).toEqual({ kind: "sent", id: sms.tag });
});

test("a mail is kept whole, with its calendar part", async () => {
  const store = memory();
  const mail = {
    tag: sms.tag,
    to: "fatima@example.org",
    from: { name: "Aide numérique", address: "permanences@ville.example" },
    subject: "Votre rendez-vous",
    text: "Lundi",
    html: "<p>Lundi</p>",
    calendar: { method: "CANCEL", content: "BEGIN:VCALENDAR" },
  } as const;
  expect(await databaseMail(store).send(mail)).toEqual({ kind: "accepted", id: sms.tag });
  expect([...store.kept.values()]).toEqual([{ channel: "mail", ...mail }]);
});
