import { mayChange } from "#lib/booking/may-change.ts";
import { instantOf } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { at, hautepierre, MONDAY, morningAt, neuhof, NOW, staffAt, visitFor, WEEK_AFTER } from "./neuhof.ts";
import { countersOf } from "#tests/server/queue/counters.ts";
import { changesOf } from "#tests/server/queue/changes-of.ts";
import { statementsOf } from "./statements.ts";

const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { cancelAppointment } = await import("#lib/server/booking/cancel.ts");
const { moveAppointment } = await import("#lib/server/booking/move.ts");
const { readAppointment } = await import("#lib/server/booking/read-appointment.ts");
const { readMove } = await import("#lib/server/booking/read-move.ts");
const { followVisit } = await import("#lib/server/queue/follow-visit.ts");

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
  const from = await morningAt(db, here);
  const to = await morningAt(db, there, { day: WEEK_AFTER });
  const { id, secret } = await booked(from);
  expect(await moveAppointment(secret, { permanence: to, start: at("10:00", WEEK_AFTER) })).toMatchObject({
    value: { permanence: to, place: { name: "Mairie de quartier de Hautepierre" }, phone: "+33388000002" },
  });
  expect(await rowOf(id)).toMatchObject({ permanenceId: to, placeId: there.place, lane: 1 });
  expect(await booked(from)).toMatchObject({ permanence: from });
});

