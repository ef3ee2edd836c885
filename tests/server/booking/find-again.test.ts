import { randomUUID } from "node:crypto";
import { instant, MINUTE, type Instant } from "#lib/time/instant.ts";
import { phones } from "#tests/server/message/phone-store.ts";
import { ownerOf } from "#tests/support/database.ts";
import { eventually } from "#tests/support/eventually.ts";
import { holdLock } from "#tests/support/held-lock.ts";
import { machineTimePasses, realMachineTime } from "#tests/support/machine-clock.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { at, hautepierre, MONDAY, morningAt, neuhof, NOW, visitFor, WEEK_AFTER } from "./neuhof.ts";

const { db, url, clock, transaction } = await serverOnFreshDatabase({
  APP_NOW: NOW,
  APP_URL: "https://permanences.example",
  SMS_GATEWAY: "database",
});
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { cancelAppointment } = await import("#lib/server/booking/cancel.ts");
const {
  askForLinks,
  findByCode: lookUp,
  placesToFindAt,
  sendLinksOf,
} = await import("#lib/server/booking/find-again.ts");
const { sendAgain } = await import("#lib/server/message/send-again.ts");
const { sendDue } = await import("#lib/server/message/send-due.ts");
const { EVERYBODY, openTyped } = await import("#lib/server/typed-form.ts");
const { POST: findByCode } = await import("#app/[locale]/(site)/retrouver/code/route.ts");
const { POST: askForLink } = await import("#app/[locale]/(site)/retrouver/lien/route.ts");

beforeEach(() => db.$executeRaw`DELETE FROM outbox`);
afterAll(() => db.$disconnect());

const here = await neuhof(db);
const { slug } = await db.place.findUniqueOrThrow({ where: { id: here.place } });

/** An appointment on a new morning there. */
async function booked({
  day = MONDAY,
  of = here,
  ...contact
}: { day?: string; of?: typeof here; phone?: string; email?: string } = {}) {
  const permanence = await morningAt(db, of, { day });
  const answer = await bookAppointment(
    { kind: "anonymous" },
    { permanence, topics: ["caf"], start: at("10:00", day), onBehalfOf: false, ...contact },
  );
  if (!answer.ok) throw new Error(answer.refusal);
  return { ...answer.value, code: answer.value.code ?? "" };
}

/** A form as a browser without script posts it; answers where it leads to. */
async function post(handler: typeof findByCode, fields: Record<string, string>, locale = "fr"): Promise<URL> {
  const request = new Request("https://permanences.example/retrouver/code", {
    method: "POST",
    body: new URLSearchParams(fields).toString(),
    headers: { host: "permanences.example", "content-type": "application/x-www-form-urlencoded" },
  });
  const answer = await handler(request, { params: Promise.resolve({ locale }) });
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([303, "no-store"]);
  return new URL(answer.headers.get("location") ?? "", "https://permanences.example");
}
const typedIn = (led: URL) => openTyped(led.searchParams.get("saisie") ?? undefined, clock.now(), EVERYBODY);
const messages = () => db.outboxMessage.count();

test("code, place and day lead to the page of the appointment, in the reader’s language", async () => {
  const { code, secret } = await booked();
  const led = await post(
    findByCode,
    { code: `${code.slice(0, 3)} ${code.slice(3).toLowerCase()}`, place: slug, day: "23/11" },
    "ar",
  );
  expect(led.pathname).toBe(`/ar/rendez-vous/${secret}`);
});

test("also of one that was cancelled, and of a booked one before a cancelled one with the same code", async () => {
  const first = await booked();
  await cancelAppointment(first.secret);
  expect((await post(findByCode, { code: first.code, place: slug, day: MONDAY })).pathname).toContain(first.secret);
  const second = await booked();
  await db.appointment.update({ where: { id: second.id }, data: { code: first.code } });
  expect((await post(findByCode, { code: first.code, place: slug, day: MONDAY })).pathname).toContain(second.secret);
});

