/** @long */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { withClient } from "#scripts/database.ts";
import { markIn } from "#scripts/earlier-versions.ts";
import {
  invalidIndexes,
  migrateDatabase,
  MIGRATIONS,
  newerMigrations,
  pendingMigrations,
  resolveMigration,
} from "#scripts/migrate-database.ts";
import { emptyDatabase, freshDatabase, ownerOf } from "#tests/support/database.ts";
import { eventually } from "#tests/support/eventually.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

/** The first and the last migration of the product. */
const FIRST = "20261202001000_access";
const LAST = "20261202009000_partitions";

/** A migration that waits in the middle, with one statement done, for whoever holds the advisory lock 42. */
const SLOW = "20990101000000_slow";
const SLOW_SCRIPT = "CREATE TABLE slow (); SELECT pg_advisory_xact_lock(42); CREATE TABLE slower ();";

let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  const temporary = await temporaryFolder();
  folder = join(temporary.path, "migrations");
  remove = temporary.remove;
  await promisify(execFile)("cp", ["-r", MIGRATIONS, folder]);
});
afterEach(() => remove());

const plant = async (name: string, script: string): Promise<void> => {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, "migration.sql"), script);
};
const rows = (url: string, sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
  withClient(url, async (client) => (await client.query<Record<string, unknown>>(sql, values)).rows);
const exists = async (url: string, table: string): Promise<unknown> =>
  (await rows(url, "SELECT to_regclass($1) IS NOT NULL AS found", [table]))[0]?.["found"];
const refusal = (url: string): Promise<string> =>
  migrateDatabase(url, folder).then(
    (applied) => `applied ${applied.join()}`,
    (error: Error) => `${error.name}: ${error.message}`,
  );
/** Changes the row of the last migration, as an attempt of Prisma's own command would have left it. */
const attempt = async (change: string): Promise<string> => {
  const url = ownerOf(await freshDatabase());
  await rows(url, `UPDATE _prisma_migrations SET ${change} WHERE migration_name = $1`, [LAST]);
  return url;
};

describe("an empty database", () => {
  test("gets every migration, with the rows that Prisma's own command writes and what each says of earlier versions", async () => {
    const url = await emptyDatabase();
    const names = await migrateDatabase(url, folder);
    expect([names.at(0), names.at(8)]).toEqual([FIRST, LAST]);
    const kept = await rows(
      url,
      "SELECT migration_name AS name, checksum, logs, rolled_back_at, applied_steps_count AS steps, finished_at >= started_at AS finished, id ~ '^[0-9a-f-]{36}$' AS identified FROM _prisma_migrations ORDER BY started_at",
    );
    expect(kept.map(({ name }) => name)).toEqual(names);
    for (const row of kept) {
      const script = readFileSync(join(folder, String(row["name"]), "migration.sql"), "utf8");
      // Where the command writes nothing, the runner keeps what the script says of earlier versions.
      const logs = markIn(script) ?? null;
      const checksum = createHash("sha256").update(script).digest("hex");
      expect(row).toMatchObject({ logs, checksum, rolled_back_at: null, steps: 1, finished: true, identified: true });
    }
  });

  test("is what it has to be: one with tables of others is refused and left alone", async () => {
    const url = await emptyDatabase();
    await rows(url, "CREATE TABLE stranger ()");
    expect(await refusal(url)).toMatch(/^CommandError: This database holds tables that are not of Permanences\./);
    expect(await exists(url, "_prisma_migrations")).toBe(false);
  });
});

describe("a database that has migrations", () => {
  test("is left as it is when it has them all", async () => {
    expect(await migrateDatabase(ownerOf(await freshDatabase()))).toEqual([]);
  });

  test("is refused by name when it was made before the schema began anew, with what to do, and is left as it is", async () => {
    const url = ownerOf(await freshDatabase());
    await rows(url, "TRUNCATE _prisma_migrations");
    for (const name of ["20261124150000_the_whole_model", "20261126120000_partitions_are_kept_by_functions"])
      await rows(
        url,
        "INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count) VALUES (gen_random_uuid(), 'any', now(), $1, 1)",
        [name],
      );
    const before = await rows(url, "SELECT * FROM _prisma_migrations ORDER BY id");
    await plant("20990101000000_more", "CREATE TABLE more ()");
    expect(await refusal(url)).toMatch(
      /^CommandError: The database has the migration 20261124150000_the_whole_model: .* Nothing was applied\. Keep that copy for this database, or set Permanences up anew: createdb .* DATABASE_URL\.$/,
    );
    await expect(withClient(url, (client) => pendingMigrations(client, folder))).rejects.toThrow(
      "set Permanences up anew",
    );
    expect([await exists(url, "more"), await rows(url, "SELECT * FROM _prisma_migrations ORDER BY id")]).toEqual([
      false,
      before,
    ]);
  });

  test("refuses a file that has changed since, names it, and applies nothing", async () => {
    const url = ownerOf(await freshDatabase());
    await plant(LAST, "SELECT 1");
    await plant("20990101000000_more", "CREATE TABLE more ()");
    const file = join(folder, LAST, "migration.sql");
    expect(await refusal(url)).toBe(
      `CommandError: ${file} has changed since it was applied to this database. Nothing was applied. Restore the file (git checkout -- ${file}) and write the change as a migration of its own: npm run migrate:new -- name`,
    );
    expect(await exists(url, "more")).toBe(false);
  });

  test("accepts a file whose lines end as on Windows", async () => {
    const url = await emptyDatabase();
    await rm(folder, { recursive: true });
    await plant("20990101000000_lines", "CREATE TABLE one ();\nCREATE TABLE two ();\n");
    await migrateDatabase(url, folder);
    await plant("20990101000000_lines", "CREATE TABLE one ();\r\nCREATE TABLE two ();\r\n");
    expect(await migrateDatabase(url, folder)).toEqual([]);
  });

  test("refuses a folder that lacks one of its migrations", async () => {
    const url = ownerOf(await freshDatabase());
    await rm(join(folder, LAST), { recursive: true });
    expect(await refusal(url)).toMatch(
      /^CommandError: The database has the migration 20261202009000_partitions, and .* does not: .* Nothing was applied\. Install that version/,
    );
  });
});

describe("a database of a newer version", () => {
  const LATER = "20990101000000_later";
  const LATER_INDEX = "20990101000001_later_index";
  const applied = async (...marks: readonly string[]): Promise<string> => {
    const url = ownerOf(await freshDatabase());
    for (const [at, mark] of marks.entries())
      await plant(`${LATER}_${at}`, `${mark}\nCREATE TABLE later_${at} (a int);`);
    await migrateDatabase(url, folder);
    for (const at of marks.keys()) await rm(join(folder, `${LATER}_${at}`), { recursive: true });
    return url;
  };

  test("is served by this one when each of its migrations says that earlier versions run", async () => {
    const url = await applied("-- earlier-versions: run", `-- earlier-versions: run from ${LAST}`);
    expect(await migrateDatabase(url, folder)).toEqual([]);
    expect(await withClient(url, (client) => newerMigrations(client, folder))).toEqual([`${LATER}_0`, `${LATER}_1`]);
  });

  test.each([
    ["-- no word", "it does not say that earlier versions run on its schema"],
    ["-- earlier-versions: stop, it renames the half-days", "it renames the half-days"],
    ["-- earlier-versions: run from 20981231000000_between", "only versions that know 20981231000000_between run"],
  ])("is refused with the reason that one of them gives: %s", async (mark, why) => {
    const url = await applied("-- earlier-versions: run", mark);
    expect(await refusal(url)).toContain(`this version does not run on it (${why}`);
  });

  test("whose index was not finished is served beside it, when it says so", async () => {
    const url = ownerOf(await freshDatabase());
    const index = "CREATE UNIQUE INDEX CONCURRENTLY later_index ON _prisma_migrations (finished_at IS NULL);";
    await plant(LATER_INDEX, `-- earlier-versions: run\n${index}`);
    expect(await refusal(url)).toMatch(/does not apply/);
    await rm(join(folder, LATER_INDEX), { recursive: true });
    expect(await migrateDatabase(url, folder)).toEqual([]);
    await rows(url, "UPDATE _prisma_migrations SET logs = NULL WHERE migration_name = $1", [LATER_INDEX]);
    expect(await refusal(url)).toMatch(/begun and not finished/);
  });
});

describe("a migration that does not apply", () => {
  test("is reported with its file and line; nothing of it is kept, the one before stays", async () => {
    const url = ownerOf(await freshDatabase());
    await plant("20990101000000_good", "CREATE TABLE good ()");
    await plant("20990101000001_bad", "CREATE TABLE bad ();\n\nSELECT nothing_such;");
    expect(await refusal(url)).toMatch(
      /20990101000001_bad\/migration\.sql does not apply: column "nothing_such" does not exist \(line 3\)\. Nothing of it was kept\./,
    );
    expect([await exists(url, "good"), await exists(url, "bad")]).toEqual([true, false]);
    await plant("20990101000001_bad", "CREATE TABLE bad ()");
    expect(await migrateDatabase(url, folder)).toEqual(["20990101000001_bad"]);
  });

  test("may hold semicolons in functions and comments", async () => {
    const url = ownerOf(await freshDatabase());
    const script =
      "-- one; two\nCREATE FUNCTION three() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 3; END $$;";
    await plant("20990101000000_function", script);
    await migrateDatabase(url, folder);
    expect(await rows(url, "SELECT three()")).toEqual([{ three: 3 }]);
  });
});

test("two commands started together on an empty database migrate once", async () => {
  const url = await emptyDatabase();
  await rm(folder, { recursive: true });
  for (const one of ["1_first", "2_second"]) await plant(one, `CREATE TABLE "${one}" ()`);
  const applied = await Promise.all([migrateDatabase(url, folder), migrateDatabase(url, folder)]);
  expect(applied.map((names) => names.join()).sort()).toEqual(["", "1_first,2_second"]);
});

test("a command killed in the middle of a migration leaves nothing of it, and the next one applies it", async () => {
  const url = ownerOf(await freshDatabase());
  await plant(SLOW, SLOW_SCRIPT);
  await withClient(url, async (holder) => {
    await holder.query("SELECT pg_advisory_lock(42)");
    const killed = migrateInAProcess(url);
    const waiting = async (): Promise<unknown> =>
      (
        await holder.query(
          "SELECT count(*)::int AS n FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted",
        )
      ).rows;
    await eventually(async () => JSON.stringify(await waiting()), '[{"n":1}]');
    killed.kill("SIGKILL");
    await once(killed, "exit");
    // The server goes on with the statement until it notices: the next command waits for it.
    const next = migrateDatabase(url, folder);
    await holder.query("SELECT pg_advisory_unlock(42)");
    expect(await next).toEqual([SLOW]);
  });
  expect(await exists(url, "slower")).toBe(true);
  expect(
    await rows(url, "SELECT finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE migration_name = $1", [
      SLOW,
    ]),
  ).toEqual([{ finished: true }]);
});

describe("a migration that has to lock a table", () => {
  const LOCKING = "20990101000000_locks";
  const SCRIPT =
    "SET LOCAL lock_timeout = '50ms'; CREATE TABLE beside (); ALTER TABLE instance_clock ADD COLUMN more int;";

  test("lets the others go on while a transaction holds it, and applies when that has ended", async () => {
    const url = ownerOf(await freshDatabase());
    await plant(LOCKING, SCRIPT);
    await withClient(url, async (holder) => {
      await holder.query("BEGIN; SELECT * FROM instance_clock");
      const applying = migrateDatabase(url, folder);
      await eventually(() => rolledBack(url), "yes");
      await rows(url, "SELECT * FROM instance_clock");
      await holder.query("COMMIT");
      expect(await applying).toEqual([LOCKING]);
    });
    expect(await exists(url, "beside")).toBe(true);
  });

  test("keeps nothing and says what to end when the lock is not given in time", async () => {
    const url = ownerOf(await freshDatabase());
    await plant(LOCKING, SCRIPT);
    await withClient(url, async (holder) => {
      await holder.query("BEGIN; SELECT * FROM instance_clock");
      await expect(migrateDatabase(url, folder, 0)).rejects.toMatchObject({
        name: "CommandError",
        message: expect.stringMatching(
          /20990101000000_locks\/migration\.sql could not lock what it changes: .* Nothing of it was kept\. End that transaction/,
        ),
      });
    });
    expect(await exists(url, "beside")).toBe(false);
    expect(await migrateDatabase(url, folder)).toEqual([LOCKING]);
  });

  /** Whether a migration of this database was rolled back. Postgres counts it once its connection is idle. */
  async function rolledBack(url: string): Promise<string> {
    const [row] = await rows(
      url,
      "SELECT xact_rollback > 0 AS yes FROM pg_stat_database WHERE datname = current_database()",
    );
    return row?.["yes"] ? "yes" : "no";
  }
});

describe("an index that is built CONCURRENTLY", () => {
  const INDEX = "20990101000001_index";
  const script = (unique = ""): string =>
    `-- For the question of the test.\nCREATE ${unique}INDEX CONCURRENTLY "organisation_named" ON "organisation" ("name");\n`;
  const organisations = (url: string, ...names: readonly string[]): Promise<unknown> =>
    Promise.all(
      names.map((name, index) =>
        rows(url, "INSERT INTO organisation (id, slug, name, kind) VALUES (gen_random_uuid(), $1, $2, 'city')", [
          `a${index}`,
          name,
        ]),
      ),
    );
  const valid = (url: string): Promise<unknown> =>
    rows(url, "SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass('organisation_named')");

  test("is built outside a transaction, and its row is like the others", async () => {
    const url = ownerOf(await freshDatabase());
    await plant(INDEX, script());
    expect(await migrateDatabase(url, folder)).toEqual([INDEX]);
    expect(await valid(url)).toEqual([{ valid: true }]);
    expect(
      await rows(
        url,
        "SELECT applied_steps_count AS steps, finished_at >= started_at AS finished FROM _prisma_migrations WHERE migration_name = $1",
        [INDEX],
      ),
    ).toEqual([{ steps: 1, finished: true }]);
    expect(await migrateDatabase(url, folder)).toEqual([]);
  });

  test("is built by one of two commands started together", async () => {
    const url = ownerOf(await freshDatabase());
    await plant(INDEX, script());
    const applied = await Promise.all([migrateDatabase(url, folder), migrateDatabase(url, folder)]);
    expect(applied.flat()).toEqual([INDEX]);
  });

  test("is built again when the command before was killed and left it invalid", async () => {
    const url = ownerOf(await freshDatabase());
    await plant(INDEX, script());
    await rows(url, "INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('1', 'any', $1)", [INDEX]);
    await organisations(url, "Strasbourg", "Strasbourg");
    await rows(url, script("UNIQUE ")).catch(() => undefined);
    expect(await invalidIndexes(url)).toEqual(["organisation_named"]);
    expect(await migrateDatabase(url, folder)).toEqual([INDEX]);
    expect([await invalidIndexes(url), await valid(url)]).toEqual([[], [{ valid: true }]]);
  });

  test("is kept when the command before was killed after completing it", async () => {
    const url = ownerOf(await freshDatabase());
    await plant(INDEX, script());
    await rows(url, "INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('1', 'any', $1)", [INDEX]);
    await rows(url, script());
    const before = await rows(url, "SELECT 'organisation_named'::regclass::oid AS oid");
    expect(await migrateDatabase(url, folder)).toEqual([INDEX]);
    expect(await rows(url, "SELECT 'organisation_named'::regclass::oid AS oid")).toEqual(before);
  });

  test("leaves no invalid index when rows stand against it, and is built once they are gone", async () => {
    const url = ownerOf(await freshDatabase());
    await plant("20990101000000_good", "CREATE TABLE good ()");
    await plant(INDEX, script("UNIQUE "));
    await organisations(url, "Strasbourg", "Strasbourg");
    expect(await refusal(url)).toMatch(
      /20990101000001_index\/migration\.sql does not apply: could not create unique index "organisation_named"\. What came before it stays, and the next start tries it again\./,
    );
    expect([await exists(url, "good"), await valid(url)]).toEqual([true, []]);
    await rows(url, "DELETE FROM organisation WHERE slug = 'a1'");
    expect(await migrateDatabase(url, folder)).toEqual([INDEX]);
  });
});

describe("a migration that Prisma's own command", () => {
  test.each([
    ["did not finish", "finished_at = NULL, applied_steps_count = 0", "begun and not finished"],
    ["rolled back", "finished_at = NULL, rolled_back_at = now()", "marked as rolled back by Prisma's own command"],
  ])("%s is refused with both remedies", async (_, change, state) => {
    const url = await attempt(change);
    await plant("20990101000000_more", "CREATE TABLE more ()");
    const file = join(folder, LAST, "migration.sql");
    expect(await refusal(url)).toBe(
      `CommandError: The migration ${LAST} was ${state}. Nothing was applied. If the changes of ${file} are in the database, run: npm run migrate -- --applied ${LAST}. If they are not, run: npm run migrate -- --retry ${LAST}.`,
    );
    expect(await exists(url, "more")).toBe(false);
  });

  test("did not finish counts as applied once a person has found its changes in the database", async () => {
    const url = await attempt("finished_at = NULL");
    await resolveMigration(url, LAST, "applied");
    expect(await migrateDatabase(url)).toEqual([]);
  });

  test("did not finish is applied by the next start once a person has found none of them", async () => {
    const url = ownerOf(await freshDatabase());
    await plant("20990101000000_more", "CREATE TABLE more ()");
    await rows(
      url,
      "INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('1', 'any', '20990101000000_more')",
    );
    await resolveMigration(url, "20990101000000_more", "retry", folder);
    expect(await migrateDatabase(url, folder)).toEqual(["20990101000000_more"]);
  });

  test("rolled back and then applied after all counts as applied", async () => {
    const url = ownerOf(await freshDatabase());
    await rows(
      url,
      "INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, rolled_back_at) VALUES ('1', 'older', $1, '2026-01-01', now())",
      [LAST],
    );
    expect(await migrateDatabase(url)).toEqual([]);
  });

  test("applied cannot be marked otherwise", async () => {
    const url = ownerOf(await freshDatabase());
    await expect(resolveMigration(url, LAST, "retry")).rejects.toMatchObject({
      name: "CommandError",
      message: `No attempt of a migration ${LAST} is unfinished or rolled back in this database.`,
    });
    expect(await migrateDatabase(url)).toEqual([]);
  });
});

/** Migrates in a process of its own, which can be killed. */
function migrateInAProcess(url: string): ChildProcess {
  const program = `import { migrateDatabase } from "#scripts/migrate-database.ts"; await migrateDatabase(${JSON.stringify(url)}, ${JSON.stringify(folder)});`;
  return spawn(process.execPath, ["--input-type=module", "--eval", program], {
    stdio: "inherit",
    env: { ...process.env, NODE_OPTIONS: "" },
  });
}
