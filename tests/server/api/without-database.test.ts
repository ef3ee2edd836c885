/** @long */
import { createHash } from "node:crypto";
import { NextRequest } from "next/server";
import { freshDatabase } from "#tests/support/database.ts";
import { eventually } from "#tests/support/eventually.ts";
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

describe("a person who is signed in stays signed in while the database cannot be reached", () => {
  // A cut connection is noticed by the next query on it.
  const answers = (): Promise<void> =>
    eventually(
      () =>
        db.$queryRaw`SELECT 1`.then(
          () => true,
          () => false,
        ),
      true,
    );
  beforeEach(answers);
  const THERE = crypto.randomUUID();
  /** A login without any role: the tests only check whether it is recognised. */
  const login = async (): Promise<string> => {
    const user = await db.user.create({ data: { email: `${crypto.randomUUID()}@exemple.fr` } });
    const token = crypto.randomUUID();
    await db.session.create({
      data: {
        userId: user.id,
        expires: new Date("2100-01-01"),
        sessionToken: createHash("sha256").update(token).digest("base64url"),
      },
    });
    return `session=${token}`;
  };
  const shows = (cookie: string, more: RequestInit = {}): NextRequest =>
    new NextRequest("http://localhost:3000/x", {
      ...more,
      headers: {
        host: "localhost:3000",
        "x-peer-address": crypto.randomUUID(),
        "content-type": "application/json",
        cookie,
      },
    } as ConstructorParameters<typeof NextRequest>[1]);
  const answerOf = async (answer: Response | undefined) => [
    answer?.status,
    ((await answer?.json()) as { code?: string }).code,
  ];

  test.each([
    ["app/api/v1/permanences/[id]/state/route.ts", "GET"],
    ["app/api/v1/permanences/[id]/commands/route.ts", "POST"],
  ] as const)("%s says that it is busy, not that one must sign in", async (file, method) => {
    const { handlers } = await routeAt(file);
    const cookie = await login();
    const asks = async () =>
      answerOf(
        await handlers[method]?.(
          shows(cookie, method === "POST" ? { method, body: JSON.stringify({ commands: [] }) } : {}),
          paramsFor(file, THERE),
        ),
      );
    link.cut();
    expect(await asks()).toEqual([503, "busy"]);
    link.restore();
    await answers();
    expect(await asks()).toEqual([404, "not-found"]);
  });

  test("an invalid login is asked to sign in only once the database answers", async () => {
    const { handlers } = await routeAt("app/api/v1/permanences/[id]/state/route.ts");
    const asks = async () =>
      answerOf(
        await handlers.GET?.(
          shows(`session=${crypto.randomUUID()}`),
          paramsFor("app/api/v1/permanences/[id]/state/route.ts", THERE),
        ),
      );
    link.cut();
    expect(await asks()).toEqual([503, "busy"]);
    link.restore();
    await answers();
    expect(await asks()).toEqual([401, "sign-in-needed"]);
  });

  test("a sign-in code that could not be checked is not refused as wrong", async () => {
    const { signIn } = await import("#lib/server/auth/login.ts");
    const { isBusy } = await import("#lib/server/busy.ts");
    link.cut();
    const error = await signIn("nobody@exemple.fr", "123456", "a".repeat(22)).catch((reason: unknown) => reason);
    expect(isBusy(error)).toBe(true);
    link.restore();
    await answers();
    expect(await signIn("nobody@exemple.fr", "123456", "a".repeat(22))).toEqual({ ok: false, refusal: "wrong-code" });
  });

  test("without the database a page of the team fails as busy and does not lead to the sign-in page", async () => {
    const { actorOfSession } = await import("#lib/server/auth/login.ts");
    const { isBusy } = await import("#lib/server/busy.ts");
    const token = (await login()).slice("session=".length);
    link.cut();
    expect(isBusy(await actorOfSession(token).catch((reason: unknown) => reason))).toBe(true);
    link.restore();
    await answers();
    expect(await actorOfSession(token)).toMatchObject({ kind: "staff" });
  });
});
