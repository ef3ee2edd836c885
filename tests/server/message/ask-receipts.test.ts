import type { SmsGateway } from "#lib/server/message/gateways/gateway.ts";
import { at, morningAt, neuhof, NOW, WEEK_AFTER } from "#tests/server/booking/neuhof.ts";
import { BREVO, brevoServer } from "#tests/server/message/gateways/brevo-server.ts";
import { OVH, ovhServer } from "#tests/server/message/gateways/ovh-server.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const [brevo, ovh] = [await brevoServer(), await ovhServer()];
const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW, SMS_GATEWAY: "database", SMS_SENDER: "Aide" });
const { MINUTE, instant } = await import("#lib/time/instant.ts");
const { ASKED_AFTER } = await import("#lib/message/receipts.ts");
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { mailOfAppointment } = await import("#lib/server/calendar/mail-of-appointment.ts");
const { areReceiptsToAsk, askReceipts } = await import("#lib/server/message/ask-receipts.ts");
const { brevoGateway } = await import("#lib/server/message/gateways/brevo.ts");
const { octopushGateway } = await import("#lib/server/message/gateways/octopush.ts");
const { ovhGateway } = await import("#lib/server/message/gateways/ovh.ts");
const { tellAndSend } = await import("#lib/server/message/send-job.ts");

// Without an address that they could call.
const byBrevo = brevoGateway({ apiKey: BREVO.apiKey, sender: BREVO.sender }, { url: brevo.url });
const byOvh = ovhGateway(OVH, { url: ovh.url });

const here = await neuhof(db);
const begins = Date.parse(NOW);
beforeEach(async () => {
  await db.outboxMessage.updateMany({ data: { gatewayId: null } });
  await db.outboxMessage.updateMany({ where: { sentAt: null }, data: { cancelledAt: new Date(NOW) } });
  clock.move(begins - (clock.now() - clock.offset()));
});
afterAll(async () => {
  await Promise.all([brevo.close(), ovh.close()]);
  await db.$disconnect();
});

const waitFor = (minutes: number): void =>
  clock.move(instant(clock.now() + minutes * MINUTE) - (clock.now() - clock.offset()));

let people = 0;
/** Somebody with a mobile who booked an hour ten days from now, and was sent a confirmation by this gateway. */
async function confirmed(sms: SmsGateway) {
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

const ask = (sms: SmsGateway) => askReceipts(sms, clock.now());

test("a gateway that cannot call us is asked, five minutes after the SMS and not before, and its receipt is noted", async () => {
  const { message, knows } = await confirmed(byBrevo);
  brevo.happens(brevo.taken.at(-1)!, "hard_bounce");
  waitFor(4);
  expect([await areReceiptsToAsk(byBrevo, clock.now()), await ask(byBrevo)]).toEqual([
    false,
    { asked: 0, receipts: 0 },
  ]);
  waitFor(1.1);
  expect([await areReceiptsToAsk(byBrevo, clock.now()), await ask(byBrevo)]).toEqual([true, { asked: 1, receipts: 1 }]);
  expect(await message()).toMatchObject({ result: "bad-recipient", receiptAsks: 1 });
  // Whose message did not arrive was not told.
  expect(await knows()).toBeUndefined();
  expect(await areReceiptsToAsk(byBrevo, clock.now())).toBe(false);
});

test("as long as there is none it is asked again at growing distances, seven times in two days, and then never", async () => {
  const { message } = await confirmed(byOvh);
  ovh.leave(3, 4);
  const asked: number[] = [];
  for (let minute = 0; minute < 73 * 60; minute += 5) {
    if ((await ask(byOvh)).asked === 1) asked.push(minute);
    waitFor(5);
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
  const octopush = octopushGateway({ apiLogin: "", apiKey: "", sender: "" }, { url: "http://127.0.0.1:9" });
  const before = ovh.seen.length;
  for (const gateway of [undefined, octopush, byOvh]) {
    expect([await areReceiptsToAsk(gateway, clock.now()), await askReceipts(gateway, clock.now())]).toEqual([
      false,
      { asked: 0, receipts: 0 },
    ]);
  }
  expect(ovh.seen).toHaveLength(before);
});
