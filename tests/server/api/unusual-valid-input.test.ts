/** @long */
import { randomUUID } from "node:crypto";
import { contactOf } from "#tests/support/identities.ts";
import type { Description, Targets } from "#tests/support/bad-requests/bad-request.ts";
import { randomFrom, type Random } from "#tests/support/bad-requests/random.ts";
import { IMPOSSIBLE_MOMENTS, ODD_TEXTS } from "#tests/support/bad-requests/odd-values.ts";
import { sampleOf, type Schema } from "#tests/support/bad-requests/sample.ts";
import { freshServer, neuhof, type Server } from "#tests/server/queue/neuhof.ts";
import { apiInProcess, HOST } from "./in-process.ts";
import { plantData } from "./planted-data.ts";

let server: Server;
let targets: Targets;
let ask: Awaited<ReturnType<typeof apiInProcess>>;
let act: Schema;

beforeAll(async () => {
  Object.assign(process.env, { APP_URL: `http://${HOST}`, LOG_LEVEL: "silent" });
  server = await freshServer();
  targets = await plantData(server);
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
  const { id } = await server.db.appointment.findFirstOrThrow({ where: { permanenceId: permanence } });
  expect(await contactOf(server.db, id)).toMatchObject({ name: name.trim() });
});

/** A command that its schema accepts, with moments, numbers and texts at the limits of the schema. */
function oddAct(random: Random, ids: readonly string[]): object {
  const known = {
    ...Object.fromEntries(
      ["at", "until", "expectedAt", "joinedAt"].map((name) => [
        name,
        random.oneIn(2) ? random.pick(IMPOSSIBLE_MOMENTS) : "2026-11-24T09:20:00+01:00",
      ]),
    ),
    ...Object.fromEntries(["visit", "appointment", "conseiller", "command"].map((name) => [name, random.pick(ids)])),
    number: random.pick([1, 2 ** 31, Number.MAX_SAFE_INTEGER]),
    version: random.pick([0, 2 ** 31, Number.MAX_SAFE_INTEGER]),
    id: randomUUID(),
    device: random.pick(["tablet-1", "program", randomUUID().toUpperCase()]),
  };
  const facts = sampleOf(act, random, known).value as Record<string, unknown>;
  return "message" in facts || "topic" in facts
    ? { ...facts, ["message" in facts ? "message" : "topic"]: random.pick(ODD_WORDS) }
    : facts;
}

test("any valid commands, with extreme moments and numbers, are each applied or refused, and never fail", async () => {
  const random = randomFrom(20261124);
  const outcomes = new Map<string, number>();
  for (let batch = 0; batch < 48; batch += 1) {
    // A closed line refuses everything, so every six batches a new half-day begins.
    if (batch % 6 === 0) targets = await plantData(server);
    const ids = [...targets.others.filter((id) => id.length === 36), randomUUID()];
    const commands = Array.from({ length: 8 }, () => oddAct(random, ids));
    const answer = await posts(`/api/v1/permanences/${targets.permanence}/commands`, { commands }, targets.team);
    const text = await answer.text();
    expect(answer.status === 200 ? 200 : `${answer.status} ${text} ${JSON.stringify(commands)}`).toBe(200);
    for (const { outcome } of (JSON.parse(text) as { results: { outcome: string }[] }).results)
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  expect([...outcomes.keys()].sort()).toEqual(["applied", "refused"]);
  expect(outcomes.get("applied")).toBeGreaterThan(20);
}, 120_000);
