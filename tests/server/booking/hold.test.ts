import { instantOf, plusMinutes } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { holdPermanence } from "./lined-up.ts";
import { allotAnew, at, hautepierre, isoAt, morningAt, neuhof, NOW, staffAt, WEEK_AFTER } from "./neuhof.ts";
import { statementsOf } from "./statements.ts";

const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { endHolds, haveHoldsExpired } = await import("#lib/server/booking/appointment-rows.ts");
const { holdHour } = await import("#lib/server/booking/hold.ts");
const { moveAppointment } = await import("#lib/server/booking/move.ts");
const { readAppointment } = await import("#lib/server/booking/read-appointment.ts");
const { readSlots } = await import("#lib/server/booking/read-slots.ts");
const { findSoonest } = await import("#lib/server/booking/find-soonest.ts");
const { cancelPermanence } = await import("#lib/server/planning/cancel-permanence.ts");
const { loadLine } = await import("#lib/server/queue/load-line.ts");

const refused = (refusal: string) => ({ ok: false, refusal });
const anybody = { kind: "anonymous" } as const;
const setTime = (moment: number) => clock.move(moment - (clock.now() - clock.offset()));
const FIVE = plusMinutes(instantOf(NOW), 5);

beforeEach(() => setTime(instantOf(NOW)));
afterAll(() => db.$disconnect());

/** A morning of the place, its team, and how they hold and book an hour of it. */
async function reception({ lanes = 1 }: { readonly lanes?: number } = {}) {
  const here = await neuhof(db);
  const permanence = await morningAt(db, here, { lanes });
  const staff = await staffAt(db, here);
  const hour = (start: string) => ({ permanence, topics: ["caf"], start: at(start) });
  const holds = (start: string, more: { readonly until?: typeof FIVE; readonly wantedConseiller?: string } = {}) =>
    holdHour(staff, { ...hour(start), until: FIVE, ...more });
  const held = async (...asked: Parameters<typeof holds>) => {
    const answer = await holds(...asked);
    if (!answer.ok) throw new Error(answer.refusal);
    return answer.value;
  };
  const books = (start: string, more: object = {}) =>
    bookAppointment(anybody, { ...hour(start), onBehalfOf: false, ...more });
  const offered = async () => {
    const slots = await readSlots(permanence, ["caf"]);
    return slots.ok ? slots.value.slots.map(({ span }) => span.start) : [];
  };
  const rows = () =>
    db.appointment.findMany({ where: { permanenceId: permanence }, orderBy: [{ startsAt: "asc" }, { id: "asc" }] });
  return { here, permanence, staff, hour, holds, held, books, offered, rows };
}

describe("holding an hour", () => {
  test("the team keeps an hour for some minutes: it is nobody's, and nobody else can have it", async () => {
    const { holds, books, offered, rows } = await reception();
    expect(await holds("09:30")).toMatchObject({ ok: true, value: { span: { start: at("09:30") }, until: FIVE } });
    expect(await rows()).toMatchObject([
      { state: "held", heldUntil: new Date(FIVE), lane: 1, code: null, language: null },
    ]);
    expect(await db.$queryRaw`SELECT * FROM appointment_contact`).toEqual([]);
    expect(await offered()).not.toContain(at("09:30"));
    expect(await books("09:30")).toEqual(refused("slot-taken"));
    expect(await books("10:00")).toMatchObject({ ok: true });
  });

  test("of ten who hold one hour at once, one gets it; the same key leads to the same hold", async () => {
    const { holds, staff, hour } = await reception();
    const answers = await Promise.all(Array.from({ length: 10 }, () => holds("09:30")));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.refusal === "slot-taken")).toHaveLength(9);
    const key = crypto.randomUUID();
    const asked = { ...hour("10:30"), until: FIVE };
    const both = await Promise.all([holdHour(staff, asked, key), holdHour(staff, asked, key)]);
    expect(both[0]).toMatchObject({ ok: true });
    expect(both[1]).toEqual(both[0]);
    setTime(FIVE);
    expect(await holdHour(staff, asked, key)).toEqual(refused("too-late"));
  });

  test("a hold and a booking of one hour at once: one of the two gets it", async () => {
    const { holds, books, rows } = await reception();
    const answers = await Promise.all([holds("09:30"), books("09:30"), holds("09:30"), books("09:30")]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await rows()).toHaveLength(1);
  });

  test("nobody but the team of the half-day holds an hour", async () => {
    const { here, hour } = await reception();
    const others = [anybody, await staffAt(db, here, "partner"), await staffAt(db, await neuhof(db), "coordinator")];
    for (const actor of others)
      expect(await holdHour(actor, { ...hour("09:30"), until: FIVE })).toEqual(refused("not-allowed"));
    expect(await holdHour(anybody, { ...hour("09:30"), permanence: "x", until: FIVE })).toEqual(refused("not-found"));
  });

  test("a conseiller who is wanted for a held hour is wanted by nobody else then, at any half-day", async () => {
    const { here, held, books, staff, permanence } = await reception({ lanes: 2 });
    const { user } = await staffAt(db, here, "conseiller");
    const elsewhere = await morningAt(db, await hautepierre(db, here));
    await held("09:30", { wantedConseiller: user });
    for (const where of [permanence, elsewhere])
      expect(
        await bookAppointment(staff, {
          permanence: where,
          topics: ["caf"],
          start: at("09:30"),
          onBehalfOf: false,
          wantedConseiller: user,
        }),
      ).toEqual(refused("slot-taken"));
    setTime(FIVE);
    expect(
      await bookAppointment(staff, {
        permanence: elsewhere,
        topics: ["caf"],
        start: at("09:30"),
        onBehalfOf: false,
        wantedConseiller: user,
      }),
    ).toMatchObject({ ok: true });
    expect(await books("09:30")).toMatchObject({ ok: true });
  });
});

