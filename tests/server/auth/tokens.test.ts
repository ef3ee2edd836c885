import { jest } from "@jest/globals";
import { createHash, randomUUID } from "node:crypto";
import { SCOPES, type Scope } from "#lib/access/scope.ts";
import { instantOf } from "#lib/time/instant.ts";
import { accountToken } from "#scripts/account-token.ts";
import { startNode } from "#scripts/child.ts";
import { CommandError } from "#scripts/command-error.ts";
import { account } from "./accounts.ts";
import { freshServer, type Server } from "./auth-server.ts";
import { neuhof } from "#tests/server/queue/neuhof.ts";
import { calls } from "#lib/wire/api/calls.ts";
import { addressOfFile, routeAt, routeFiles } from "#tests/support/route-files.ts";

let server: Server;
let makeToken: typeof import("#lib/server/auth/api-tokens.ts").makeToken;
let revokeToken: typeof import("#lib/server/auth/api-tokens.ts").revokeToken;
let actorOf: typeof import("#lib/server/auth/caller.ts");
let secretOf: typeof import("#lib/server/secrets.ts").secretOf;
let state: typeof import("#app/api/v1/permanences/[id]/state/route.ts").GET;
let commands: typeof import("#app/api/v1/permanences/[id]/commands/route.ts").POST;

/** The headers of the request for which a page is made. */
let headersOfPage = new Headers();

beforeAll(async () => {
  jest.unstable_mockModule("next/headers", () => ({ headers: () => Promise.resolve(headersOfPage) }));
  process.env["APP_SECRET"] = "a-secret-of-the-tests-only";
  server = await freshServer();
  ({ makeToken } = await import("#lib/server/auth/api-tokens.ts"));
  ({ revokeToken } = await import("#lib/server/auth/api-tokens.ts"));
  actorOf = await import("#lib/server/auth/caller.ts");
  ({ secretOf } = await import("#lib/server/secrets.ts"));
  ({ GET: state } = await import("#app/api/v1/permanences/[id]/state/route.ts"));
  ({ POST: commands } = await import("#app/api/v1/permanences/[id]/commands/route.ts"));
});
afterAll(() => server.db.$disconnect());

const freshEmail = (): string => `programme-${randomUUID()}@exemple.fr`;
const tokenFor = async (
  email: string,
  { name = "tableau de bord", scopes = SCOPES, days }: { name?: string; scopes?: readonly Scope[]; days?: number } = {},
): Promise<string> => {
  const made = await makeToken({ email, name, scopes, days });
  if (!made.ok) throw new Error(made.refusal);
  return made.value;
};
/** Sets the clock to that moment; it then runs. */
const setMoment = (iso: string): void =>
  server.clock.move(instantOf(iso) - (server.clock.now() - server.clock.offset()));
const NOW = "2026-11-26T10:20:30Z";
beforeEach(() => setMoment(NOW));
const showing = (authorization: string, more: Record<string, string> = {}) => new Headers({ authorization, ...more });

/** The headers of a browser in which this account is signed in. */
const signedIn = async (user: string): Promise<Headers> => {
  const login = randomUUID();
  await server.db.session.create({
    data: {
      userId: user,
      expires: new Date("2099-01-01T00:00:00Z"),
      sessionToken: createHash("sha256").update(login).digest("base64url"),
    },
  });
  return new Headers({ host: "localhost:3000", cookie: `session=${login}` });
};

test("a token speaks for its account, with the roles the account has that day", async () => {
  const email = freshEmail();
  const { user, organisation } = await account(server.db, email, ["coordinator"]);
  const token = await tokenFor(email);
  expect(await actorOf.staffOf(showing(`Bearer ${token}`))).toEqual({
    kind: "staff",
    user,
    by: "token",
    scopes: SCOPES,
    roles: [{ organisation, role: "coordinator", places: "all" }],
  });
  await server.db.membership.deleteMany({ where: { userId: user } });
  expect(await actorOf.staffOf(showing(`bearer  ${token}`))).toMatchObject({ user, roles: [] });
});

