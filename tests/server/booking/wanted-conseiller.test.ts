import pg from "pg";
import type { Actor } from "#lib/access/actor.ts";
import { instantOf } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { at, hautepierre, isoAt, morningAt, neuhof, NOW, staffAt, WEEK_AFTER } from "./neuhof.ts";

const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { cancelAppointment } = await import("#lib/server/booking/cancel.ts");
const { holdHour } = await import("#lib/server/booking/hold.ts");
const { moveAppointment } = await import("#lib/server/booking/move.ts");
const { readAlternatives } = await import("#lib/server/booking/read-alternatives.ts");
const { readMove } = await import("#lib/server/booking/read-move.ts");

const refused = (refusal: string) => ({ ok: false, refusal });
const anybody = { kind: "anonymous" } as const;
const rowOf = (booked: { ok: true; value: { id: string } } | { ok: false }) =>
  db.appointment.findUnique({ where: { id: booked.ok ? booked.value.id : crypto.randomUUID() } });
const wish = (permanence: string, hour: string, day?: string) => ({
  permanence,
  topics: ["caf"],
  start: at(hour, day),
  onBehalfOf: false,
});

const another = new pg.Client({ connectionString: process.env["DATABASE_URL"] });
beforeAll(() => another.connect());
beforeEach(() => clock.move(instantOf(NOW) - (clock.now() - clock.offset())));
afterAll(async () => {
  await another.end();
  await db.$disconnect();
});

test("a wanted conseiller is noted, and wanted by one person at one hour", async () => {
  const here = await neuhof(db);
  const monday = await morningAt(db, here, { lanes: 2 });
  const later = await morningAt(db, here, { day: WEEK_AFTER });
  const reception = await staffAt(db, here);
  const conseiller = await staffAt(db, here, "conseiller");
  const want = (permanence: string, hour: string, day?: string) =>
    bookAppointment(reception, { ...wish(permanence, hour, day), wantedConseiller: conseiller.user });
  expect(await rowOf(await want(monday, "09:30"))).toMatchObject({ wantedConseillerId: conseiller.user, lane: 1 });
  expect(await want(monday, "09:45")).toEqual(refused("slot-taken"));
  expect(await want(monday, "10:00")).toMatchObject({ ok: true });
  expect(await want(later, "09:30", WEEK_AFTER)).toMatchObject({ ok: true });
});

test("a conseiller wanted at that hour is not wanted by somebody beside the lanes too, nor the other way round", async () => {
  const here = await neuhof(db);
  const monday = await morningAt(db, here);
  const elsewhere = await morningAt(db, here);
  const reception = await staffAt(db, here);
  const conseiller = await staffAt(db, here, "conseiller");
  const want = (permanence: string, hour: string, beside?: { overbook: { reason: string } }) =>
    bookAppointment(reception, { ...wish(permanence, hour), wantedConseiller: conseiller.user, ...beside });
  const beside = { overbook: { reason: "Vient de loin" } };
  await want(monday, "09:30");
  expect(await want(monday, "09:30", beside)).toEqual(refused("slot-taken"));
  await bookAppointment(anybody, wish(monday, "11:00"));
  expect(await rowOf(await want(monday, "11:00", beside))).toMatchObject({
    overbooked: true,
    wantedConseillerId: conseiller.user,
  });
  expect(await want(elsewhere, "11:00")).toEqual(refused("slot-taken"));
});

