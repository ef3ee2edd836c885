import { randomUUID } from "node:crypto";
import { freshServer, json, type Server } from "#tests/server/auth/auth-server.ts";
import { neuhof } from "#tests/server/queue/neuhof.ts";

type Handler = (request: Request, given: { params: Promise<never> }) => Promise<Response>;

let server: Server;
let secretOf: typeof import("#lib/server/secrets.ts").secretOf;
let visits: typeof import("#app/api/v1/permanences/[id]/visits/route.ts");
let board: typeof import("#app/api/v1/permanences/[id]/board/route.ts");
const staffOnly: Record<string, Handler> = {};

beforeAll(async () => {
  server = await freshServer();
  ({ secretOf } = await import("#lib/server/secrets.ts"));
  visits = await import("#app/api/v1/permanences/[id]/visits/route.ts");
  board = await import("#app/api/v1/permanences/[id]/board/route.ts");
  staffOnly["reads the line"] = (await import("#app/api/v1/permanences/[id]/state/route.ts")).GET as Handler;
  staffOnly["runs the line"] = (await import("#app/api/v1/permanences/[id]/commands/route.ts")).POST as Handler;
  staffOnly["makes a device"] = (await import("#app/api/v1/devices/route.ts")).POST as Handler;
  staffOnly["takes a device away"] = (await import("#app/api/v1/devices/[id]/route.ts")).DELETE as Handler;
});
afterAll(() => server.db.$disconnect());

async function deviceAt(kind: string) {
  const here = await neuhof(server);
  const { id } = await server.db.device.create({
    data: { placeId: here.place.id, kind, name: kind, enrolledAt: new Date("2026-11-24T08:00:00Z") },
  });
  const cookie = `device=${secretOf("device", id, 1)}`;
  const takes = async (
    body: object = {},
    permanence = here.permanence,
    headers: Record<string, string> = { cookie },
  ) => {
    const answer = await visits.POST(json(body, headers), { params: Promise.resolve({ id: permanence }) });
    return { status: answer.status, ...((await answer.json()) as { code?: string; number?: number }) };
  };
  return { ...here, device: id, cookie, takes };
}

test("a kiosk gives the next number of its place, and who gave it is written down by its id", async () => {
  const { opens, takes, permanence, device } = await deviceAt("kiosk");
  expect(await takes()).toMatchObject({ status: 409, code: "numbers-not-given" });
  await opens();
  expect([await takes(), await takes({ language: "ar" })]).toMatchObject([
    { status: 201, number: 1 },
    { status: 201, number: 2 },
  ]);
  const events = await server.db.queueEvent.findMany({ where: { permanenceId: permanence, type: "visit-joined" } });
  expect(new Set(events.map(({ actor }) => actor))).toEqual(new Set([`device:${device}`]));
});

test("one touch sent twice is one number", async () => {
  const { opens, takes, cookie, permanence } = await deviceAt("kiosk");
  await opens();
  const headers = { cookie, "idempotency-key": randomUUID() };
  expect([await takes({}, permanence, headers), await takes({}, permanence, headers)]).toMatchObject([
    { number: 1 },
    { number: 1 },
  ]);
});

test("a kiosk gives no priority and no number elsewhere, a screen gives none at all, a tablet is its conseiller's", async () => {
  const kiosk = await deviceAt("kiosk");
  const screen = await deviceAt("screen");
  const tablet = await deviceAt("tablet");
  for (const here of [kiosk, screen, tablet]) await here.opens();
  expect(await kiosk.takes({ priority: true })).toMatchObject({ status: 403, code: "not-allowed" });
  expect(await kiosk.takes({}, screen.permanence)).toMatchObject({ status: 403 });
  expect(await screen.takes()).toMatchObject({ status: 403, code: "not-allowed" });
  expect(await tablet.takes()).toMatchObject({ status: 401, code: "sign-in-needed" });
});

test("while the team's devices are silent a kiosk gives no number: nobody would know of it", async () => {
  const { opens, takes } = await deviceAt("kiosk");
  await opens();
  server.clock.move(server.clock.offset() + 4 * 60_000);
  expect(await takes()).toMatchObject({ status: 409, code: "place-offline" });
});

test("taken away, it gives nothing any more", async () => {
  const { opens, takes, device } = await deviceAt("kiosk");
  await opens();
  await server.db.device.update({ where: { id: device }, data: { revokedAt: new Date("2026-11-24T08:00:00Z") } });
  expect(await takes()).toMatchObject({ status: 401, code: "sign-in-needed" });
});

test("a screen shows the board of its place, as everybody may", async () => {
  const { cookie, permanence } = await deviceAt("screen");
  const answer = await board.GET(new Request("http://localhost:3000/api", { headers: { cookie } }), {
    params: Promise.resolve({ id: permanence }),
  });
  expect(answer.status).toBe(200);
});

describe.each(["kiosk", "screen"])("a %s is no member of the team", (kind) => {
  test.each(["reads the line", "runs the line", "makes a device", "takes a device away"])(
    "so it is not one that %s",
    async (what) => {
      const { cookie, permanence, line } = await deviceAt(kind);
      const command = { id: randomUUID(), at: "2026-11-24T08:50:00+01:00", device: "kiosk", type: "give-numbers" };
      const method = what === "reads the line" ? "GET" : what === "takes a device away" ? "DELETE" : "POST";
      const request =
        method === "POST"
          ? json({ commands: [command] }, { cookie })
          : new Request("http://localhost:3000/api", { method, headers: { cookie } });
      const answer = await staffOnly[what]!(request, { params: Promise.resolve({ id: permanence }) } as never);
      expect([answer.status, await answer.json()]).toEqual([401, expect.objectContaining({ code: "sign-in-needed" })]);
      expect((await line()).numbers).toBe("not-yet");
    },
  );
});