test("a revoked token opens nothing, and its name may be used again for another", async () => {
  const email = freshEmail();
  await account(server.db, email);
  const token = await tokenFor(email);
  expect(await makeToken({ email, name: "tableau de bord", scopes: ["read"] })).toEqual({
    ok: false,
    refusal: "name-taken",
  });
  expect(await revokeToken(email, "tableau de bord")).toMatchObject({ ok: true });
  expect(await actorOf.staffOf(showing(`Bearer ${token}`))).toBeUndefined();
  expect(await revokeToken(email, "tableau de bord")).toEqual({ ok: false, refusal: "no-such-token" });
  const again = await tokenFor(email);
  expect(again).not.toBe(token);
  expect(await actorOf.staffOf(showing(`Bearer ${again}`))).toBeDefined();
});

test("the database holds no token, and a token of another kind, id or generation is none", async () => {
  const email = freshEmail();
  const { user } = await account(server.db, email);
  const token = await tokenFor(email);
  const row = await server.db.apiToken.findFirstOrThrow({ where: { userId: user } });
  expect(JSON.stringify(row)).not.toContain(token);
  const forged = [
    secretOf("token", row.id, 2),
    secretOf("device", row.id, 1),
    secretOf("token", randomUUID(), 1),
    "",
    "x",
    `${token}A`,
  ];
  for (const text of forged) expect(await actorOf.staffOf(showing(`Bearer ${text}`))).toBeUndefined();
});

test("a request that shows a token is judged by it alone: a login beside a wrong one opens nothing", async () => {
  const email = freshEmail();
  await account(server.db, email);
  const token = await tokenFor(email);
  const { place, organisation } = await neuhof(server);
  const { id, placeId } = await server.db.device.create({
    data: {
      placeId: place.id,
      organisationId: organisation.id,
      kind: "kiosk",
      name: "x",
      enrolledAt: new Date("2026-11-24T08:00:00Z"),
    },
  });
  const device = `device=${secretOf("device", id, 1)}`;
  expect(await actorOf.staffOrDeviceOf(showing("Bearer wrong", { cookie: device }))).toBeUndefined();
  expect(await actorOf.callerOf(showing("Bearer wrong", { cookie: device }))).toBeUndefined();
  expect(await actorOf.callerOf(showing(`Bearer ${token}`, { cookie: device }))).toMatchObject({
    kind: "staff",
    by: "token",
  });
  expect(await actorOf.callerOf(new Headers({ cookie: `a=b; ${device}` }))).toEqual({
    kind: "device",
    device: id,
    place: placeId,
    use: "kiosk",
  });
  expect(await actorOf.callerOf(new Headers({ cookie: "device=x; session=y" }))).toEqual({ kind: "anonymous" });
});

test("a password that a proxy asked for is no token, and hides no login", async () => {
  expect(await actorOf.callerOf(showing("Basic dGVzdDp0ZXN0"))).toEqual({ kind: "anonymous" });
});

test("a program runs and reads a line by its token, also with the word of another site; a revoked one is answered 401", async () => {
  const here = await neuhof(server);
  const { email } = await server.db.user.findUniqueOrThrow({ where: { id: here.staff.user } });
  const headers = {
    host: "localhost:3000",
    origin: "https://tableau.example",
    "content-type": "application/json",
    authorization: `Bearer ${await tokenFor(email)}`,
  };
  const given = { params: Promise.resolve({ id: here.permanence }) };
  const give = JSON.stringify({
    commands: [{ id: randomUUID(), at: "2026-11-24T08:50:00+01:00", device: "program", type: "give-numbers" }],
  });
  const reads = () => state(new Request("http://localhost:3000/api", { headers }), given);
  const runs = () => commands(new Request("http://localhost:3000/api", { method: "POST", headers, body: give }), given);
  expect((await runs()).status).toBe(200);
  expect(await (await reads()).json()).toMatchObject({ numbers: "given" });
  await revokeToken(email, "tableau de bord");
  expect([(await reads()).status, (await runs()).status]).toEqual([401, 401]);
});

test("a token ends after the days it was made for, without any after those of the setting, which is a year", async () => {
  const email = freshEmail();
  await account(server.db, email);
  const short = await tokenFor(email, { name: "a", days: 2 });
  const long = await tokenFor(email, { name: "b" });
  const opens = async () =>
    Promise.all([short, long].map(async (token) => (await actorOf.staffOf(showing(`Bearer ${token}`))) !== undefined));
  setMoment("2026-11-28T10:20:29Z");
  expect(await opens()).toEqual([true, true]);
  setMoment("2026-11-28T10:21:00Z");
  expect(await opens()).toEqual([false, true]);
  setMoment("2027-11-26T10:20:29Z");
  expect(await opens()).toEqual([false, true]);
  setMoment("2027-11-26T10:21:00Z");
  expect(await opens()).toEqual([false, false]);
});

