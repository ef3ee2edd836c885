import { instantOf } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { at, hautepierre, morningAt, neuhof, NOW, staffAt, visitFor, WEEK_AFTER } from "./neuhof.ts";
import { statementsOf } from "./statements.ts";

const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { moveAppointment } = await import("#lib/server/booking/move.ts");
const { readMove } = await import("#lib/server/booking/read-move.ts");

const setTime = (moment: number) => clock.move(moment - (clock.now() - clock.offset()));
const SHORT = [{ from: 0, to: 60, mode: "appointment" as const }];

async function booked(permanence: string, hour = "09:30", given: { day?: string; topics?: string[] } = {}) {
  const answer = await bookAppointment(
    { kind: "anonymous" },
    { permanence, topics: given.topics ?? ["caf"], start: at(hour, given.day), onBehalfOf: false },
  );
  if (!answer.ok) throw new Error(answer.refusal);
  return answer.value;
}
const startsOf = (day: { slots: readonly { span: { start: number } }[] } | undefined) =>
  day?.slots.map(({ span }) => span.start);

beforeEach(() => setTime(instantOf(NOW)));
afterAll(() => db.$disconnect());

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
  const [elsewhere, later] = [
    await morningAt(db, there, { day: "2026-11-25" }),
    await morningAt(db, here, { day: WEEK_AFTER, windows: SHORT }),
  ];
  await morningAt(db, here, { day: "2026-11-26", windows: [{ from: 0, to: 30, mode: "appointment" }] });
  await morningAt(db, here, { day: "2026-11-27", topicKeys: ["caf"] });
  await morningAt(db, here, { day: "2026-12-28" });
  await morningAt(db, await neuhof(db), { day: "2026-11-25" });
  const { secret } = await booked(permanence, "09:30", { topics: ["impots"] });
  expect((await readMove(secret, undefined))?.others.map((day) => day.permanence)).toEqual([elsewhere, later]);
});

test("a day that is asked for is shown, and its own half-day is among the others", async () => {
  const here = await neuhof(db);
  const [permanence, later] = [
    await morningAt(db, here),
    await morningAt(db, here, { day: WEEK_AFTER, windows: SHORT }),
  ];
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
  const [reception, conseiller] = [await staffAt(db, here), await staffAt(db, here, "conseiller")];
  const want = (hour: string) =>
    bookAppointment(reception, {
      permanence,
      topics: ["caf"],
      start: at(hour),
      onBehalfOf: true,
      wantedConseiller: conseiller.user,
    });
  const [mine] = [await want("09:30"), await want("10:00")];
  expect(startsOf((await readMove(mine.ok ? mine.value.secret : "", undefined))?.chosen)).toEqual([at("09:00")]);
});

test("once its hour has come, after check-in, or when it was cancelled, no hour is shown", async () => {
  const permanence = await morningAt(db, await neuhof(db));
  const [past, here, gone] = [
    await booked(permanence, "09:00"),
    await booked(permanence, "10:00"),
    await booked(permanence, "11:00"),
  ];
  await visitFor(db, permanence, here.id);
  await db.appointment.update({ where: { id: gone.id }, data: { state: "cancelled-by-resident" } });
  setTime(at("09:10"));
  for (const { secret } of [past, here, gone])
    expect(await readMove(secret, undefined)).toMatchObject({ may: false, chosen: undefined, others: [] });
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
