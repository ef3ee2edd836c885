import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { clock, toDate } from "#lib/server/clock.ts";
import { ensureDatabase } from "./database.ts";
import { diffFromMigrations } from "./schema-diff.ts";
import { runScript } from "./run-script.ts";
import { CommandError } from "./command-error.ts";

/**
 * `npm run migrate:new -- name`: writes the SQL that leads from the migrations to prisma/schema.prisma, for a person to
 * read and complete.
 */
await runScript(async () => {
  const name = process.argv[2]?.replaceAll("-", "_");
  if (!name || !/^[a-z0-9_]+$/.test(name))
    throw new CommandError(
      "Name the migration for what it brings, in small letters: npm run migrate:new -- visits_have_a_card",
    );
  const database = await ensureDatabase();
  const sql = await diffFromMigrations(database.ownerUrl);
  const stamp = toDate(clock.now()).toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = join("prisma/migrations", `${stamp}_${name}`);
  await mkdir(folder);
  await writeFile(join(folder, "migration.sql"), `-- earlier-versions: \nSET LOCAL lock_timeout = '2s';\n\n${sql}`);
  console.log(
    `Written: ${folder}/migration.sql. Read it, add what Prisma cannot say (constraints with a name), say in its first line whether earlier versions run on it (CONTRIBUTING.md#add-a-migration), then run: npm run migrate`,
  );
});
