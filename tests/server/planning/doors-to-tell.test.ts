import { closureBody } from "#lib/wire/schedule/closure.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { monday, on, planned } from "./assignments/planned.ts";

const { db, clock } = await serverOnFreshDatabase({
  APP_NOW: "2027-03-01T07:30:00+01:00",
  SMS_GATEWAY: "database",
  SMS_SENDER: "Aide",
  LOG_LEVEL: "silent",
});
const { contactsAtDoors } = await import("#lib/server/planning/disruption/doors-to-tell.ts");
const { settleDisruption } = await import("#lib/server/planning/disruption/settle-disruption.ts");
const { settleOwn } = await import("#lib/server/planning/disruption/settle-own.ts");
const { holdAgain } = await import("#lib/server/planning/disruption/hold-again.ts");
const { readOwnDisruption } = await import("#lib/server/planning/disruption/read-own.ts");
const { readAfterDisruption } = await import("#lib/server/planning/disruption/read-settled.ts");

afterAll(() => db.$disconnect());

/** A morning at a place with a desk that has an e-mail, and a guard who has a telephone. */
async function withContacts() {
  const here = await planned(db);
  const organisation = here.organisation.id;
  const place = here.neuhof.id;
  const desk = await db.placeContact.create({
    data: { placeId: place, roleName: "Accueil", email: "accueil@exemple.fr", phone: "+33388436000" },
  });
  const guard = await db.placeContact.create({ data: { placeId: place, roleName: "Gardien", phone: "+33388123456" } });
  const own = (preview: boolean, declared: { kind: "not-held" } | { kind: "ends-early"; at: typeof AT_ELEVEN }) =>
    settleOwn(here.coordinator, { permanence: here.permanence, declared, reason: "Travaux.", preview });
  const shut = (preview: boolean) =>
    settleDisruption(here.coordinator, {
      organisation,
      away: [],
      closures: [closureBody.parse({ place, from: "2027-03-01", until: "2027-03-01", sentence: "Fuite d’eau." })],
      decided: [],
      preview,
    });
  const doorOf = async () => {
    const read = await readOwnDisruption(here.coordinator, here.permanence);
    return read.ok ? read.value.door : read.refusal;
  };
  return { ...here, organisation, place, desk, guard, own, shut, doorOf };
}

const AT_ELEVEN = monday("11:00");
const NOT_HELD = { kind: "not-held" } as const;
const BOTH = [
  { role: "Accueil", byMail: true },
  { role: "Gardien", byMail: false, phone: "+33388123456" },
];

test("the preview says how many contacts are mailed and how many called, when a half-day is not held and when it ends early", async () => {
  const { own } = await withContacts();
  for (const declared of [NOT_HELD, { kind: "ends-early", at: AT_ELEVEN } as const])
    expect(await own(true, declared)).toMatchObject({ ok: true, value: { doors: { mail: 1, calls: 1 } } });
});

test("a half-day that is cancelled already needs no second notice when its place is shut", async () => {
  const { own, shut } = await withContacts();
  expect(await shut(true)).toMatchObject({ value: { doors: { mail: 1, calls: 1 } } });
  await own(false, NOT_HELD);
  expect(await shut(true)).toMatchObject({ value: { doors: { mail: 0, calls: 0 } } });
});

test("neither does one that a closure keeps from being held when it is cancelled", async () => {
  const { place, organisation, permanence, coordinator } = await withContacts();
  const cancelled = () =>
    settleDisruption(coordinator, {
      organisation,
      away: [],
      closures: [],
      decided: [{ permanence, remedy: { kind: "cancel" }, reason: "Fuite d’eau." }],
      preview: true,
    });
  expect(await cancelled()).toMatchObject({ value: { doors: { mail: 1, calls: 1 } } });
  const closure = await db.closure.create({
    data: {
      organisationId: organisation,
      placeId: place,
      startsAt: new Date(monday("00:00")),
      endsAt: new Date(on("03-02 00:00")),
      reason: "Fuite d’eau.",
    },
  });
  await db.permanence.update({ where: { id: permanence }, data: { closureId: closure.id } });
  expect(await cancelled()).toMatchObject({ ok: true, value: { doors: { mail: 0, calls: 0 } } });
});

test("two half-days at one place are one mail and one call", async () => {
  const { halfDay, neuhof, shut } = await withContacts();
  await halfDay(neuhof, monday("14:00"));
  expect(await shut(true)).toMatchObject({ value: { doors: { mail: 1, calls: 1 } } });
});

test("the list afterwards names who is mailed, without their telephone, and whom to ring", async () => {
  const { coordinator, organisation, permanence, own, neuhof } = await withContacts();
  await own(false, NOT_HELD);
  const read = await readAfterDisruption(coordinator, organisation, [permanence]);
  if (!read.ok) throw new Error(read.refusal);
  expect(read.value.doors).toMatchObject([{ slug: neuhof.slug, from: "2027-03-01", contacts: BOTH }]);
  expect(read.value.doors[0]?.contacts[0]).not.toHaveProperty("phone");
});

test("the page of the half-day says that the notice hangs, also where it ends early, and that it has to go once it is held as planned", async () => {
  const { own, doorOf, coordinator, permanence } = await withContacts();
  expect(await doorOf()).toBeUndefined();
  await own(false, { kind: "ends-early", at: AT_ELEVEN });
  expect(await doorOf()).toMatchObject({ hangs: true, contacts: BOTH });
  const other = await withContacts();
  await other.own(false, NOT_HELD);
  expect(await other.doorOf()).toMatchObject({ hangs: true });
  expect(await holdAgain(other.coordinator, { permanence: other.permanence, preview: false })).toMatchObject({
    ok: true,
  });
  expect(await other.doorOf()).toMatchObject({ hangs: false, contacts: BOTH });
  expect(await holdAgain(coordinator, { permanence, preview: true })).toMatchObject({ ok: false });
});

test("nobody is told of a half-day further ahead than the notice speaks, nor of a place on no public page", async () => {
  const { halfDay, neuhof, permanence, place } = await withContacts();
  const far = (await halfDay(neuhof, on("03-15 09:00"))).id;
  const near = (await halfDay(neuhof, on("03-14 09:00"))).id;
  const roles = async (id: string) =>
    (await contactsAtDoors(db, { changed: [id] }, clock.now())).map(({ role }) => role);
  expect(await roles(far)).toEqual([]);
  expect(await roles(near)).toEqual(["Accueil", "Gardien"]);
  await db.place.update({ where: { id: place }, data: { hidden: true } });
  expect(await roles(permanence)).toEqual([]);
});

test("the contacts of a place are mailed for the half-day of a guest, who is not shown their telephone", async () => {
  const { place } = await withContacts();
  const guest = await planned(db);
  const held = (await guest.halfDay({ id: place }, monday("14:00"))).id;
  expect(await contactsAtDoors(db, { changed: [held] }, clock.now())).toMatchObject([
    { role: "Accueil", byMail: true, organisation: guest.organisation.id },
  ]);
});
