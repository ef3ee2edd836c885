import { createHash, randomUUID } from "node:crypto";
import { bearer, freshServer, type Server } from "./auth-server.ts";
import type { Role } from "#lib/access/actor.ts";
import { neuhof, setTime } from "#tests/server/queue/neuhof.ts";
import { at } from "#tests/support/line.ts";

const DAY = 24 * 3600 * 1000;

let server: Server;
let GET: typeof import("#app/api/v1/permanences/[id]/state/route.ts").GET;
let session: typeof import("#app/api/auth/[...nextauth]/route.ts").GET;
let staffOf: typeof import("#lib/server/auth/caller.ts").staffOf;
let bookAppointment: typeof import("#lib/server/booking/book.ts").bookAppointment;

beforeAll(async () => {
  server = await freshServer();
  ({ GET } = await import("#app/api/v1/permanences/[id]/state/route.ts"));
  ({ GET: session } = await import("#app/api/auth/[...nextauth]/route.ts"));
  ({ staffOf } = await import("#lib/server/auth/caller.ts"));
  ({ bookAppointment } = await import("#lib/server/booking/book.ts"));
});
afterAll(() => server.db.$disconnect());

const machine = (): number => server.clock.now() - server.clock.offset();

/** A tablet at Neuhof whose login has that many days left, by the machine's clock, which next-auth goes by. */
async function tablet(days: number) {
  const { permanence, staff } = await neuhof(server);
  const token = randomUUID();
  const row = await server.db.session.create({
    data: {
      userId: staff.user,
      expires: new Date(machine() + days * DAY),
      sessionToken: createHash("sha256").update(token).digest("base64url"),
    },
  });
  const asks = (headers: Record<string, string> = { cookie: `session=${token}` }, id = permanence): Promise<Response> =>
    GET(
      new Request(`http://localhost:3000/api/v1/permanences/${id}/state`, {
        headers: { host: "localhost:3000", ...headers },
      }),
      { params: Promise.resolve({ id }) },
    );
  const left = async (): Promise<number> =>
    ((await server.db.session.findUniqueOrThrow({ where: { id: row.id } })).expires.getTime() - machine()) / DAY;
  return { asks, left, token, staff };
}

const cookieOf = (answer: Response): string | null => answer.headers.get("set-cookie");

test("a tablet at work keeps its login: its cookie and its row are good for two weeks again", async () => {
  const { asks, left, token } = await tablet(3);
  const answer = await asks();
  expect(answer.status).toBe(200);
  expect(answer.headers.getSetCookie()).toContain(`session=${token}; Path=/; Max-Age=1209600; HttpOnly; SameSite=Lax`);
  expect(await left()).toBeCloseTo(14, 2);
});

test("a tablet that never signs in again is remembered all the same as one in which this account signed in", async () => {
  const { knownBrowserOf } = await import("#lib/server/auth/known-browser.ts");
  const { asks, token, staff } = await tablet(3);
  const { email } = await server.db.user.findUniqueOrThrow({ where: { id: staff.user } });
  const known = (answer: Response): string =>
    answer.headers
      .getSetCookie()
      .find((line) => line.startsWith("known-browser="))
      ?.split(";")[0] ?? "";
  const first = known(await asks());
  const before = knownBrowserOf(new Headers({ cookie: first }), email);
  expect(before).toEqual(expect.any(String));
  // Its id stays, with its own limits.
  await server.db.session.updateMany({
    where: { userId: staff.user },
    data: { expires: new Date(machine() + 3 * DAY) },
  });
  const next = known(await asks({ cookie: `session=${token}; ${first}` }));
  expect(knownBrowserOf(new Headers({ cookie: next }), email)).toBe(before);
});

test("that happens once a day, also when it asks twice at the same moment", async () => {
  const { asks } = await tablet(12.9);
  const answers = await Promise.all([asks(), asks(), asks()]);
  expect(answers.map(cookieOf).filter((cookie) => cookie !== null)).toHaveLength(1);
  expect(cookieOf(await asks())).toBeNull();
  const young = await tablet(13.1);
  expect(cookieOf(await young.asks())).toBeNull();
  expect(await young.left()).toBeCloseTo(13.1, 2);
});

test("the row never outlives the cookie: what sets no cookie prolongs nothing", async () => {
  const { left, token } = await tablet(3);
  const { NextRequest } = await import("next/server");
  const asked = await session(
    new NextRequest("http://localhost:3000/api/auth/session", { headers: { cookie: `session=${token}` } }),
    { params: Promise.resolve({ nextauth: ["session"] }) },
  );
  expect(await asked.json()).toMatchObject({ staff: { kind: "staff" } });
  expect(await left()).toBeCloseTo(3, 2);
});

test("a login that has ended, and one that may not read this line, are not prolonged; a token has no cookie", async () => {
  const ended = await tablet(-1);
  const late = await ended.asks();
  expect([late.status, cookieOf(late)]).toEqual([401, null]);
  const elsewhere = await neuhof(server);
  const foreign = await tablet(3);
  const refused = await foreign.asks(undefined, elsewhere.permanence);
  expect([refused.status, cookieOf(refused)]).toEqual([403, null]);
  const both = await foreign.asks({
    cookie: `session=${foreign.token}`,
    authorization: await bearer(server, foreign.staff.user),
  });
  expect([both.status, cookieOf(both)]).toEqual([200, null]);
  expect(await foreign.left()).toBeCloseTo(3, 2);
});

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

test("nobody is seated at a desk, nor wanted by a resident, whose role has ended or holds at other places only", async () => {
  const { staff, permanence, does, newStaff } = await neuhof(server, { desks: 2 });
  const present = await newStaff();
  const ended = await newStaff();
  const elsewhere = await newStaff();
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
