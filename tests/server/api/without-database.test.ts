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
  link.mend();
});
afterAll(async () => {
  await db.$disconnect();
  await link.close();
});

const asked = (): NextRequest =>
  new NextRequest("http://localhost:3000/x", { headers: { host: "localhost:3000", "x-peer-address": "a city" } });
const feeds = routeFiles("app/feeds");

test.each(feeds)(
  "%s: while the database is out of reach the programme that reads it is told to come back, not that nothing is there",
  async (file) => {
    const { handlers } = await routeAt(file);
    link.cut();
    const kind = file.includes("agenda") ? "share" : "appointment";
    const answer = await handlers.GET?.(asked(), paramsFor(file, secretOf(kind, crypto.randomUUID(), 1)));
    expect([answer?.status, answer?.headers.get("retry-after")]).toEqual([503, "2"]);
  },
);

test.each(feeds)("%s is never told to wait for having asked too often", async (file) => {
  const { handlers } = await routeAt(file);
  for (let time = 0; time < 5; time += 1)
    expect((await handlers.GET?.(asked(), paramsFor(file, "x")))?.status).toBe(404);
});

test("the process says whether its database answers, to who asks it every second too", async () => {
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

test("a database that says nothing at all is silent within three seconds", async () => {
  const { handlers } = await routeAt("app/healthz/route.ts");
  await db.$queryRaw`SELECT 1`;
  link.freeze();
  expect((await handlers.GET?.(asked(), paramsFor("", "")))?.status).toBe(503);
});
