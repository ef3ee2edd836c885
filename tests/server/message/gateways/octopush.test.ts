import { octopushGateway } from "#lib/server/message/gateways/octopush.ts";
import { anSms } from "./gateway-server.ts";
import { OCTOPUSH, octopushServer } from "./octopush-server.ts";

const server = await octopushServer();
const gateway = octopushGateway(OCTOPUSH, { url: server.url, deadline: 10_000 });
const SEND = "/sms-campaign/send";

afterAll(() => server.close());

const called = (body: string) => gateway.receiptsOf({ query: new URLSearchParams(), body });

test("an SMS leaves as an alert, its text unchanged, with its tag as the id of the request", async () => {
  const tag = crypto.randomUUID();
  expect(await gateway.send(anSms({ tag }))).toEqual({ kind: "accepted", id: server.taken[0]!.ticket, segments: 1 });
  expect(JSON.parse(server.seen.at(-1)!.body)).toEqual({
    recipients: [{ phone_number: "+33612345678" }],
    text: "Votre rendez-vous : lundi 10 h",
    type: "sms_premium",
    purpose: "alert",
    sender: "MAVILLE",
    with_replies: false,
    auto_optimize_text: false,
    request_id: tag,
  });
});

test.each([
  [101, "not-authorised"],
  [104, "no-credit"],
  [106, "sender-not-allowed"],
  [121, "text-refused"],
  [117, "bad-recipient"],
])("code %i is refused as %s", async (code, reason) => {
  server.answer(SEND, { status: 400, body: { code, message: "about +33612345678" } });
  expect(await gateway.send(anSms())).toEqual({ kind: "refused", reason, code: `http-400-${code}` });
});

test("a code that is not documented is a refusal of this SMS alone, and stands in no log", async () => {
  server.answer(SEND, { status: 400, body: { code: "33612345678", message: "Fatima" } });
  expect(await gateway.send(anSms())).toEqual({ kind: "refused", reason: "rejected", code: "http-400" });
});

test("after a lost answer the same tag is handed over again, and no second SMS leaves", async () => {
  const once = anSms();
  const before = server.taken.length;
  server.lose(SEND, "cut");
  expect(await gateway.send(once)).toMatchObject({ kind: "unknown" });
  expect(await gateway.send(once)).toEqual({ kind: "accepted" });
  expect(server.taken.slice(before).map(({ request }) => request)).toEqual([once.tag]);
});

test("it cannot be asked about an SMS, neither by tag nor by ticket, and is not", async () => {
  const asked = server.seen.length;
  expect(await gateway.find(crypto.randomUUID())).toEqual({ kind: "cannot-say", code: "not-documented" });
  expect(gateway.receiptOf).toBeUndefined();
  expect(server.seen).toHaveLength(asked);
});

test("a receipt comes by a call; the number in it is not kept, and states on the way give none", async () => {
  await gateway.send(anSms());
  const taken = server.taken.at(-1)!;
  expect(called(server.call(taken, "DELIVERED"))).toEqual([{ id: taken.ticket, result: { kind: "delivered" } }]);
  expect(called(server.call(taken, "BLACKLISTED_NUMBER"))).toEqual([
    { id: taken.ticket, result: { kind: "failed", reason: "opted-out" } },
  ]);
  expect(called(server.call(taken, "BAD_DESTINATION"))).toMatchObject([{ result: { reason: "bad-recipient" } }]);
  for (const onItsWay of ["ACK", "UNDEFINED", "UNKNOWN_DELIVERY", "PROCESSED"])
    expect(called(server.call(taken, onItsWay))).toEqual([]);
  for (const senseless of ["", "no JSON", "[]", '{"message_id":"../1","status":"DELIVERED"}'])
    expect(called(senseless)).toEqual([]);
});
