import { MINUTE } from "#lib/time/instant.ts";
import { emptyTables } from "#tests/support/empty-tables.ts";
import { city } from "#tests/server/place/city.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db, owner, clock } = await serverOnFreshDatabase();
const { copyTopics } = await import("#lib/server/schedule/copy-topics.ts");
const { readTopics } = await import("#lib/server/schedule/read-topics.ts");
afterAll(() => db.$disconnect());

const OLDER = [
  { key: "caf", rank: 0, minutes: 30, bring: ["rib"] },
  { key: "impots", rank: 1, minutes: 45, bookable: false },
];

const SHOWN = OLDER.map(({ rank: _, ...topic }) => topic);

beforeEach(async () => {
  // Topics are never deleted: each test begins with an empty table instead.
  await emptyTables(owner, "topic");
  await db.permanence.deleteMany();
  await owner.place.deleteMany();
  await owner.organisation.deleteMany();
  await db.topic.createMany({ data: OLDER });
});

test("an organisation that gets its own copies can change them alone, once", async () => {
  const first = await city(db);
  const second = await city(db);
  const mine = { organisation: first.organisation.id };
  const theirs = { organisation: second.organisation.id };
  const before = await readTopics(mine);
  expect(await copyTopics(db, mine.organisation)).toBe(2);
  expect(await copyTopics(db, mine.organisation)).toBe(0);
  expect(await readTopics(mine)).toEqual(before);
  await db.topic.updateMany({ where: { organisationId: mine.organisation, key: "caf" }, data: { minutes: 60 } });
  await db.topic.updateMany({ where: { organisationId: mine.organisation, key: "impots" }, data: { active: false } });
  expect(await readTopics(mine)).toMatchObject([{ key: "caf", minutes: 60 }]);
  expect(await readTopics(theirs)).toEqual(before);
});

test("copies made twice at once are there once", async () => {
  const { organisation } = await city(db);
  const made = await Promise.all([copyTopics(db, organisation.id), copyTopics(db, organisation.id)]);
  expect(made[0] + made[1]).toBe(2);
  expect(await readTopics({ organisation: organisation.id })).toMatchObject(SHOWN);
});

test("the list of all organisations has the standard topics while an organisation has none of its own", async () => {
  const keys = async () => {
    clock.move(clock.offset() + MINUTE);
    return (await readTopics("all-organisations")).map(({ key }) => key);
  };
  const first = await city(db);
  const second = await city(db);
  await copyTopics(db, first.organisation.id);
  await db.topic.updateMany({
    where: { organisationId: first.organisation.id, key: "impots" },
    data: { active: false },
  });
  expect(await keys()).toEqual(["caf", "impots"]);
  await db.organisation.update({
    where: { id: second.organisation.id },
    data: { runsPermanences: false, partner: true },
  });
  expect(await keys()).toEqual(["caf"]);
});
