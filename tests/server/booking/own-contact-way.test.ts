import { randomUUID } from "node:crypto";
import type { BookingRequest } from "#lib/booking/booking-request.ts";
import { telephoneKind } from "#lib/server/message/telephone-kind.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { at, morningAt, neuhof, NOW, visitFor, WEEK_AFTER } from "./neuhof.ts";

const { db } = await serverOnFreshDatabase({
  APP_NOW: NOW,
  APP_URL: "https://permanences.example",
  SMTP_URL: "smtp://127.0.0.1:1",
  MAIL_FROM: "aide@permanences.example",
});
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { cancelAppointment } = await import("#lib/server/booking/cancel.ts");
const { readAppointment } = await import("#lib/server/booking/read-appointment.ts");
const { changeOwnContactWay, readOwnContactWay } = await import("#lib/server/booking/own-contact-way.ts");
const { POST: tell } = await import("#app/[locale]/rendez-vous/[secret]/prevenir/route.ts");
const { POST: move } = await import("#app/[locale]/rendez-vous/[secret]/deplacer/confirmer/route.ts");
const { POST: answer } = await import("#app/[locale]/rendez-vous/[secret]/repondre/route.ts");
const { POST: take } = await import("#app/[locale]/permanences/[id]/rendez-vous/prendre/route.ts");

afterAll(() => db.$disconnect());

const here = await neuhof(db);
const MOBILE = "+33612345678";
const LANDLINE = "+33388436000";

async function booked(given: Partial<BookingRequest> = {}, day?: string) {
  const permanence = await morningAt(db, here, day === undefined ? {} : { day });
  const answer = await bookAppointment(
    { kind: "anonymous" },
    { permanence, topics: ["caf"], start: at("10:00", day), onBehalfOf: false, ...given },
  );
  if (!answer.ok) throw new Error(answer.refusal);
  return { ...answer.value, permanence };
}
async function post(
  handler: typeof tell | typeof take | typeof move | typeof answer,
  params: object,
  fields: Record<string, string>,
): Promise<string> {
  const request = new Request("https://permanences.example/x", {
    method: "POST",
    body: new URLSearchParams(fields).toString(),
    headers: { host: "permanences.example", "content-type": "application/x-www-form-urlencoded" },
  });
  const answer = await handler(request, { params: Promise.resolve({ locale: "fr", ...params }) as never });
  expect(answer.status).toBe(303);
  return answer.headers.get("location") ?? "";
}

describe("the language of an appointment", () => {
  const OTHER = "+33612345699";
  type Held = { readonly secret: string; readonly permanence: string };
  const languageOf = async (id: string) => (await db.appointment.findUniqueOrThrow({ where: { id } })).language;
  const acts = {
    "says how to be told": ({ secret }: Held, locale: string) => post(tell, { secret, locale }, { way: "call" }),
    moves: ({ secret, permanence }: Held, locale: string) =>
      post(move, { secret, locale }, { permanence, startsAt: new Date(at("11:00")).toISOString(), key: randomUUID() }),
    "answers an offer": ({ secret }: Held, locale: string) =>
      post(answer, { secret, locale }, { offer: randomUUID(), answer: "yes" }),
  };

  test.each(Object.entries(acts))("is that of the page on which its person %s", async (_, act) => {
    const held = await booked({ phone: OTHER, language: "fr" });
    await act(held, "ar");
    expect(await languageOf(held.id)).toBe("ar");
  });

  test("is that of the page too where none was known", async () => {
    const held = await booked({ phone: OTHER });
    await acts["says how to be told"](held, "tr");
    expect(await languageOf(held.id)).toBe("tr");
  });

  test("stays the one that the team noted where no page speaks it", async () => {
    const held = await booked({ phone: OTHER, language: "ru" });
    await acts["says how to be told"](held, "fr");
    expect(await languageOf(held.id)).toBe("ru");
  });
});

