import { instantOf } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { at, morningAt, neuhof, NOW, visitFor } from "./neuhof.ts";
import { countersOf } from "#tests/server/queue/counters.ts";

const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { cancelAppointment } = await import("#lib/server/booking/cancel.ts");
const { readAppointment } = await import("#lib/server/booking/read-appointment.ts");

const refused = (refusal: string) => ({ ok: false, refusal });
const done = { ok: true, value: undefined };
const setTime = (moment: number) => clock.move(moment - (clock.now() - clock.offset()));
const stateOf = async (secret: string) => (await readAppointment(secret))?.state;
const versionOf = async (id: string) => (await countersOf(db, id)).version;

async function booked(permanence: string, hour = "09:30") {
  const answer = await bookAppointment(
    { kind: "anonymous" },
    { permanence, topics: ["caf"], start: at(hour), onBehalfOf: false },
  );
  if (!answer.ok) throw new Error(answer.refusal);
  return answer.value;
}
const monday = async () => morningAt(db, await neuhof(db));

beforeEach(() => setTime(instantOf(NOW)));
afterAll(() => db.$disconnect());

test("an appointment is cancelled, its hour can be booked at once, and its link still answers its state", async () => {
  const permanence = await monday();
  const { id, secret } = await booked(permanence);
  expect(await cancelAppointment(secret)).toEqual(done);
  expect(await db.appointment.findUnique({ where: { id } })).toMatchObject({
    state: "cancelled-by-resident",
    cancelledAt: expect.any(Date),
    startsAt: new Date(at("09:30")),
  });
  expect(await stateOf(secret)).toBe("cancelled-by-resident");
  expect(await booked(permanence)).toMatchObject({ state: "booked" });
});

test("cancelled again it is the same, and the followers of its line are notified once", async () => {
  const permanence = await monday();
  const { secret } = await booked(permanence);
  for (let time = 0; time < 3; time += 1) expect(await cancelAppointment(secret)).toEqual(done);
  expect(await versionOf(permanence)).toBe(2);
  setTime(at("13:00"));
  expect(await cancelAppointment(secret)).toEqual(done);
});

test("what the service cancelled stays cancelled by the service", async () => {
  const { id, secret } = await booked(await monday());
  await db.appointment.update({ where: { id }, data: { state: "cancelled-by-service" } });
  expect(await cancelAppointment(secret)).toEqual(done);
  expect(await stateOf(secret)).toBe("cancelled-by-service");
});

test("an appointment can be cancelled after its hour, while its half-day lasts", async () => {
  const permanence = await monday();
  const [first, second] = [await booked(permanence), await booked(permanence, "10:00")];
  setTime(at("09:45"));
  expect(await cancelAppointment(first.secret)).toEqual(done);
  setTime(at("12:00"));
  expect(await cancelAppointment(second.secret)).toEqual(refused("too-late"));
  expect(await stateOf(second.secret)).toBe("awaiting-outcome");
});

test("a half-day that was closed early counts as over", async () => {
  const permanence = await monday();
  const { secret } = await booked(permanence, "11:00");
  await db.permanence.update({
    where: { id: permanence },
    data: { status: "closed", outcome: "not-held", closedAt: new Date(at("10:00")) },
  });
  setTime(at("10:30"));
  expect(await cancelAppointment(secret)).toEqual(refused("too-late"));
});

test("whoever waits with a number leaves the line, by an event of the line", async () => {
  const permanence = await monday();
  const { id, secret } = await booked(permanence);
  const visit = await visitFor(db, permanence, id);
  setTime(at("09:10"));
  expect(await cancelAppointment(secret)).toEqual(done);
  expect(await db.visit.findUnique({ where: { id: visit } })).toMatchObject({ state: "left", leftWhy: "resident" });
  expect(await db.queueEvent.findMany({ where: { permanenceId: permanence } })).toMatchObject([
    { type: "visit-left", visitId: visit, actor: "resident" },
  ]);
  expect(await stateOf(secret)).toBe("cancelled-by-resident");
});

test("while the resident is being helped, and afterwards, nothing is cancelled", async () => {
  const permanence = await monday();
  const [first, second] = [await booked(permanence), await booked(permanence, "10:00")];
  await visitFor(db, permanence, first.id, "serving");
  await visitFor(db, permanence, second.id, "done");
  setTime(at("09:45"));
  expect(await cancelAppointment(first.secret)).toEqual(refused("state-changed"));
  expect(await cancelAppointment(second.secret)).toEqual(refused("state-changed"));
  expect([await stateOf(first.secret), await stateOf(second.secret)]).toEqual(["checked-in", "attended"]);
});

test("a secret that opens nothing cancels nothing", async () => {
  const { id, secret } = await booked(await monday());
  for (const other of ["x", `${secret.slice(0, -4)}AAAA`])
    expect(await cancelAppointment(other)).toEqual(refused("not-found"));
  await db.appointment.update({ where: { id }, data: { generation: 2 } });
  expect(await cancelAppointment(secret)).toEqual(refused("not-found"));
  expect(await db.appointment.findUnique({ where: { id } })).toMatchObject({ state: "booked" });
});
