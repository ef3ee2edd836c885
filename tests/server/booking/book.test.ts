import type { Actor } from "#lib/access/actor.ts";
import { instantOf } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { at, morningAt, neuhof, NOW, staffAt } from "./neuhof.ts";
import { contactOf } from "#tests/support/identities.ts";
import { countersOf } from "#tests/server/queue/counters.ts";
import { changesOf } from "#tests/server/queue/changes-of.ts";

const { db } = await serverOnFreshDatabase({ APP_NOW: NOW });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { readAppointment } = await import("#lib/server/booking/read-appointment.ts");

const anybody = { kind: "anonymous" } as const;
const wish = (
  permanence: string,
  hour: string,
  given: { topics?: string[]; name?: string; phone?: string; email?: string; language?: string } = {},
) => ({ permanence, start: at(hour), topics: ["caf"], onBehalfOf: false, ...given });
const rowsOf = (permanenceId: string) =>
  db.appointment.findMany({ where: { permanenceId }, orderBy: [{ startsAt: "asc" }, { lane: "asc" }] });

afterAll(() => db.$disconnect());

test("an hour is booked: the row says when, where, why and by whom, and the secret opens it", async () => {
  const place = await neuhof(db);
  const permanence = await morningAt(db, place);
  const booked = await bookAppointment(
    anybody,
    wish(permanence, "09:30", { name: "Fatima", phone: "+33612345678", language: "ar" }),
  );
  expect(booked).toMatchObject({
    ok: true,
    value: {
      state: "booked",
      topics: ["caf"],
      permanence,
      phone: "+33388000001",
      place: { name: "Mairie de quartier du Neuhof" },
    },
  });
  const [row] = await rowsOf(permanence);
  expect(row).toMatchObject({
    placeId: place.place,
    startsAt: new Date(at("09:30")),
    endsAt: new Date(at("10:00")),
    lane: 1,
    state: "booked",
    origin: "online",
    language: "ar",
  });
  expect(await contactOf(db, row?.id ?? "")).toEqual({
    name: "Fatima",
    phone: "+33612345678",
    email: null,
    overbookReason: null,
  });
  expect(row?.code).toMatch(/^[2-9A-HJ-NP-Z]{6}$/);
  expect(Math.abs((row?.bookedAt.getTime() ?? 0) - instantOf(NOW))).toBeLessThan(60_000);
  expect(booked.ok && (await readAppointment(booked.value.secret))).toEqual(booked.ok && booked.value);
});

test("many people at once fill two lanes to the last hour, and nobody sits on another", async () => {
  const permanence = await morningAt(db, await neuhof(db), { lanes: 2 });
  const hours = ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"];
  const answers = await Promise.all(
    hours.flatMap((hour) => Array.from({ length: 4 }, () => bookAppointment(anybody, wish(permanence, hour)))),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(12);
  const rows = await rowsOf(permanence);
  expect(new Set(rows.map(({ startsAt, lane }) => `${startsAt.toISOString()} ${lane}`)).size).toBe(12);
  expect(new Set(rows.map(({ code }) => code)).size).toBe(12);
});

test("a constraint of the database that refuses the row is answered as a taken hour", async () => {
  const { place, organisation } = await neuhof(db);
  const permanence = await morningAt(db, { place, organisation });
  const { refusalOfConstraint, bookingRefusals } = await import("#lib/server/refusal-of-constraint.ts");
  const row = {
    placeId: place,
    permanenceId: permanence,
    organisationId: organisation,
    startsAt: new Date(at("09:30")),
    endsAt: new Date(at("10:00")),
    lane: 1,
    bookedAt: new Date(NOW),
    createdAt: new Date(NOW),
    topicKeys: ["caf"],
  };
  await db.appointment.create({ data: row });
  const refused = await db.appointment
    .create({ data: row })
    .catch((error: unknown) => refusalOfConstraint(error, bookingRefusals));
  expect(refused).toBe("slot-taken");
});

test("five first sendings at once have one effect too", async () => {
  const permanence = await morningAt(db, await neuhof(db));
  const key = crypto.randomUUID();
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => bookAppointment(anybody, wish(permanence, "10:00"), key)),
  );
  expect(new Set(answers.map((answer) => (answer.ok ? answer.value.secret : answer.refusal))).size).toBe(1);
  expect(await rowsOf(permanence)).toHaveLength(1);
});

