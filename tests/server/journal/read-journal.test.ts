import { randomUUID } from "node:crypto";
import type { StaffRole } from "#lib/access/actor.ts";
import { freshServer, neuhof, setTime, type Neuhof, type Server, type Staff } from "#tests/server/queue/neuhof.ts";
import { statementsOf } from "#tests/server/booking/statements.ts";

let server: Server;
let readJournal: typeof import("#lib/server/journal/read-journal.ts").readJournal;
let appendJournal: typeof import("#lib/server/journal/append-journal.ts").appendJournal;

beforeAll(async () => {
  server = await freshServer();
  ({ readJournal } = await import("#lib/server/journal/read-journal.ts"));
  ({ appendJournal } = await import("#lib/server/journal/append-journal.ts"));
});
afterAll(() => server.db.$disconnect());

type JournalChange = Parameters<typeof appendJournal>[2];

/** A half-day with its coordinator, and a way to note what they did. */
async function journalled() {
  const here = await neuhof(server);
  setTime(server, "9:00");
  const coordinator = await here.newStaff("coordinator");
  await server.db.user.update({ where: { id: coordinator.user }, data: { name: "Responsable" } });
  const notes = (change: Partial<JournalChange> = {}, by: Parameters<typeof appendJournal>[1] = coordinator) =>
    server.transaction(
      (tx) =>
        appendJournal(
          tx,
          by,
          { act: "desks-taken-away", organisation: here.organisation.id, data: {}, ...change },
          server.clock.now(),
        ),
      coordinator,
    );
  const reads = async (more: object = {}, by: Staff = coordinator) => {
    const read = await readJournal(by, { organisation: here.organisation.id, ...more });
    if (!read.ok) throw new Error(read.refusal);
    return read.value;
  };
  return { ...here, coordinator, notes, reads };
}

test("what was changed is read newest first, with who did it by name and role, and where", async () => {
  const { notes, reads, place, permanence } = await journalled();
  await notes({ act: "device-made", place: place.id, data: { kind: "kiosk" } });
  await notes({ act: "desks-taken-away", place: place.id, permanence, data: { desks: 1 } });
  expect((await reads()).entries).toMatchObject([
    {
      act: "desks-taken-away",
      place: place.name,
      halfDay: { timeZone: "Europe/Paris" },
      data: { desks: 1 },
      actor: { kind: "account", account: { name: "Responsable", roles: ["coordinator"], anonymised: false } },
    },
    { act: "device-made", place: place.name },
  ]);
});

test("what no account did is told as that: the service, a device, a person without account", async () => {
  const { notes, reads, place } = await journalled();
  await notes({}, { kind: "anonymous" });
  await notes({}, { kind: "device", device: crypto.randomUUID(), place: place.id, use: "kiosk" });
  await notes({ act: "share-asked" }, { kind: "anonymous" });
  expect((await reads()).entries.map(({ actor }) => actor.kind)).toEqual(["anonymous", "device", "service"]);
});

test("an account that was anonymised since has neither name nor roles any more", async () => {
  const { notes, reads, newStaff } = await journalled();
  const gone = await newStaff("coordinator");
  await notes({}, gone);
  const { anonymiseAccount } = await import("#lib/server/auth/anonymise-account.ts");
  expect(await anonymiseAccount(gone.user)).toMatchObject({ ok: true });
  const [entry] = (await reads()).entries;
  expect(entry?.actor).toEqual({ kind: "account", account: { id: gone.user, roles: [], anonymised: true } });
});

test("it is narrowed to a kind of act, to a person, or to both", async () => {
  const { notes, reads, newStaff, coordinator } = await journalled();
  const other = await newStaff("coordinator");
  await notes({ act: "desks-taken-away" });
  await notes({ act: "device-made" });
  await notes({ act: "device-made" }, other);
  const acts = async (question: object) =>
    (await reads(question)).entries.map(({ act, actor }) => [act, actor.kind === "account" && actor.account.id]);
  expect(await acts({ act: "device-made" })).toHaveLength(2);
  expect(await acts({ account: other.user })).toEqual([["device-made", other.user]]);
  expect(await acts({ account: coordinator.user, act: "device-made" })).toEqual([["device-made", coordinator.user]]);
  expect((await reads()).people.map(({ id }) => id)).toEqual(expect.arrayContaining([coordinator.user, other.user]));
});