test("who prefers a call says so when booking, and is called", async () => {
  const { id } = await booked({ phone: MOBILE, prefersCall: true });
  expect(await readOwnContactWay(id)).toEqual({
    by: "call",
    phone: "mobile",
    prefersCall: true,
    refusesSms: false,
    refusesMail: false,
  });
});

test("a landline is called, an e-mail written to, and without a contact nothing is said of it", async () => {
  expect(await readOwnContactWay((await booked({ phone: LANDLINE })).id)).toMatchObject({
    by: "call",
    phone: "landline",
  });
  expect(await readOwnContactWay((await booked({ email: "a@exemple.fr" })).id)).toMatchObject({
    by: "mail",
    phone: "none",
  });
  expect(await readOwnContactWay((await booked()).id)).toBeUndefined();
  expect(await readOwnContactWay((await booked({ name: "Ada" })).id)).toBeUndefined();
});

test("a call or a message is chosen on the page of the appointment, for this one alone, as often as wanted", async () => {
  const phone = "+33612345611";
  const one = await booked({ phone });
  const other = await booked({ phone });
  const wants = async (id: string) => (await readOwnContactWay(id))?.prefersCall;
  expect(await post(tell, { secret: one.secret }, { way: "call" })).toBe(`/rendez-vous/${one.secret}?prevenir=fait`);
  expect([await wants(one.id), await wants(other.id)]).toEqual([true, false]);
  await post(tell, { secret: one.secret }, { way: "call" });
  expect(await wants(one.id)).toBe(true);
  await post(tell, { secret: one.secret }, { way: "message" });
  expect(await wants(one.id)).toBe(false);
});

test("SMS are stopped for every appointment of that telephone, not for another’s", async () => {
  const phone = "+33612345612";
  const one = await booked({ phone });
  const later = await booked({ phone }, WEEK_AFTER);
  const other = await booked({ phone: MOBILE });
  const refuses = async (id: string) => (await readOwnContactWay(id))?.refusesSms;
  expect(await changeOwnContactWay(one.secret, "no-sms")).toEqual({ ok: true, value: undefined });
  expect([await refuses(one.id), await refuses(later.id), await refuses(other.id)]).toEqual([true, true, false]);
  await changeOwnContactWay(later.secret, "sms");
  expect([await refuses(one.id), await refuses(later.id)]).toEqual([false, false]);
});

test("mails are stopped for every appointment of that address, not for another’s, and wanted again", async () => {
  const email = "c@exemple.fr";
  const one = await booked({ email });
  const later = await booked({ email }, WEEK_AFTER);
  const other = await booked({ email: "d@exemple.fr" });
  const how = async (id: string) => (await readOwnContactWay(id))?.by;
  expect(await post(tell, { secret: one.secret }, { way: "no-mail" })).toBe(`/rendez-vous/${one.secret}?prevenir=fait`);
  expect([await how(one.id), await how(later.id), await how(other.id)]).toEqual(["on-site", "on-site", "mail"]);
  await post(tell, { secret: later.secret }, { way: "mail" });
  expect([await how(one.id), await how(later.id)]).toEqual(["mail", "mail"]);
});

test("whoever left no telephone, or has no such link, changes nothing", async () => {
  const { secret } = await booked({ email: "b@exemple.fr" });
  expect(await changeOwnContactWay(secret, "call")).toMatchObject({ refusal: "not-found" });
  expect(await changeOwnContactWay((await booked({ phone: MOBILE })).secret, "no-mail")).toMatchObject({
    refusal: "not-found",
  });
  expect(await changeOwnContactWay("A".repeat(43), "no-sms")).toMatchObject({ refusal: "not-found" });
  expect(await post(tell, { secret }, { way: "pigeon" })).toBe(`/rendez-vous/${secret}?prevenir=malformed`);
});

