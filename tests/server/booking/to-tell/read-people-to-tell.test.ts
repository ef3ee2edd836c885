/** @zones */
import { at, hautepierre, isoAt, morningAt, neuhof, NOW, staffAt, WEEK_AFTER } from "#tests/server/booking/neuhof.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW, APP_URL: "https://permanences.example" });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { cancelAppointment } = await import("#lib/server/booking/cancel.ts");
const { readAppointment } = await import("#lib/server/booking/read-appointment.ts");
const { cancelPermanence } = await import("#lib/server/planning/cancel-permanence.ts");
const { readPeopleToTell } = await import("#lib/server/booking/to-tell/read-people-to-tell.ts");
const { readStaffPermanences } = await import("#lib/server/schedule/read-staff-permanences.ts");
const { runCommands } = await import("#lib/server/queue/line-exchange.ts");
afterAll(() => db.$disconnect());

const setTime = (moment: number) => clock.move(moment - (clock.now() - clock.offset()));

/** A morning in two lanes with its team, a week after it another one. */
async function morning() {
  setTime(new Date(NOW).getTime());
  const here = await neuhof(db);
  const permanence = await morningAt(db, here, { lanes: 2 });
  const after = await morningAt(db, here, { lanes: 1, day: WEEK_AFTER });
  const staff = await staffAt(db, here);
  const book = async (hour: string, contact: { name?: string; phone?: string; email?: string } = {}) => {
    const wish = { permanence, topics: ["caf"], start: at(hour), onBehalfOf: false, language: "tr", ...contact };
    const booked = await bookAppointment({ kind: "anonymous" }, wish);
    if (!booked.ok) throw new Error(booked.refusal);
    return booked.value;
  };
  const does = async (act: object) => {
    const command = { id: crypto.randomUUID(), at: clock.now(), device: "tablet-1", ...act };
    const ran = await runCommands(staff, permanence, [command as never]);
    return ran.ok ? ran.value.results[0]?.outcome : ran.refusal;
  };
  return { here, permanence, after, staff, book, does };
}

test("after a close the team reads whom to tell: cancelled or kept, by the hour, with the contact and where to come instead", async () => {
  const { permanence, after, staff, book, does } = await morning();
  const past = await book("09:00");
  const kept = await book("11:30", { email: "ali@exemple.fr" });
  const cancelled = await book("11:00", { name: "Fatima", phone: "+33612345678" });
  const given = await book("10:30", { name: "Jean" });
  setTime(at("09:40"));
  await does({ type: "open", desks: [{ desk: 1, conseiller: staff.user }] });
  await cancelAppointment(given.secret);
  const bookings = [
    { appointment: cancelled.id, choice: "cancelled" },
    { appointment: kept.id, choice: "kept" },
  ];
  expect(await readPeopleToTell(staff, permanence)).toMatchObject({ ok: true, value: { people: [], others: [] } });
  expect(await does({ type: "close", leftovers: [], bookings })).toBe("applied");
  expect(past.id).not.toBe(kept.id);
  expect(await readPeopleToTell(staff, permanence)).toEqual({
    ok: true,
    value: {
      place: "Mairie de quartier du Neuhof",
      span: { start: at("09:00"), end: at("12:00") },
      timeZone: "Europe/Paris",
      standing: 0,
      people: [
        {
          appointment: cancelled.id,
          hour: at("11:00"),
          kept: false,
          seen: expect.any(String),
          language: "tr",
          name: "Fatima",
          phone: "+33612345678",
        },
        {
          appointment: kept.id,
          hour: at("11:30"),
          kept: true,
          seen: expect.any(String),
          language: "tr",
          email: "ali@exemple.fr",
        },
      ],
      others: [expect.objectContaining({ permanence: after })],
    },
  });
});

test("the list of the team's half-days leads there that day, also when every booking was kept", async () => {
  const { permanence, staff, book, does } = await morning();
  const kept = await book("11:30");
  setTime(at("09:40"));
  await does({ type: "open", desks: [{ desk: 1, conseiller: staff.user }] });
  const toTell = async () => (await readStaffPermanences(staff)).today.find(({ id }) => id === permanence)?.toTell;
  expect(await toTell()).toBeUndefined();
  await does({ type: "close", leftovers: [], bookings: [{ appointment: kept.id, choice: "kept" }] });
  expect(await toTell()).toBe(1);
});

test("the pages of the two say that nobody receives them", async () => {
  const { staff, book, does } = await morning();
  const cancelled = await book("11:00");
  const kept = await book("11:30");
  setTime(at("09:40"));
  await does({ type: "open", desks: [{ desk: 1, conseiller: staff.user }] });
  const bookings = [
    { appointment: cancelled.id, choice: "cancelled" },
    { appointment: kept.id, choice: "kept" },
  ];
  await does({ type: "close", leftovers: [], bookings });
  expect(await readAppointment(cancelled.secret)).toMatchObject({ state: "cancelled-by-service" });
  expect(await readAppointment(kept.secret)).toMatchObject({ state: "awaiting-outcome", closedBefore: true });
});

test("somebody who announced a later hour than the end of theirs is to be told as well", async () => {
  const { permanence, staff, book, does } = await morning();
  const late = await book("09:30");
  setTime(at("09:45"));
  await does({ type: "open", desks: [{ desk: 1, conseiller: staff.user }] });
  await does({ type: "late", appointment: late.id, expectedAt: at("11:15") });
  setTime(at("10:30"));
  await does({ type: "close", leftovers: [], bookings: [{ appointment: late.id, choice: "kept" }] });
  expect(await readPeopleToTell(staff, permanence)).toMatchObject({
    value: { people: [{ appointment: late.id, hour: at("09:30"), kept: true }] },
  });
});

test("while nothing is decided nobody is to be told, and it says how many appointments still stand", async () => {
  const { here, permanence, book } = await morning();
  const first = await book("10:00", { phone: "+33612345678" });
  await book("10:30");
  const coordinator = await staffAt(db, here, "coordinator");
  const read = () => readPeopleToTell(coordinator, permanence);
  expect(await read()).toMatchObject({ value: { people: [], standing: 2 } });
  const cancelledAt = new Date(clock.now());
  await db.appointment.update({ where: { id: first.id }, data: { state: "cancelled-by-resident", cancelledAt } });
  expect(await read()).toMatchObject({ value: { standing: 1 } });
  await cancelPermanence(coordinator, { permanence, preview: false, reason: "Travaux" });
  expect(await read()).toMatchObject({ value: { people: [{ kept: false }], standing: 0 } });
});

test("nobody else reads it: another organisation, a partner, a kiosk; nor of a half-day that is none", async () => {
  const { here, permanence, staff } = await morning();
  const elsewhere = await staffAt(db, await neuhof(db));
  const partner = await staffAt(db, here, "partner");
  const { place } = await hautepierre(db, here);
  const there = { ...staff, roles: staff.roles.map((role) => ({ ...role, places: [place] })) };
  for (const actor of [elsewhere, partner, there, { kind: "anonymous" as const }])
    expect(await readPeopleToTell(actor, permanence)).toEqual({ ok: false, refusal: "not-allowed" });
  for (const id of [crypto.randomUUID(), "neuhof", isoAt("09:00")])
    expect(await readPeopleToTell(staff, id)).toEqual({ ok: false, refusal: "not-found" });
});
