import type { Actor } from "#lib/access/actor.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { contactOf } from "#tests/support/identities.ts";
import { at, morningAt, neuhof, NOW, staffAt, WEEK_AFTER } from "./neuhof.ts";

const { db } = await serverOnFreshDatabase({ APP_NOW: NOW });
const { bookAppointment } = await import("#lib/server/booking/book.ts");

const refused = (refusal: string) => ({ ok: false, refusal });
const anybody = { kind: "anonymous" } as const;
const wish = (permanence: string, hour: string, day?: string) => ({
  permanence,
  topics: ["caf"],
  start: at(hour, day),
  onBehalfOf: false,
});
const ask = (actor: Actor, permanence: string, hour: string, reason = "Vient de loin", key?: string) =>
  bookAppointment(actor, { ...wish(permanence, hour), overbook: { reason } }, key);
const rowOf = (booked: { ok: true; value: { id: string } } | { ok: false }) =>
  db.appointment.findUnique({ where: { id: booked.ok ? booked.value.id : crypto.randomUUID() } });

afterAll(() => db.$disconnect());

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
      data: { state: "cancelled-by-service" },
    });
  }
});

test("while a lane is free it takes it, and no reason stays", async () => {
  const here = await neuhof(db);
  const booked = await ask(await staffAt(db, here), await morningAt(db, here), "09:30");
  expect(await rowOf(booked)).toMatchObject({ lane: 1, overbooked: false, overbookReason: null });
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

test("the same key is one appointment beside the lanes", async () => {
  const here = await neuhof(db);
  const permanence = await morningAt(db, here);
  await bookAppointment(anybody, wish(permanence, "09:30"));
  const [staff, key] = [await staffAt(db, here), crypto.randomUUID()];
  const answers = await Promise.all(Array.from({ length: 4 }, () => ask(staff, permanence, "09:30", "cause", key)));
  expect(new Set(answers.map((answer) => (answer.ok ? answer.value.secret : answer.refusal))).size).toBe(1);
  expect(await ask(staff, permanence, "09:30", "autre", key)).toEqual(refused("idempotency-key-reused"));
});

test("a wanted conseiller is noted, and wanted by one person at one hour", async () => {
  const here = await neuhof(db);
  const [monday, later] = [await morningAt(db, here, { lanes: 2 }), await morningAt(db, here, { day: WEEK_AFTER })];
  const [reception, conseiller] = [await staffAt(db, here), await staffAt(db, here, "conseiller")];
  const want = (permanence: string, hour: string, day?: string) =>
    bookAppointment(reception, { ...wish(permanence, hour, day), wantedConseiller: conseiller.user });
  expect(await rowOf(await want(monday, "09:30"))).toMatchObject({ wantedConseillerId: conseiller.user, lane: 1 });
  expect(await want(monday, "09:45")).toEqual(refused("slot-taken"));
  expect(await want(monday, "10:00")).toMatchObject({ ok: true });
  expect(await want(later, "09:30", WEEK_AFTER)).toMatchObject({ ok: true });
});

test("a conseiller wanted at that hour is not wanted by somebody beside the lanes too, nor the other way round", async () => {
  const here = await neuhof(db);
  const [monday, elsewhere] = [await morningAt(db, here), await morningAt(db, here)];
  const [reception, conseiller] = [await staffAt(db, here), await staffAt(db, here, "conseiller")];
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
  const [reception, conseiller] = [await staffAt(db, here), await staffAt(db, here, "conseiller")];
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
  const [reception, conseiller, key] = [
    await staffAt(db, here),
    await staffAt(db, here, "conseiller"),
    crypto.randomUUID(),
  ];
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
