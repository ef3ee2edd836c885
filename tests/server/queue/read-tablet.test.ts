import { randomUUID } from "node:crypto";
import { plusMinutes } from "#lib/time/instant.ts";
import { freshServer, setTime, neuhof, type Neuhof, type Server, type Staff } from "./neuhof.ts";
import { at } from "#tests/support/line.ts";

let server: Server;
let readTablet: (typeof import("#lib/server/queue/read-tablet.ts"))["readTablet"];
let readHalfDaysAhead: (typeof import("#lib/server/queue/read-half-days-ahead.ts"))["readHalfDaysAhead"];
let doorOf: (typeof import("#lib/server/place/door.ts"))["doorOf"];

beforeAll(async () => {
  server = await freshServer();
  ({ readTablet } = await import("#lib/server/queue/read-tablet.ts"));
  ({ readHalfDaysAhead } = await import("#lib/server/queue/read-half-days-ahead.ts"));
  ({ doorOf } = await import("#lib/server/place/door.ts"));
});
afterAll(() => server.db.$disconnect());

const assigned = (
  { permanence, organisation }: Pick<Neuhof, "permanence" | "organisation">,
  { user }: Staff,
  desk: number,
) =>
  server.db.assignment.create({
    data: {
      permanenceId: permanence,
      organisationId: organisation.id,
      conseillerId: user,
      desk,
      startsAt: new Date(at("9:00")),
      endsAt: new Date(at("12:00")),
    },
  });

test("a tablet begins with the line, the server's time, the place and the desk planned for its conseiller", async () => {
  const here = await neuhof(server, { desks: 2 });
  const { permanence, staff, newStaff, opens, walksIn } = here;
  await assigned(here, staff, 2);
  await assigned(here, await newStaff(), 1);
  await opens();
  const first = await walksIn();
  setTime(server, "9:05");
  const read = await readTablet(staff, permanence);
  if (!read.ok) throw new Error(read.refusal);
  expect(read.value).toMatchObject({ place: "Neuhof", zone: "Europe/Paris", localDate: "2026-11-24", plannedDesk: 2 });
  expect(read.value.state.visits).toMatchObject([{ id: first, number: 1, state: "waiting" }]);
  expect(Math.abs(read.value.readAt - at("9:05"))).toBeLessThan(30_000);
});

test("the conseiller whom a booked person asked for is shown before they come and once they are here", async () => {
  const { permanence, staff, newStaff, opens, booked, does } = await neuhof(server);
  await opens();
  const asking = await booked("9:30");
  const plain = await booked("10:30");
  const colleague = await newStaff();
  await server.db.appointment.update({ where: { id: asking }, data: { wantedConseillerId: colleague.user } });
  const state = async () => {
    const read = await readTablet(staff, permanence);
    if (!read.ok) throw new Error(read.refusal);
    return read.value.state;
  };
  expect((await state()).expected.map(({ id, wanted }) => [id, wanted])).toEqual([
    [asking, colleague.user],
    [plain, undefined],
  ]);
  await does({ type: "check-in", appointment: asking, visit: randomUUID() });
  expect((await state()).visits[0]?.origin).toMatchObject({ kind: "appointment", wanted: colleague.user });
});

test("who is not planned there has no desk proposed, and the address in the QR code opens the door of that place", async () => {
  const { permanence, staff, place } = await neuhof(server);
  const read = await readTablet(staff, permanence);
  if (!read.ok) throw new Error(read.refusal);
  expect(read.value.plannedDesk).toBeUndefined();
  const [, porte, slug, secret] = new URL(read.value.doorAddress).pathname.split("/");
  expect([porte, slug]).toEqual(["porte", place.slug]);
  expect(await doorOf(place.slug, secret ?? "")).toMatchObject({ place: { id: place.id } });
});

test("the usual minutes of each topic come with it", async () => {
  const { permanence, staff } = await neuhof(server);
  await server.db.topic.create({ data: { key: `rsa-${permanence}`, rank: 900, minutes: 45 } });
  const read = await readTablet(staff, permanence);
  expect(read.ok && read.value.topicMinutes).toMatchObject({ [`rsa-${permanence}`]: 45 });
  expect(read.ok && read.value.usualMinutes).toBe(25);
});

const DAY = 24 * 60;
const TABLET = "tablet-away";

