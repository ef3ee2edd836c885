import type { OpenGateway } from "#lib/server/message/gateways/gateway.ts";
import { at, morningAt, neuhof, NOW, WEEK_AFTER } from "#tests/server/booking/neuhof.ts";
import { BREVO, brevoServer } from "./gateways/brevo-server.ts";
import { SENDER } from "./gateways/gateway-server.ts";
import { OCTOPUSH } from "./gateways/octopush-server.ts";
import { OVH, ovhServer } from "./gateways/ovh-server.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const brevo = await brevoServer();
const ovh = await ovhServer();
const { db, clock } = await serverOnFreshDatabase({
  APP_NOW: NOW,
  APP_URL: "https://permanences.example",
  SMS_GATEWAY: "brevo",
  SMS_SENDER: SENDER,
  ...BREVO,
  SMS_GATEWAY_URL: brevo.url,
});
const { MINUTE, instant } = await import("#lib/time/instant.ts");
const { ASKED_AFTER } = await import("#lib/message/receipts.ts");
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { mailOfAppointment } = await import("#lib/server/calendar/mail-of-appointment.ts");
const { areReceiptsToAsk, askReceipts } = await import("#lib/server/message/ask-receipts.ts");
const { receiptsAddress, SMS_GATEWAYS } = await import("#lib/server/message/gateways/gateways.ts");
const { senders } = await import("#lib/server/message/senders.ts");
const { tellAndSend } = await import("#lib/server/message/send-job.ts");
const { POST: receive } = await import("#app/api/recus/[secret]/route.ts");
const { GET: follow } = await import("#app/[locale]/r/[lien]/route.ts");

const here = await neuhof(db);
afterAll(async () => {
  await Promise.all([brevo.close(), ovh.close()]);
  await db.$disconnect();
});

let people = 0;
/** Somebody who was told by an SMS that their hour is cancelled. */
async function told(language = "fr") {
  const permanence = await morningAt(db, here);
  const phone = `+3361000${String((people += 1)).padStart(4, "0")}`;
  const booked = await bookAppointment(
    { kind: "anonymous" },
    { permanence, topics: ["caf"], start: at("10:00"), onBehalfOf: false, phone, language },
  );
  if (!booked.ok) throw new Error(booked.refusal);
  await db.appointment.update({
    where: { id: booked.value.id },
    data: { state: "cancelled-by-service", cancelledAt: new Date(clock.now()) },
  });
  await tellAndSend(clock.now(), senders(mailOfAppointment));
  const where = { appointmentId: booked.value.id };
  return {
    secret: booked.value.secret,
    sms: brevo.taken.at(-1)!,
    knows: async () => (await db.told.findUnique({ where: { appointmentId: booked.value.id } }))?.known,
    result: async () => (await db.outboxMessage.findFirst({ where }))?.result,
  };
}

const receipt = async (body: string, address = receiptsAddress("brevo") ?? ""): Promise<number> => {
  const secret = address.split("/").at(-1) ?? "";
  return (await receive(new Request(address, { method: "POST", body }), { params: Promise.resolve({ secret }) }))
    .status;
};

test("whose message did not arrive was not told, whatever comes twice, and knows it once it arrived after all", async () => {
  const { sms, knows, result } = await told();
  expect([await knows(), await result()]).toEqual(["cancelled", null]);
  const failed = brevo.happens(sms, "hard_bounce");
  expect([await receipt(failed), await receipt(failed)]).toEqual([200, 200]);
  expect(await knows()).toBeUndefined();
  expect(await receipt(brevo.happens(sms, "delivered"))).toBe(200);
  expect([await knows(), await result()]).toEqual(["cancelled", "delivered"]);
  // A failure that comes late says nothing any more.
  await receipt(failed);
  expect([await knows(), await result()]).toEqual(["cancelled", "delivered"]);
});