test("two at once who want one conseiller at one hour, at two places: one has it", async () => {
  const here = await neuhof(db);
  const permanences = [await morningAt(db, here), await morningAt(db, here)];
  const reception = await staffAt(db, here);
  const conseiller = await staffAt(db, here, "conseiller");
  const answers = await Promise.all(
    [...permanences, ...permanences].map((permanence) =>
      bookAppointment(reception, { ...wish(permanence, "09:30"), wantedConseiller: conseiller.user }),
    ),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(answers.filter((answer) => !answer.ok && answer.refusal === "slot-taken")).toHaveLength(3);
});

test("a request sent again with its key answers the same although the conseiller has left the team since; a new one is refused", async () => {
  const here = await neuhof(db);
  const permanence = await morningAt(db, here);
  const reception = await staffAt(db, here);
  const conseiller = await staffAt(db, here, "conseiller");
  const key = crypto.randomUUID();
  const want = (sent: string) =>
    bookAppointment(reception, { ...wish(permanence, "09:30"), wantedConseiller: conseiller.user }, sent);
  const first = await want(key);
  await db.membership.deleteMany({ where: { userId: conseiller.user } });
  expect(first.ok).toBe(true);
  expect(await want(key)).toEqual(first);
  expect(await want(crypto.randomUUID())).toEqual(refused("unknown-conseiller"));
});

test("only somebody of the team can be wanted, and only the team can say so", async () => {
  const here = await neuhof(db);
  const permanence = await morningAt(db, here);
  const reception = await staffAt(db, here);
  const conseiller = await staffAt(db, here, "conseiller");
  const elsewhere = await staffAt(db, await neuhof(db), "conseiller");
  for (const wantedConseiller of [elsewhere.user, reception.user, crypto.randomUUID()]) {
    expect(await bookAppointment(reception, { ...wish(permanence, "09:30"), wantedConseiller })).toEqual(
      refused("unknown-conseiller"),
    );
  }
  expect(await bookAppointment(anybody, { ...wish(permanence, "09:30"), wantedConseiller: conseiller.user })).toEqual(
    refused("not-allowed"),
  );
  expect(await db.appointment.count({ where: { permanenceId: permanence } })).toBe(0);
});

describe("who is away", () => {
  /** A conseiller who is away from 9:30 to 10:30 on Monday, and how reception books an hour with them. */
  async function reception() {
    const here = await neuhof(db);
    const permanence = await morningAt(db, here, { lanes: 2 });
    const staff = await staffAt(db, here);
    const { user: conseiller } = await staffAt(db, here, "conseiller");
    const away = (from: string, to: string, organisationId = here.organisation) =>
      db.absence.create({
        data: {
          conseillerId: conseiller,
          organisationId,
          startsAt: new Date(isoAt(from)),
          endsAt: new Date(isoAt(to)),
        },
      });
    await away("09:30", "10:30");
    const wish = (hour: string) => ({ permanence, topics: ["caf"], start: at(hour), wantedConseiller: conseiller });
    const books = (hour: string, more: object = {}) =>
      bookAppointment(staff, { ...wish(hour), onBehalfOf: false, ...more });
    return { here, permanence, staff, conseiller, away, wish, books };
  }

  test("a wanted conseiller who is away is refused, also beside the lanes and for a held hour; another hour is not", async () => {
    const { books, staff, wish } = await reception();
    for (const hour of ["09:30", "09:45", "10:15"]) expect(await books(hour)).toEqual(refused("conseiller-absent"));
    expect(await books("10:00", { overbook: { reason: "urgent" } })).toEqual(refused("conseiller-absent"));
    expect(await holdHour(staff, { ...wish("10:00"), until: at("08:00") })).toEqual(refused("conseiller-absent"));
    expect(await books("10:30")).toMatchObject({ ok: true });
    expect(await books("09:30", { wantedConseiller: undefined })).toMatchObject({ ok: true });
  });

  test("whichever organisation entered the absence", async () => {
    const { books, away } = await reception();
    await away("11:00", "11:30", (await neuhof(db)).organisation);
    expect(await books("11:00")).toEqual(refused("conseiller-absent"));
  });

  test("an appointment does not move to an hour in which the conseiller whom it wants is away", async () => {
    const { books, here } = await reception();
    const elsewhere = await morningAt(db, await hautepierre(db, here));
    const booked = await books("11:00");
    if (!booked.ok) throw new Error(booked.refusal);
    const { secret } = booked.value;
    expect(await moveAppointment(secret, { start: at("10:00") })).toEqual(refused("conseiller-absent"));
    expect(await moveAppointment(secret, { start: at("10:00"), permanence: elsewhere })).toEqual(
      refused("conseiller-absent"),
    );
    expect(await moveAppointment(secret, { start: at("09:00") })).toMatchObject({ ok: true });
  });

  test("an appointment moves to no half-day where the role of the conseiller whom it wants does not hold, or has ended", async () => {
    const { books, here, conseiller } = await reception();
    const there = await hautepierre(db, here);
    const elsewhere = await morningAt(db, there);
    const booked = await books("11:00");
    if (!booked.ok) throw new Error(booked.refusal);
    const { secret } = booked.value;
    const of = { userId: conseiller, organisationId: here.organisation, role: "conseiller" };
    await db.membership.updateMany({ where: of, data: { everyPlace: false } });
    await db.membershipPlace.create({ data: { ...of, placeId: here.place } });
    expect(await moveAppointment(secret, { start: at("09:00"), permanence: elsewhere })).toEqual(
      refused("unknown-conseiller"),
    );
    expect((await readMove(secret, elsewhere))?.chosen?.slots).toEqual([]);
    expect(await moveAppointment(secret, { start: at("09:00") })).toMatchObject({ ok: true });
    await db.membership.updateMany({ where: of, data: { endsAt: new Date(NOW) } });
    expect(await moveAppointment(secret, { start: at("11:00") })).toEqual(refused("unknown-conseiller"));
    expect(await moveAppointment(secret, { start: at("09:00") })).toMatchObject({ ok: true });
  });

  test("an hour inside the absence is offered neither instead of another nor to move to", async () => {
    const { books, wish, permanence } = await reception();
    const instead = await readAlternatives(permanence, wish("10:00"));
    expect(instead.hours.map(({ span }) => span.start)).toEqual([at("09:00"), at("10:30"), at("10:45")]);
    const booked = await books("11:00");
    if (!booked.ok) throw new Error(booked.refusal);
    const move = await readMove(booked.value.secret, undefined);
    expect(move?.chosen?.slots.map(({ span }) => span.start)).toEqual([
      at("09:00"),
      at("10:30"),
      at("10:45"),
      at("11:30"),
    ]);
  });
});

describe("who is wanted by several at once", () => {
  /** A conseiller of a team, and how its reception books an hour with them; nobody gives a telephone or an address. */
  async function reception() {
    const here = await neuhof(db);
    const permanence = await morningAt(db, here, { lanes: 2 });
    const staff = await staffAt(db, here);
    const conseiller = await staffAt(db, here, "conseiller");
    const books = async (hour: string, wantedConseiller?: string) => {
      const wish = { permanence, topics: ["caf"], start: at(hour), onBehalfOf: false };
      const booked = await bookAppointment(staff, { ...wish, ...(wantedConseiller && { wantedConseiller }) });
      if (!booked.ok) throw new Error(booked.refusal);
      return booked.value;
    };
    const holds = async (hour: string, wantedConseiller: string) => {
      const wish = { permanence, topics: ["caf"], start: at(hour) };
      const held = await holdHour(staff, { ...wish, wantedConseiller, until: at("08:00") });
      if (!held.ok) throw new Error(held.refusal);
      return (actor: Actor) => bookAppointment(actor, { ...wish, onBehalfOf: false, hold: held.value.secret });
    };
    return { conseiller: conseiller.user, staff, books, holds };
  }

  /** Does it while another transaction holds this conseiller: whether it waited until that one ended. */
  async function waitsFor(conseiller: string, act: () => Promise<unknown>): Promise<boolean> {
    await another.query("BEGIN");
    await another.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`conseiller:${conseiller}`]);
    let done = false;
    const doing = act().finally(() => (done = true));
    const waiting = async (): Promise<boolean> =>
      (
        await another.query(
          "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
        )
      ).rows.length > 0;
    let waited = false;
    while (!done && !waited) waited = await waiting();
    await another.query("COMMIT");
    await doing;
    return waited;
  }

  test("a booking with a wanted conseiller waits for whoever decides about the same conseiller", async () => {
    const { conseiller, books } = await reception();
    expect(await waitsFor(conseiller, () => books("09:30", conseiller))).toBe(true);
  });

  test("moving or cancelling an appointment with a wanted conseiller waits too", async () => {
    const { conseiller, books } = await reception();
    const { secret } = await books("09:30", conseiller);
    expect(await waitsFor(conseiller, () => moveAppointment(secret, { start: at("10:30") }))).toBe(true);
    expect(await waitsFor(conseiller, () => cancelAppointment(secret))).toBe(true);
  });

  test("booking an hour that is held with a conseiller waits too, whoever books it", async () => {
    const { conseiller, staff, holds } = await reception();
    const first = await holds("09:30", conseiller);
    const second = await holds("10:30", conseiller);
    expect(await waitsFor(conseiller, () => first({ kind: "anonymous" }))).toBe(true);
    expect(await waitsFor(conseiller, () => second(staff))).toBe(true);
  });

  test("a booking without a wanted conseiller does not wait", async () => {
    const { conseiller, books } = await reception();
    expect(await waitsFor(conseiller, () => books("09:30"))).toBe(false);
  });
});
