import { createHash, randomUUID } from "node:crypto";
import { bearer, freshServer, type Server } from "#tests/server/auth/auth-server.ts";
import { neuhof } from "#tests/server/queue/neuhof.ts";

const DAY = 24 * 3600 * 1000;

let server: Server;
let GET: typeof import("#app/api/v1/permanences/[id]/state/route.ts").GET;
let session: typeof import("#app/api/auth/[...nextauth]/route.ts").GET;

beforeAll(async () => {
  server = await freshServer();
  ({ GET } = await import("#app/api/v1/permanences/[id]/state/route.ts"));
  ({ GET: session } = await import("#app/api/auth/[...nextauth]/route.ts"));
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
