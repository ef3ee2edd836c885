import { instantOf } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { at, hautepierre, MONDAY, morningAt, neuhof, NOW, staffAt, visitFor, WEEK_AFTER } from "./neuhof.ts";
import { countersOf } from "#tests/server/queue/counters.ts";
import { changesOf } from "#tests/server/queue/changes-of.ts";

const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { moveAppointment } = await import("#lib/server/booking/move.ts");
const { readAppointment } = await import("#lib/server/booking/read-appointment.ts");

const refused = (refusal: string) => ({ ok: false, refusal });
const rowOf = (id: string) => db.appointment.findUniqueOrThrow({ where: { id } });
const versionOf = async (id: string) => (await countersOf(db, id)).version;
const friday = () => clock.move(instantOf(NOW) - (clock.now() - clock.offset()));
const setTime = (moment: number) => clock.move(moment - (clock.now() - clock.offset()));

async function booked(
  permanence: string,
  hour = "09:30",
  given: { day?: string; topics?: string[]; code?: string } = {},
) {
  const { day = MONDAY, topics = ["caf"], code } = given;
  const answer = await bookAppointment(
    { kind: "anonymous" },
    { permanence, topics, start: at(hour, day), onBehalfOf: false },
    undefined,
    code === undefined ? undefined : () => code,
  );
  if (!answer.ok) throw new Error(answer.refusal);
  return answer.value;
}

beforeEach(friday);
afterAll(() => db.$disconnect());

test("an appointment moves to another hour of its half-day, and its link leads there", async () => {
  const permanence = await morningAt(db, await neuhof(db));
  const { id, secret, code } = await booked(permanence);
  expect(await moveAppointment(secret, { start: at("11:00") })).toMatchObject({
    ok: true,
    value: { id, secret, code, span: { start: at("11:00"), end: at("11:30") }, state: "booked" },
  });
  expect(await readAppointment(secret)).toMatchObject({
    span: { start: at("11:00") },
    permanence,
    movedFrom: at("09:30"),
  });
  expect(await moveAppointment((await booked(permanence)).secret, { start: at("10:00") })).toMatchObject({ ok: true });
});

test("it counts as made when it was moved; the calls that took its former turn and an announced lateness are cleared", async () => {
  const permanence = await morningAt(db, await neuhof(db));
  const { id, secret } = await booked(permanence);
  await db.appointment.update({
    where: { id },
    data: { passedBy: [crypto.randomUUID()], expectedAt: new Date(at("09:50")) },
  });
  setTime(at("08:00"));
  await moveAppointment(secret, { start: at("11:00") });
  const row = await rowOf(id);
  expect(Math.abs(row.bookedAt.getTime() - at("08:00"))).toBeLessThan(60_000);
  expect(row.createdAt.getTime()).toBeLessThan(row.bookedAt.getTime());
  expect([row.passedBy, row.expectedAt]).toEqual([[], null]);
});

test("it moves to another half-day, also at another place of the same organisation", async () => {
  const here = await neuhof(db);
  const there = await hautepierre(db, here);
  const [from, to] = [await morningAt(db, here), await morningAt(db, there, { day: WEEK_AFTER })];
  const { id, secret } = await booked(from);
  expect(await moveAppointment(secret, { permanence: to, start: at("10:00", WEEK_AFTER) })).toMatchObject({
    value: { permanence: to, place: { name: "Mairie de quartier de Hautepierre" }, phone: "+33388000002" },
  });
  expect(await rowOf(id)).toMatchObject({ permanenceId: to, placeId: there.place, lane: 1 });
  expect(await booked(from)).toMatchObject({ permanence: from });
});

test("both lines are notified: each version grows by one, on commit", async () => {
  const here = await neuhof(db);
  const [from, to] = [await morningAt(db, here), await morningAt(db, here, { day: WEEK_AFTER })];
  const { secret } = await booked(from);
  const changes = await changesOf(() => moveAppointment(secret, { permanence: to, start: at("09:30", WEEK_AFTER) }));
  expect(new Map(changes.map(({ permanence, version }) => [permanence, version]))).toEqual(
    new Map([
      [from, 2],
      [to, 1],
    ]),
  );
  expect([await versionOf(from), await versionOf(to)]).toEqual([2, 1]);
  await moveAppointment(secret, { start: at("11:00", WEEK_AFTER) });
  expect([await versionOf(from), await versionOf(to)]).toEqual([2, 2]);
});

test("moved to the hour it has already, nothing changes, also not when it was made, and no line is notified", async () => {
  const permanence = await morningAt(db, await neuhof(db));
  const { id, secret } = await booked(permanence);
  const before = await rowOf(id);
  setTime(at("08:00"));
  for (const wanted of [{ start: at("09:30") }, { permanence, start: at("09:30") }])
    expect(await moveAppointment(secret, wanted)).toMatchObject({ ok: true, value: { span: { start: at("09:30") } } });
  setTime(at("09:40"));
  expect(await moveAppointment(secret, { start: at("09:30") })).toMatchObject({ ok: true });
  expect(await rowOf(id)).toEqual(before);
  expect(await versionOf(permanence)).toBe(1);
});

test("the same key is one move, even when it was moved on since; with another hour or appointment it is refused", async () => {
  const permanence = await morningAt(db, await neuhof(db));
  const [mine, other] = [await booked(permanence), await booked(permanence, "09:00")];
  const key = crypto.randomUUID();
  await moveAppointment(mine.secret, { start: at("11:00") }, key);
  await moveAppointment(mine.secret, { start: at("10:00") });
  expect(await moveAppointment(mine.secret, { start: at("11:00") }, key)).toMatchObject({
    ok: true,
    value: { span: { start: at("10:00") } },
  });
  expect(await moveAppointment(mine.secret, { start: at("11:30") }, key)).toEqual(refused("idempotency-key-reused"));
  expect(await moveAppointment(other.secret, { start: at("11:00") }, key)).toEqual(refused("idempotency-key-reused"));
  expect(await rowOf(other.id)).toMatchObject({ startsAt: new Date(at("09:00")) });
});

