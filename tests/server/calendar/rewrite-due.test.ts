import { randomUUID } from "node:crypto";
import { topicBody } from "#lib/wire/schedule/topic-body.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { giver, halfDay, type Giver } from "./calendars.ts";

const NOW = "2027-05-10T08:00:00Z";
const { db, clock, transaction } = await serverOnFreshDatabase({
  APP_NOW: NOW,
  APP_URL: "https://permanences.example",
});
const { isRewritingDue, rewriteDue } = await import("#lib/server/calendar/rewrite-due.ts");
const { writeVevent } = await import("#lib/server/calendar/write-vevent.ts");
const { changeTopic, createTopic, switchTopicAt } = await import("#lib/server/schedule/managed-topics.ts");
const { ensureStandardTopics } = await import("#lib/server/schedule/standard-topics.ts");

let city: Giver;
beforeEach(async () => {
  await transaction((tx) => ensureStandardTopics(tx), "service");
  city = await giver(db);
});
afterAll(() => db.$disconnect());

const coordinator = () => ({
  kind: "staff" as const,
  user: randomUUID(),
  by: "login" as const,
  roles: [{ organisation: city.organisation, role: "coordinator" as const, places: "all" as const }],
});
const named = (name: string) => topicBody.parse({ texts: { fr: { name, bring: [] } }, minutes: 20 });

async function held(day: string, place = city.place): Promise<string> {
  const id = await halfDay(db, city, { day, offset: "+02:00", place });
  await transaction((tx) => writeVevent(tx, id), "service");
  return id;
}
const textOf = async (id: string): Promise<string> =>
  (await db.permanence.findUniqueOrThrow({ where: { id } })).vevent?.replaceAll("\r\n ", "") ?? "";

test("a topic that gets another name has it in the events to come at every place, and not in those that are over", async () => {
  const key = await createTopic(coordinator(), city.organisation, named("Aide de la CAF"));
  if (!key.ok) throw new Error(key.refusal);
  const coming = await held("2027-05-17");
  const elsewhere = await held("2027-05-18", city.otherPlace);
  const over = await held("2027-05-03");
  await rewriteDue(clock.now());
  expect(await textOf(coming)).toContain("Aide de la CAF");
  await changeTopic(coordinator(), city.organisation, key.value, named("Prime d’activité"));
  expect(await isRewritingDue(clock.now())).toBe(true);
  await rewriteDue(clock.now());
  for (const id of [coming, elsewhere]) expect(await textOf(id)).toContain("Prime d’activité");
  expect(await textOf(over)).toContain("Aide de la CAF");
  expect(await isRewritingDue(clock.now())).toBe(false);
});

test("a topic that is switched off at one place leaves the events of that place alone", async () => {
  const here = await held("2027-05-17");
  const elsewhere = await held("2027-05-18", city.otherPlace);
  await switchTopicAt(coordinator(), city.organisation, "impots", { place: city.place, offered: false });
  const before = await db.permanence.findUniqueOrThrow({ where: { id: elsewhere } });
  await rewriteDue(clock.now());
  expect(await textOf(here)).not.toContain("Impôts");
  expect(await db.permanence.findUniqueOrThrow({ where: { id: elsewhere } })).toEqual(before);
});

test("a half-day whose text says the same afterwards keeps it, its count and the version of its feed", async () => {
  const id = await held("2027-05-17");
  const of = { where: { organisationId: city.organisation } };
  await db.feedVersion.updateMany({ ...of, data: { rewriteDueAt: new Date(NOW) } });
  const before = await db.feedVersion.findFirstOrThrow(of);
  const text = await textOf(id);
  expect(await rewriteDue(clock.now())).toBe(1);
  expect(await textOf(id)).toBe(text);
  expect(await db.feedVersion.findFirstOrThrow(of)).toEqual({ ...before, rewriteDueAt: null });
});

test("a text of an earlier version, without its page, is written anew once, and counts one more", async () => {
  const id = await held("2027-05-17");
  await db.$executeRaw`UPDATE permanence SET vevent = regexp_replace(vevent, E'DESCRIPTION:.*URL', 'URL') WHERE id = ${id}::uuid`;
  await db.feedVersion.updateMany({ data: { rewriteDueAt: new Date(NOW) } });
  expect(await textOf(id)).not.toContain("Page");
  await rewriteDue(clock.now());
  expect(await textOf(id)).toMatch(/SEQUENCE:1\r\n[^]*Page/u);
});