describe("booking a held hour", () => {
  test("whoever has its secret books it, and the hold ends", async () => {
    const { held, books, rows } = await reception();
    const { secret } = await held("09:30");
    expect(await books("09:30", { hold: "of-something-else" })).toEqual(refused("slot-taken"));
    expect(await books("09:30", { hold: secret, name: "Amina" })).toMatchObject({ ok: true });
    expect(await rows()).toMatchObject([{ state: "booked", heldUntil: null, lane: 1 }]);
  });

  test("who books alone the hour that is held for them has the conseiller for whom it is held, and another hour has none", async () => {
    const { here, held, books, rows } = await reception();
    const { user } = await staffAt(db, here, "conseiller");
    const early = await held("09:30", { wantedConseiller: user });
    const late = await held("11:00", { wantedConseiller: user });
    expect(await books("09:30", { hold: early.secret })).toMatchObject({ ok: true });
    expect(await books("10:30", { hold: late.secret })).toMatchObject({ ok: true });
    expect(await rows()).toMatchObject([
      { state: "booked", wantedConseillerId: user },
      { state: "booked", wantedConseillerId: null },
    ]);
  });

  test("who books it alone is refused when that conseiller is away by then, or has left", async () => {
    const { here, held, books } = await reception();
    const { user } = await staffAt(db, here, "conseiller");
    const { secret } = await held("09:30", { wantedConseiller: user });
    const startsAt = new Date(isoAt("09:00"));
    const endsAt = new Date(isoAt("10:00"));
    await db.absence.create({ data: { conseillerId: user, organisationId: here.organisation, startsAt, endsAt } });
    expect(await books("09:30", { hold: secret })).toEqual(refused("conseiller-absent"));
    await db.membership.updateMany({ where: { userId: user }, data: { endsAt: new Date(NOW) } });
    expect(await books("09:30", { hold: secret })).toEqual(refused("unknown-conseiller"));
    expect(await books("11:00", { hold: secret })).toMatchObject({ ok: true });
  });

  test("the hold ends also when its holder takes an hour of another half-day", async () => {
    const { here, held, offered, rows } = await reception();
    const later = await morningAt(db, here, { day: WEEK_AFTER });
    const { secret } = await held("09:30");
    const wish = { permanence: later, topics: ["caf"], start: at("09:30", WEEK_AFTER), onBehalfOf: false };
    expect(await bookAppointment(anybody, { ...wish, hold: secret })).toMatchObject({ ok: true });
    expect(await rows()).toEqual([]);
    expect(await offered()).toContain(at("09:30"));
  });

  test("booking with and without a hold takes as many statements", async () => {
    const { held, books } = await reception();
    const { secret } = await held("09:30");
    const count = async (act: () => Promise<unknown>) => (await statementsOf(act)).length;
    const plain = await count(() => books("10:30"));
    expect(await count(() => books("09:30", { hold: secret }))).toBe(plain);
  });

  test("its secret opens no appointment", async () => {
    const { held } = await reception();
    const { secret, id } = await held("09:30");
    const { secretOf } = await import("#lib/server/secrets.ts");
    for (const tried of [secret, secretOf("appointment", id, 1)]) {
      expect(await readAppointment(tried)).toBeUndefined();
      expect(await moveAppointment(tried, { start: at("10:30") })).toEqual(refused("not-found"));
    }
  });
});

