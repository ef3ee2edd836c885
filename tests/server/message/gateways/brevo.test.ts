import { brevoGateway } from "#lib/server/message/gateways/brevo.ts";
import { anSms } from "./gateway-server.ts";
import { BREVO, brevoServer } from "./brevo-server.ts";

const server = await brevoServer();
const gateway = brevoGateway(BREVO, { url: server.url, deadline: 10_000 });
const SEND = "/transactionalSMS/send";

afterAll(() => server.close());

const called = (body: string) => gateway.receiptsOf({ query: new URLSearchParams(), body });

test("an SMS leaves as transactional, with the key, its tag and our address for receipts", async () => {
  const tag = crypto.randomUUID();
  expect(await gateway.send(anSms({ tag, coding: "ucs-2" }))).toEqual({
    kind: "accepted",
    id: String(server.taken[0]!.messageId),
    segments: undefined,
    credits: undefined,
  });
  expect(JSON.parse(server.seen.at(-1)!.body)).toEqual({
    sender: "MAVILLE",
    recipient: "33612345678",
    content: "Votre rendez-vous : lundi 10 h",
    type: "transactional",
    tag,
    unicodeEnabled: true,
    webUrl: BREVO.receipts,
  });
});

test("without an address that it can reach none is given", async () => {
  await brevoGateway({ apiKey: BREVO.apiKey, sender: BREVO.sender }, { url: server.url }).send(anSms());
  expect(JSON.parse(server.seen.at(-1)!.body)).not.toHaveProperty("webUrl");
});

test.each([
  [402, { code: "not_enough_credits", message: "Not enough credits" }, "no-credit", "http-402-not_enough_credits"],
  [401, { code: "unauthorized", message: "Key not found" }, "not-authorised", "http-401-unauthorized"],
  [403, { code: "account_under_validation" }, "not-authorised", "http-403-account_under_validation"],
  [400, { code: "invalid_parameter", message: "Invalid sender" }, "sender-not-allowed", "http-400-invalid_parameter"],
  [400, { code: "invalid_parameter", message: "Invalid content" }, "rejected", "http-400-invalid_parameter"],
  [400, { code: "+33612345678", message: "Fatima" }, "rejected", "http-400"],
  [404, "<html>", "wrong-address", "http-404"],
])("%i %j is refused as %s", async (status, body, reason, code) => {
  server.answer(SEND, { status, body });
  expect(await gateway.send(anSms())).toEqual({ kind: "refused", reason, code });
});

test("a number that is none is refused for good", async () => {
  expect(await gateway.send(anSms({ to: "+12" }))).toMatchObject({ kind: "refused", reason: "bad-recipient" });
});

test("too many requests are tried again after the seconds that its header says", async () => {
  server.answer(SEND, { status: 429, headers: { "x-sib-ratelimit-reset": "37" } });
  expect(await gateway.send(anSms())).toEqual({ kind: "again", code: "http-429", wait: 37_000 });
});

test("after a lost answer the SMS is found in the statistics by its tag", async () => {
  const tag = crypto.randomUUID();
  server.lose(SEND, "half");
  expect(await gateway.send(anSms({ tag }))).toMatchObject({ kind: "unknown" });
  expect(await gateway.find(tag)).toEqual({ kind: "not-known" });
  const taken = server.taken.at(-1)!;
  server.happens(taken, "sent");
  expect(await gateway.find(tag)).toEqual({ kind: "sent", id: String(taken.messageId) });
  expect(server.seen.at(-1)!.query.get("tags")).toBe(JSON.stringify([tag]));
});

test("an event of another SMS, should the statistics hand it over, is none of this one", async () => {
  const other = { phoneNumber: "33612345678", messageId: "7", event: "delivered", tag: crypto.randomUUID() };
  server.answer("/transactionalSMS/statistics/events", { status: 200, body: { events: [other] } });
  expect(await gateway.find(crypto.randomUUID())).toEqual({ kind: "not-known" });
});

test("a question that is not answered says nothing of the SMS", async () => {
  server.answer("/transactionalSMS/statistics/events", { status: 429 });
  expect(await gateway.find(crypto.randomUUID())).toEqual({ kind: "cannot-say", code: "http-429" });
  server.answer("/transactionalSMS/statistics/events", { status: 200, body: { events: "none" } });
  expect(await gateway.find(crypto.randomUUID())).toEqual({ kind: "cannot-say", code: "http-200" });
});

test("a receipt comes by a call, or several in one, and events on the way give none", async () => {
  await gateway.send(anSms());
  const taken = server.taken.at(-1)!;
  const id = String(taken.messageId);
  for (const onItsWay of ["sent", "accepted", "replied", "subscribe", "unsubscribe"])
    expect(called(server.happens(taken, onItsWay))).toEqual([]);
  expect(called(server.happens(taken, "hard_bounce"))).toEqual([
    { id, result: { kind: "failed", reason: "bad-recipient" } },
  ]);
  expect(called(`[${server.happens(taken, "soft_bounce")},${server.happens(taken, "delivered")}]`)).toEqual([
    { id, result: { kind: "failed", reason: "unreachable" } },
    { id, result: { kind: "delivered" } },
  ]);
  for (const senseless of ["", "no JSON", "null", "{}", '{"messageId":{},"msg_status":"delivered"}', "[[1]]"])
    expect(called(senseless)).toEqual([]);
});

test("without calls a receipt is asked for: none yet, a bounce, and a delivery that came after it", async () => {
  const tag = crypto.randomUUID();
  await gateway.send(anSms({ tag }));
  const taken = server.taken.at(-1)!;
  const accepted = { id: String(taken.messageId), tag };
  server.happens(taken, "sent");
  expect(await gateway.receiptOf?.(accepted)).toBe("none-yet");
  server.happens(taken, "soft_bounce");
  expect(await gateway.receiptOf?.(accepted)).toMatchObject({ result: { kind: "failed", reason: "unreachable" } });
  server.happens(taken, "delivered");
  expect(await gateway.receiptOf?.(accepted)).toEqual({ id: accepted.id, result: { kind: "delivered" } });
  server.happens(taken, "hard_bounce");
  expect(await gateway.receiptOf?.(accepted)).toMatchObject({ result: { kind: "delivered" } });
  server.answer("/transactionalSMS/statistics/events", { status: 500 });
  expect(await gateway.receiptOf?.(accepted)).toBe("cannot-say");
});
