import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { brevo } from "#lib/server/message/gateways/brevo.ts";
import { WOULD_FAIL_TOO } from "#lib/server/message/gateways/gateway.ts";
import { LOST_MAIL } from "#lib/server/message/gateways/mail.ts";
import { octopush } from "#lib/server/message/gateways/octopush.ts";
import { ovh } from "#lib/server/message/gateways/ovh.ts";
import { resultOfBoth, type ReceiptResult } from "#lib/server/message/gateways/receipt.ts";
import { foundOf, resultOfTry } from "#lib/server/message/gateways/try-result.ts";
import { BREVO, brevoServer } from "./brevo-server.ts";
import { anSms } from "./gateway-server.ts";
import { OCTOPUSH, octopushServer } from "./octopush-server.ts";
import { OVH, ovhServer } from "./ovh-server.ts";
import { at, COMPANIES } from "./stand-ins.ts";

const servers = { ovh: await ovhServer(), brevo: await brevoServer(), octopush: await octopushServer() };
const companies = await Promise.all(COMPANIES.map(async (one) => ({ ...one, server: await one.serve() })));
const RECEIPTS = "https://permanences.example/api/recus/secret";

afterAll(() =>
  Promise.all([...Object.values(servers), ...companies.map(({ server }) => server)].map((server) => server.close())),
);

describe("ovh", () => {
  const server = servers.ovh;
  const gateway = ovh.open(OVH, at(server.url));
  const JOBS = `/sms/${OVH.OVH_SMS_SERVICE}/jobs`;

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
    expect(await ovh.open({ ...OVH, OVH_CONSUMER_KEY: "other" }, at(server.url)).send(anSms())).toMatchObject({
      reason: "not-authorised",
    });
    expect(await ovh.open({ ...OVH, OVH_APPLICATION_SECRET: "other" }, at(server.url)).send(anSms())).toMatchObject({
      reason: "not-authorised",
    });
    expect(await ovh.open({ ...OVH, OVH_SMS_SERVICE: "sms-zz-1" }, at(server.url)).send(anSms())).toMatchObject({
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
    expect(await ovh.open(OVH, at(server.url)).send(anSms())).toEqual({ kind: "again", code: "time-503" });
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
    server.answer(`/sms/${OVH.OVH_SMS_SERVICE}/outgoing`, { status: 500 });
    expect(await gateway.find(crypto.randomUUID())).toEqual({ kind: "cannot-say", code: "http-500" });
    server.lose(JOBS, "cut");
    expect(await gateway.find(crypto.randomUUID())).toMatchObject({ kind: "cannot-say" });
  });

  test("a receipt comes by the query of a call, and the number in it is not kept", () => {
    const called = (query: string) => gateway.receiptsOf({ query: new URLSearchParams(query), body: "" });
    expect(
      called("id=26929925&ptt=4&date=2026-11-27&description=1&descriptionDlr=Success&receiver=33612345678"),
    ).toEqual([{ id: "26929925", result: { kind: "delivered" } }]);
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
    server.answer(`/sms/${OVH.OVH_SMS_SERVICE}/outgoing/${id}`, { status: 500 });
    expect(await gateway.receiptOf?.({ id, tag: "" })).toBe("cannot-say");
  });
});

describe("brevo", () => {
  const server = servers.brevo;
  const gateway = brevo.open(BREVO, { ...at(server.url), receipts: RECEIPTS });
  const SEND = "/transactionalSMS/send";

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
      webUrl: RECEIPTS,
    });
  });

  test.each([undefined, "http://localhost:3000/api/recus/secret"])(
    "no address that it cannot reach is given: %s",
    async (receipts) => {
      await brevo.open(BREVO, { ...at(server.url), receipts }).send(anSms());
      expect(JSON.parse(server.seen.at(-1)!.body)).not.toHaveProperty("webUrl");
    },
  );

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
});

describe("octopush", () => {
  const server = servers.octopush;
  const gateway = octopush.open(OCTOPUSH, at(server.url));
  const SEND = "/sms-campaign/send";

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
});

