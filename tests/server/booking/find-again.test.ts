import { eventually } from "#tests/support/eventually.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { at, hautepierre, MONDAY, morningAt, neuhof, NOW, WEEK_AFTER } from "./neuhof.ts";

const { db, clock } = await serverOnFreshDatabase({
  APP_NOW: NOW,
  APP_URL: "https://permanences.example",
  SMS_GATEWAY: "database",
});
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { cancelAppointment } = await import("#lib/server/booking/cancel.ts");
const { placesToFindAt, sendLinksOf } = await import("#lib/server/booking/find-again.ts");
const { EVERYBODY, openTyped } = await import("#lib/server/typed-form.ts");
const { POST: findByCode } = await import("#app/[locale]/retrouver/code/route.ts");
const { POST: askForLink } = await import("#app/[locale]/retrouver/lien/route.ts");

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

test("a form of an operator’s own page comes back to that page", async () => {
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

test("the places to choose from are those where the operator takes appointments, once each, also a hidden one", async () => {
  const city = await neuhof(db);
  const [other, without] = [await hautepierre(db, city), await hautepierre(db, city)];
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
