import { randomUUID } from "node:crypto";
import { accountToken } from "#scripts/account-token.ts";
import { startNode } from "#scripts/child.ts";
import { CommandError } from "#scripts/command-error.ts";
import { account } from "#tests/server/auth/accounts.ts";
import { freshServer, type Server } from "#tests/server/auth/auth-server.ts";
import { neuhof } from "#tests/server/queue/neuhof.ts";

let server: Server;
let makeToken: typeof import("#lib/server/auth/api-tokens.ts").makeToken;
let revokeToken: typeof import("#lib/server/auth/api-tokens.ts").revokeToken;
let actorOf: typeof import("#lib/server/auth/caller.ts");
let secretOf: typeof import("#lib/server/secrets.ts").secretOf;
let state: typeof import("#app/api/v1/permanences/[id]/state/route.ts").GET;
let commands: typeof import("#app/api/v1/permanences/[id]/commands/route.ts").POST;

beforeAll(async () => {
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
const tokenFor = async (email: string, name = "tableau de bord"): Promise<string> => {
  const made = await makeToken(email, name);
  if (!made.ok) throw new Error(made.refusal);
  return made.value;
};
const showing = (authorization: string, more: Record<string, string> = {}) => new Headers({ authorization, ...more });

test("a token speaks for its account, with the roles the account has that day", async () => {
  const email = freshEmail();
  const { user, organisation } = await account(server.db, email, ["coordinator"]);
  const token = await tokenFor(email);
  expect(await actorOf.staffOf(showing(`Bearer ${token}`))).toEqual({
    kind: "staff",
    user,
    by: "token",
    roles: [{ organisation, role: "coordinator", places: "all" }],
  });
  await server.db.membership.deleteMany({ where: { userId: user } });
  expect(await actorOf.staffOf(showing(`bearer  ${token}`))).toMatchObject({ user, roles: [] });
});

test("a revoked token opens nothing, and its name may be used again for another", async () => {
  const email = freshEmail();
  await account(server.db, email);
  const token = await tokenFor(email);
  expect(await makeToken(email, "tableau de bord")).toEqual({ ok: false, refusal: "name-taken" });
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
  const { id, placeId } = await server.db.device.create({
    data: {
      placeId: (await neuhof(server)).place.id,
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
    commands: [{ id: randomUUID(), at: "2026-11-24T08:50:00+01:00", device: "programme", type: "give-numbers" }],
  });
  const reads = () => state(new Request("http://localhost:3000/api", { headers }), given);
  const runs = () => commands(new Request("http://localhost:3000/api", { method: "POST", headers, body: give }), given);
  expect((await runs()).status).toBe(200);
  expect(await (await reads()).json()).toMatchObject({ numbers: "given" });
  await revokeToken(email, "tableau de bord");
  expect([(await reads()).status, (await runs()).status]).toEqual([401, 401]);
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

  test("says what is missing, in a sentence and without a trace", async () => {
    for (const words of [
      [],
      ["--email", "x"],
      ["--email", "a@exemple.fr"],
      ["--email", "a@exemple.fr", "--name", "x", "--days", "3"],
    ])
      expect(await refusal(...words)).toContain("npm run token -- --email");
    const { code, said } = await token("--email", "nobody@exemple.fr", "--name", "x");
    expect([code, said]).toEqual([1, expect.stringContaining("No account has the address nobody@exemple.fr")]);
    expect(said).not.toMatch(/\n\s+at /);
  });
});
