import { randomUUID } from "node:crypto";
import { city } from "#tests/server/place/city.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import type { StaffRole } from "#lib/access/actor.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { topicBody, topicForm } from "#lib/wire/schedule/topic-body.ts";

let db: typeof import("#lib/server/db.ts").db;
let server: Awaited<ReturnType<typeof load>>;
let now: Instant;

const load = async () => ({
  ...(await import("#lib/server/clock.ts")),
  ...(await import("#lib/server/db.ts")),
  ...(await import("#lib/server/schedule/managed-topics.ts")),
  ...(await import("#lib/server/schedule/read-topics.ts")),
  ...(await import("#lib/server/schedule/read-coming.ts")),
  ...(await import("#lib/server/schedule/standard-topics.ts")),
  ...(await import("#lib/server/booking/load-bookable.ts")),
  ...(await import("#lib/server/booking/find-soonest.ts")),
});

beforeAll(async () => {
  ({ db } = await serverOnFreshDatabase({ APP_ENV: "demo", APP_NOW: "2026-11-20T10:00:00+01:00" }));
  server = await load();
  now = server.clock.now();
  await server.transaction((tx) => server.ensureStandardTopics(tx), "service");
});
afterAll(() => db.$disconnect());

const staff = (organisation: string, role: StaffRole = "coordinator", places: "all" | readonly string[] = "all") => ({
  kind: "staff" as const,
  user: randomUUID(),
  by: "login" as const,
  roles: [{ organisation, role, places }],
});
const typed = (change: object = {}) =>
  topicBody.parse({ texts: { fr: { name: "Carte Sortir", bring: ["Un justificatif"] } }, minutes: 20, ...change });

async function ville() {
  const here = await city(db);
  const id = here.organisation.id;
  const at = await here.place("Neuhof");
  const half = (place: { readonly id: string }) =>
    here.halfDay(place, plusMinutes(now, 1440), {
      bookableLanes: 1,
      windows: [{ from: 0, to: 180, mode: "mixed" }],
    });
  return { ...here, id, at, half, coordinator: staff(id) };
}
const keysAt = async (place: string) => (await server.readTopics({ place })).map(({ key }) => key);

test("a new topic is offered with its own sentences, the last in the order, beside copies of the standard ones", async () => {
  const { id, at, half, coordinator } = await ville();
  await half(at);
  expect(await server.createTopic(coordinator, id, typed())).toEqual({ ok: true, value: "carte-sortir" });
  const last = (await server.readTopics({ place: at.id })).at(-1);
  expect(last).toMatchObject({ key: "carte-sortir", minutes: 20, texts: { fr: { name: "Carte Sortir" } } });
  const api = await server.listTopics("fr", at.id);
  expect(api.ok && api.value.at(-1)).toMatchObject({ label: "Carte Sortir", bring: ["Un justificatif"] });
  const turkish = await server.listTopics("tr", at.id);
  expect(turkish.ok && turkish.value.at(-1)).toMatchObject({ label: "Carte Sortir" });
  expect(await db.topic.count({ where: { organisationId: id } })).toBe(server.standardTopicKeys().length + 1);
});

test("the same form sent twice makes one topic, and another of that name gets another key", async () => {
  const { id, coordinator } = await ville();
  const key = randomUUID();
  const made = [
    await server.createTopic(coordinator, id, typed(), key),
    await server.createTopic(coordinator, id, typed(), key),
    await server.createTopic(coordinator, id, typed()),
  ];
  expect(made.map((one) => one.ok && one.value)).toEqual(["carte-sortir", "carte-sortir", "carte-sortir-2"]);
});

test("a topic that is switched off is offered nowhere, other organisations keep it, and it comes back", async () => {
  const one = await ville();
  const other = await ville();
  await one.half(one.at);
  await other.half(other.at);
  await server.switchTopic(one.coordinator, one.id, "impots", false);
  expect([await keysAt(one.at.id), await keysAt(other.at.id)].map((keys) => keys.includes("impots"))).toEqual([
    false,
    true,
  ]);
  const coming = await server.readComing(3, { topic: "impots" });
  expect([one, other].map(({ at }) => coming.some(({ place }) => place === at.id))).toEqual([false, true]);
  await server.switchTopic(one.coordinator, one.id, "impots", true);
  expect(await keysAt(one.at.id)).toContain("impots");
  const acts = await db.journalEntry.findMany({ where: { organisationId: one.id }, orderBy: { id: "asc" } });
  expect(acts.map(({ act, data }) => [act, data])).toEqual([
    ["topic-off", { topic: "impots" }],
    ["topic-on", { topic: "impots" }],
  ]);
});

