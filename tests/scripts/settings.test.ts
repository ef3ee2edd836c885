import { settingsOf } from "#scripts/settings.ts";
import { environment } from "#lib/server/env.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const elsewhere = {
  url: "postgres://serving@db.example/permanences",
  ownerUrl: "postgres://owner@db.example/permanences",
  stop: async () => undefined,
};
let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => ({ path: folder, remove } = await temporaryFolder()));
afterEach(async () => {
  delete environment["APP_SECRET"];
  await remove();
});

test("an installation on the embedded database has a secret of its own, the same at each start", async () => {
  const embedded = { ...elsewhere, folder };
  const settings = await settingsOf(embedded, "production");
  expect(settings).toEqual({
    DATABASE_URL: elsewhere.url,
    DATABASE_OWNER_URL: "",
    APP_ENV: "production",
    DATA_FOLDER: folder,
    OUTAGE_FOLDER: folder,
    APP_SECRET: expect.stringMatching(/^production_[\w-]{43}$/),
  });
  expect(await settingsOf(embedded, "production")).toEqual(settings);
});

test("a secret given from outside wins", async () => {
  environment["APP_SECRET"] = "given-by-the-commune";
  expect(await settingsOf({ ...elsewhere, folder }, "production")).toMatchObject({
    APP_SECRET: "given-by-the-commune",
  });
});

test("production on another database without a secret is refused with how to make one", async () => {
  await expect(settingsOf(elsewhere, "production")).rejects.toMatchObject({
    name: "CommandError",
    message: expect.stringMatching(/^APP_SECRET is missing: .* Make one with "openssl rand -base64 32"/),
  });
});

test("a demo on another database goes without, and keeps what it would send unless a gateway is set", async () => {
  expect(await settingsOf(elsewhere, "demo")).toEqual({
    DATABASE_URL: elsewhere.url,
    DATABASE_OWNER_URL: "",
    APP_ENV: "demo",
    SMS_GATEWAY: "database",
    OUTAGE_FOLDER: ".data",
  });
  environment["SMS_GATEWAY"] = "console";
  expect(await settingsOf(elsewhere, "demo")).toMatchObject({ SMS_GATEWAY: "console" });
  delete environment["SMS_GATEWAY"];
});
