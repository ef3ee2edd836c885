import { jest } from "@jest/globals";
import { randomUUID } from "node:crypto";
import type { NextRequest } from "next/server";
import type { PrismaClient } from "#prisma/generated/client.ts";
import { account } from "#tests/server/auth/accounts.ts";
import { inLocale, posted } from "#tests/server/auth/forms.ts";
import { freshDatabase } from "#tests/support/database.ts";

let db: PrismaClient;
let send: typeof import("#app/[locale]/connexion/envoyer/route.ts").POST;
const said: string[] = [];

beforeAll(async () => {
  Object.assign(process.env, { DATABASE_URL: await freshDatabase(), APP_ENV: "test", LIMIT_CODES: "3" });
  jest.spyOn(console, "info").mockImplementation((line: string) => void said.push(line));
  ({ db } = await import("#lib/server/db.ts"));
  ({ POST: send } = await import("#app/[locale]/connexion/envoyer/route.ts"));
});
beforeEach(() => void said.splice(0));
afterAll(() => db.$disconnect());

const from = (address: string, request: NextRequest): NextRequest => {
  request.headers.set("x-peer-address", address);
  return request;
};
/** Asks for a code this often, one after the other; answers where each time one was led. */
async function asks(times: number, email: () => string, address: () => string): Promise<string[]> {
  const led: string[] = [];
  for (let time = 0; time < times; time += 1) {
    const answer = await send(from(address(), posted("/connexion/envoyer", { email: email() })), inLocale("fr"));
    led.push(answer.headers.get("location") ?? "");
  }
  return led;
}
const CODE = "/connexion?etape=code";
const WAIT = "/connexion?erreur=wait";

test("one e-mail address gets so many codes an hour and no more, wherever they are asked from", async () => {
  await account(db, "cible@exemple.fr");
  expect(await asks(5, () => "cible@exemple.fr", randomUUID)).toEqual([CODE, CODE, CODE, WAIT, WAIT]);
  expect(said).toHaveLength(3);
});

test("an address without account is answered the same way: nobody learns who has one", async () => {
  expect(await asks(5, () => "personne@exemple.fr", randomUUID)).toEqual([CODE, CODE, CODE, WAIT, WAIT]);
});

test("from one network address codes are asked six times as often, then no more, for whomever", async () => {
  const led = await asks(
    20,
    () => `${randomUUID()}@exemple.fr`,
    () => "a library",
  );
  expect(led.map((place) => place === CODE)).toEqual([...Array<boolean>(18).fill(true), false, false]);
});

test("the last code stays good when another is refused", async () => {
  await account(db, "garde@exemple.fr");
  await asks(4, () => "garde@exemple.fr", randomUUID);
  expect(await db.verificationToken.findUnique({ where: { identifier: "garde@exemple.fr" } })).toMatchObject({
    tries: 0,
  });
});