test("the same key with another hour, another name or another half-day is refused and books nothing", async () => {
  const place = await neuhof(db);
  const permanence = await morningAt(db, place);
  const other = await morningAt(db, place, { day: "2026-11-30" });
  const key = crypto.randomUUID();
  await bookAppointment(anybody, wish(permanence, "09:30"), key);
  const reused = { ok: false, refusal: "idempotency-key-reused" };
  expect(await bookAppointment(anybody, wish(permanence, "10:00"), key)).toEqual(reused);
  expect(await bookAppointment(anybody, wish(permanence, "09:30", { name: "Anna" }), key)).toEqual(reused);
  expect(
    await bookAppointment(anybody, { ...wish(other, "09:30"), start: instantOf("2026-11-30T09:30:00+01:00") }, key),
  ).toEqual(reused);
  expect(await db.appointment.count({ where: { permanenceId: { in: [permanence, other] } } })).toBe(1);
});

test("the line learns of it: its version grows by one and its followers are notified, and of a refusal they are not", async () => {
  const permanence = await morningAt(db, await neuhof(db));
  const changes = await changesOf(() => bookAppointment(anybody, wish(permanence, "09:30")));
  expect(changes).toEqual([{ permanence, version: 1, board: "none" }]);
  expect((await countersOf(db, permanence)).version).toBe(1);
  expect(await changesOf(() => bookAppointment(anybody, wish(permanence, "09:30")))).toEqual([]);
  expect((await countersOf(db, permanence)).version).toBe(1);
});

test("a code that somebody has already is drawn again, and given again once that one was cancelled", async () => {
  const permanence = await morningAt(db, await neuhof(db));
  const drawn = ["AAAAAA", "AAAAAA", "BBBBBB"];
  const draw = () => drawn.shift() ?? "CCCCCC";
  const first = await bookAppointment(anybody, wish(permanence, "09:00"), undefined, draw);
  const second = await bookAppointment(anybody, wish(permanence, "09:30"), undefined, draw);
  expect([first.ok && first.value.code, second.ok && second.value.code]).toEqual(["AAAAAA", "BBBBBB"]);
  await db.appointment.update({
    where: { id: first.ok ? first.value.id : "" },
    data: { state: "cancelled-by-resident", cancelledAt: new Date(NOW) },
  });
  expect(await bookAppointment(anybody, wish(permanence, "09:00"), undefined, () => "AAAAAA")).toMatchObject({
    ok: true,
    value: { code: "AAAAAA" },
  });
});

test("a social security or CAF number in the name books nothing", async () => {
  const permanence = await morningAt(db, await neuhof(db));
  for (const name of ["1 85 05 78 006 084 91", "Fatima 1234567A"]) {
    expect(await bookAppointment(anybody, wish(permanence, "09:30", { name }))).toEqual({
      ok: false,
      refusal: "personal-number-refused",
    });
  }
  expect(await rowsOf(permanence)).toEqual([]);
});

test("what the rule refuses is refused: the past, the walls, walk-ins only, an unknown half-day", async () => {
  const place = await neuhof(db);
  const permanence = await morningAt(db, place);
  expect(await bookAppointment(anybody, wish(permanence, "08:30"))).toEqual({ ok: false, refusal: "outside-hours" });
  expect(await bookAppointment(anybody, wish(permanence, "09:15"))).toEqual({ ok: false, refusal: "leaves-a-hole" });
  expect(await bookAppointment(anybody, wish(permanence, "09:30", { topics: ["depannage"] }))).toEqual({
    ok: false,
    refusal: "not-bookable",
  });
  expect(await bookAppointment(anybody, wish(permanence, "09:30", { topics: ["passeport"] }))).toEqual({
    ok: false,
    refusal: "unknown-topic",
  });
  const walkIns = await morningAt(db, place, { day: "2026-12-07", windows: [{ from: 0, to: 180, mode: "walk-in" }] });
  expect(
    await bookAppointment(anybody, { ...wish(walkIns, "09:30"), start: instantOf("2026-12-07T09:30:00+01:00") }),
  ).toEqual({ ok: false, refusal: "not-bookable" });
  const past = await morningAt(db, place, { day: "2026-11-16" });
  expect(
    await bookAppointment(anybody, { ...wish(past, "09:30"), start: instantOf("2026-11-16T09:30:00+01:00") }),
  ).toEqual({ ok: false, refusal: "permanence-closed" });
  for (const id of [crypto.randomUUID(), "neuhof"])
    expect(await bookAppointment(anybody, wish(id, "09:30"))).toEqual({ ok: false, refusal: "not-found" });
});