describe("an expired hold", () => {
  test("gives its hour back at once: it is offered and booked, and the row is gone with the booking", async () => {
    const { held, books, offered, rows } = await reception();
    const { secret } = await held("09:30");
    setTime(FIVE);
    expect(await offered()).toContain(at("09:30"));
    expect(await books("09:30")).toMatchObject({ ok: true });
    expect(await rows()).toMatchObject([{ state: "booked" }]);
    expect(await books("09:30", { hold: secret })).toEqual(refused("slot-taken"));
  });

  test("lets another hold, a move and other lanes take its hour", async () => {
    const { held, holds, books, rows, permanence } = await reception({ lanes: 2 });
    await held("09:30");
    await held("09:30");
    setTime(FIVE);
    const moved = await books("10:30");
    if (!moved.ok) throw new Error(moved.refusal);
    await db.appointment.updateMany({ where: { state: "held" }, data: { heldUntil: new Date(FIVE) } });
    expect(await moveAppointment(moved.value.secret, { start: at("09:30") })).toMatchObject({ ok: true });
    expect(await holds("09:30", { until: plusMinutes(FIVE, 5) })).toMatchObject({ ok: true });
    setTime(plusMinutes(FIVE, 5));
    await allotAnew(permanence, 1);
    expect(await rows()).toMatchObject([{ state: "booked", lane: 1 }]);
  });

  test("is deleted in the order of ids with others in the way, so that two bookings do not wait for each other", async () => {
    const { here, held, permanence, staff, hour } = await reception();
    const { user } = await staffAt(db, here, "conseiller");
    const elsewhere = await morningAt(db, await hautepierre(db, here));
    const first = `00000000${crypto.randomUUID().slice(8)}`;
    const second = `ffffffff${crypto.randomUUID().slice(8)}`;
    for (const [id, start] of [
      [second, "09:30"],
      [first, "10:30"],
    ] as const) {
      const { id: given } = await held(start, { wantedConseiller: user });
      await db.appointment.update({ where: { id: given }, data: { id, permanenceId: elsewhere } });
    }
    setTime(FIVE);
    const other = await holdPermanence(process.env["DATABASE_URL"] ?? "", elsewhere);
    const lock = "SELECT FROM appointment WHERE id = $1::uuid FOR UPDATE";
    await other.act(lock, [first]);
    const booking = bookAppointment(staff, { ...hour("09:30"), onBehalfOf: false, wantedConseiller: user });
    await other.waitFor(1);
    await other.act(lock, [second]);
    await other.release();
    expect(await booking).toMatchObject({ ok: true });
    expect(await db.appointment.count({ where: { state: "held", wantedConseillerId: user } })).toBe(0);
    expect(await db.appointment.count({ where: { permanenceId: permanence } })).toBe(1);
  });

  test("is ended by the job, and no other", async () => {
    await db.appointment.deleteMany({ where: { state: "held" } });
    const { held, rows } = await reception({ lanes: 2 });
    await held("09:30");
    await held("10:30", { until: at("08:00") });
    expect(await haveHoldsExpired(clock.now())).toBe(false);
    setTime(FIVE);
    expect(await haveHoldsExpired(clock.now())).toBe(true);
    expect(await endHolds(clock.now())).toBe(1);
    expect(await haveHoldsExpired(clock.now())).toBe(false);
    expect(await rows()).toMatchObject([{ startsAt: new Date(isoAt("10:30")) }]);
  });
});

describe("what others see and do meanwhile", () => {
  test("a held hour is expected by no line, and is among the soonest hours of nobody", async () => {
    const { held, permanence, here } = await reception();
    await held("09:00");
    expect((await loadLine(db, permanence, clock.now()))?.expected).toEqual([]);
    const { slug } = await db.place.findUniqueOrThrow({ where: { id: here.place } });
    expect((await findSoonest("caf", { place: slug })).hours.map(({ span }) => span.start)).toEqual([
      at("09:30"),
      at("10:00"),
    ]);
  });

  test("with fewer lanes a held hour without one stays promised to its holder, beside the lanes", async () => {
    const { held, books, rows, permanence } = await reception({ lanes: 2 });
    const { secret } = await held("09:30");
    await books("09:30");
    await allotAnew(permanence, 1);
    expect(await books("09:30")).toEqual(refused("slot-taken"));
    expect(await books("09:30", { hold: secret })).toMatchObject({ ok: true });
    expect((await rows()).map(({ state, lane, overbookReason }) => [state, lane, overbookReason])).toEqual(
      expect.arrayContaining([
        ["booked", 1, null],
        ["booked", null, "fewer-lanes"],
      ]),
    );
  });

  test("cancelling a half-day ends its holds and counts them among no appointments", async () => {
    const { held, books, rows, here, permanence } = await reception();
    const coordinator = await staffAt(db, here, "coordinator");
    const { secret } = await held("09:30");
    await books("10:30");
    const cancelled = await cancelPermanence(coordinator, { permanence, preview: false, reason: "Travaux" });
    expect(cancelled).toMatchObject({ ok: true, value: { appointments: 1 } });
    expect(await rows()).toMatchObject([{ state: "cancelled-by-service" }]);
    expect(await books("09:30", { hold: secret })).toEqual(refused("permanence-closed"));
  });
});
