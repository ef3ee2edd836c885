/** @long */
import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { instantOf } from "#lib/time/instant.ts";
import { MONDAY, morningAt, neuhof, NOW, staffAt } from "#tests/server/booking/neuhof.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db, owner } = await serverOnFreshDatabase({ APP_NOW: NOW });
const { changeLanes } = await import("#lib/server/planning/change-lanes.ts");

const at = (hour: string) => new Date(instantOf(`${MONDAY}T${hour}:00+01:00`));
const [migration = ""] = globSync("prisma/migrations/*_a_conseiller_is_wanted_once/migration.sql");

/** The constraint before the migration, when it ignored overbooked appointments. */
const BEFORE = `ALTER TABLE appointment DROP CONSTRAINT appointment_conseiller_no_overlap, ADD CONSTRAINT appointment_conseiller_no_overlap
  EXCLUDE USING gist (wanted_conseiller_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&) WHERE (state = 'booked' AND NOT overbooked AND wanted_conseiller_id IS NOT NULL)`;

beforeAll(() => owner.$executeRawUnsafe(BEFORE));
afterAll(() => db.$disconnect());

/** One conseiller is wanted by two appointments at the same hour: an overbooked one here, and one in a lane elsewhere. */
async function promisedTwice() {
  const here = await neuhof(db);
  const [permanence, elsewhere] = [await morningAt(db, here, { lanes: 1 }), await morningAt(db, here)];
  await db.permanence.update({ where: { id: permanence }, data: { desks: 2 } });
  const [coordinator, conseiller] = [await staffAt(db, here, "coordinator"), await staffAt(db, here, "conseiller")];
  const beside = { lane: null, overbooked: true, overbookReason: "fewer-lanes" };
  const promised = async (permanenceId: string, hour: string, standing: object) => {
    const row = await db.appointment.create({
      data: {
        permanenceId,
        placeId: here.place,
        startsAt: at(hour),
        endsAt: new Date(at(hour).getTime() + 30 * 60_000),
        bookedAt: new Date(NOW),
        createdAt: new Date(NOW),
        topicKeys: ["caf"],
        wantedConseillerId: conseiller.user,
        ...standing,
      },
    });
    return row.id;
  };
  const [late, kept] = [await promised(permanence, "09:30", beside), await promised(elsewhere, "09:30", { lane: 1 })];
  const lanes = (bookableLanes: number) => changeLanes(coordinator, { permanence, bookableLanes });
  const wanted = async (...ids: string[]) =>
    (
      await db.appointment.findMany({
        where: { id: { in: ids }, wantedConseillerId: { not: null } },
        orderBy: { startsAt: "asc" },
      })
    ).map(({ id }) => id);
  return { here, permanence, late, kept, promised, beside, lanes, wanted };
}

test("a violation of the constraint is refused with slot-taken, and no lane is changed", async () => {
  const { permanence, lanes } = await promisedTwice();
  expect(await lanes(2)).toEqual({ ok: false, refusal: "slot-taken" });
  expect(await db.permanence.findUnique({ where: { id: permanence } })).toMatchObject({ bookableLanes: 1 });
});

test("the migration keeps the wanted conseiller for the appointment in a lane, then for the one booked first; no appointment is lost", async () => {
  const { permanence, late, kept, promised, beside, lanes, wanted } = await promisedTwice();
  const [early, later, apart] = [
    await promised(permanence, "10:30", beside),
    await promised(permanence, "10:45", beside),
    await promised(permanence, "11:30", beside),
  ];
  await db.appointment.update({ where: { id: early }, data: { bookedAt: new Date("2026-11-19T10:00:00+01:00") } });
  await db.$transaction(
    (await readFile(migration, "utf8"))
      .replace(/--.*$/gm, "")
      .split(";")
      .filter((text) => text.trim() !== "")
      .map((text) => owner.$executeRawUnsafe(text)),
  );
  expect(await wanted(late, kept, early, later, apart)).toEqual([kept, early, apart]);
  expect(
    await db.appointment.count({ where: { id: { in: [late, kept, early, later, apart] }, state: "booked" } }),
  ).toBe(5);
  expect(await lanes(2)).toMatchObject({ ok: true, value: { beside: [] } });
});
