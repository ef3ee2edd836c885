import { instantOf } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { at, morningAt, neuhof, NOW, staffAt, WEEK_AFTER } from "./neuhof.ts";
import { statementsOf } from "./statements.ts";

const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { cancelAppointment } = await import("#lib/server/booking/cancel.ts");

const anybody = { kind: "anonymous" } as const;
const setTime = (moment: number) => clock.move(moment - (clock.now() - clock.offset()));
const TOO_MANY = { ok: false, refusal: "too-many-appointments" };
let phones = 0;
const freshPhone = () => `+336000000${String((phones += 1)).padStart(2, "0")}`;

type Contact = { phone?: string; email?: string };
const book = (permanence: string, hour: string, contact: Contact, given: { day?: string; key?: string } = {}) =>
  bookAppointment(
    anybody,
    { permanence, topics: ["caf"], start: at(hour, given.day), onBehalfOf: false, ...contact },
    given.key,
  );

/** A morning, and five hours of it that this contact has booked. */
async function fiveOf(contact: Contact) {
  const here = await neuhof(db);
  const permanence = await morningAt(db, here, { lanes: 3 });
  const five = [];
  for (const hour of ["09:00", "09:30", "10:00", "10:30", "11:00"]) five.push(await book(permanence, hour, contact));
  expect(five.every(({ ok }) => ok)).toBe(true);
  return { here, permanence, five };
}

beforeEach(() => setTime(instantOf(NOW)));
afterAll(() => db.$disconnect());

test("a sixth appointment with one telephone is refused, here or elsewhere, and books nothing", async () => {
  const phone = freshPhone();
  const { permanence } = await fiveOf({ phone });
  const elsewhere = await morningAt(db, await neuhof(db));
  expect(await book(permanence, "11:30", { phone })).toEqual(TOO_MANY);
  expect(await book(elsewhere, "09:30", { phone })).toEqual(TOO_MANY);
  expect(await db.appointmentContact.count({ where: { phone } })).toBe(5);
});

test("one e-mail address is one contact however it is written", async () => {
  const { permanence } = await fiveOf({ email: "Leila@exemple.fr" });
  expect(await book(permanence, "11:30", { email: "leila@EXEMPLE.fr" })).toEqual(TOO_MANY);
  expect(await book(permanence, "11:30", { email: "leila2@exemple.fr" })).toMatchObject({ ok: true });
});

test("five with the telephone are enough, whatever e-mail is given with it", async () => {
  const phone = freshPhone();
  const { permanence } = await fiveOf({ phone });
  expect(await book(permanence, "11:30", { phone, email: "nouvelle@exemple.fr" })).toEqual(TOO_MANY);
  expect(await book(permanence, "11:30", { phone: freshPhone(), email: "nouvelle@exemple.fr" })).toMatchObject({
    ok: true,
  });
});

test("a booking without a contact is not counted", async () => {
  await fiveOf({});
  const { permanence } = await fiveOf({});
  expect(await book(permanence, "11:30", {})).toMatchObject({ ok: true });
});

test("what was cancelled or is over no longer counts", async () => {
  const phone = freshPhone();
  const { here, permanence, five } = await fiveOf({ phone });
  const [first] = five;
  await cancelAppointment(first?.ok ? first.value.secret : "");
  expect(await book(permanence, "11:30", { phone })).toMatchObject({ ok: true });
  const later = await morningAt(db, here, { day: WEEK_AFTER });
  expect(await book(later, "09:30", { phone }, { day: WEEK_AFTER })).toEqual(TOO_MANY);
  setTime(at("10:01"));
  expect(await book(later, "09:30", { phone }, { day: WEEK_AFTER })).toMatchObject({ ok: true });
});

test("the fifth, sent again with its key, is still the fifth", async () => {
  const phone = freshPhone();
  const permanence = await morningAt(db, await neuhof(db), { lanes: 2 });
  for (const hour of ["09:00", "09:30", "10:00", "10:30"]) await book(permanence, hour, { phone });
  const key = crypto.randomUUID();
  const fifth = await book(permanence, "11:00", { phone }, { key });
  expect(fifth).toMatchObject({ ok: true });
  expect(await book(permanence, "11:00", { phone }, { key })).toEqual(fifth);
});

