import { createHash, randomUUID } from "node:crypto";
import type { Role } from "#lib/access/actor.ts";
import { bearer, freshServer, type Server } from "#tests/server/auth/auth-server.ts";
import { neuhof, setTime } from "#tests/server/queue/neuhof.ts";
import { at } from "#tests/support/line.ts";

let server: Server;
let staffOf: (typeof import("#lib/server/auth/caller.ts"))["staffOf"];
let bookAppointment: (typeof import("#lib/server/booking/book.ts"))["bookAppointment"];

beforeAll(async () => {
  server = await freshServer();
  ({ staffOf } = await import("#lib/server/auth/caller.ts"));
  ({ bookAppointment } = await import("#lib/server/booking/book.ts"));
});
afterAll(() => server.db.$disconnect());

/** The roles that an account shows by a login and by a token. */
async function shownBy(user: string): Promise<() => Promise<readonly (readonly Role[] | undefined)[]>> {
  const login = randomUUID();
  await server.db.session.create({
    data: {
      userId: user,
      expires: new Date("2099-01-01T00:00:00Z"),
      sessionToken: createHash("sha256").update(login).digest("base64url"),
    },
  });
  const ways: readonly Record<string, string>[] = [
    { cookie: `session=${login}` },
    { authorization: await bearer(server, user) },
  ];
  return async () => Promise.all(ways.map(async (headers) => (await staffOf(new Headers(headers)))?.roles));
}

test("a role gives nothing from its end on, by login and by token alike, and other roles stay", async () => {
  const { staff, organisation, joins } = await neuhof(server);
  await joins(staff, "reception");
  await server.db.membership.updateMany({
    where: { userId: staff.user, role: "conseiller" },
    data: { endsAt: new Date(at("10:00")) },
  });
  const roles = await shownBy(staff.user);
  const reception = { organisation: organisation.id, role: "reception", places: "all" };
  const both = expect.arrayContaining([{ ...reception, role: "conseiller" }, reception]);
  setTime(server, "9:59");
  expect(await roles()).toEqual([both, both]);
  setTime(server, "10:00");
  expect(await roles()).toEqual([[reception], [reception]]);
});

test("a role is narrowed to the places of its rows, and to none once the last of them is gone", async () => {
  const { staff, organisation, place } = await neuhof(server);
  const of = { userId: staff.user, organisationId: organisation.id, role: "conseiller" };
  const { id: elsewhere } = (await neuhof(server)).place;
  await server.db.membership.updateMany({ where: of, data: { everyPlace: false } });
  await server.db.membershipPlace.createMany({
    data: [
      { ...of, placeId: place.id },
      { ...of, placeId: elsewhere },
    ],
  });
  const roles = await shownBy(staff.user);
  const places = async () => (await roles()).map((shown) => shown?.map((role) => role.places));
  const two = [expect.arrayContaining([place.id, elsewhere])];
  expect(await places()).toEqual([two, two]);
  await server.db.membershipPlace.deleteMany({ where: { placeId: place.id } });
  expect(await places()).toEqual([[[elsewhere]], [[elsewhere]]]);
  await server.db.permanence.deleteMany({ where: { placeId: elsewhere } });
  await server.owner.place.delete({ where: { id: elsewhere } });
  expect(await places()).toEqual([[[]], [[]]]);
});

test("nobody is seated at a table, nor wanted by a resident, whose role has ended or holds at other places only", async () => {
  const { staff, permanence, does, newStaff } = await neuhof(server, { desks: 2 });
  const [present, ended, elsewhere] = [await newStaff(), await newStaff(), await newStaff()];
  await server.db.membership.updateMany({ where: { userId: ended.user }, data: { endsAt: new Date(at("8:00")) } });
  await server.db.membership.updateMany({ where: { userId: elsewhere.user }, data: { everyPlace: false } });
  await does({ type: "give-numbers" });
  const opens = (conseiller: string) =>
    does({
      type: "open",
      desks: [
        { desk: 1, conseiller: staff.user },
        { desk: 2, conseiller },
      ],
    });
  expect([await opens(ended.user), await opens(elsewhere.user), await opens(present.user)]).toEqual([
    "not-found",
    "not-found",
    "applied",
  ]);
  const wants = async (wantedConseiller: string) => {
    const booked = await bookAppointment(staff, {
      permanence,
      topics: ["caf"],
      start: at("10:30"),
      onBehalfOf: false,
      wantedConseiller,
    });
    return booked.ok ? "booked" : booked.refusal;
  };
  expect([await wants(ended.user), await wants(elsewhere.user), await wants(present.user)]).toEqual([
    "unknown-conseiller",
    "unknown-conseiller",
    "booked",
  ]);
});