test("a receipt of a message that is none of ours, or with another secret, changes nothing", async () => {
  const { sms, knows, result } = await told();
  expect(await receipt(brevo.happens({ ...sms, messageId: 1 }, "hard_bounce"))).toBe(200);
  expect(await receipt("not a receipt")).toBe(200);
  const guessed = (receiptsAddress("brevo") ?? "").replace(/.$/u, (last) => (last === "A" ? "B" : "A"));
  expect(await receipt(brevo.happens(sms, "hard_bounce"), guessed)).toBe(404);
  // The secret of a gateway that is not set says nothing of what another one sent.
  expect(await receipt(brevo.happens(sms, "hard_bounce"), receiptsAddress("octopush"))).toBe(200);
  expect([await knows(), await result()]).toEqual(["cancelled", null]);
});

const followed = async (link: string, locale = "fr") => {
  const answer = await follow(new Request(`https://permanences.example/r/${link}`), {
    params: Promise.resolve({ locale, lien: link }),
  });
  return [answer.status, answer.headers.get("location"), answer.headers.get("referrer-policy")];
};

test("the address in a message leads to the page in the language of whoever got it, also in capitals", async () => {
  const { sms, secret } = await told("ar");
  const link = /\/r\/(?<lien>\w{12})/u.exec(sms.content)?.groups?.["lien"] ?? "";
  const page = [303, `/ar/rendez-vous/${secret}`, "no-referrer"];
  expect([await followed(link), await followed(link.toUpperCase())]).toEqual([page, page]);
});

test("an address that opens nothing leads to the page that says so, in the language that was asked", async () => {
  expect((await followed("aaaaaaaaaaaa", "tr")).slice(0, 2)).toEqual([303, "/tr/rendez-vous/inconnu"]);
});

test("what was sent by a gateway is kept nowhere, and no page shows it", async () => {
  const { showsMessages } = await import("#lib/server/message/demo-messages.ts");
  const { GET: openMail } = await import("#app/[locale]/(site)/messages/[id]/route.ts");
  const { sms } = await told();
  const opened = await openMail(new Request(`https://permanences.example/messages/${sms.tag}`), {
    params: Promise.resolve({ id: sms.tag }),
  });
  expect([showsMessages(), opened.status, await db.demoMessage.count()]).toEqual([false, 404, 0]);
});

