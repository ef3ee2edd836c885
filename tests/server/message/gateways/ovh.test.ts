import { ovhGateway } from "#lib/server/message/gateways/ovh.ts";
import { anSms } from "./gateway-server.ts";
import { OVH, ovhServer } from "./ovh-server.ts";

const server = await ovhServer();
const gateway = ovhGateway(OVH, { url: server.url, deadline: 10_000 });
const JOBS = `/sms/${OVH.service}/jobs`;

afterAll(() => server.close());

test("an SMS leaves signed, in the time of OVHcloud, without the mention of STOP, and with its tag", async () => {
  const tag = crypto.randomUUID();
  expect(await gateway.send(anSms({ tag, validFor: 90.5 }))).toEqual({
    kind: "accepted",
    id: expect.stringMatching(/^\d+$/),
    credits: 1,
  });
  const request = server.seen.findLast(({ path }) => path === JOBS)!;
  expect(JSON.parse(request.body)).toEqual({
    message: "Votre rendez-vous : lundi 10 h",
    receivers: ["+33612345678"],
    sender: "MAVILLE",
    senderForResponse: false,
    noStopClause: true,
    charset: "UTF-8",
    coding: "7bit",
    class: "phoneDisplay",
    priority: "high",
    tag,
    validityPeriod: 90,
  });
  expect([request.headers.connection, request.headers["content-type"]]).toEqual(["close", "application/json"]);
  expect(server.seen.filter(({ path }) => path === "/auth/time")).toHaveLength(1);
  server.leave();
});

test("a text that GSM-7 cannot write goes in the other coding", async () => {
  await gateway.send(anSms({ text: "موعدك يوم الاثنين", coding: "ucs-2" }));
  expect(JSON.parse(server.seen.at(-1)!.body)).toMatchObject({ coding: "8bit", message: "موعدك يوم الاثنين" });
  server.leave();
});

test("a number that is none is refused for good, and the next message is not concerned", async () => {
  expect(await gateway.send(anSms({ to: "+12" }))).toEqual({
    kind: "refused",
    reason: "bad-recipient",
    code: "http-200-invalid-receiver",
  });
});

test.each([
  [400, { message: "Not enough credits to send this message to +33612345678" }, "no-credit", "http-400"],
  [400, { message: "The sender MAVILLE is not valid" }, "sender-not-allowed", "http-400"],
  [400, { message: "Receiver +33612345678 is wrong" }, "bad-recipient", "http-400"],
  [400, { message: "Something else about +33612345678" }, "rejected", "http-400"],
  [403, { errorCode: "NOT_GRANTED_CALL", message: "This call has not been granted" }, "not-authorised", "http-403"],
])("%i %j is refused as %s", async (status, body, reason, code) => {
  server.answer(JOBS, { status, body });
  expect(await gateway.send(anSms())).toEqual({ kind: "refused", reason, code });
});

test("wrong keys and an unknown service are refusals that the next message would meet too", async () => {
  const at = { url: server.url };
  expect(await ovhGateway({ ...OVH, consumerKey: "other" }, at).send(anSms())).toMatchObject({
    reason: "not-authorised",
  });
  expect(await ovhGateway({ ...OVH, applicationSecret: "other" }, at).send(anSms())).toMatchObject({
    reason: "not-authorised",
  });
  expect(await ovhGateway({ ...OVH, service: "sms-zz-1" }, at).send(anSms())).toMatchObject({
    reason: "wrong-address",
  });
});

test("a signature whose time has passed is tried again, with the time asked anew", async () => {
  await gateway.send(anSms());
  server.answer(JOBS, { status: 400, body: { errorCode: "QUERY_TIME_OUT", message: "Query out of time" } });
  const before = server.seen.filter(({ path }) => path === "/auth/time").length;
  expect(await gateway.send(anSms())).toEqual({ kind: "again", code: "http-400-time" });
  expect(await gateway.send(anSms())).toMatchObject({ kind: "accepted" });
  expect(server.seen.filter(({ path }) => path === "/auth/time")).toHaveLength(before + 1);
  server.leave();
});

test("without the time of OVHcloud nothing is sent, and it is tried again", async () => {
  server.answer("/auth/time", { status: 503 });
  const asked = server.seen.length;
  expect(await ovhGateway(OVH, { url: server.url }).send(anSms())).toEqual({ kind: "again", code: "time-503" });
  expect(server.seen.slice(asked).map(({ path }) => path)).toEqual(["/auth/time"]);
});

test("after a lost answer the SMS is found by its tag once it has left; while any waits it cannot be said", async () => {
  const tag = crypto.randomUUID();
  server.lose(JOBS, "cut");
  expect(await gateway.send(anSms({ tag }))).toMatchObject({ kind: "unknown" });
  expect(await gateway.find(tag)).toEqual({ kind: "cannot-say", code: "jobs-waiting" });
  server.leave();
  expect(await gateway.find(tag)).toEqual({ kind: "sent", id: String(server.sent().at(-1)!.id) });
  expect(await gateway.find(crypto.randomUUID())).toEqual({ kind: "not-known" });
});

test("a question that is not answered says nothing of the SMS", async () => {
  server.answer(`/sms/${OVH.service}/outgoing`, { status: 500 });
  expect(await gateway.find(crypto.randomUUID())).toEqual({ kind: "cannot-say", code: "http-500" });
  server.lose(JOBS, "cut");
  expect(await gateway.find(crypto.randomUUID())).toMatchObject({ kind: "cannot-say" });
});

test("a receipt comes by the query of a call, and the number in it is not kept", () => {
  const called = (query: string) => gateway.receiptsOf({ query: new URLSearchParams(query), body: "" });
  expect(called("id=26929925&ptt=4&date=2026-11-27&description=1&descriptionDlr=Success&receiver=33612345678")).toEqual(
    [{ id: "26929925", result: { kind: "delivered" } }],
  );
  expect(called("id=26929925&ptt=23&description=2")).toEqual([
    { id: "26929925", result: { kind: "failed", reason: "bad-recipient" } },
  ]);
  expect(called("id=26929925&ptt=8&description=2")).toEqual([{ id: "26929925", result: { kind: "expired" } }]);
  expect(called("id=26929925&ptt=999&description=16")).toEqual([
    { id: "26929925", result: { kind: "failed", reason: "other" } },
  ]);
  for (const onItsWay of [
    "ptt=1",
    "ptt=2",
    "ptt=3",
    "ptt=6",
    "ptt=999",
    "ptt=24&description=8",
    "ptt=20&description=0",
  ])
    expect(called(`id=26929925&${onItsWay}`)).toEqual([]);
  for (const senseless of ["", "id=1", "ptt=4", "id=../../1&ptt=4", "id=26929925&ptt=four"])
    expect(called(senseless)).toEqual([]);
});

test("without calls a receipt is asked for by the id: none yet, then what became of it", async () => {
  const sent = await gateway.send(anSms());
  const id = sent.kind === "accepted" ? (sent.id ?? "") : "";
  expect(await gateway.receiptOf?.({ id, tag: "" })).toBe("none-yet");
  server.leave(3, 4);
  expect(await gateway.receiptOf?.({ id, tag: "" })).toBe("none-yet");
  server.sent().at(-1)!.ptt = 4;
  expect(await gateway.receiptOf?.({ id, tag: "" })).toEqual({ id, result: { kind: "delivered" } });
  server.answer(`/sms/${OVH.service}/outgoing/${id}`, { status: 500 });
  expect(await gateway.receiptOf?.({ id, tag: "" })).toBe("cannot-say");
});
