import { createHash, randomUUID } from "node:crypto";
import type { PrismaClient } from "#prisma/generated/client.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { organisationWithPlace } from "./organisation.ts";

let db: PrismaClient;
let clock: typeof import("#lib/server/clock.ts").clock;
let own: typeof import("#lib/server/auth/own-account.ts");
let actorOfSession: typeof import("#lib/server/auth/login.ts").actorOfSession;

beforeAll(async () => {
  ({ db, clock } = await serverOnFreshDatabase());
  own = await import("#lib/server/auth/own-account.ts");
  ({ actorOfSession } = await import("#lib/server/auth/login.ts"));
});
afterAll(() => db.$disconnect());

const ok = { ok: true, value: undefined };
const login = async (userId: string): Promise<string> => {
  const token = randomUUID();
  const sessionToken = createHash("sha256").update(token).digest("base64url");
  await db.session.create({ data: { userId, expires: new Date("2099-01-01"), sessionToken } });
  return token;
};
const listed = async (actor: Parameters<typeof own.listOwnLogins>[0], token: string) => {
  const read = await own.listOwnLogins(actor, token);
  return read.ok ? read.value : [];
};

test("a person reads their own logins, this one first, with the day of the last use", async () => {
  const { administrator } = await organisationWithPlace(db);
  const here = await login(administrator.user);
  const other = await login(administrator.user);
  await actorOfSession(here);
  const logins = await listed(administrator, here);
  expect(logins).toMatchObject([
    { here: true, seenOn: new Date(clock.now()).toISOString().slice(0, 10) },
    { here: false },
  ]);
  expect(logins[1]?.seenOn).toBeUndefined();
  expect((await listed(administrator, other))[0]?.here).toBe(true);
});

test("a login is ended by itself, or all others at once; another's is left alone", async () => {
  const { administrator, coordinator } = await organisationWithPlace(db);
  const [here, second, third, foreign] = await Promise.all(
    [administrator, administrator, administrator, coordinator].map(({ user }) => login(user)),
  );
  const foreignId = (await listed(coordinator, foreign ?? ""))[0]?.id ?? "";
  expect(await own.endOwnLogin(administrator, foreignId)).toEqual(ok);
  expect(await actorOfSession(foreign)).toBeDefined();
  const secondId = (await listed(administrator, second ?? "")).find((one) => one.here)?.id ?? "";
  expect(await own.endOwnLogin(administrator, secondId)).toEqual(ok);
  expect(await actorOfSession(second)).toBeUndefined();
  expect(await own.endOtherLogins(administrator, here)).toEqual(ok);
  expect(await actorOfSession(third)).toBeUndefined();
  expect(await actorOfSession(here)).toBeDefined();
});

test("a person writes their own telephone and takes it away; nobody else does, nor a token", async () => {
  const { administrator } = await organisationWithPlace(db);
  const phone = async () => (await own.readOwnAccount(administrator))?.phone;
  expect(await phone()).toBeUndefined();
  expect(await own.changeOwnPhone(administrator, { phone: "+33612345678" })).toEqual(ok);
  expect(await phone()).toBe("+33612345678");
  const token = { ...administrator, by: "token", scopes: ["planning"] } as const;
  expect(await own.changeOwnPhone(token, { phone: null })).toEqual({ ok: false, refusal: "not-allowed" });
  expect(await own.storedPhone(token)).toBeUndefined();
  expect(await own.changeOwnPhone(administrator, { phone: null })).toEqual(ok);
  expect(await phone()).toBeUndefined();
});

test("a person changes their own name and languages; a token reads and changes nothing of them", async () => {
  const { administrator } = await organisationWithPlace(db);
  expect(await own.changeOwnAccount(administrator, { name: "Administration 2", languages: ["tr"] })).toEqual(ok);
  expect(await own.readOwnAccount(administrator)).toMatchObject({ name: "Administration 2", languages: ["tr"] });
  const token = { ...administrator, by: "token", scopes: ["planning"] } as const;
  expect(await own.readOwnAccount(token)).toBeUndefined();
  expect(await own.changeOwnAccount(token, { name: "X", languages: [] })).toEqual({
    ok: false,
    refusal: "not-allowed",
  });
  expect(await own.listOwnLogins(token, undefined)).toEqual({ ok: false, refusal: "not-allowed" });
  expect(await own.endOtherLogins(token, undefined)).toEqual({ ok: false, refusal: "not-allowed" });
});