test("asked for the account of another organisation, it names nobody of it", async () => {
  const mine = await journalled();
  const foreign = await journalled();
  const asked = await mine.reads({ account: foreign.coordinator.user });
  expect(asked.people.map(({ id }) => id)).not.toContain(foreign.coordinator.user);
  expect(JSON.stringify(asked)).not.toContain(foreign.coordinator.user);
  expect((await mine.reads({ account: mine.coordinator.user })).people.map(({ id }) => id)).toContain(
    mine.coordinator.user,
  );
});

test("every entry stands on one page, also those of one millisecond; a cursor of another form is the first page", async () => {
  const { notes, reads, organisation, coordinator } = await journalled();
  await notes();
  const at = new Date(server.clock.now());
  await server.db.journalEntry.createMany({
    data: Array.from({ length: 119 }, (_, index) => ({
      organisationId: organisation.id,
      actor: `staff:${coordinator.user}`,
      act: "desks-taken-away",
      data: {},
      at: new Date(at.getTime() - 60_000 * Math.floor(index / 60)),
    })),
  });
  const seen: string[] = [];
  let before: string | undefined;
  do {
    const { entries, next } = await reads({ before });
    seen.push(...entries.map(({ id }) => id));
    before = next;
  } while (before !== undefined);
  expect([seen.length, new Set(seen).size]).toEqual([120, 120]);
  expect((await reads({ before: "1' OR 1=1" })).entries[0]?.id).toBe(seen[0]);
});

test("an entry names the colleague who was invited, the organisation that came in and the topic, each as its reader may know it", async () => {
  const { notes, reads, organisation } = await journalled();
  const invitation = (organisationId: string, email: string) =>
    server.db.invitation.create({
      data: {
        organisationId,
        email,
        role: "coordinator",
        everyPlace: true,
        generation: 1,
        code: randomUUID(),
        createdAt: new Date(server.clock.now()),
        expiresAt: new Date(server.clock.now() + 60_000),
      },
    });
  const village = await server.db.organisation.create({
    data: { slug: `nouvoitou-${randomUUID()}`, name: "Nouvoitou", kind: "city", runsPermanences: true },
  });
  const own = await invitation(organisation.id, "collegue@ville.example");
  const others = await invitation(village.id, "collegue@village.example");
  const key = `demarche-${randomUUID().slice(0, 8)}`;
  await server.db.topic.create({
    data: { organisationId: organisation.id, key, rank: 900, minutes: 30, texts: { fr: { name: "Carte grise" } } },
  });
  await notes({ act: "topic-changed", data: { topic: key } });
  await notes({ act: "organisation-invitation-accepted", data: { organisation: village.id } });
  await notes({ act: "person-invited", data: { invitation: others.id, role: "coordinator" } });
  await notes({ act: "person-invited", data: { invitation: own.id, role: "coordinator" } });
  const { entries } = await reads();
  expect(entries.map(({ invited, organisation: name, topic }) => [invited, name, topic?.key])).toEqual([
    ["collegue@ville.example", undefined, undefined],
    [undefined, undefined, undefined],
    [undefined, "Nouvoitou", undefined],
    [undefined, undefined, key],
  ]);
});

test("a page asks the database as often with fifty entries as with one", async () => {
  const { notes, reads } = await journalled();
  await notes();
  const one = await statementsOf(() => reads());
  for (let count = 0; count < 9; count += 1) await notes();
  expect((await statementsOf(() => reads())).length).toBe(one.length);
});

test("coordinators and administrators read the journal of their own organisation, nobody else does", async () => {
  const mine = await journalled();
  const foreign = await journalled();
  const asked = { organisation: mine.organisation.id };
  const refused = { ok: false, refusal: "not-allowed" };
  const withRole = async (of: Neuhof, role: StaffRole) => readJournal(await of.newStaff(role), asked);
  for (const role of ["coordinator", "administrator"] as const) {
    expect([role, (await withRole(mine, role)).ok]).toEqual([role, true]);
    expect([role, await withRole(foreign, role)]).toEqual([role, refused]);
  }
  for (const role of ["reception", "conseiller", "partner"] as const)
    expect([role, await withRole(mine, role)]).toEqual([role, refused]);
  expect(await readJournal({ kind: "anonymous" }, asked)).toEqual(refused);
  const narrowed = { ...mine.coordinator, roles: [{ ...mine.coordinator.roles[0]!, places: [mine.place.id] }] };
  expect(await readJournal(narrowed, asked)).toEqual(refused);
});