test("the name of a token that has ended may be used again", async () => {
  const email = freshEmail();
  await account(server.db, email);
  await tokenFor(email, { days: 1 });
  setMoment("2026-11-27T12:00:00Z");
  expect(await makeToken({ email, name: "tableau de bord", scopes: ["read"] })).toMatchObject({ ok: true });
});

test("the hour of the last use is kept, and a token that is used often writes once an hour", async () => {
  const email = freshEmail();
  const { user } = await account(server.db, email);
  const token = await tokenFor(email);
  const lastUsed = async () =>
    (await server.db.apiToken.findFirstOrThrow({ where: { userId: user } })).lastUsedAt?.toISOString();
  const use = () => actorOf.staffOf(showing(`Bearer ${token}`));
  expect(await lastUsed()).toBeUndefined();
  await Promise.all([use(), use(), use()]);
  expect(await lastUsed()).toBe("2026-11-26T10:00:00.000Z");
  const version = async () =>
    (await server.db.$queryRaw<{ xmin: string }[]>`SELECT xmin::text FROM api_token WHERE user_id = ${user}::uuid`)[0]
      ?.xmin;
  const written = await version();
  setMoment("2026-11-26T10:59:00Z");
  await use();
  expect(await version()).toBe(written);
  setMoment("2026-11-26T11:00:00Z");
  await use();
  expect(await lastUsed()).toBe("2026-11-26T11:00:00.000Z");
});

