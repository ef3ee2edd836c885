import { NextRequest } from "next/server";
import { freshDatabase } from "#tests/support/database.ts";
import { openDatabaseLink, type DatabaseLink } from "#tests/server/live/database-link.ts";
import { paramsFor, routeAt, routeFiles } from "#tests/support/route-files.ts";

let link: DatabaseLink;
let db: typeof import("#lib/server/db.ts").db;
let secretOf: typeof import("#lib/server/secrets.ts").secretOf;

beforeAll(async () => {
  link = await openDatabaseLink(await freshDatabase());
  Object.assign(process.env, {
    DATABASE_URL: link.url,
    APP_ENV: "test",
    APP_URL: "http://localhost:3000",
    LIMIT_REQUESTS: "1",
    LOG_LEVEL: "silent",
  });
  ({ db } = await import("#lib/server/db.ts"));
  ({ secretOf } = await import("#lib/server/secrets.ts"));
});
afterEach(() => {
  link.cut();
  link.restore();
});
afterAll(async () => {
  await db.$disconnect();
  await link.close();
});

const asked = (): NextRequest =>
  new NextRequest("http://localhost:3000/x", { headers: { host: "localhost:3000", "x-peer-address": "a city" } });
const feeds = routeFiles("app/feeds");

test.each(feeds)("%s answers 503 with Retry-After, not 404, while the database is unreachable", async (file) => {
  const { handlers } = await routeAt(file);
  link.cut();
  const kind = file.includes("agenda") ? "share" : "appointment";
  const answer = await handlers.GET?.(asked(), paramsFor(file, secretOf(kind, crypto.randomUUID(), 1)));
  expect([answer?.status, answer?.headers.get("retry-after")]).toEqual([503, "2"]);
});

test.each(feeds)("%s has no request limit", async (file) => {
  const { handlers } = await routeAt(file);
  for (let time = 0; time < 5; time += 1)
    expect((await handlers.GET?.(asked(), paramsFor(file, "x")))?.status).toBe(404);
});

test("/healthz says whether the database answers, and has no request limit", async () => {
  const { handlers } = await routeAt("app/healthz/route.ts");
  const health = async (): Promise<unknown[]> => {
    const answer = await handlers.GET?.(asked(), paramsFor("", ""));
    return [answer?.status, ((await answer?.json()) as { database: string }).database];
  };
  expect([await health(), await health()]).toEqual([
    [200, "answers"],
    [200, "answers"],
  ]);
  link.cut();
  expect(await health()).toEqual([503, "silent"]);
});

test("/healthz answers 503 when the database does not respond", async () => {
  const { handlers } = await routeAt("app/healthz/route.ts");
  await db.$queryRaw`SELECT 1`;
  link.freeze();
  expect((await handlers.GET?.(asked(), paramsFor("", "")))?.status).toBe(503);
});