test("a topic that is off at one place is offered, listed and booked at the others alone", async () => {
  const { id, at, half, place, coordinator } = await ville();
  const there = await place("Meinau");
  const halves = [await half(at), await half(there)];
  await server.switchTopicAt(coordinator, id, "impots", { place: at.id, offered: false });
  expect([await keysAt(at.id), await keysAt(there.id)].map((keys) => keys.includes("impots"))).toEqual([false, true]);
  const ofHalfDays = await Promise.all(halves.map((one) => server.readTopics({ permanence: one.id })));
  expect(ofHalfDays.map((topics) => topics.some(({ key }) => key === "impots"))).toEqual([false, true]);
  const bookable = await server.loadBookables(
    db,
    halves.map((one) => one.id),
  );
  const offers = new Map(bookable.map((one) => [one.placeId, one.topics.some(({ key }) => key === "impots")]));
  expect([offers.get(at.id), offers.get(there.id)]).toEqual([false, true]);
  const alone = await server.loadBookable(db, halves[0]?.id ?? "", "seen");
  expect(alone?.topics.some(({ key }) => key === "impots")).toBe(false);
  const soonest = async (slug: string) => (await server.findSoonest("impots", { place: slug })).hours.length > 0;
  expect([await soonest(at.slug), await soonest(there.slug)]).toEqual([false, true]);
  const coming = (await server.readComing(3, { topic: "impots" })).map((one) => one.place);
  expect([coming.includes(at.id), coming.includes(there.id)]).toEqual([false, true]);
  await server.switchTopicAt(coordinator, id, "impots", { place: at.id, offered: true });
  expect(await keysAt(at.id)).toContain("impots");
});

test("only a coordinator or administrator of the whole organisation changes its topics, and only at its own places", async () => {
  const one = await ville();
  const other = await ville();
  const off = async (actor: Parameters<typeof server.switchTopic>[0]) => {
    const done = await server.switchTopic(actor, one.id, "impots", false);
    return done.ok ? "done" : done.refusal;
  };
  expect(await off(staff(one.id, "conseiller"))).toBe("not-allowed");
  expect(await off(other.coordinator)).toBe("not-allowed");
  expect(await off(staff(one.id, "coordinator", [one.at.id]))).toBe("not-allowed");
  expect(await off(staff(one.id, "administrator"))).toBe("done");
  const elsewhere = { place: other.at.id, offered: false };
  expect(await server.switchTopicAt(one.coordinator, one.id, "email", elsewhere)).toMatchObject({
    refusal: "not-found",
  });
  expect(await server.listManagedTopics(other.coordinator, one.id)).toMatchObject({ refusal: "not-allowed" });
  expect(await server.changeTopic(one.coordinator, one.id, "nulle-part", typed())).toMatchObject({
    refusal: "not-found",
  });
});

test("without a name in French the other languages are refused at that field; without any, the usual sentences come back", async () => {
  const read = (fields: Readonly<Record<string, string>>) =>
    topicForm.read({ minutes: "30", bookable: "yes", ...fields });
  expect(read({ "name-tr": "Vergi" })).toEqual({ ok: false, refusals: { "name-fr": "missing" } });
  expect(read({ "bring-ar": "x" })).toEqual({ ok: false, refusals: { "name-ar": "missing", "name-fr": "missing" } });
  const { id, at, half, coordinator } = await ville();
  await half(at);
  await server.changeTopic(coordinator, id, "impots", typed());
  expect((await server.listTopics("fr", at.id)).ok).toBe(true);
  const back = read({});
  if (!back.ok) throw new Error("The form was refused.");
  await server.changeTopic(coordinator, id, "impots", back.value);
  const api = await server.listTopics("fr", at.id);
  expect(api.ok && api.value.find(({ key }) => key === "impots")?.label).toMatch(/^Impôts/u);
});
