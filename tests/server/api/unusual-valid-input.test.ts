import { randomUUID } from "node:crypto";
import type { Description, World } from "#tests/support/bad-requests/bad-request.ts";
import { lotsFrom, type Lots } from "#tests/support/bad-requests/lots.ts";
import { IMPOSSIBLE_MOMENTS, ODD_TEXTS } from "#tests/support/bad-requests/nasty.ts";
import { sampleOf, type Schema } from "#tests/support/bad-requests/sample.ts";
import { freshServer, neuhof, type Server } from "#tests/server/queue/neuhof.ts";
import { apiInProcess, HOST } from "./in-process.ts";
import { plantData } from "./planted-data.ts";

let server: Server;
let world: World;
let ask: Awaited<ReturnType<typeof apiInProcess>>;
let act: Schema;

beforeAll(async () => {
  Object.assign(process.env, { APP_URL: `http://${HOST}`, LOG_LEVEL: "silent" });
  server = await freshServer();
  world = await plantData(server);
  ask = await apiInProcess();
  const { openapi } = await import("#lib/wire/api/openapi.ts");
  const { paths } = JSON.parse(JSON.stringify(openapi(HOST))) as Description;
  const body = paths["/api/v1/permanences/{id}/commands"]?.["post"]?.requestBody?.content["application/json"].schema;
  act = body?.properties?.["commands"]?.items ?? {};
});
afterAll(() => server.db.$disconnect());

const posts = (path: string, body: unknown, who: Readonly<Record<string, string>> = {}): Promise<Response> =>
  ask({ method: "POST", path, headers: { "content-type": "application/json", ...who }, body: JSON.stringify(body) });

const ODD_WORDS = ODD_TEXTS.filter((text) => text.trim() !== "" && text.length <= 40);

test.each(ODD_WORDS)("the name %j is accepted and stored", async (name) => {
  const { permanence } = await neuhof(server);
  const answer = await posts(`/api/v1/permanences/${permanence}/appointments`, {
    topic: "caf",
    startsAt: "2026-11-24T10:00:00+01:00",
    name,
  });
  expect(answer.status).toBe(201);
  expect((await server.db.appointment.findFirst({ where: { permanenceId: permanence } }))?.name).toBe(name.trim());
});

/** A command that its schema accepts, with moments, numbers and texts at the limits of the schema. */
function oddAct(lots: Lots, ids: readonly string[]): object {
  const known = {
    ...Object.fromEntries(
      ["at", "until", "expectedAt", "joinedAt"].map((name) => [
        name,
        lots.oneIn(2) ? lots.pick(IMPOSSIBLE_MOMENTS) : "2026-11-24T09:20:00+01:00",
      ]),
    ),
    ...Object.fromEntries(["visit", "appointment", "conseiller", "command"].map((name) => [name, lots.pick(ids)])),
    number: lots.pick([1, 2 ** 31, Number.MAX_SAFE_INTEGER]),
    version: lots.pick([0, 2 ** 31, Number.MAX_SAFE_INTEGER]),
    id: randomUUID(),
    device: lots.pick(["tablet-1", "..::--__", "x".repeat(64)]),
  };
  const facts = sampleOf(act, lots, known).value as Record<string, unknown>;
  return "message" in facts || "topic" in facts
    ? { ...facts, ["message" in facts ? "message" : "topic"]: lots.pick(ODD_WORDS) }
    : facts;
}

test("any valid commands, with extreme moments and numbers, are each applied or refused, and never fail", async () => {
  const lots = lotsFrom(20261124);
  const outcomes = new Map<string, number>();
  for (let batch = 0; batch < 48; batch += 1) {
    // A closed line refuses everything, so every six batches a new half-day begins.
    if (batch % 6 === 0) world = await plantData(server);
    const ids = [...world.others.filter((id) => id.length === 36), randomUUID()];
    const commands = Array.from({ length: 8 }, () => oddAct(lots, ids));
    const answer = await posts(`/api/v1/permanences/${world.permanence}/commands`, { commands }, world.team);
    const text = await answer.text();
    expect(answer.status === 200 ? 200 : `${answer.status} ${text} ${JSON.stringify(commands)}`).toBe(200);
    for (const { outcome } of (JSON.parse(text) as { results: { outcome: string }[] }).results)
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  expect([...outcomes.keys()].sort()).toEqual(["applied", "refused"]);
  expect(outcomes.get("applied")).toBeGreaterThan(20);
}, 120_000);