test.each([
  ["me", false, false],
  ["other", true, false],
  ["helped", true, true],
])("the booking form says for whom: %s", async (forWhom, onBehalfOf, byHelper) => {
  const id = await morningAt(db, here, {});
  const fields = { topic: "caf", startsAt: "2026-11-23T09:30:00+01:00", key: crypto.randomUUID(), forWhom };
  expect(await post(take, { id }, fields)).toMatch(/^\/rendez-vous\/[\w-]{43}$/u);
  expect(await db.appointment.findFirstOrThrow({ where: { permanenceId: id } })).toMatchObject({
    onBehalfOf,
    byHelper,
  });
});

test("whoever booked for somebody else is told the hour and a cancellation, not that the person came, was late, or what became of it", async () => {
  const helped = await booked({ phone: MOBILE, onBehalfOf: true, byHelper: true });
  const own = await booked({ phone: "+33612345613", onBehalfOf: true });
  for (const { id, permanence } of [helped, own]) await visitFor(db, permanence, id);
  expect(await readAppointment(own.secret)).toMatchObject({ state: "checked-in", visit: { number: 1 } });
  const read = await readAppointment(helped.secret);
  expect(read).toMatchObject({ state: "booked" });
  expect(read).not.toHaveProperty("visit");
  await db.appointment.update({ where: { id: helped.id }, data: { passedBy: [crypto.randomUUID()] } });
  expect(await readAppointment(helped.secret)).toMatchObject({ state: "booked" });
  const cancelledAt = new Date(NOW);
  await db.appointment.update({ where: { id: helped.id }, data: { state: "cancelled-by-service", cancelledAt } });
  expect(await readAppointment(helped.secret)).toMatchObject({ state: "cancelled-by-service" });
});

test("whoever booked for somebody who has come does not end their waiting, and may cancel before", async () => {
  const here1 = await booked({ phone: "+33612345614", onBehalfOf: true, byHelper: true });
  await visitFor(db, here1.permanence, here1.id);
  expect(await cancelAppointment(here1.secret)).toMatchObject({ refusal: "too-late" });
  const before = await booked({ phone: "+33612345614", onBehalfOf: true, byHelper: true });
  expect(await cancelAppointment(before.secret)).toMatchObject({ ok: true });
});

test("an SMS reaches the mobiles of a country as its plan says, and every French number in 06 and 07", () => {
  // 06 39 98 is kept for films and demonstrations, so that no plan has it as a mobile.
  for (const mobile of ["+33612345678", "+33756789012", "+33639980101", "+4915112345678", "+905321234567"])
    expect([mobile, telephoneKind(mobile)]).toEqual([mobile, "mobile"]);
});

test("a landline is called, as is a number of which nobody can tell", () => {
  for (const landline of ["+33388436000", "+33932000000", "+493012345678", "+12025550123", "+3361234", "none"])
    expect([landline, telephoneKind(landline)]).toEqual([landline, "landline"]);
});

test("« Je n’ai rien demandé » stops SMS for what is booked later too; whoever typed the telephone starts none, the team does", async () => {
  const phone = "+33612345688";
  const one = await booked({ phone });
  await db.appointment.update({ where: { id: one.id }, data: { proven: "phone" } });
  await post(tell, { secret: one.secret }, { way: "nothing-asked" });
  const refuses = async (id: string) =>
    (await db.appointmentContact.findFirstOrThrow({ where: { appointmentId: id } })).refusesSms;
  expect((await db.appointment.findUniqueOrThrow({ where: { id: one.id } })).proven).toBeNull();
  const later = await booked({ phone });
  expect(await readOwnContactWay(later.id)).toMatchObject({ by: "call", refusesSms: true, askedNothing: true });
  await post(tell, { secret: later.secret }, { way: "sms" });
  expect([await refuses(one.id), await refuses(later.id)]).toEqual([true, true]);
  expect(await db.smsStopped.findMany()).toEqual([
    { phone: expect.not.stringContaining(phone), stoppedAt: expect.any(Date) },
  ]);
  const { changeContactWayOf } = await import("#lib/server/booking/own-contact-way.ts");
  await changeContactWayOf(later.id, "sms");
  expect([await refuses(later.id), await refuses((await booked({ phone })).id)]).toEqual([false, false]);
});