test("once the hour has come, or with a number, it is too-late; once cancelled, state-changed", async () => {
  const permanence = await morningAt(db, await neuhof(db));
  const [first, second, third] = [
    await booked(permanence, "09:00"),
    await booked(permanence, "10:00"),
    await booked(permanence, "11:00"),
  ];
  await visitFor(db, permanence, second.id);
  await db.appointment.update({ where: { id: third.id }, data: { state: "cancelled-by-service" } });
  setTime(at("09:10"));
  expect(await moveAppointment(first.secret, { start: at("11:30") })).toEqual(refused("too-late"));
  expect(await moveAppointment(second.secret, { start: at("11:30") })).toEqual(refused("too-late"));
  expect(await moveAppointment(third.secret, { start: at("11:30") })).toEqual(refused("state-changed"));
});

test("a refused move changes nothing", async () => {
  const here = await neuhof(db);
  const [permanence, walkIns] = [
    await morningAt(db, here),
    await morningAt(db, here, { day: WEEK_AFTER, windows: [{ from: 0, to: 180, mode: "walk-in" }] }),
  ];
  const [mine, other] = [await booked(permanence), await booked(permanence, "11:00")];
  const before = await rowOf(mine.id);
  expect(await moveAppointment(mine.secret, { start: at("11:00") })).toEqual(refused("slot-taken"));
  expect(await moveAppointment(mine.secret, { start: at("11:15") })).toEqual(refused("slot-taken"));
  expect(await moveAppointment(mine.secret, { start: at("09:15") })).toEqual(refused("leaves-a-hole"));
  expect(await moveAppointment(mine.secret, { start: at("13:00") })).toEqual(refused("outside-hours"));
  expect(await moveAppointment(mine.secret, { permanence: walkIns, start: at("09:30", WEEK_AFTER) })).toEqual(
    refused("not-bookable"),
  );
  expect(await rowOf(mine.id)).toEqual(before);
  expect(await rowOf(other.id)).toMatchObject({ startsAt: new Date(at("11:00")) });
  expect(await versionOf(permanence)).toBe(2);
});

test("another organisation's half-day, one that does not exist, and a secret that opens nothing are not found", async () => {
  const [mine, theirs] = [await morningAt(db, await neuhof(db)), await morningAt(db, await neuhof(db))];
  const { secret } = await booked(mine);
  for (const permanence of [theirs, crypto.randomUUID(), "neuhof"])
    expect(await moveAppointment(secret, { permanence, start: at("10:00") })).toEqual(refused("not-found"));
  for (const other of ["x", `${secret.slice(0, -4)}AAAA`])
    expect(await moveAppointment(other, { start: at("10:00") })).toEqual(refused("not-found"));
});

test("the code stays, unless another appointment has it at the other place", async () => {
  const here = await neuhof(db);
  const there = await hautepierre(db, here);
  const [from, to] = [await morningAt(db, here), await morningAt(db, there)];
  const mine = await booked(from, "09:30", { code: "AAAAAA" });
  await booked(to, "09:30", { code: "AAAAAA" });
  expect(
    await moveAppointment(mine.secret, { permanence: to, start: at("11:00") }, undefined, () => "BBBBBB"),
  ).toMatchObject({ value: { code: "BBBBBB", secret: mine.secret } });
  expect(
    await moveAppointment(mine.secret, { permanence: from, start: at("11:00") }, undefined, () => "CCCCCC"),
  ).toMatchObject({ value: { code: "BBBBBB" } });
});

test("an appointment beside the lanes gets a lane where it is moved", async () => {
  const here = await neuhof(db);
  const permanence = await morningAt(db, here);
  await booked(permanence);
  const beside = await bookAppointment(await staffAt(db, here), {
    permanence,
    topics: ["caf"],
    start: at("09:30"),
    onBehalfOf: true,
    overbook: { reason: "urgent" },
  });
  expect(beside.ok && (await rowOf(beside.value.id))).toMatchObject({ lane: null, overbooked: true });
  await moveAppointment(beside.ok ? beside.value.secret : "", { start: at("10:00") });
  expect(beside.ok && (await rowOf(beside.value.id))).toMatchObject({
    lane: 1,
    overbooked: false,
    overbookReason: null,
  });
});

test("a wanted conseiller is wanted at the new hour too, and once at one hour", async () => {
  const here = await neuhof(db);
  const there = await hautepierre(db, here);
  const [from, to] = [await morningAt(db, here, { lanes: 2 }), await morningAt(db, there, { lanes: 2 })];
  const [reception, conseiller] = [await staffAt(db, here), await staffAt(db, here, "conseiller")];
  const wish = (permanence: string, hour: string) =>
    bookAppointment(reception, {
      permanence,
      topics: ["caf"],
      start: at(hour),
      onBehalfOf: true,
      wantedConseiller: conseiller.user,
    });
  const [mine] = [await wish(from, "09:30"), await wish(to, "11:00")];
  expect(await moveAppointment(mine.ok ? mine.value.secret : "", { start: at("11:00") })).toEqual(
    refused("slot-taken"),
  );
  expect(await moveAppointment(mine.ok ? mine.value.secret : "", { permanence: to, start: at("10:30") })).toMatchObject(
    { ok: true },
  );
});
