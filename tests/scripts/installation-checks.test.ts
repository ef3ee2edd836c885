import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { address } from "#scripts/checks/address.ts";
import type { Installation, InstallationCheck, Verdict } from "#scripts/checks/check.ts";
import { disk } from "#scripts/checks/disk.ts";
import { mail } from "#scripts/checks/mail.ts";
import { port } from "#scripts/checks/port.ts";
import { settings } from "#scripts/checks/settings.ts";
import { sms } from "#scripts/checks/sms.ts";
import { INSTALLATION_CHECKS } from "#scripts/checks/table.ts";
import { environment } from "#lib/server/env.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => ({ path: folder, remove } = await temporaryFolder()));
const listening: Server[] = [];
afterEach(async () => {
  delete environment["PORT"];
  for (const server of listening.splice(0)) server.close();
  await remove();
});

const found = async (
  { run }: InstallationCheck,
  given: Record<string, string>,
  more: Partial<Installation> = {},
): Promise<Verdict> => run({ command: "start", purpose: "production", environment: given, folder, ...more });

test.each(["https://permanences.example.org", "http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"])(
  "production may be reached at %s",
  async (url) => {
    expect(await found(address, { APP_URL: url })).toMatchObject({ state: "ok" });
  },
);

test.each([
  "http://permanences.example.org",
  "http://192.168.1.20:3000",
  "http://127.0.0.1.example.org",
  "ftp://localhost",
])("production is not reached at %s: secret links would travel unencrypted", async (url) => {
  expect(await found(address, { APP_URL: url })).toMatchObject({
    state: "failure",
    says: expect.stringMatching(/would travel unencrypted: put a proxy .* write https:\/\/ in APP_URL\.$/),
  });
});

test("production without an address is refused with what to set, a demonstration is not", async () => {
  expect(await found(address, {})).toMatchObject({
    state: "failure",
    says: expect.stringMatching(/^APP_URL is missing, .*: set it to .* APP_URL=https:/),
  });
  expect(await found(address, {}, { purpose: "demo" })).toMatchObject({ state: "ok" });
});

test("an address that cannot be read is a failure, one with more than the host a warning", async () => {
  expect(await found(address, { APP_URL: "permanences.example.org" })).toMatchObject({ state: "failure" });
  expect(await found(address, { APP_URL: "https://permanences.example.org/" })).toEqual({
    state: "warning",
    says: "APP_URL has more than the address in it, and links would be wrong: write APP_URL=https://permanences.example.org.",
  });
});

test("settings that cannot be used are named together, without their values", async () => {
  const verdict = await found(settings, {
    SMTP_URL: "mail-password",
    LIMIT_REQUESTS: "none",
    APP_SECRET: "short",
    LOG_LEVEL: "loud",
  });
  expect(verdict.state).toBe("failure");
  expect(verdict.says).toMatch(
    /^These settings cannot be used: APP_SECRET \(.+\), LOG_LEVEL \(.+\), SMTP_URL \(.+\), LIMIT_REQUESTS \(.+\)\. Correct them as \.env\.example explains\.$/,
  );
  expect(verdict.says).not.toMatch(/mail-password|short|loud/);
});

test("a clock of its own is refused in production only", async () => {
  const APP_NOW = "2026-09-07T09:40:00+02:00";
  expect(await found(settings, { APP_NOW })).toMatchObject({
    state: "failure",
    says: expect.stringContaining("remove it"),
  });
  expect(await found(settings, { APP_NOW }, { purpose: "demo" })).toMatchObject({ state: "ok" });
});

test("no mail is a warning that says what is missing", async () => {
  expect(await found(mail, { SMTP_URL: "smtps://mail.example.org" })).toEqual({
    state: "warning",
    says: "Nobody can sign in, since no code can be sent: set MAIL_FROM, as .env.example shows.",
  });
  expect(await found(mail, { SMTP_URL: "smtps://mail.example.org", MAIL_FROM: "a@example.org" })).toMatchObject({
    state: "ok",
  });
});

test("how SMS leave is said, without a contract too, and what is missing for one is named by the settings", async () => {
  expect(await found(sms, {})).toEqual({
    state: "ok",
    says: "No SMS leaves: telephone numbers are for calling. SMS_GATEWAY names a contract.",
  });
  const given = { SMS_GATEWAY: "brevo", SMS_SENDER: "MAVILLE", BREVO_API_KEY: "xkeysib-secret" };
  expect(await found(sms, given)).toEqual({ state: "ok", says: "SMS leave by Brevo, from MAVILLE." });
  expect(await found(settings, given)).toMatchObject({ state: "ok" });
  const { BREVO_API_KEY: _, ...lacking } = given;
  expect(await found(settings, lacking)).toMatchObject({
    state: "failure",
    says: expect.stringContaining("BREVO_API_KEY (it is missing for SMS_GATEWAY=brevo)"),
  });
  expect(await found(settings, { SMS_GATEWAY: "database" })).toMatchObject({ state: "failure" });
  expect(await found(settings, { SMS_GATEWAY: "database" }, { purpose: "demo" })).toMatchObject({ state: "ok" });
});

test("the disk of a folder that does not exist yet is that of the folder above it", async () => {
  expect(await found(disk, {}, { folder: `${folder}/not/made/yet` })).toMatchObject({
    state: "ok",
    says: expect.stringMatching(/^The disk of the data has \d+ MB left\.$/),
  });
});

test("the disk of another database server is not looked at", async () => {
  expect(
    await found(disk, { DATABASE_URL: "postgres://db.example/permanences" }, { folder: "/nowhere" }),
  ).toMatchObject({
    state: "ok",
    says: expect.stringContaining("on the server of DATABASE_URL"),
  });
});

/** A server that answers every request with this body, and its port as the setting PORT. */
async function answersWith(body: object): Promise<{ PORT: string }> {
  const server = createServer((_, response) => response.writeHead(503).end(JSON.stringify(body))).listen(
    0,
    "127.0.0.1",
  );
  listening.push(server);
  await once(server, "listening");
  const PORT = String((server.address() as AddressInfo).port);
  environment["PORT"] = PORT;
  return { PORT };
}

test("a port that another program uses is refused, also by the doctor", async () => {
  const given = await answersWith({ hello: "world" });
  for (const command of ["start", "doctor"] as const)
    expect(await found(port, given, { command })).toMatchObject({
      state: "failure",
      says: expect.stringContaining(`Port ${given.PORT} is in use by another program.`),
    });
});

test("a port on which Permanences answers, healthy or not, is a failure of a second start and none of the doctor", async () => {
  const given = await answersWith({ status: 503, database: "silent" });
  expect(await found(port, given)).toMatchObject({ state: "failure" });
  expect(await found(port, given, { command: "doctor" })).toEqual({
    state: "ok",
    says: `Permanences already answers on port ${given.PORT}.`,
  });
});

test("a worker needs neither a port, nor an address, nor mail", () => {
  const needed = INSTALLATION_CHECKS.filter(({ commands }) => !commands || commands.includes("worker"));
  expect(needed.map(({ name }) => name)).toEqual(["settings", "disk"]);
});
