import { randomUUID } from "node:crypto";
import { jest } from "@jest/globals";
import type { Actor } from "#lib/access/actor.ts";
import { lineFromWire } from "#lib/wire/queue/line.ts";
import { BUILD, commandsToWire, MOST_COMMANDS } from "#lib/wire/queue/sent-commands.ts";
import type { Command } from "#lib/queue/acts/acts.ts";
import { freshServer, setTime, neuhof, type Server } from "./neuhof.ts";

let server: Server;
let signedIn: Actor | undefined;
let secretOf: typeof import("#lib/server/secrets.ts").secretOf;
let visits: typeof import("#app/api/v1/permanences/[id]/visits/route.ts");
let buildId: typeof import("#lib/server/build-id.ts").buildId;
let board: typeof import("#app/api/v1/permanences/[id]/board/route.ts");
let state: typeof import("#app/api/v1/permanences/[id]/state/route.ts");
let commands: typeof import("#app/api/v1/permanences/[id]/commands/route.ts");

beforeAll(async () => {
  server = await freshServer();
  // Who is signed in is decided by the module auth, which has tests of its own.
  const caller = await import("#lib/server/auth/caller.ts");
  jest.unstable_mockModule("#lib/server/auth/caller.ts", () => ({
    ...caller,
    staffOf: async () => signedIn,
    senderOfActs: async () => signedIn,
    staffOrDeviceOf: async () => signedIn,
    credentialOf: () => undefined,
    isTrue: async () => false,
  }));
  ({ buildId } = await import("#lib/server/build-id.ts"));
  ({ secretOf } = await import("#lib/server/secrets.ts"));
  visits = await import("#app/api/v1/permanences/[id]/visits/route.ts");
  board = await import("#app/api/v1/permanences/[id]/board/route.ts");
  state = await import("#app/api/v1/permanences/[id]/state/route.ts");
  commands = await import("#app/api/v1/permanences/[id]/commands/route.ts");
});
beforeEach(() => void (signedIn = undefined));
afterAll(() => server.db.$disconnect());

const HERE = "http://localhost:3000";
const asked = (method = "GET", headers: Record<string, string> = {}): Request =>
  new Request(`${HERE}/api`, { method, headers: { host: "localhost:3000", ...headers } });
const posted = (body: unknown, headers: Record<string, string> = {}): Request =>
  new Request(`${HERE}/api`, {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: { host: "localhost:3000", origin: HERE, "content-type": "application/json", ...headers },
  });
const at = (id: string) => ({ params: Promise.resolve({ id }) });
const told = async (answer: Response) => ({
  status: answer.status,
  ...((await answer.json()) as { code?: string; secret: string; number: number }),
});

async function opened() {
  const place = await neuhof(server);
  const door = secretOf("door", place.place.id, 1);
  const takes = (body: object = { door }, headers: Record<string, string> = {}) =>
    visits.POST(posted(body, headers), at(place.permanence));
  const runs = (list: readonly Command[] | string, headers: Record<string, string> = {}) =>
    commands.POST(
      posted(typeof list === "string" ? list : commandsToWire(list, "Europe/Paris"), headers),
      at(place.permanence),
    );
  return { ...place, door, takes, runs };
}

test("a phone at the door takes a number, and is told the page on which to follow it", async () => {
  const { opens, takes } = await opened();
  await opens();
  const answer = await takes();
  const taken = await told(answer);
  expect(taken).toEqual({
    status: 201,
    number: 1,
    picture: 0,
    secret: expect.stringMatching(/^[\w-]{43}$/),
    url: `${HERE}/suivi/${taken.secret}`,
    ahead: { people: 0, appointments: [] },
    wait: { state: "range", low: 0, high: 10 },
    beforeClosing: "yes",
  });
  expect(answer.headers.get("cache-control")).toBe("no-store");
});

test("status and code say why no number is given", async () => {
  const { opens, takes, does, place } = await opened();
  expect(await told(await takes())).toMatchObject({ status: 409, code: "numbers-not-given" });
  expect(await told(await takes({}))).toMatchObject({ status: 401, code: "sign-in-needed" });
  expect(await told(await takes({ door: secretOf("door", place.id, 2) }))).toMatchObject({
    status: 403,
    code: "not-allowed",
  });
  await opens();
  await does({ type: "stop-numbers" });
  expect(await told(await takes())).toMatchObject({ status: 409, code: "numbers-stopped" });
  expect(await told(await visits.POST(posted({}), at(randomUUID())))).toMatchObject({ status: 401 });
});

test("outside its window a walk-in reads when the next one begins", async () => {
  const place = await neuhof(server, {
    windows: [
      { from: 0, to: 60, mode: "appointment" },
      { from: 60, to: 120, mode: "walk-in" },
      { from: 120, to: 150, mode: "appointment" },
      { from: 150, to: 180, mode: "mixed" },
    ],
  });
  await place.opens();
  setTime(server, "11:05");
  signedIn = place.staff;
  expect(await told(await visits.POST(posted({}), at(place.permanence)))).toMatchObject({
    status: 422,
    code: "outside-window",
    next: "2026-11-24T11:30:00+01:00",
  });
});

