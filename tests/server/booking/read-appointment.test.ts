import { mayChange } from "#lib/booking/may-change.ts";
import { instantOf } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { at, morningAt, neuhof, NOW, visitFor } from "./neuhof.ts";
import { statementsOf } from "./statements.ts";

const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { cancelAppointment } = await import("#lib/server/booking/cancel.ts");
const { readAppointment } = await import("#lib/server/booking/read-appointment.ts");
const { followVisit } = await import("#lib/server/queue/follow-visit.ts");
const { GET } = await import("#app/api/v1/appointments/[secret]/route.ts");

const setTime = (moment: number) => clock.move(moment - (clock.now() - clock.offset()));

async function booked(hour = "09:30") {
  const permanence = await morningAt(db, await neuhof(db));
  const answer = await bookAppointment(
    { kind: "anonymous" },
    { permanence, topics: ["caf"], start: at(hour), onBehalfOf: false },
  );
  if (!answer.ok) throw new Error(answer.refusal);
  return { ...answer.value, permanence };
}
/** The turn passed: a call took it. */
const passed = (id: string) => db.appointment.update({ where: { id }, data: { passedBy: [crypto.randomUUID()] } });

beforeEach(() => setTime(instantOf(NOW)));
afterAll(() => db.$disconnect());

test("after check-in the appointment shows the number and the secret of the number's page", async () => {
  const { id, secret, permanence } = await booked();
  expect(await readAppointment(secret)).not.toHaveProperty("visit");
  const visit = await visitFor(db, permanence, id);
  const held = await readAppointment(secret);
  expect(held).toMatchObject({ state: "checked-in", visit: { number: 1 } });
  expect((await followVisit(held?.visit?.secret ?? ""))?.visit).toBe(visit);
  await db.visit.update({ where: { id: visit }, data: { generation: 2 } });
  expect((await followVisit((await readAppointment(secret))?.visit?.secret ?? ""))?.visit).toBe(visit);
});

test("the API does not return the number, because the appointment's secret gives no right to it", async () => {
  const { id, secret, permanence } = await booked();
  await visitFor(db, permanence, id);
  const answer = await GET(
    new Request(`https://permanences.example/api/v1/appointments/${secret}`, {
      headers: { host: "permanences.example" },
    }),
    { params: Promise.resolve({ secret }) },
  );
  const told = await answer.json();
  expect(told).toMatchObject({ state: "checked-in" });
  expect(told).not.toHaveProperty("visit");
  expect(told).not.toHaveProperty("late");
  expect(told).not.toHaveProperty("closedBefore");
});

test("lateness follows the rule: the hour has come, it was announced, or the turn passed", async () => {
  const { id, secret } = await booked();
  const late = async () => (await readAppointment(secret))?.late;
  setTime(at("09:20"));
  expect(await late()).toBeUndefined();
  setTime(at("09:50"));
  expect(await late()).toBe("due");
  await db.appointment.update({ where: { id }, data: { expectedAt: new Date(at("10:00")) } });
  expect(await late()).toBe("told");
  await passed(id);
  expect(await late()).toBe("passed");
});

test("a resident whose turn passed may still come until the half-day is over", async () => {
  const { id, secret } = await booked();
  await passed(id);
  setTime(at("10:00"));
  expect(await readAppointment(secret)).toMatchObject({ state: "no-show", late: "passed" });
  setTime(at("12:00"));
  expect(await readAppointment(secret)).not.toHaveProperty("late");
});

test("when the half-day was closed early nobody is asked to come, before the hour or after it, and nothing is offered that would be refused", async () => {
  const { secret, permanence } = await booked("11:00");
  setTime(at("10:05"));
  expect(await readAppointment(secret)).toMatchObject({ state: "booked" });
  await db.permanence.update({
    where: { id: permanence },
    data: { status: "closed", outcome: "held", closedAt: new Date(at("10:00")) },
  });
  for (const hour of ["10:05", "11:05", "12:30"]) {
    setTime(at(hour));
    const held = await readAppointment(secret);
    expect(held).toMatchObject({ state: "awaiting-outcome", closedBefore: true });
    expect(held).not.toHaveProperty("late");
    expect(held && mayChange(held, clock.now())).toEqual({ move: false, cancel: false });
  }
  expect(await cancelAppointment(secret)).toEqual({ ok: false, refusal: "too-late" });
});

test("closedBefore is not set when the hour had come before the closing", async () => {
  const { secret, permanence } = await booked("11:00");
  await db.permanence.update({
    where: { id: permanence },
    data: { status: "closed", outcome: "held", closedAt: new Date(at("11:10")) },
  });
  setTime(at("11:15"));
  const held = await readAppointment(secret);
  expect(held).toMatchObject({ state: "awaiting-outcome" });
  expect(held).not.toHaveProperty("closedBefore");
});

test("reading an appointment takes as many statements after check-in as before", async () => {
  const { id, secret, permanence } = await booked();
  const asked = async () => (await statementsOf(() => readAppointment(secret))).length;
  const before = await asked();
  await visitFor(db, permanence, id);
  expect(await asked()).toBe(before);
});
