/** @long */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withClient } from "#scripts/database.ts";
import { freePort } from "#scripts/free-port.ts";
import { freshDatabase, ownerOf } from "#tests/support/database.ts";
import { bareEnvironment } from "#tests/support/moved-dates.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

/** Stands in for the application: it builds at once, and answers that it is well until it is stopped. */
const APPLICATION = `
const [command] = process.argv.slice(2);
if (command === "start") {
  process.on("SIGTERM", () => process.exit(0));
  require("node:http").createServer((_, answer) => answer.end("{}")).listen(Number(process.env.PORT));
}
`;

/** A folder with the project's files by links, and with that application in the place of Next.js. */
let folder: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ path: folder, remove } = await temporaryFolder());
  for (const name of ["lib", "i18n", "messages", "data"]) await symlink(join(process.cwd(), name), join(folder, name));
  for (const name of ["scripts", "package.json"])
    await cp(join(process.cwd(), name), join(folder, name), { recursive: true });
  await mkdir(join(folder, "prisma"));
  for (const name of ["migrations", "seed", "schema.prisma"])
    await symlink(join(process.cwd(), "prisma", name), join(folder, "prisma", name));
  await mkdir(join(folder, "node_modules/next/dist/bin"), { recursive: true });
  for (const name of await readdir("node_modules"))
    if (name !== "next") await symlink(join(process.cwd(), "node_modules", name), join(folder, "node_modules", name));
  await writeFile(join(folder, "node_modules/next/package.json"), '{ "name": "next", "version": "0.0.0" }');
  await writeFile(join(folder, "node_modules/next/dist/bin/next"), APPLICATION);
});
afterAll(() => remove());

/** Runs `npm start` on this database until it says that it serves, then stops it; answers what it printed. */
async function started(database: string): Promise<string> {
  const child = spawn(process.execPath, ["scripts/start.ts"], {
    cwd: folder,
    env: {
      ...bareEnvironment(),
      PORT: String(await freePort()),
      APP_URL: "https://permanences.example.org",
      APP_SECRET: "a-secret-of-the-tests-only",
      DATABASE_URL: database,
    },
  });
  let printed = "";
  await new Promise<void>((done) => {
    const hear = (text: unknown): void => {
      printed += String(text);
      if (printed.includes("Permanences runs on")) done();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("close", () => done());
  });
  child.kill("SIGTERM");
  await once(child, "close");
  return printed;
}

const addresses = (printed: string): readonly string[] =>
  printed.match(/https:\/\/permanences\.example\.org\/installation\/[\w-]{43}(?=\s)/gu) ?? [];

test("npm start on a database in which nobody is set up prints one address at which it is set up, another one at the next start, and none afterwards", async () => {
  const database = ownerOf(await freshDatabase());
  const first = await started(database);
  const second = await started(database);
  for (const printed of [first, second]) expect(printed).toMatch(/^Permanences runs on .*\n\nNobody has set/mu);
  expect([addresses(first).length, addresses(second).length]).toEqual([1, 1]);
  expect(addresses(first)).not.toEqual(addresses(second));
  await withClient(database, (client) =>
    client.query(
      `WITH o AS (INSERT INTO organisation (id, slug, name, kind, runs_permanences) VALUES (gen_random_uuid(), 'rennes', 'Rennes', 'city', true) RETURNING id),
         u AS (INSERT INTO user_account (id, email) VALUES (gen_random_uuid(), 'administration@rennes.example') RETURNING id)
       INSERT INTO membership (user_id, organisation_id, role) SELECT u.id, o.id, 'administrator' FROM o, u`,
    ),
  );
  const third = await started(database);
  expect(third).toContain("Permanences runs on");
  expect(third).not.toContain("/installation/");
});