test("the code of another day, another place or nobody finds nothing, and the form comes back as it was typed", async () => {
  const { code } = await booked();
  const other = await hautepierre(db, here);
  const elsewhere = await db.place.findUniqueOrThrow({ where: { id: other.place } });
  for (const fields of [
    { code, place: slug, day: WEEK_AFTER },
    { code, place: elsewhere.slug, day: MONDAY },
    { code: code === "222222" ? "333333" : "222222", place: slug, day: MONDAY },
  ]) {
    const led = await post(findByCode, fields, "tr");
    expect(led.pathname).toBe("/tr/retrouver");
    expect(typedIn(led)).toMatchObject({ form: "code", fields, refusals: { form: "nothing-found" } });
    expect(led.href).not.toContain(fields.code);
  }
});

test("what is missing or cannot be read is said beside its field", async () => {
  expect(typedIn(await post(findByCode, { code: "x", place: "", day: "" }))?.refusals).toEqual({
    code: "code-wrong",
    place: "place-missing",
    day: "day-wrong",
  });
  const fields = { code: "K7M4PD", place: "nulle-part", day: MONDAY };
  expect(typedIn(await post(findByCode, fields))?.refusals).toEqual({ place: "place-missing" });
  expect(typedIn(await post(findByCode, { ...fields, place: slug, day: "lundi" }))?.refusals).toEqual({
    day: "day-wrong",
  });
  expect(typedIn(await post(askForLink, { contact: "Fatima" }))).toMatchObject({
    form: "lien",
    fields: { contact: "Fatima" },
    refusals: { contact: "contact-wrong" },
  });
});

test("a form of an organisation’s own page comes back to that page", async () => {
  expect((await post(findByCode, { chez: "rennes", code: "x" })).pathname).toBe("/chez/rennes/retrouver");
  expect((await post(askForLink, { chez: "//x.example", contact: "x" })).pathname).toBe("/retrouver");
});

test("the answer is the same whether a contact has an appointment or not, and the message goes in only where it has", async () => {
  const { id } = await booked({ phone: "+33612345601", email: "fatima@exemple.fr" });
  const unknown = await post(askForLink, { contact: "06 99 99 99 99" });
  const known = await post(askForLink, { contact: "06 12 34 56 01" });
  expect([known.href, unknown.href]).toEqual(Array(2).fill("https://permanences.example/retrouver?fait=lien"));
  await eventually(messages, 1);
  expect(await db.outboxMessage.findMany()).toMatchObject([{ kind: "found-again", appointmentId: id }]);
});

test("an e-mail is found in small and capital letters; of several appointments the three soonest have a message each", async () => {
  const email = "Zelie@exemple.fr";
  const days = ["2026-11-27", "2026-11-26", "2026-11-25", "2026-11-24"];
  const ids = new Map(await Promise.all(days.map(async (day) => [day, (await booked({ day, email })).id] as const)));
  expect(await sendLinksOf({ email: "zelie@exemple.fr" }, clock.now())).toBe(3);
  const sent = await db.outboxMessage.findMany({ select: { appointmentId: true } });
  expect(sent.map(({ appointmentId }) => appointmentId).sort()).toEqual(
    ["2026-11-24", "2026-11-25", "2026-11-26"].map((day) => ids.get(day)).sort(),
  );
});

test("nothing is sent of an appointment that is over or cancelled", async () => {
  const { secret } = await booked({ phone: "+33612345602" });
  expect(await sendLinksOf({ phone: "+33612345602" }, at("10:30"))).toBe(0);
  await cancelAppointment(secret);
  expect(await sendLinksOf({ phone: "+33612345602" }, clock.now())).toBe(0);
});

test("the places to choose from are those where the organisation takes appointments, once each, also a hidden one", async () => {
  const city = await neuhof(db);
  const other = await hautepierre(db, city);
  const without = await hautepierre(db, city);
  await morningAt(db, city, {});
  await morningAt(db, city, { day: WEEK_AFTER });
  await morningAt(db, other, {});
  await morningAt(db, without, { lanes: 0 });
  await db.place.update({ where: { id: other.place }, data: { hidden: true } });
  expect((await placesToFindAt(city.organisation)).map(({ name }) => name)).toEqual([
    "Mairie de quartier de Hautepierre",
    "Mairie de quartier du Neuhof",
  ]);
});