test("the phone of who runs it is told where the place has none", async () => {
  const permanence = await morningAt(db, await neuhof(db, { placePhone: null }));
  expect(await bookAppointment(anybody, wish(permanence, "09:30"))).toMatchObject({ value: { phone: "+33388000000" } });
});

describe("beside the lanes", () => {
  const refused = (refusal: string) => ({ ok: false, refusal });
  const ask = (actor: Actor, permanence: string, hour: string, reason = "Vient de loin", key?: string) =>
    bookAppointment(actor, { ...wish(permanence, hour), overbook: { reason } }, key);
  const rowOf = (booked: { ok: true; value: { id: string } } | { ok: false }) =>
    db.appointment.findUnique({ where: { id: booked.ok ? booked.value.id : crypto.randomUUID() } });

  test("the team books an hour although it is taken, and says why", async () => {
    const here = await neuhof(db);
    const permanence = await morningAt(db, here);
    await bookAppointment(anybody, wish(permanence, "09:30"));
    for (const role of ["reception", "conseiller", "coordinator"] as const) {
      const booked = await ask(await staffAt(db, here, role), permanence, "09:30");
      expect(await rowOf(booked)).toMatchObject({
        lane: null,
        overbooked: true,
        overbookReason: "",
        origin: "reception",
        state: "booked",
      });
      expect(booked.ok && (await contactOf(db, booked.value.id))).toMatchObject({ overbookReason: "Vient de loin" });
      await db.appointment.updateMany({
        where: { permanenceId: permanence, overbooked: true },
        data: { state: "cancelled-by-service", cancelledAt: new Date(NOW) },
      });
    }
  });

  test("as many as there are lanes may stand beside them, also when ten colleagues ask at once", async () => {
    const here = await neuhof(db);
    const permanence = await morningAt(db, here, { lanes: 2 });
    const staff = await staffAt(db, here);
    for (let time = 0; time < 2; time += 1) await bookAppointment(anybody, wish(permanence, "09:30"));
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => ask(staff, permanence, "09:30", `cause ${index}`)),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(2);
    expect(answers.filter((answer) => !answer.ok && answer.refusal === "overbooked-enough")).toHaveLength(8);
    expect(await db.appointment.count({ where: { permanenceId: permanence, overbooked: true } })).toBe(2);
  });

  test("nobody else overbooks: not a visitor, a kiosk, a partner, nor another organisation's team", async () => {
    const here = await neuhof(db);
    const permanence = await morningAt(db, here);
    await bookAppointment(anybody, wish(permanence, "09:30"));
    const others: Actor[] = [
      anybody,
      { kind: "resident" },
      { kind: "device", device: "d", place: here.place, use: "kiosk" },
      await staffAt(db, here, "partner"),
      await staffAt(db, await neuhof(db), "coordinator"),
    ];
    for (const actor of others) expect(await ask(actor, permanence, "09:30")).toEqual(refused("not-allowed"));
    expect(await db.appointment.count({ where: { permanenceId: permanence } })).toBe(1);
  });

  test("a reason that holds a social security or CAF number is refused", async () => {
    const here = await neuhof(db);
    const permanence = await morningAt(db, here);
    expect(await ask(await staffAt(db, here), permanence, "09:30", "dossier 1234567A")).toEqual(
      refused("personal-number-refused"),
    );
    expect(await db.appointment.count({ where: { permanenceId: permanence } })).toBe(0);
  });
});