describe.each(companies)("$name, read in one place for all", ({ gateway: { open }, server, path, settings }) => {
  const gateway = open(settings, at(server.url));

  test("a number that is none is refused for good, and the next message is not concerned", async () => {
    expect(await gateway.send(anSms({ to: "+12" }))).toMatchObject({ kind: "refused", reason: "bad-recipient" });
    expect(WOULD_FAIL_TOO["bad-recipient"]).toBe(false);
  });

  test("an answer that is not documented leaves it unknown", async () => {
    server.answer(path, { status: 200, body: "<html>Welcome" });
    expect(await gateway.send(anSms())).toEqual({ kind: "unknown", code: "http-200-unreadable" });
  });

  test.each([
    [429, { "retry-after": "12" }, 12_000],
    [503, { date: "Fri, 27 Nov 2026 10:00:00 GMT", "retry-after": "Fri, 27 Nov 2026 10:01:30 GMT" }, 90_000],
    [503, { "retry-after": "soon" }, undefined],
    [500, {}, undefined],
    [408, {}, undefined],
  ])("%i with %j is tried again after %s milliseconds", async (status, headers, wait) => {
    server.answer(path, { status, headers });
    expect(await gateway.send(anSms())).toEqual({ kind: "again", code: `http-${status}`, wait });
  });

  test.each([502, 504])("%i comes from a proxy that lost the answer, so nobody knows", async (status) => {
    server.answer(path, { status });
    expect(await gateway.send(anSms())).toEqual({ kind: "unknown", code: `http-${status}` });
  });

  test.each(["cut", "half"] as const)("an answer that is lost (%s) leaves it unknown", async (loss) => {
    server.lose(path, loss);
    expect(await gateway.send(anSms())).toMatchObject({ kind: "unknown" });
  });

  test("an answer that does not come in time leaves it unknown", async () => {
    const hasty = open(settings, at(server.url, 1_500));
    server.lose(path, "never");
    expect(await hasty.send(anSms())).toEqual({ kind: "unknown", code: "TIMEOUT" });
  }, 60_000);

  test("a redirect is not followed, and no key goes elsewhere", async () => {
    const asked = server.seen.length;
    server.answer(path, { status: 307, headers: { location: `${server.url}/elsewhere` } });
    expect(await gateway.send(anSms())).toMatchObject({ kind: "refused", reason: "wrong-address" });
    expect(server.seen.slice(asked).map((seen) => seen.path)).not.toContain("/elsewhere");
  });

  test("nobody at the address: nothing was sent, and it is tried again", async () => {
    const closed = createServer();
    await new Promise<void>((ready) => closed.listen(0, "127.0.0.1", ready));
    const { port } = closed.address() as AddressInfo;
    await new Promise<void>((done) => closed.close(() => done()));
    expect(await open(settings, at(`http://127.0.0.1:${port}`)).send(anSms())).toEqual({
      kind: "again",
      code: "ECONNREFUSED",
    });
  });
});

const ASKING = { by: "asking", after: 60_000 } as const;
const REPEATING = { by: "repeating", within: 86_400_000 } as const;

test("a lost answer is lost, but where the same tag is not sent twice the next try is safe", () => {
  const unknown = { kind: "unknown", code: "TIMEOUT" } as const;
  expect([ASKING, LOST_MAIL, REPEATING].map((lost) => resultOfTry(unknown, lost))).toEqual(["lost", "lost", "busy"]);
});

test("what was accepted, refused or not taken is so for every gateway", () => {
  for (const lost of [ASKING, LOST_MAIL, REPEATING])
    expect([
      resultOfTry({ kind: "accepted" }, lost),
      resultOfTry({ kind: "refused", reason: "no-credit", code: "http-402" }, lost),
      resultOfTry({ kind: "again", code: "http-503", wait: 1 }, lost),
    ]).toEqual(["accepted", "refused", "busy"]);
});

test("an answer about a lost try is what the gateway has, has not, or cannot say", () => {
  expect([
    foundOf({ kind: "sent", id: "7" }),
    foundOf({ kind: "not-known" }),
    foundOf({ kind: "cannot-say", code: "TIMEOUT" }),
  ]).toEqual(["has-it", "has-it-not", "cannot-say"]);
});

const results = fc.constantFrom<ReceiptResult>(
  { kind: "delivered" },
  { kind: "expired" },
  { kind: "failed", reason: "bad-recipient" },
  { kind: "failed", reason: "unreachable" },
  { kind: "failed", reason: "other" },
);

const whatIsTrue = (receipts: readonly ReceiptResult[]) => receipts.reduce(resultOfBoth, undefined as never);

test("receipts that come twice or late, in whichever order, say the same in the end", () => {
  fc.assert(
    fc.property(
      fc
        .array(results, { minLength: 1, maxLength: 4 })
        .chain((one) =>
          fc.tuple(
            fc.constant(one),
            fc.shuffledSubarray([...one, ...one], { minLength: one.length * 2, maxLength: one.length * 2 }),
          ),
        ),
      ([once, twiceInAnyOrder]) => expect(whatIsTrue(twiceInAnyOrder)).toEqual(whatIsTrue(once)),
    ),
  );
});

test("a delivery that is told late counts, and a failure after it does not", () => {
  const delivered = { kind: "delivered" } as const;
  const failed = { kind: "failed", reason: "unreachable" } as const;
  expect(resultOfBoth(failed, delivered)).toEqual(delivered);
  expect(resultOfBoth(delivered, failed)).toEqual(delivered);
  expect(resultOfBoth({ kind: "expired" }, failed)).toEqual(failed);
  expect(resultOfBoth(undefined, failed)).toEqual(failed);
});