test("the tablet sends its acts, reads what became of each, and holds the line", async () => {
  const { runs, command, staff, permanence, takes, door } = await opened();
  signedIn = staff;
  const added = randomUUID();
  const answer = await runs([
    command({ type: "give-numbers" }),
    command({ type: "open", desks: [{ desk: 1 }] }),
    command({ type: "add-visit", visit: added }),
    command({ type: "call-next", desk: 9 }),
    command({ type: "call-next", desk: 1 }),
  ]);
  const body = (await answer.json()) as { results: { outcome: string; refusal?: string }[]; state: unknown };
  expect(answer.status).toBe(200);
  expect(body.results.map(({ outcome, refusal }) => refusal ?? outcome)).toEqual([
    "applied",
    "applied",
    "applied",
    "desk-not-taken",
    "applied",
  ]);
  expect(lineFromWire(body.state)).toMatchObject({ status: "open", visits: [{ id: added, state: "called" }] });
  await takes({ door });
  const held = await state.GET(asked(), at(permanence));
  expect(lineFromWire(await held.json())).toMatchObject({
    permanence,
    version: 5,
    visits: [{ number: 1 }, { number: 2, state: "waiting" }],
  });
  expect(held.headers.get("cache-control")).toBe("no-store");
});

test("a tablet that a colleague left open does and reads nothing in the name of who signed in afterwards", async () => {
  const { command, staff, newStaff, permanence, line } = await opened();
  const former = await newStaff();
  signedIn = staff;
  const tablet = (by: string) => {
    const request = (given?: Request) => new Request(`${HERE}/api?by=${by}`, given ?? asked());
    return {
      runs: () =>
        commands.POST(request(posted(commandsToWire([command({ type: "give-numbers" })], "UTC"))), at(permanence)),
      reads: () => state.GET(request(), at(permanence)),
    };
  };
  expect(await told(await tablet(former.user).runs())).toMatchObject({ status: 401, code: "sign-in-needed" });
  expect(await told(await tablet(former.user).reads())).toMatchObject({ status: 401, code: "sign-in-needed" });
  expect((await line()).numbers).toBe("not-yet");
  expect([(await tablet(staff.user).runs()).status, (await tablet(staff.user).reads()).status]).toEqual([200, 200]);
});

test("a tablet that reads the line and has sent everything says so with its id, and is asked for nothing else", async () => {
  const { staff, permanence } = await opened();
  signedIn = staff;
  const reads = (query: string) => state.GET(new Request(`${HERE}/api${query}`, asked()), at(permanence));
  const known = async () =>
    (await server.db.deviceExchange.findMany({ where: { permanenceId: permanence } })).map(({ userId, device }) => [
      userId,
      device,
    ]);
  const device = randomUUID();
  expect([(await reads("")).status, await known()]).toEqual([200, []]);
  expect(await told(await reads("?sentAll=Madame%20Martin"))).toMatchObject({ status: 400, code: "malformed" });
  expect([(await reads(`?sentAll=${device}`)).status, await known()]).toEqual([200, [[staff.user, device]]]);
});

test("what cannot be read as commands is refused before anything is done, whatever it is", async () => {
  const { runs, command, staff, line } = await opened();
  signedIn = staff;
  const give = command({ type: "give-numbers" });
  expect(await told(await runs([give], { "content-type": "text/plain" }))).toMatchObject({
    status: 415,
    code: "not-json",
  });
  expect(await told(await runs([give], { "content-type": "application/x-www-form-urlencoded" }))).toMatchObject({
    status: 415,
  });
  expect(await told(await runs(`{"commands":[`))).toMatchObject({ status: 400, code: "malformed" });
  expect((await runs(`{"commands":[{"id":"1"}]}`)).headers.get(BUILD)).toBe(await buildId());
  expect(await told(await runs(`{"commands":[{"id":"1"}]}`))).toMatchObject({ status: 400, code: "malformed" });
  expect(
    await told(await runs(JSON.stringify({ ...commandsToWire([give], "UTC"), more: "x".repeat(70_000) }))),
  ).toMatchObject({ status: 413, code: "too-large" });
  const many = [give, ...Array.from({ length: MOST_COMMANDS }, () => command({ type: "stop-numbers" }))];
  expect(await told(await runs(many))).toMatchObject({ status: 400, code: "malformed" });
  const endless = new ReadableStream({
    pull: (stream) => stream.enqueue(new TextEncoder().encode(" ".repeat(10_000))),
  });
  const streamed = new Request(`${HERE}/api`, {
    method: "POST",
    body: endless,
    duplex: "half",
    headers: { "content-type": "application/json" },
  } as RequestInit);
  expect(await told(await commands.POST(streamed, at(randomUUID())))).toMatchObject({ status: 413 });
  expect((await line()).numbers).toBe("not-yet");
});

test("the board is for everybody: numbers and desks, and nobody's own place", async () => {
  const { opens, walksIn, does, permanence } = await opened();
  await opens();
  const visit = await walksIn();
  await does({ type: "call-next", desk: 1 });
  await does({ type: "start", visit });
  const answer = await board.GET(asked(), at(permanence));
  expect(await told(answer)).toEqual({
    status: 200,
    version: 5,
    called: [{ number: 1, picture: 0, desk: 1, calledAt: expect.stringMatching(/\+01:00$/) }],
    waiting: 0,
    withTeam: 1,
    wait: { state: "range", low: expect.any(Number), high: expect.any(Number) },
    alive: true,
    asOf: expect.stringMatching(/\+01:00$/),
  });
  expect(await told(await board.GET(asked(), at(randomUUID())))).toMatchObject({ status: 404, code: "not-found" });
  expect(await told(await board.GET(asked(), at("neuhof")))).toMatchObject({ status: 404, code: "not-found" });
});
