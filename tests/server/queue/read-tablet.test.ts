import { randomUUID } from "node:crypto";
import { freshServer, setTime, neuhof, type Server, type Staff } from "#tests/server/queue/neuhof.ts";
import { at } from "#tests/support/line.ts";

let server: Server;
let readTablet: (typeof import("#lib/server/queue/read-tablet.ts"))["readTablet"];
let doorOf: (typeof import("#lib/server/place/door.ts"))["doorOf"];

beforeAll(async () => {
  server = await freshServer();
  ({ readTablet } = await import("#lib/server/queue/read-tablet.ts"));
  ({ doorOf } = await import("#lib/server/place/door.ts"));
});
afterAll(() => server.db.$disconnect());

const assigned = (permanenceId: string, conseillerId: string, desk: number) =>
  server.db.assignment.create({
    data: { permanenceId, conseillerId, desk, startsAt: new Date(at("9:00")), endsAt: new Date(at("12:00")) },
  });

test("a tablet begins with the line, the server's time, the place and the table planned for its conseiller", async () => {
  const { permanence, staff, newStaff, opens, walksIn } = await neuhof(server, { desks: 2 });
  await assigned(permanence, staff.user, 2);
  const colleague = await newStaff();
  await assigned(permanence, colleague.user, 1);
  await opens();
  const first = await walksIn();
  setTime(server, "9:05");
  const read = await readTablet(staff, permanence);
  if (!read.ok) throw new Error(read.refusal);
  expect(read.value).toMatchObject({ place: "Neuhof", zone: "Europe/Paris", localDate: "2026-11-24", plannedTable: 2 });
  expect(read.value.state.visits).toMatchObject([{ id: first, number: 1, state: "waiting" }]);
  expect(Math.abs(read.value.readAt - at("9:05"))).toBeLessThan(30_000);
});

test("the conseiller whom a booked person asked for is shown before they come and once they are here", async () => {
  const { permanence, staff, newStaff, opens, booked, does } = await neuhof(server);
  await opens();
  const [asking, plain] = [await booked("9:30"), await booked("10:30")];
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

test("who is not planned there has no table proposed", async () => {
  const { permanence, staff } = await neuhof(server);
  const read = await readTablet(staff, permanence);
  expect(read.ok && read.value.plannedTable).toBeUndefined();
});

test("the address in the QR code opens the door of that place", async () => {
  const { permanence, staff, place } = await neuhof(server);
  const read = await readTablet(staff, permanence);
  if (!read.ok) throw new Error(read.refusal);
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

test("staff of another organisation read nothing, and partners neither", async () => {
  const { permanence, organisation, staff } = await neuhof(server);
  const stranger: Staff = { ...staff, roles: [{ organisation: randomUUID(), role: "conseiller", places: "all" }] };
  expect(await readTablet(stranger, permanence)).toEqual({ ok: false, refusal: "not-allowed" });
  const partner: Staff = { ...staff, roles: [{ organisation: organisation.id, role: "partner", places: "all" }] };
  expect(await readTablet(partner, permanence)).toEqual({ ok: false, refusal: "not-allowed" });
});

test("a permanence that does not exist is not found", async () => {
  const { staff } = await neuhof(server);
  expect(await readTablet(staff, randomUUID())).toEqual({ ok: false, refusal: "not-found" });
});