test("both lines are notified: each version grows by one, on commit", async () => {
  const here = await neuhof(db);
  const from = await morningAt(db, here);
  const to = await morningAt(db, here, { day: WEEK_AFTER });
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
  const mine = await booked(permanence);
  const other = await booked(permanence, "09:00");
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

test("a refused move changes nothing", async () => {
  const here = await neuhof(db);
  const permanence = await morningAt(db, here);
  const walkIns = await morningAt(db, here, { day: WEEK_AFTER, windows: [{ from: 0, to: 180, mode: "walk-in" }] });
  const mine = await booked(permanence);
  const other = await booked(permanence, "11:00");
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
  const mine = await morningAt(db, await neuhof(db));
  const theirs = await morningAt(db, await neuhof(db));
  const { secret } = await booked(mine);
  for (const permanence of [theirs, crypto.randomUUID(), "neuhof"])
    expect(await moveAppointment(secret, { permanence, start: at("10:00") })).toEqual(refused("not-found"));
  for (const other of ["x", `${secret.slice(0, -4)}AAAA`])
    expect(await moveAppointment(other, { start: at("10:00") })).toEqual(refused("not-found"));
});

test("the code stays, unless another appointment has it at the other place", async () => {
  const here = await neuhof(db);
  const there = await hautepierre(db, here);
  const from = await morningAt(db, here);
  const to = await morningAt(db, there);
  const mine = await booked(from, "09:30", { code: "AAAAAA" });
  await booked(to, "09:30", { code: "AAAAAA" });
  expect(
    await moveAppointment(mine.secret, { permanence: to, start: at("11:00") }, undefined, () => "BBBBBB"),
  ).toMatchObject({ value: { code: "BBBBBB", secret: mine.secret } });
  expect(
    await moveAppointment(mine.secret, { permanence: from, start: at("11:00") }, undefined, () => "CCCCCC"),
  ).toMatchObject({ value: { code: "BBBBBB" } });
});

test("a wanted conseiller is wanted at the new hour too, and once at one hour", async () => {
  const here = await neuhof(db);
  const there = await hautepierre(db, here);
  const from = await morningAt(db, here, { lanes: 2 });
  const to = await morningAt(db, there, { lanes: 2 });
  const reception = await staffAt(db, here);
  const conseiller = await staffAt(db, here, "conseiller");
  const wish = (permanence: string, hour: string) =>
    bookAppointment(reception, {
      permanence,
      topics: ["caf"],
      start: at(hour),
      onBehalfOf: true,
      wantedConseiller: conseiller.user,
    });
  const mine = await wish(from, "09:30");
  await wish(to, "11:00");
  expect(await moveAppointment(mine.ok ? mine.value.secret : "", { start: at("11:00") })).toEqual(
    refused("slot-taken"),
  );
  expect(await moveAppointment(mine.ok ? mine.value.secret : "", { permanence: to, start: at("10:30") })).toMatchObject(
    { ok: true },
  );
});

describe("giving it up", () => {
  const done = { ok: true, value: undefined };
  const stateOf = async (secret: string) => (await readAppointment(secret))?.state;
  const monday = async () => morningAt(db, await neuhof(db));

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
    const first = await booked(permanence);
    const second = await booked(permanence, "10:00");
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
});

describe("the hours to move to", () => {
  const SHORT = [{ from: 0, to: 60, mode: "appointment" as const }];
  const startsOf = (day: { slots: readonly { span: { start: number } }[] } | undefined) =>
    day?.slots.map(({ span }) => span.start);

  test("first the other hours of its own half-day are shown, its own span counted as free, without the hour it has", async () => {
    const permanence = await morningAt(db, await neuhof(db), { windows: [{ from: 0, to: 120, mode: "mixed" }] });
    const { secret } = await booked(permanence);
    const move = await readMove(secret, undefined);
    expect(move).toMatchObject({
      may: true,
      held: { permanence },
      chosen: { permanence, place: { name: "Mairie de quartier du Neuhof" } },
      others: [],
    });
    expect(startsOf(move?.chosen)).toEqual([at("09:00"), at("09:45"), at("10:00"), at("10:30")]);
    for (const start of startsOf(move?.chosen) ?? [])
      expect(await moveAppointment(secret, { start: start as never })).toMatchObject({ ok: true });
  });

  test("then the half-days of the same organisation that have hours for as long as it takes, in the order of the days", async () => {
    const here = await neuhof(db);
    const there = await hautepierre(db, here);
    const permanence = await morningAt(db, here);
    const full = await morningAt(db, here, { day: "2026-11-24", windows: [{ from: 0, to: 30, mode: "appointment" }] });
    await booked(full, "09:00", { day: "2026-11-24" });
    const elsewhere = await morningAt(db, there, { day: "2026-11-25" });
    const later = await morningAt(db, here, { day: WEEK_AFTER, windows: SHORT });
    await morningAt(db, here, { day: "2026-11-26", windows: [{ from: 0, to: 30, mode: "appointment" }] });
    await morningAt(db, here, { day: "2026-11-27", topicKeys: ["caf"] });
    await morningAt(db, here, { day: "2026-12-28" });
    await morningAt(db, await neuhof(db), { day: "2026-11-25" });
    const { secret } = await booked(permanence, "09:30", { topics: ["impots"] });
    expect((await readMove(secret, undefined))?.others.map((day) => day.permanence)).toEqual([elsewhere, later]);
  });

  test("a day that is asked for is shown, and its own half-day is among the others", async () => {
    const here = await neuhof(db);
    const permanence = await morningAt(db, here);
    const later = await morningAt(db, here, { day: WEEK_AFTER, windows: SHORT });
    const { secret } = await booked(permanence);
    const move = await readMove(secret, later);
    expect(startsOf(move?.chosen)).toEqual([at("09:00", WEEK_AFTER), at("09:30", WEEK_AFTER)]);
    expect(move?.others.map((day) => day.permanence)).toEqual([permanence]);
  });

  test("a day that is none, or of another organisation, shows its own", async () => {
    const permanence = await morningAt(db, await neuhof(db));
    const theirs = await morningAt(db, await neuhof(db), { day: WEEK_AFTER });
    const { secret } = await booked(permanence);
    for (const day of ["x", crypto.randomUUID(), theirs])
      expect((await readMove(secret, day))?.chosen?.permanence).toBe(permanence);
  });

  test("hours at which the wanted conseiller is wanted by another are not shown", async () => {
    const here = await neuhof(db);
    const permanence = await morningAt(db, here, { lanes: 2, windows: [{ from: 0, to: 90, mode: "mixed" }] });
    const reception = await staffAt(db, here);
    const conseiller = await staffAt(db, here, "conseiller");
    const want = (hour: string) =>
      bookAppointment(reception, {
        permanence,
        topics: ["caf"],
        start: at(hour),
        onBehalfOf: true,
        wantedConseiller: conseiller.user,
      });
    const mine = await want("09:30");
    await want("10:00");
    expect(startsOf((await readMove(mine.ok ? mine.value.secret : "", undefined))?.chosen)).toEqual([at("09:00")]);
  });

  test("six days are listed at most, the soonest", async () => {
    const here = await neuhof(db);
    const { secret } = await booked(await morningAt(db, here));
    const later = [];
    for (const date of ["08", "01", "07", "02", "06", "03", "05", "04"])
      later.push({ date, id: await morningAt(db, here, { day: `2026-12-${date}` }) });
    const soonest = later
      .sort((a, b) => a.date.localeCompare(b.date))
      .map(({ id }) => id)
      .slice(0, 6);
    expect((await readMove(secret, undefined))?.others.map(({ permanence }) => permanence)).toEqual(soonest);
  });

  test("a secret that opens nothing shows nothing", async () => {
    for (const secret of ["x", "A".repeat(43)]) expect(await readMove(secret, undefined)).toBeUndefined();
  });

  test("many half-days are read by as many queries as few", async () => {
    const here = await neuhof(db);
    const { secret } = await booked(await morningAt(db, here));
    const asked = async () => (await statementsOf(() => readMove(secret, undefined))).length;
    const few = await asked();
    for (let day = 1; day <= 9; day += 1) await morningAt(db, here, { day: `2026-12-0${day}` });
    expect(await asked()).toBe(few);
  });
});

describe("reading it", () => {
  const alone = async (hour?: string) => booked(await morningAt(db, await neuhof(db)), hour);
  /** The turn passed: a call took it. */
  const passed = (id: string) => db.appointment.update({ where: { id }, data: { passedBy: [crypto.randomUUID()] } });

  test("after check-in the appointment shows the number and the secret of the number's page", async () => {
    const { id, secret, permanence } = await alone();
    expect(await readAppointment(secret)).not.toHaveProperty("visit");
    const visit = await visitFor(db, permanence, id);
    const held = await readAppointment(secret);
    expect(held).toMatchObject({ state: "checked-in", visit: { number: 1 } });
    expect((await followVisit(held?.visit?.secret ?? ""))?.visit).toBe(visit);
    await db.visit.update({ where: { id: visit }, data: { generation: 2 } });
    expect((await followVisit((await readAppointment(secret))?.visit?.secret ?? ""))?.visit).toBe(visit);
  });

  test("lateness follows the rule: the hour has come, it was announced, or the turn passed", async () => {
    const { id, secret } = await alone();
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

  test("when the half-day was closed early nobody is asked to come, before the hour or after it, and nothing is offered that would be refused", async () => {
    const { secret, permanence } = await alone("11:00");
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

  test("whoever was here until the team closed reads so, and nobody who helped with it; where nobody opened it, nobody knows", async () => {
    const { id, secret, permanence } = await alone();
    const help = async () => (await readAppointment(secret))?.help;
    setTime(at("12:30"));
    expect(await help()).toBe("unknown");
    const visit = await visitFor(db, permanence, id);
    await db.visit.update({ where: { id: visit }, data: { state: "unserved", endedAt: new Date(at("12:00")) } });
    const end = (outcome: string) =>
      db.permanence.update({
        where: { id: permanence },
        data: { status: "closed", outcome, closedAt: new Date(at("12:00")) },
      });
    await end("held");
    expect(await help()).toBe("missing");
    await end("not-recorded");
    expect(await help()).toBe("unknown");
    await db.appointment.update({ where: { id }, data: { byHelper: true, onBehalfOf: true } });
    expect(await help()).toBeUndefined();
  });

  test("reading an appointment takes as many statements after check-in as before", async () => {
    const { id, secret, permanence } = await alone();
    const asked = async () => (await statementsOf(() => readAppointment(secret))).length;
    const before = await asked();
    await visitFor(db, permanence, id);
    expect(await asked()).toBe(before);
  });
});
