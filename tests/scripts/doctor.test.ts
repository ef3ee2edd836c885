/** @slow */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp, mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "#scripts/free-port.ts";
import { freshDatabase } from "#tests/support/database.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

/** A folder in which a command finds no .env and no .data: the project's files by links. */
let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ path: folder, remove } = await temporaryFolder());
  for (const name of ["node_modules", "lib", "i18n", "messages"])
    await symlink(join(process.cwd(), name), join(folder, name));
  for (const name of ["scripts", "package.json"])
    await cp(join(process.cwd(), name), join(folder, name), { recursive: true });
  await mkdir(join(folder, "prisma"));
  for (const name of ["migrations", "seed", "schema.prisma"])
    await symlink(join(process.cwd(), "prisma", name), join(folder, "prisma", name));
});
afterEach(() => remove());

async function command(
  script: "start" | "doctor",
  settings: Record<string, string>,
): Promise<{ code: number; printed: string; complained: string }> {
  const { PATH, HOME, NODE_ENV } = process.env;
  const child = spawn(process.execPath, [`scripts/${script}.ts`], {
    cwd: folder,
    env: { PATH, HOME, NODE_ENV, PORT: String(await freePort()), ...settings },
  });
  let [printed, complained] = ["", ""];
  child.stdout.on("data", (text) => (printed += String(text)));
  child.stderr.on("data", (text) => (complained += String(text)));
  const [code] = (await once(child, "close")) as [number];
  return { code, printed, complained };
}

const PRODUCTION = { APP_URL: "https://permanences.example.org", APP_SECRET: "a-secret-of-the-tests-only" };

test("the doctor prints a line for each check, ends well with warnings alone, and shows no password", async () => {
  const { code, printed } = await command("doctor", {
    ...PRODUCTION,
    DATABASE_URL: await freshDatabase(),
    SMTP_URL: "smtps://user:mail-password@mail.example.org",
  });
  expect(printed).toMatch(/^warning {2}mail +Nobody can sign in, .*MAIL_FROM/m);
  expect(printed.match(/^(ok|warning) /gm)).toHaveLength(12);
  expect(printed).not.toMatch(/mail-password|a-secret-of-the-tests-only/);
  expect(printed).not.toContain(new URL(await freshDatabase()).password);
  expect(code).toBe(0);
});

test("the doctor ends with 1 when a check fails, names what could not be checked, and makes no folder", async () => {
  const { code, printed } = await command("doctor", {});
  expect(printed).toMatch(/^failure {2}address +APP_URL is missing/m);
  expect(printed).toMatch(/^unknown {2}migrations +Not checked\.$/m);
  expect(code).toBe(1);
  expect(existsSync(join(folder, ".data"))).toBe(false);
});

test("a start that cannot work ends with 1 and one sentence for each failure, and starts no database", async () => {
  const { code, printed, complained } = await command("start", { SMTP_URL: "mail" });
  expect(complained).toMatch(/^These settings cannot be used: SMTP_URL .*\nAPP_URL is missing, .*$/m);
  expect(printed).toBe("");
  expect(code).toBe(1);
  expect(existsSync(join(folder, ".data"))).toBe(false);
});

test("a start on a database that does not answer ends with 1 and names it without its password", async () => {
  const { code, printed, complained } = await command("start", {
    ...PRODUCTION,
    DATABASE_URL: `postgres://somebody:very-secret@127.0.0.1:${await freePort()}/permanences`,
  });
  expect(complained).toMatch(
    /The database at 127\.0\.0\.1:\d+\/permanences does not answer \(ECONNREFUSED\)\. Start it\./,
  );
  expect(complained).not.toContain("very-secret");
  expect(printed).toBe("");
  expect(code).toBe(1);
});