test("staff of another organisation, or a partner, book as anybody: counted, and not as the reception", async () => {
  const phone = freshPhone();
  const { here, permanence } = await fiveOf({ phone });
  const team = await staffAt(db, here);
  for (const actor of [await staffAt(db, here, "partner"), await staffAt(db, await neuhof(db), "coordinator")]) {
    const other = freshPhone();
    const wish = { permanence, topics: ["caf"], start: at("11:30"), onBehalfOf: true };
    expect(await bookAppointment(actor, { ...wish, phone })).toEqual(TOO_MANY);
    expect(await bookAppointment(actor, { ...wish, phone: other })).toMatchObject({ ok: true });
    const [{ appointmentId: id } = { appointmentId: "" }] = await db.appointmentContact.findMany({
      where: { phone: other },
    });
    const cancelled = { state: "cancelled-by-service", cancelledAt: new Date(NOW) };
    expect(await db.appointment.update({ where: { id }, data: cancelled })).toMatchObject({ origin: "online" });
  }
  expect(
    await bookAppointment(team, { permanence, topics: ["caf"], start: at("11:30"), onBehalfOf: true, phone }),
  ).toMatchObject({ ok: true });
  expect(await db.appointmentContact.count({ where: { phone } })).toBe(6);
  expect(await db.appointment.count({ where: { permanenceId: permanence, origin: "reception" } })).toBe(1);
});

test("ten bookings at once at ten half-days with one telephone: five are booked", async () => {
  const phone = freshPhone();
  const here = await neuhof(db);
  const mornings = [];
  for (let index = 0; index < 10; index += 1) mornings.push(await morningAt(db, here));
  const answers = await Promise.all(mornings.map((permanence) => book(permanence, "09:30", { phone })));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(5);
  expect(answers.filter(({ ok }) => !ok)).toEqual(Array(5).fill(TOO_MANY));
  expect(await db.appointmentContact.count({ where: { phone } })).toBe(5);
});

test("telephone and e-mail crossed by many at once keep both limits, without a deadlock", async () => {
  const phone = freshPhone();
  const other = freshPhone();
  const contacts = [
    { phone, email: "b@exemple.fr" },
    { phone: other, email: "a@exemple.fr" },
    { phone, email: "a@exemple.fr" },
    { phone: other, email: "b@exemple.fr" },
  ];
  const here = await neuhof(db);
  const mornings = [];
  for (let index = 0; index < 6; index += 1) mornings.push(await morningAt(db, here, { lanes: 4 }));
  const answers = await Promise.all(
    mornings.flatMap((permanence) => contacts.map((contact) => book(permanence, "09:30", contact))),
  );
  expect(
    answers.filter((answer) => !answer.ok).every((answer) => !answer.ok && answer.refusal === "too-many-appointments"),
  ).toBe(true);
  for (const where of [{ phone }, { phone: other }, { email: "a@exemple.fr" }, { email: "b@exemple.fr" }])
    expect(await db.appointmentContact.count({ where })).toBeLessThanOrEqual(5);
  expect(answers.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(5);
});

test.each([
  ["without a contact", {}],
  ["with a telephone and an e-mail", { phone: "+33611111112", email: "deux@exemple.fr" }],
])("a booking %s takes six statements at most beside BEGIN and COMMIT, the locks first", async (_, contact) => {
  const permanence = await morningAt(db, await neuhof(db));
  const all = await statementsOf(() => book(permanence, "09:30", contact, { key: crypto.randomUUID() }));
  const statements = all.filter((text) => !/^(BEGIN|COMMIT|SET TRANSACTION)/i.test(text));
  expect(statements.length).toBeGreaterThan(3);
  expect(statements.length).toBeLessThanOrEqual(6);
  expect(statements[0]).toContain("FOR NO KEY UPDATE OF p");
  expect(statements[0]?.includes("pg_advisory_xact_lock")).toBe("phone" in contact);
});

test.each([
  ["without", false],
  ["with", true],
])(
  "the team's booking takes six too, %s a conseiller somebody wants, and holds the contact: who books alone at that moment counts it",
  async (_, wants) => {
    const here = await neuhof(db);
    const permanence = await morningAt(db, here);
    const reception = await staffAt(db, here);
    const conseiller = await staffAt(db, here, "conseiller");
    const wish = {
      permanence,
      topics: ["caf"],
      start: at("09:30"),
      onBehalfOf: true,
      phone: freshPhone(),
      overbook: { reason: "Vient de loin" },
      ...(wants && { wantedConseiller: conseiller.user }),
    };
    const all = await statementsOf(() => bookAppointment(reception, wish, crypto.randomUUID()));
    const statements = all.filter((text) => !/^(BEGIN|COMMIT|SET TRANSACTION)/i.test(text));
    expect(statements.length).toBeGreaterThan(3);
    expect(statements.length).toBeLessThanOrEqual(6);
    expect(statements[0]).toMatch(/pg_advisory_xact_lock[^]*FOR NO KEY UPDATE OF p/);
  },
);