describe("where a gateway cannot call us", () => {
  // Without an address that they could call.
  const open = (name: string, settings: Readonly<Record<string, string>>, url: string) =>
    SMS_GATEWAYS.find((gateway) => gateway.name === name)!.open(settings, { sender: SENDER, url });
  const byBrevo = open("brevo", BREVO, brevo.url);
  const byOvh = open("ovh", OVH, ovh.url);
  const begins = Date.parse(NOW);
  beforeEach(async () => {
    await db.outboxMessage.updateMany({ data: { gatewayId: null } });
    await db.outboxMessage.updateMany({ where: { sentAt: null }, data: { cancelledAt: new Date(NOW) } });
    clock.move(begins - (clock.now() - clock.offset()));
  });
  const waitFor = (minutes: number): void =>
    clock.move(instant(clock.now() + minutes * MINUTE) - (clock.now() - clock.offset()));

  /** Somebody with a mobile who booked an hour ten days from now, and was sent a confirmation by this gateway. */
  async function confirmed(sms: OpenGateway) {
    const permanence = await morningAt(db, here, { day: WEEK_AFTER });
    const booked = await bookAppointment(
      { kind: "anonymous" },
      {
        permanence,
        topics: ["caf"],
        start: at("10:00", WEEK_AFTER),
        onBehalfOf: false,
        phone: `+3361100${String((people += 1)).padStart(4, "0")}`,
      },
    );
    if (!booked.ok) throw new Error(booked.refusal);
    // The second time compares what has left.
    for (let twice = 0; twice < 2; twice += 1)
      await tellAndSend(clock.now(), { sms, mailOf: mailOfAppointment, random: () => 0.5 });
    const where = { appointmentId: booked.value.id, kind: "confirmation" };
    return {
      message: () => db.outboxMessage.findFirstOrThrow({ where }),
      knows: async () => (await db.told.findUnique({ where: { appointmentId: booked.value.id } }))?.way,
    };
  }

  const ask = (sms: OpenGateway) => askReceipts(sms, clock.now());

  test("a gateway that cannot call us is asked, five minutes after the SMS and not before, and its receipt is noted", async () => {
    const { message, knows } = await confirmed(byBrevo);
    brevo.happens(brevo.taken.at(-1)!, "hard_bounce");
    waitFor(4);
    expect([await areReceiptsToAsk(byBrevo, clock.now()), await ask(byBrevo)]).toEqual([
      false,
      { asked: 0, receipts: 0 },
    ]);
    waitFor(1.1);
    expect([await areReceiptsToAsk(byBrevo, clock.now()), await ask(byBrevo)]).toEqual([
      true,
      { asked: 1, receipts: 1 },
    ]);
    expect(await message()).toMatchObject({ result: "bad-recipient", receiptAsks: 1 });
    // Whose message did not arrive was not told.
    expect(await knows()).toBeUndefined();
    expect(await areReceiptsToAsk(byBrevo, clock.now())).toBe(false);
  });

  test("as long as there is none it is asked again at growing distances, seven times in two days, and then never", async () => {
    const { message } = await confirmed(byOvh);
    ovh.leave(3, 4);
    const asked: number[] = [];
    let passed = 0;
    for (const minute of [...ASKED_AFTER.flatMap((after) => [after - 1, after, after + 1]), 71 * 60]) {
      waitFor(minute - passed);
      passed = minute;
      if ((await ask(byOvh)).asked === 1) asked.push(minute);
    }
    expect(asked).toEqual(ASKED_AFTER);
    expect(await message()).toMatchObject({ result: null, receiptAsks: ASKED_AFTER.length });
  });

  test("a phone that was off and has it later takes its person off the list again", async () => {
    const { message, knows } = await confirmed(byBrevo);
    brevo.happens(brevo.taken.at(-1)!, "soft_bounce");
    waitFor(6);
    await ask(byBrevo);
    expect([(await message()).result, await knows()]).toEqual(["unreachable", undefined]);
    brevo.happens(brevo.taken.at(-1)!, "delivered");
    waitFor(20);
    await ask(byBrevo);
    expect([(await message()).result, await knows()]).toEqual(["delivered", "sms"]);
  });

  test("after 72 hours nobody asks any more, also where nobody has asked before", async () => {
    await confirmed(byBrevo);
    waitFor(72 * 60 + 1);
    expect([await areReceiptsToAsk(byBrevo, clock.now()), await ask(byBrevo)]).toEqual([
      false,
      { asked: 0, receipts: 0 },
    ]);
  });

  test("once a gateway does not answer, the few that were asked about are all of that minute", async () => {
    for (let one = 0; one < 9; one += 1) await confirmed(byBrevo);
    waitFor(6);
    brevo.answer("/transactionalSMS/statistics/events", { status: 500 });
    expect(await ask(byBrevo)).toEqual({ asked: 4, receipts: 0 });
    expect(await ask(byBrevo)).toEqual({ asked: 5, receipts: 0 });
  });

  test("two processes ask about none twice", async () => {
    for (let one = 0; one < 6; one += 1) await confirmed(byBrevo);
    waitFor(6);
    const before = brevo.seen.length;
    const counts = await Promise.all([ask(byBrevo), ask(byBrevo)]);
    expect(counts.reduce((sum, { asked }) => sum + asked, 0)).toBe(6);
    expect(brevo.seen.length - before).toBe(6);
  });

  test("a gateway without such a question, and none at all, is asked nothing, nor one about what another has sent", async () => {
    await confirmed(byBrevo);
    waitFor(6);
    const octopush = open("octopush", OCTOPUSH, "http://127.0.0.1:9");
    const before = ovh.seen.length;
    for (const gateway of [undefined, octopush, byOvh]) {
      expect([await areReceiptsToAsk(gateway, clock.now()), await askReceipts(gateway, clock.now())]).toEqual([
        false,
        { asked: 0, receipts: 0 },
      ]);
    }
    expect(ovh.seen).toHaveLength(before);
  });
});
