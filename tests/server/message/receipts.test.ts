import { at, morningAt, neuhof, NOW } from "#tests/server/booking/neuhof.ts";
import { BREVO, brevoServer } from "#tests/server/message/gateways/brevo-server.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const brevo = await brevoServer();
const { db, clock } = await serverOnFreshDatabase({
  APP_NOW: NOW,
  APP_URL: "https://permanences.example",
  SMS_GATEWAY: "brevo",
  SMS_SENDER: BREVO.sender,
  BREVO_API_KEY: BREVO.apiKey,
  SMS_GATEWAY_URL: brevo.url,
});
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { mailOfAppointment } = await import("#lib/server/calendar/mail-of-appointment.ts");
const { receiptsAddress } = await import("#lib/server/message/gateways/receipts-address.ts");
const { senders } = await import("#lib/server/message/senders.ts");
const { tellAndSend } = await import("#lib/server/message/send-job.ts");
const { POST: receive } = await import("#app/api/recus/[secret]/route.ts");
const { GET: follow } = await import("#app/[locale]/r/[lien]/route.ts");

const here = await neuhof(db);
afterAll(async () => {
  await brevo.close();
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
  const { GET: openMail } = await import("#app/[locale]/messages/[id]/route.ts");
  const { sms } = await told();
  const opened = await openMail(new Request(`https://permanences.example/messages/${sms.tag}`), {
    params: Promise.resolve({ id: sms.tag }),
  });
  expect([showsMessages(), opened.status, await db.demoMessage.count()]).toEqual([false, 404, 0]);
});