/** A half-day of the morning at which its conseiller is planned. */
async function planned() {
  const here = await neuhof(server, { desks: 2 });
  setTime(server, "8:00");
  const plan = (by: Staff) => assigned(here, by, 1);
  const moved = (minutes: number) =>
    server.db.permanence.update({
      where: { id: here.permanence },
      data: {
        startsAt: new Date(plusMinutes(at("9:00"), minutes)),
        endsAt: new Date(plusMinutes(at("12:00"), minutes)),
        localDate: new Date("2026-12-01"),
      },
    });
  const ahead = async (
    asked: Partial<Parameters<typeof readHalfDaysAhead>[1]> = {},
    by: Staff = here.staff,
  ): Promise<readonly string[]> => [...(await readHalfDaysAhead(by, { also: [], unsent: [], ...asked })).keys()];
  const exchanges = () => server.db.deviceExchange.findMany({ where: { permanenceId: here.permanence } });
  return { ...here, plan, moved, ahead, exchanges };
}

test("the half-days at which somebody is planned within seven days are read ahead, and no other", async () => {
  const { permanence, staff, plan, moved, ahead } = await planned();
  expect(await ahead()).not.toContain(permanence);
  await plan(staff);
  expect(await ahead()).toContain(permanence);
  await moved(7 * DAY - 61);
  expect(await ahead()).toContain(permanence);
  await moved(7 * DAY);
  expect(await ahead()).not.toContain(permanence);
});

test("so is that at which somebody sits now without being planned, on each of their devices, until they leave their desk", async () => {
  const { permanence, staff, does, ahead } = await planned();
  await does({ type: "open", desks: [{ desk: 1, conseiller: staff.user }] });
  expect(await ahead()).toContain(permanence);
  await does({ type: "leave-desk" });
  expect(await ahead()).not.toContain(permanence);
});

test("one that the device keeps already is read again, as long as its person may run that line", async () => {
  const { permanence, ahead } = await planned();
  expect(await ahead({ also: [permanence] })).toEqual([permanence]);
  const stranger = await neuhof(server);
  expect(await ahead({ also: [permanence] }, stranger.staff)).toEqual([]);
});

test("reading ahead is no heartbeat: nobody stands at that line", async () => {
  const { permanence, staff, plan, ahead } = await planned();
  await plan(staff);
  const heardAt = async () =>
    (await server.db.line.findUnique({ where: { permanenceId: permanence } }))?.heardAt ?? null;
  const before = await heardAt();
  await ahead({ sentAll: TABLET });
  expect(await heardAt()).toEqual(before);
});

test("on the day of a half-day the device is lent forty numbers with it, once; on an earlier day none", async () => {
  const { permanence, staff, plan } = await planned();
  await plan(staff);
  const lent = async () => {
    const read = await readHalfDaysAhead(staff, { also: [], unsent: [], sentAll: TABLET });
    return read.get(permanence)?.state.leases;
  };
  expect([await lent(), await lent()]).toEqual([
    [{ device: TABLET, first: 101, last: 140 }],
    [{ device: TABLET, first: 101, last: 140 }],
  ]);
  const later = await planned();
  await later.plan(later.staff);
  await later.moved(7 * DAY - 61);
  const read = await readHalfDaysAhead(later.staff, { also: [], unsent: [], sentAll: TABLET });
  expect(read.get(later.permanence)?.state.leases).toEqual([]);
});

test("it is the last exchange of the device with each half-day of which it holds no unsent act", async () => {
  const { permanence, staff, plan, ahead, exchanges } = await planned();
  await plan(staff);
  await ahead();
  await ahead({ sentAll: TABLET, unsent: [permanence] });
  expect(await exchanges()).toEqual([]);
  await ahead({ sentAll: TABLET, unsent: [randomUUID()] });
  expect(await exchanges()).toMatchObject([{ device: TABLET, userId: staff.user }]);
});

test("what a tablet then does without network, never having opened that half-day, has the time of the device", async () => {
  const { permanence, staff, plan, opens, walksIn, does, command, ahead } = await planned();
  await plan(staff);
  await opens();
  await ahead({ sentAll: TABLET });
  setTime(server, "9:00");
  const person = await walksIn();
  setTime(server, "9:01");
  await does({ type: "call-next", desk: 1 }, { device: "tablet-1" });
  setTime(server, "9:40");
  // The heartbeat of the other tablet would otherwise date what this one did.
  const { readLine } = await import("#lib/server/queue/line-exchange.ts");
  await readLine(staff, permanence, "tablet-1");
  const start = command({ type: "start", visit: person }, { device: TABLET, atTime: at("9:05") });
  const ran = await server.runCommands(staff, permanence, [start]);
  expect(ran.ok && ran.value.results).toMatchObject([{ outcome: "applied" }]);
  expect((await server.db.queueCommand.findFirstOrThrow({ where: { id: start.id } })).at).toEqual(new Date(at("9:05")));
});
