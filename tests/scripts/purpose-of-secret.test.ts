import pg from "pg";
import type { Installation, Verdict } from "#scripts/checks/check.ts";
import { inDemonstration, inProduction, purposeOfSecret } from "#scripts/checks/purpose-of-secret.ts";
import { keptSecret } from "#scripts/kept-secret.ts";
import { DEMONSTRATION_SECRET } from "#lib/server/env.ts";
import { freshDatabase } from "#tests/support/database.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { join } from "node:path";
import { writeFile } from "node:fs/promises";

const FOLDER = "/srv/permanences/.data";

describe("in production", () => {
  test("a secret of its own is used, whatever was tried in the database before", () => {
    expect(inProduction({ from: "file", purpose: "production" }, "production", FOLDER)).toMatchObject({ state: "ok" });
    expect(inProduction({ from: "APP_SECRET", purpose: undefined }, "none", FOLDER)).toMatchObject({ state: "ok" });
    expect(inProduction({ from: "APP_SECRET", purpose: undefined }, "demo", FOLDER)).toMatchObject({
      state: "warning",
    });
  });

  test("a demonstration's secret is refused, wherever it comes from", () => {
    expect(inProduction({ from: "file", purpose: "demo" }, "demo", FOLDER)).toMatchObject({
      state: "failure",
      says: expect.stringContaining(`(mv ${FOLDER} ${FOLDER}-demo) and start again`),
    });
    expect(inProduction({ from: "APP_SECRET", purpose: "demo" }, "production", FOLDER)).toMatchObject({
      state: "failure",
      says: expect.stringContaining("openssl rand -base64 32"),
    });
  });

  test("a secret that does not say its purpose is the demonstration's when the database holds its accounts", () => {
    expect(inProduction({ from: "file", purpose: undefined }, "demo", FOLDER)).toMatchObject({
      state: "failure",
      says: expect.stringContaining(`set APP_SECRET to the text of ${FOLDER}/secret, which keeps their links`),
    });
    for (const data of ["production", "none"] as const)
      expect(inProduction({ from: "file", purpose: undefined }, data, FOLDER)).toMatchObject({ state: "ok" });
  });

  test("no secret at all is refused with how to make one", () => {
    expect(inProduction({ from: "nowhere", purpose: undefined }, "none", FOLDER)).toMatchObject({
      state: "failure",
      says: expect.stringMatching(/^APP_SECRET is missing, .*openssl rand -base64 32/),
    });
  });
});

describe("in a demonstration", () => {
  test("its own secret, none, and one of before that is nobody's yet are used", () => {
    for (const data of ["demo", "none"] as const) {
      expect(inDemonstration({ from: "file", purpose: "demo" }, data, FOLDER)).toMatchObject({ state: "ok" });
      expect(inDemonstration({ from: "file", purpose: undefined }, data, FOLDER)).toMatchObject({ state: "ok" });
      expect(inDemonstration({ from: "nowhere", purpose: undefined }, data, FOLDER)).toMatchObject({ state: "ok" });
    }
  });

  test("the folder of an installation in production is refused, also while it holds nothing", () => {
    for (const data of ["production", "none", "demo"] as const)
      expect(inDemonstration({ from: "file", purpose: "production" }, data, FOLDER)).toMatchObject({
        state: "failure",
        says: expect.stringContaining("start the demonstration in another copy of the project"),
      });
  });

  test("a database with other people's accounts is refused, whatever the secret says", () => {
    for (const from of ["file", "APP_SECRET", "nowhere"] as const)
      expect(inDemonstration({ from, purpose: undefined }, "production", FOLDER)).toMatchObject({ state: "failure" });
  });
});

describe("on a database", () => {
  let client: pg.Client;
  let folder: string;
  let remove: () => Promise<void>;
  beforeEach(async () => {
    ({ path: folder, remove } = await temporaryFolder());
    client = new pg.Client({ connectionString: await freshDatabase() });
    await client.connect();
  });
  afterEach(async () => {
    await client.end();
    await remove();
  });
  const account = (email: string): Promise<unknown> =>
    client.query("INSERT INTO user_account (id, email, name) VALUES (gen_random_uuid(), $1, 'Somebody')", [email]);
  const found = (
    purpose: Installation["purpose"],
    given: Record<string, string> = {},
  ): Promise<Pick<Verdict, "state">> =>
    purposeOfSecret
      .run(client, { command: "start", purpose, environment: given, folder })
      .then(({ state }) => ({ state }));

  test("a secret of before is judged by whose accounts there are", async () => {
    await writeFile(join(folder, "secret"), "chosen-by-the-commune\n");
    expect([await found("production"), await found("demo")]).toEqual([{ state: "ok" }, { state: "ok" }]);
    await account("somebody@city.example");
    expect([await found("production"), await found("demo")]).toEqual([{ state: "ok" }, { state: "failure" }]);
    await account("conseiller@demo.strasbourg.example");
    expect([await found("production"), await found("demo")]).toEqual([{ state: "failure" }, { state: "ok" }]);
  });

  test.each(["demo", "production"] as const)("a secret made for %s is used for nothing else", async (made) => {
    await keptSecret(join(folder, "secret"), made);
    expect(await found("demo")).toEqual({ state: made === "demo" ? "ok" : "failure" });
    expect(await found("test")).toEqual({ state: made === "demo" ? "ok" : "failure" });
    expect(await found("production")).toEqual({ state: made === "production" ? "ok" : "failure" });
  });

  test("a demonstration's secret is recognised when somebody copies it into APP_SECRET", async () => {
    const APP_SECRET = await keptSecret(join(folder, "secret"), "demo");
    expect(await found("production", { APP_SECRET })).toEqual({ state: "failure" });
    expect(await found("production", { APP_SECRET: DEMONSTRATION_SECRET })).toEqual({ state: "failure" });
  });

  test("with a database of its own, production needs a secret of its own, and the folder's is not taken", async () => {
    await keptSecret(join(folder, "secret"), "production");
    const DATABASE_URL = "postgres://db.example/permanences";
    expect(await found("production", { DATABASE_URL })).toEqual({ state: "failure" });
    expect(await found("demo", { DATABASE_URL })).toEqual({ state: "ok" });
  });
});
