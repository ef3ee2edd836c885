/** @long */
import { randomInt, randomUUID } from "node:crypto";
import type { Description, Targets } from "#tests/support/bad-requests/bad-request.ts";
import { mutatedRequests } from "#tests/support/bad-requests/mutated-request.ts";
import { runs } from "#tests/support/property-runs.ts";
import { freshServer, type Server } from "#tests/server/queue/neuhof.ts";
import { apiInProcess, HOST } from "./in-process.ts";
import { PLANTED_MARKS, plantData } from "./planted-data.ts";

/** `npm run explore -- api` makes 20,000 of them. */
const COUNT = runs(400);
const SEED = Number(process.env["SEED"] ?? (process.env["PROPERTY_SEED"] === "random" ? randomInt(1e9) : 20261124));

/** Calls after which half-day and team are made anew: a closed line refuses everything, an ended account too. */
const ANEW = 300;

let server: Server;
beforeAll(async () => {
  Object.assign(process.env, { APP_URL: `http://${HOST}`, LOG_LEVEL: "silent" });
  server = await freshServer();
});
afterAll(async () => {
  const { closeAll } = await import("#lib/server/live/hub.ts");
  await closeAll();
  await server.db.$disconnect();
});

/** The planted data, with the name and the id of the organisation of the team, in turn. */
async function planted(): Promise<Targets> {
  const targets = await plantData(server);
  const { organisation } = await server.db.permanence.findUniqueOrThrow({
    where: { id: targets.permanence },
    select: { organisation: { select: { id: true, slug: true } } },
  });
  return { ...targets, values: { ...targets.values, organisation: organisation.slug } };
}

test("whatever value of a right call is changed, it is answered or refused, and is no fault of the server", async () => {
  const ask = await apiInProcess();
  const { openapi } = await import("#lib/wire/api/openapi.ts");
  const description = JSON.parse(JSON.stringify(openapi(`http://${HOST}`))) as Description;
  let targets = await planted();
  let asked = 0;
  const statuses = new Map<string, Set<number>>();
  const faults: string[] = [];
  for (const { call, ...sent } of mutatedRequests(description, () => targets, COUNT, SEED)) {
    if ((asked += 1) % ANEW === 0) targets = await planted();
    const answer = await ask({ ...sent, headers: { ...sent.headers, "x-peer-address": randomUUID() } });
    const isStream = answer.headers.get("content-type")?.startsWith("text/event-stream") === true;
    const text = isStream ? ((await answer.body?.cancel()) ?? "") : await answer.text();
    statuses.set(call, (statuses.get(call) ?? new Set()).add(answer.status));
    if (answer.status === 500) faults.push(`${call} ${sent.path.slice(0, 300)} ${(sent.body ?? "").slice(0, 1_000)}`);
    if (answer.status >= 400 && PLANTED_MARKS.test(text)) faults.push(`${call} tells of others: ${text}`);
  }
  console.log(`${asked} calls, seed ${SEED}`);
  expect(faults.slice(0, 20)).toEqual([]);
  expect(statuses.size).toBe(Object.values(description.paths).flatMap((methods) => Object.keys(methods)).length);
}, 3_600_000);