describe("whoever guesses", () => {
  let code: string;
  let wrong: string;
  beforeAll(async () => {
    ({ code } = await booked({ phone: "+33612345678" }));
    wrong = code === "222222" ? "333333" : "222222";
  });
  afterEach(realMachineTime);

  const slugOf = async (id: string): Promise<string> => (await db.place.findUniqueOrThrow({ where: { id } })).slug;
  const from = (address: string = randomUUID()): Headers => new Headers({ "x-peer-address": address });
  const find = async (typed: string, address?: string, place = slug): Promise<string> => {
    const found = await lookUp({ code: typed, place, day: MONDAY }, from(address));
    return found.ok ? "found" : found.refusal;
  };
  /** What so many tries of a wrong code answer that are not « nothing found ». */
  async function tries(times: number, address: () => string, place = slug): Promise<string[]> {
    const answers: string[] = [];
    for (let time = 0; time < times; time += 1) answers.push(await find(wrong, address(), place));
    return answers.filter((one) => one !== "nothing-found");
  }

  test("ten wrong codes in a quarter of an hour from one address, then the right one waits too; another address finds", async () => {
    const address = randomUUID();
    expect(await tries(11, () => address)).toEqual(["too-many-requests"]);
    expect(await find(code, address)).toBe("too-many-requests");
    expect(await find(code)).toBe("found");
    machineTimePasses(15 * MINUTE);
    expect(await find(code, address)).toBe("found");
  });

  test("a right code is not counted, nor what can be no code or day", async () => {
    const address = randomUUID();
    for (let time = 0; time < 12; time += 1) expect(await find(code, address)).toBe("found");
    for (let time = 0; time < 12; time += 1)
      expect(await lookUp({ code, place: slug, day: "lundi" }, from(address))).toMatchObject({
        refusal: "day-wrong",
      });
    expect(await find(code, address)).toBe("found");
  });

  test("an address has sixty wrong codes a day, a place two hundred from anywhere, and another place is still found at", async () => {
    const other = await hautepierre(db, here);
    const place = await slugOf(other.place);
    const address = randomUUID();
    for (let quarter = 0; quarter < 6; quarter += 1) {
      expect(await tries(10, () => address, place)).toEqual([]);
      machineTimePasses(15 * MINUTE);
    }
    expect(await find(wrong, address, place)).toBe("too-many-requests");
    expect(await tries(140, randomUUID, place)).toEqual([]);
    expect(await find(wrong, randomUUID(), place)).toBe("too-many-requests");
    expect(await find(code)).toBe("found");
  });

  test("twenty links an hour may be asked for from an address, whatever is typed", async () => {
    const address = randomUUID();
    const ask = async (turn: number) =>
      askForLinks({ phone: `+336990000${String(turn).padStart(2, "0")}` }, from(address));
    for (let turn = 0; turn < 20; turn += 1) expect([turn, (await ask(turn)).ok]).toEqual([turn, true]);
    expect(await ask(20)).toMatchObject({ ok: false, refusal: "too-many-requests" });
  });

  test("a contact that was typed three times in a day is answered as ever, and nothing more is sent", async () => {
    const phone = "+33612345678";
    const messages = () => db.outboxMessage.count();
    for (let turn = 1; turn <= 3; turn += 1) {
      expect(await askForLinks({ phone }, from())).toEqual({ ok: true, value: undefined });
      await eventually(messages, turn);
      await db.outboxMessage.updateMany({ where: { sentAt: null }, data: { attempts: 1, sentAt: new Date(NOW) } });
    }
    // Else the limit of the appointment would answer for that of the contact.
    await db.outboxMessage.deleteMany();
    expect(await askForLinks({ phone }, from())).toEqual({ ok: true, value: undefined });
    expect(await askForLinks({ phone: "+33600000000" }, from())).toEqual({ ok: true, value: undefined });
    expect(await messages()).toBe(0);
  });

  test("the answer does not wait for what is written, so that its time does not tell whether there is an appointment", async () => {
    const email = "yves@exemple.fr";
    const morning = await morningAt(db, here, {});
    await bookAppointment(
      { kind: "anonymous" },
      { permanence: morning, topics: ["caf"], start: at("10:00"), onBehalfOf: false, email },
    );
    const lock = await holdLock(ownerOf(url), "LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE");
    expect(await askForLinks({ email }, from())).toEqual({ ok: true, value: undefined });
    await lock.waitFor(1);
    await lock.release();
    await eventually(() => db.outboxMessage.count(), 1);
  });
});

