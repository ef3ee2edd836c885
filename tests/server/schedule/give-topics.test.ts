import { city } from "#tests/server/place/city.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db } = await serverOnFreshDatabase();
const { areTopicsToGive, copyTopics, giveTopics } = await import("#lib/server/schedule/give-topics.ts");
const { readTopics } = await import("#lib/server/schedule/read-topics.ts");
afterAll(() => db.$disconnect());

const OLDER = [
  { key: "caf", rank: 0, minutes: 30, bring: ["rib"] },
  { key: "impots", rank: 1, minutes: 45, bookable: false },
];

const SHOWN = OLDER.map(({ rank: _, ...topic }) => topic);

beforeEach(async () => {
  // Topics are never deleted: each test begins with an empty table instead.
  await db.$executeRaw`TRUNCATE topic`;
  await db.permanence.deleteMany();
  await db.place.deleteMany();
  await db.organisation.deleteMany();
  await db.topic.createMany({ data: OLDER });
});

const owners = async () =>
  (await db.topic.findMany({ orderBy: [{ key: "asc" }, { organisationId: "asc" }] })).map(
    ({ key, organisationId }) => [key, organisationId] as const,
  );

test("the topics of the version before become those of the one operator, and are read the same before and after", async () => {
  const { organisation } = await city(db);
  await db.organisation.create({ data: { slug: "caf", name: "CAF", kind: "caf", partner: true } });
  const before = await readTopics({ operator: organisation.id });
  expect(before).toMatchObject(SHOWN);
  expect(await areTopicsToGive()).toBe(true);
  expect(await giveTopics()).toBe(2);
  expect(await owners()).toEqual([
    ["caf", organisation.id],
    ["impots", organisation.id],
  ]);
  expect(await readTopics({ operator: organisation.id })).toEqual(before);
});

test("the job does nothing the second time, nor beside itself", async () => {
  await city(db);
  const given = await Promise.all([giveTopics(), giveTopics()]);
  expect(given.toSorted()).toEqual([0, 2]);
  expect(await areTopicsToGive()).toBe(false);
  expect(await giveTopics()).toBe(0);
});

test("beside several operators they stay of every operator: the version before would read each key several times", async () => {
  const [first, second] = [await city(db), await city(db)];
  expect(await areTopicsToGive()).toBe(false);
  expect(await giveTopics()).toBe(0);
  for (const { organisation } of [first, second])
    expect(await readTopics({ operator: organisation.id })).toMatchObject(SHOWN);
});

test("who holds half-days without being an operator keeps its topics too", async () => {
  const { organisation, place, halfDay } = await city(db);
  await halfDay(await place("Neuhof"), Date.parse("2026-11-24T09:00:00Z") as never);
  await db.organisation.update({ where: { id: organisation.id }, data: { operator: false } });
  await city(db);
  expect(await areTopicsToGive()).toBe(false);
});

test("an operator that gets its own copies can change them alone, once", async () => {
  const [first, second] = [await city(db), await city(db)];
  const [mine, theirs] = [{ operator: first.organisation.id }, { operator: second.organisation.id }];
  const before = await readTopics(mine);
  expect(await copyTopics(db, mine.operator)).toBe(2);
  expect(await copyTopics(db, mine.operator)).toBe(0);
  expect(await readTopics(mine)).toEqual(before);
  await db.topic.updateMany({ where: { organisationId: mine.operator, key: "caf" }, data: { minutes: 60 } });
  await db.topic.updateMany({ where: { organisationId: mine.operator, key: "impots" }, data: { active: false } });
  expect(await readTopics(mine)).toMatchObject([{ key: "caf", minutes: 60 }]);
  expect(await readTopics(theirs)).toEqual(before);
  expect(await areTopicsToGive()).toBe(false);
});

test("topics that an older version adds beside those of the operator are not given to it", async () => {
  const { organisation } = await city(db);
  await giveTopics();
  await db.topic.createMany({ data: OLDER, skipDuplicates: true });
  expect(await areTopicsToGive()).toBe(false);
  expect(await readTopics({ operator: organisation.id })).toHaveLength(2);
});
