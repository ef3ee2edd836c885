import { once } from "node:events";
import { readdir, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { address } from "#scripts/checks/address.ts";
import { backups } from "#scripts/checks/backups.ts";
import type { Installation, InstallationCheck, Verdict } from "#scripts/checks/check.ts";
import { disk } from "#scripts/checks/disk.ts";
import { mail } from "#scripts/checks/mail.ts";
import { port } from "#scripts/checks/port.ts";
import { settingNames } from "#scripts/checks/setting-names.ts";
import { settings } from "#scripts/checks/settings.ts";
import { sms } from "#scripts/checks/sms.ts";
import { INSTALLATION_CHECKS } from "#scripts/checks/table.ts";
import { environment, SETTING_NAMES, unusableSettings } from "#lib/server/env.ts";
import { SMS_SETTINGS } from "#lib/server/message/gateways/gateways.ts";
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
  expect(verdict).toEqual({
    state: "failure",
    says: "These settings cannot be used: APP_SECRET (it has less than 16 characters: openssl rand -base64 32 makes one), LOG_LEVEL (it is none of debug, info, warn, error and silent), SMTP_URL (it is no address of a mail server, such as smtps://user:password@mail.example.org), LIMIT_REQUESTS (it is no whole number from 1 on). Correct them as .env.example explains.",
  });
});

test("whatever is wrong with a setting is said in our words, none of a validator", () => {
  const names = [...SETTING_NAMES, ...Object.keys(SMS_SETTINGS.shape)];
  const said = ["", "?", "-1", "1.5", "99999", "two words"].flatMap((text) =>
    names.flatMap((name) => [
      ...unusableSettings({ [name]: text }),
      ...unusableSettings({ [name]: text }, SMS_SETTINGS),
    ]),
  );
  expect(new Set(said.map(({ name }) => name)).size).toBeGreaterThan(20);
  expect(said.map(({ why }) => why).filter((why) => !/^it (is|has|names|begins) /u.test(why))).toEqual([]);
});

test.each([
  ["SMTP_URL", "https://mail.example.org", "it is no address of a mail server"],
  ["DATABASE_URL", "mysql://user@db.example.org/permanences", "it is no address of PostgreSQL"],
  ["DATABASE_OWNER_URL", "db.example.org", "it is no address of PostgreSQL"],
  ["APP_URL", "mailto:aide@example.org", "it is no address such as https://"],
  ["SMS_GATEWAY_URL", "ftp://gateway.example.org", "it is no address such as https://"],
  ["SECURITY_CONTACT", "security@example.org", "it begins neither with mailto: nor with https:"],
  ["MAIL_FROM", "Permanences", "it is no sender"],
  ["MAIL_FROM", "Permanences <permanences example.org>", "it is no sender"],
  ["WORKER_PORT", "worker", "it is no number of a port"],
])("%s=%s is an address of the wrong kind, or none", async (name, text, why) => {
  expect(await found(settings, { [name]: text })).toMatchObject({
    state: "failure",
    says: expect.stringContaining(`${name} (${why}`),
  });
});

test.each(["permanences@example.org", "Permanences <permanences@example.org>", '"Aide, Rennes" <aide@example.org>'])(
  "a mail may be from %s",
  async (MAIL_FROM) => {
    expect(await found(settings, { MAIL_FROM })).toMatchObject({ state: "ok" });
  },
);

test("a name that is nearly that of a setting is told with the one that was meant, and other names are left alone", async () => {
  expect(
    await found(settingNames, { SMTP_ULR: "smtps://mail-password", BACKUP_PASSPHRASEFILE: "/x", app_url: "x" }),
  ).toEqual({
    state: "warning",
    says: "These are no settings, and look like misspelt ones, which are not read: SMTP_ULR (SMTP_URL?), BACKUP_PASSPHRASEFILE (BACKUP_PASSPHRASE_FILE?), app_url (APP_URL?). Write the name as .env.example does.",
  });
  // What shells, systemd, containers, npm and Node have in an environment.
  const others = "HOME HOSTNAME LOGNAME MAIL PATH PWD SHELL TERM TZ USER NODE_ENV PGHOST PGPORT HTTP_PROXY CI LANG";
  expect(
    await found(settingNames, Object.fromEntries([...others.split(" "), ...SETTING_NAMES].map((name) => [name, ""]))),
  ).toMatchObject({ state: "ok" });
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

test("the doctor tries the file of the passphrase", async () => {
  const file = join(folder, "passphrase");
  const says = async () => (await found(backups, { BACKUP_PASSPHRASE_FILE: file }, { command: "doctor" })).says;
  expect(await says()).toContain(
    `No backup can be made. The file of the passphrase, ${file}, cannot be read (ENOENT).`,
  );
  await writeFile(file, "short\n");
  expect(await says()).toMatch(/^No backup can be made\. The passphrase is too short: /);
  await writeFile(file, "five words that nobody guesses\n");
  expect(await says()).toMatch(/^Of the backups of the nights in /);
});

test("the doctor tries the folder of the backups: a file, one that is closed, one that the first backup makes", async () => {
  const says = async (BACKUP_FOLDER: string) => (await found(backups, { BACKUP_FOLDER }, { command: "doctor" })).says;
  await writeFile(join(folder, "a-file"), "");
  expect(await says(join(folder, "a-file"))).toContain(`${folder}/a-file is a file: remove it`);
  expect(await says(join(folder, "a-file/below"))).toContain(`${folder}/a-file/below cannot be written (ENOTDIR)`);
  expect(await says("/proc/sys")).toContain("No backup can be made. /proc/sys cannot be written (EACCES): give it to");
  expect(await says(join(folder, "not/made/yet"))).toMatch(/^Of the backups of the nights in /);
  expect(await readdir(folder)).toEqual(["a-file"]);
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
  expect(needed.map(({ name }) => name)).toEqual(["settings", "setting names", "disk"]);
});