describe("the message with the link", () => {
  const now = clock.now();
  const A_DAY = 24 * 60 * MINUTE;
  const HOURS = ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"] as const;

  let people = 0;
  const somebody = () => ({ phone: `+336123400${String((people += 1)).padStart(2, "0")}` });

  /** Books an hour of a new morning, by this contact, or by somebody else each time. */
  async function withContact(contact: { phone?: string; email?: string } = somebody(), hour = "10:00") {
    const permanence = await morningAt(db, here, {});
    const answer = await bookAppointment(
      { kind: "anonymous" },
      { permanence, topics: ["caf"], start: at(hour), onBehalfOf: false, ...contact },
    );
    if (!answer.ok) throw new Error(answer.refusal);
    return { ...answer.value, permanence };
  }
  const ask = (ids: readonly string[], when: Instant = now): Promise<readonly string[]> =>
    transaction((tx) => sendAgain(tx, ids, when), "service");
  const sent = (id: string, when: Instant): Promise<unknown> =>
    db.outboxMessage.updateMany({
      where: { appointmentId: id, sentAt: null },
      data: { attempts: 1, sentAt: new Date(when) },
    });

  test("the link of an appointment is put in to be sent at once, with ids alone", async () => {
    const { id } = await withContact();
    expect(await ask([id])).toEqual([id]);
    expect(await db.outboxMessage.findMany()).toMatchObject([
      { kind: "found-again", appointmentId: id, organisationId: here.organisation, dueAt: new Date(now), sentAt: null },
    ]);
  });

  test("while one has not left, no other is put in, also by two who ask at once; once it has left, three a day at most", async () => {
    const { id } = await withContact();
    const answers = await Promise.all([ask([id]), ask([id])]);
    expect(answers.flat()).toEqual([id]);
    expect(await ask([id])).toEqual([]);
    for (const turn of [2, 3]) {
      await sent(id, now);
      expect([turn, await ask([id])]).toEqual([turn, [id]]);
    }
    await sent(id, now);
    expect(await ask([id])).toEqual([]);
    expect(await ask([id], instant(now + A_DAY))).toEqual([id]);
  });

  test("a message that came with a restored backup, and is held, does not keep another one back", async () => {
    const { id } = await withContact();
    await ask([id]);
    await db.outboxMessage.updateMany({ data: { heldAt: new Date(now) } });
    expect(await ask([id])).toEqual([id]);
  });

  test("nothing is sent to whoever left no contact, has cancelled, is here, or whose hour has come", async () => {
    const without = await withContact({});
    const cancelled = await withContact();
    const isHere = await withContact();
    const begun = await withContact();
    expect(await cancelAppointment(cancelled.secret)).toMatchObject({ ok: true });
    await visitFor(db, isHere.permanence, isHere.id);
    expect(await ask([without.id, cancelled.id, isHere.id])).toEqual([]);
    expect(await ask([begun.id], at("09:59"))).toEqual([begun.id]);
    await db.$executeRaw`DELETE FROM outbox`;
    expect(await ask([begun.id], at("10:00"))).toEqual([]);
  });

  test("nothing is put in for whom no message can reach: a landline, or a telephone that refuses SMS", async () => {
    const landline = await withContact({ phone: "+33388436000" });
    const refuses = await withContact();
    await db.$executeRaw`UPDATE appointment_contact SET refuses_sms = true WHERE appointment_id = ${refuses.id}::uuid`;
    expect(await ask([landline.id, refuses.id])).toEqual([]);
  });

  test("whoever would rather be called, and asks for the link, has it sent", async () => {
    const { id } = await withContact();
    await db.$executeRaw`UPDATE appointment_contact SET prefers_call = true WHERE appointment_id = ${id}::uuid`;
    await db.$executeRaw`DELETE FROM to_tell`;
    expect(await ask([id])).toEqual([id]);
    const phone = phones();
    await sendDue({ sms: phone.gateway, mailOf: () => Promise.reject(new Error("No mail")), random: () => 0 });
    expect(phone.texts()).toEqual([expect.stringContaining("/r/")]);
  });

  test("several appointments have one message each, the soonest first; an unknown id changes nothing", async () => {
    const ids = await Promise.all(
      HOURS.slice(0, 3).map(async (hour) => (await withContact({ email: "a@exemple.fr" }, hour)).id),
    );
    expect(await ask([...ids].reverse().concat(crypto.randomUUID()))).toEqual(ids);
  });
});