describe("a call by the token of a program", () => {
  /** The answer to this call of the API, as the route file gives it. */
  const called = async (
    method: "GET" | "POST" | "PUT" | "DELETE",
    file: string,
    address: string,
    authorization: string,
    body?: unknown,
  ): Promise<{ status: number; body: unknown }> => {
    const { handlers } = await routeAt(file);
    const answer = await handlers[method]?.(
      new Request(`http://localhost:3000${address}`, {
        method,
        headers: { host: "localhost:3000", "content-type": "application/json", authorization },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
      { params: Promise.resolve({ id: address.split("/")[4] ?? "" }) },
    );
    if (!answer) throw new Error(`${file} has no ${method}.`);
    return { status: answer.status, body: await answer.json().catch(() => undefined) };
  };
  const STATE = "app/api/v1/permanences/[id]/state/route.ts";

  test("is refused with the scope that it needs, in every call of staff, before anything is looked for", async () => {
    const email = freshEmail();
    await account(server.db, email, ["coordinator"]);
    for (const { name, method, path, scope } of calls) {
      if (scope === undefined || method === "PATCH") continue;
      const others = SCOPES.filter((one) => one !== scope);
      const token = await tokenFor(email, { name, scopes: others });
      const file = routeFiles("app/api/v1").find((one) => addressOfFile(one) === path) ?? "";
      const bodies: Readonly<Record<string, unknown>> = {
        takeNumber: {},
        checkInAtTheDoor: { code: "ABCDEF" },
        bookAppointment: { startsAt: "2026-11-24T10:00:00+01:00", topic: "caf-rsa" },
      };
      const answer = await called(
        method,
        file,
        path.replace(/\{\w+\}/, randomUUID()),
        `Bearer ${token}`,
        method === "GET" ? undefined : (bodies[name] ?? {}),
      );
      expect([name, answer]).toEqual([
        name,
        { status: 403, body: expect.objectContaining({ code: "scope-missing", scope }) },
      ]);
    }
  });

  test("is answered when the token has the scope, and only what the roles of its account allow", async () => {
    const here = await neuhof(server);
    const { email } = await server.db.user.findUniqueOrThrow({ where: { id: here.staff.user } });
    const authorization = `Bearer ${await tokenFor(email, { scopes: ["read", "planning"] })}`;
    const at = `/api/v1/permanences/${here.permanence}`;
    expect(await called("GET", STATE, `${at}/state`, authorization)).toMatchObject({ status: 200 });
    const listed = `/api/v1/planning/series.csv?organisation=${here.organisation.id}`;
    expect(await called("GET", "app/api/v1/planning/series.csv/route.ts", listed, authorization)).toMatchObject({
      status: 403,
      body: { code: "not-allowed" },
    });
  });

  test("is told that its time is over, unlike one that nobody made", async () => {
    const email = freshEmail();
    await account(server.db, email);
    const token = await tokenFor(email, { days: 1 });
    setMoment("2026-11-28T00:00:00Z");
    const at = `/api/v1/permanences/${randomUUID()}/state`;
    expect(await called("GET", STATE, at, `Bearer ${token}`)).toMatchObject({
      status: 401,
      body: { code: "token-expired" },
    });
    expect(await called("GET", STATE, at, "Bearer wrong")).toMatchObject({
      status: 401,
      body: { code: "sign-in-needed" },
    });
    await revokeToken(email, "tableau de bord");
    expect(await called("GET", STATE, at, `Bearer ${token}`)).toMatchObject({ body: { code: "sign-in-needed" } });
  });

  test("neither lists tokens nor ends one: whoever finds it could end the others", async () => {
    const email = freshEmail();
    await account(server.db, email, ["administrator"]);
    const program = (await actorOf.staffOf(showing(`Bearer ${await tokenFor(email)}`)))!;
    const { listOwnTokens, revokeOwnToken } = await import("#lib/server/auth/own-tokens.ts");
    const refused = { ok: false, refusal: "not-allowed" };
    expect(await listOwnTokens(program)).toEqual(refused);
    expect(await revokeOwnToken(program, randomUUID())).toEqual(refused);
  });
});

describe("a page", () => {
  test("takes no token: what a page shows, such as the secret of a shared calendar, would outlive the token", async () => {
    const { staffActor } = await import("#lib/server/auth/staff-of-page.ts");
    const email = freshEmail();
    const { user } = await account(server.db, email);
    const authorization = `Bearer ${await tokenFor(email)}`;
    headersOfPage = new Headers({ authorization });
    expect(await staffActor()).toBeUndefined();
    headersOfPage = await signedIn(user);
    expect(await staffActor()).toMatchObject({ user, by: "login" });
    headersOfPage.set("authorization", authorization);
    expect(await staffActor()).toBeUndefined();
  });
});

describe("who is signed in", () => {
  test("lists their own tokens with scopes, end and last use, and is told which end within 30 days", async () => {
    const email = freshEmail();
    const another = freshEmail();
    const { user } = await account(server.db, email);
    await account(server.db, another);
    await tokenFor(another);
    const used = await tokenFor(email, { name: "export", scopes: ["read"], days: 31 });
    await tokenFor(email, { name: "bornes", scopes: ["line"], days: 30 });
    await tokenFor(email, { name: "essai", days: 1 });
    await tokenFor(email, { name: "fini" });
    await revokeToken(email, "fini");
    await actorOf.staffOf(showing(`Bearer ${used}`));
    setMoment("2026-11-27T12:00:00Z");
    const { listOwnTokens } = await import("#lib/server/auth/own-tokens.ts");
    const tokens = await listOwnTokens((await actorOf.staffOf(await signedIn(user)))!);
    if (!tokens.ok) throw new Error(tokens.refusal);
    expect(new Map(tokens.value.map(({ name, state, scopes, lastUsed }) => [name, [state, scopes, lastUsed]]))).toEqual(
      new Map<unknown, unknown>([
        ["export", ["ends-soon", ["read"], instantOf("2026-11-26T10:00:00Z")]],
        ["bornes", ["ends-soon", ["line"], undefined]],
        ["essai", ["expired", [...SCOPES], undefined]],
      ]),
    );
    expect(JSON.stringify(tokens)).not.toContain(used);
  });

  test("ends a token of their own, twice if they like, and nobody else's", async () => {
    const email = freshEmail();
    const another = freshEmail();
    const { user } = await account(server.db, email);
    const { user: stranger } = await account(server.db, another);
    const token = await tokenFor(email);
    const { id } = await server.db.apiToken.findFirstOrThrow({ where: { userId: user } });
    const { POST } = await import("#app/[locale]/moi/[acte]/route.ts");
    /** The address to which the form of one’s own page leads. */
    const ends = async (headers: Headers, which = id) => {
      const request = new Request("http://localhost:3000/moi", { method: "POST", headers, body: new FormData() });
      const answer = await POST(request, { params: Promise.resolve({ locale: "fr", acte: `revoquer-${which}` }) });
      return answer.headers.get("location") ?? "";
    };
    expect(await ends(await signedIn(stranger))).toContain("saisie=");
    expect(await actorOf.staffOf(showing(`Bearer ${token}`))).toBeDefined();
    const own = await signedIn(user);
    for (const _ of ["once", "twice"]) expect(await ends(own)).toContain("tokenRevoked");
    expect(await ends(own, "x")).toContain("saisie=");
    expect(await actorOf.staffOf(showing(`Bearer ${token}`))).toBeUndefined();
  });
});

describe("npm run token", () => {
  /** The command in a process of its own. */
  const token = (...words: string[]) =>
    startNode(
      ["--conditions=react-server", "scripts/token.ts", ...words],
      { DATABASE_URL: process.env["DATABASE_URL"] ?? "", APP_ENV: "demo", APP_SECRET: "a-secret-of-the-tests-only" },
      true,
    ).end;
  /** The sentence with which the command refuses; any other error fails the test. */
  const refusal = (...words: string[]): Promise<string> =>
    accountToken(words).catch((error: unknown) => {
      if (error instanceof CommandError) return error.message;
      throw error;
    });

  test("prints one token, once, that opens; with --revoke it ends it", async () => {
    const email = freshEmail();
    const { user } = await account(server.db, email);
    const made = await token("--email", email.toUpperCase(), "--name", "export");
    expect([made.code, made.said]).toEqual([0, expect.stringMatching(/^[\w-]{43}\n$/)]);
    expect(await actorOf.staffOf(showing(`Bearer ${made.printed.trim()}`))).toMatchObject({ user, by: "token" });
    expect(await refusal("--email", email, "--name", "export")).toContain("End it first");
    expect(await accountToken(["--email", email, "--name", "export", "--revoke"])).toContain("opens nothing any more");
    expect(await actorOf.staffOf(showing(`Bearer ${made.printed.trim()}`))).toBeUndefined();
  });

  test("makes a token that may only read, unless scopes are named, and lists what there is", async () => {
    const email = freshEmail();
    await account(server.db, email);
    const least = await accountToken(["--email", email, "--name", "lecture"]);
    expect(await actorOf.staffOf(showing(`Bearer ${least}`))).toMatchObject({ scopes: ["read"] });
    const more = ["--email", email, "--name", "bornes", "--scopes", "line, booking,line", "--days", "20"];
    expect(await actorOf.staffOf(showing(`Bearer ${await accountToken(more)}`))).toMatchObject({
      scopes: ["line", "booking"],
    });
    const lines = (await accountToken(["--list", "--email", email])).split("\n");
    expect(lines).toHaveLength(2);
    expect(lines.find((line) => line.includes("bornes"))).toContain(
      `“bornes” of ${email}: line, booking · made 2026-11-26 · ENDS SOON, make the next one: 2026-12-16 · last used 2026-11-26 10 h UTC`,
    );
    expect(lines.find((line) => line.includes("lecture"))).toContain("· ends 2027-11-26 ·");
    expect(lines.join()).not.toContain(least);
    expect(await accountToken(["--list"])).toContain(`“lecture” of ${email}`);
    expect(await refusal("--list", "--email", "nobody@exemple.fr")).toContain("No account has the address");
  });

  test("lists every token, however many there are", async () => {
    const email = freshEmail();
    const { user: userId } = await account(server.db, email);
    const names = Array.from({ length: 450 }, (_, one) => `borne ${one + 1}.`);
    await server.db.apiToken.createMany({
      data: names.map((name) => ({
        userId,
        name,
        scopes: ["read"],
        createdAt: new Date(NOW),
        expiresAt: new Date("2027-11-24T00:00:00Z"),
      })),
    });
    for (const words of [["--list"], ["--list", "--email", email]]) {
      const listed = await accountToken(words);
      expect(names.filter((name) => !listed.includes(`“${name}” of ${email}`))).toEqual([]);
    }
  });

  test("says what is missing, in a sentence", async () => {
    for (const words of [
      [],
      ["--email", "x"],
      ["--email", "a@exemple.fr"],
      ["--email", "a@exemple.fr", "--name", "x", "--days", "0"],
      ["--email", "a@exemple.fr", "--name", "x", "--days", "4000"],
      ["--email", "a@exemple.fr", "--name", "x", "--days", "1.5"],
      ["--email", "a@exemple.fr", "--name", "x", "--scopes", "everything"],
      ["--email", "a@exemple.fr", "--name", "x", "--scopes", ""],
      ["--list", "--email", "x"],
    ])
      expect(await refusal(...words)).toContain("npm run token -- --email");
    expect(await refusal("--email", "nobody@exemple.fr", "--name", "x")).toContain(
      "No account has the address nobody@exemple.fr",
    );
  });
});
