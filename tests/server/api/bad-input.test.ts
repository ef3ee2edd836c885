/** @long */
import { randomUUID } from "node:crypto";
import { jest } from "@jest/globals";
import { statusOf, type ProblemCode } from "#lib/wire/problem.ts";
import {
  badRequests,
  type BadRequest,
  type Description,
  type Targets,
} from "#tests/support/bad-requests/bad-request.ts";
import { runs } from "#tests/support/property-runs.ts";
import { freshServer, type Server } from "#tests/server/queue/neuhof.ts";
import { apiInProcess, HOST } from "./in-process.ts";
import { PLANTED_MARKS, plantData } from "./planted-data.ts";

const COUNT = runs(1_200);
const SEED = Number(process.env["SEED"] ?? 20261124);

let server: Server;
let targets: Targets;
let description: Description;
let ask: Awaited<ReturnType<typeof apiInProcess>>;

beforeAll(async () => {
  Object.assign(process.env, { APP_URL: `http://${HOST}`, LOG_LEVEL: "silent" });
  server = await freshServer();
  // Outside Next.js there is no request context: a route that reads cookies() or headers() instead of its request
  // fails.
  jest.unstable_mockModule("next/headers", () => ({
    cookies: () => fail("cookies()"),
    headers: () => fail("headers()"),
  }));
  targets = await plantData(server);
  ask = await apiInProcess();
  const { openapi } = await import("#lib/wire/api/openapi.ts");
  description = JSON.parse(JSON.stringify(openapi(`http://${HOST}`))) as Description;
});
afterAll(() => server.db.$disconnect());

const fail = (what: string): never => {
  throw new Error(`A route reads ${what} instead of its request.`);
};

/** What is wrong with the answer to an invalid request; undefined when it is right. */
async function complaint(sent: BadRequest, answer: Response): Promise<string | undefined> {
  const text = await answer.text();
  const described = (why: string): string =>
    `${why}: ${sent.fault}, ${sent.method} ${sent.path} ${(sent.body ?? "").slice(0, 300)} → ${answer.status} ${text.slice(0, 300)}`;
  if (PLANTED_MARKS.test(text)) return described("it contains data of other people");
  if (answer.status < 400 || answer.status > 499 || answer.status === 429)
    return described("the request was not refused");
  if (answer.headers.get("content-type") !== "application/problem+json") return described("not a problem document");
  const { code, status, detail } = JSON.parse(text) as { code: ProblemCode; status: number; detail?: string };
  if (status === 400 && !/^[\w.-]+(?:, \w+)*: .|^This call has no field /u.test(detail ?? ""))
    return described("it does not say which field is wrong");
  return status === answer.status && statusOf[code] === status
    ? undefined
    : described("the code does not have this status");
}

/** Counts and versions of all rows that a request could have created or changed. */
const counts = async (): Promise<unknown> => {
  const { db } = server;
  const versions = await db.permanence.findMany({
    select: { id: true, status: true, bookableLanes: true, line: { select: { version: true } } },
    orderBy: { id: "asc" },
  });
  return [
    versions,
    await db.visit.count(),
    await db.appointment.count(),
    await db.device.count(),
    await db.queueEvent.count(),
    await db.idempotencyKey.count(),
  ];
};

test("invalid requests of every kind are each refused with a code, change nothing and reveal nothing about other people", async () => {
  const before = await counts();
  const complaints: string[] = [];
  const requests = badRequests(description, targets, COUNT, SEED);
  for (const sent of requests) {
    const answer = await ask({ ...sent, headers: { ...sent.headers, "x-peer-address": randomUUID() } });
    const wrong = await complaint(sent, answer);
    if (wrong) complaints.push(wrong);
  }
  expect(complaints.slice(0, 20)).toEqual([]);
  expect(await counts()).toEqual(before);
  expect(new Set(requests.map(({ call }) => call)).size).toBe(
    Object.values(description.paths).flatMap((operations) => Object.keys(operations)).length,
  );
}, 240_000);

test("a body of a content type that a form of another site could send is refused with 415 not-json before it is parsed", async () => {
  const answers: string[] = [];
  for (const [path, operations] of Object.entries(description.paths)) {
    for (const [method, { requestBody }] of Object.entries(operations)) {
      if (!requestBody) continue;
      for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]) {
        const address = path.replace(/\{\w+\}/g, targets.permanence);
        const answer = await ask({
          method: method.toUpperCase(),
          path: address,
          headers: { ...targets.team, "content-type": type, "x-peer-address": randomUUID() },
          body: "{}",
        });
        answers.push(`${answer.status} ${((await answer.json()) as { code: string }).code}`);
      }
    }
  }
  expect(answers.length).toBeGreaterThan(20);
  expect(new Set(answers)).toEqual(new Set(["415 not-json"]));
});
