import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import { makeDatabase, withClient } from "#scripts/database.ts";
import { migrateDatabase, MIGRATIONS } from "#scripts/migrate-database.ts";
import { pause } from "#scripts/pause.ts";
import { prepareDatabase } from "#scripts/prepare-database.ts";
import { servingRoleOn, servingUrl } from "#tests/support/database.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { startTestServer } from "#tests/support/test-server.ts";
import { makeCountry, NOW } from "#bench/country/data.ts";
import { startMeasurer, type Measurer } from "#tests/rig/measurer.ts";
import { lineOf, type ReportLine } from "#tests/rig/report.ts";
import type { Section } from "#bench/section.ts";
import type * as Load from "./load.ts";
import type { Acknowledged } from "./load.ts";
import { watchWaits, type Wait } from "./watch-waits.ts";
import { versionBefore, type VersionBefore } from "./version-before.ts";

/**
 * Migrations of a version to come: a column, an index built beside the others, and a rule that the standing rows are
 * then held to.
 */
const TO_COME: Readonly<Record<string, string>> = {
  "20990101000000_a_column": "ALTER TABLE permanence ADD COLUMN note text;",
  "20990101000001_an_index": "CREATE INDEX CONCURRENTLY appointment_booked_at ON appointment (booked_at);",
  "20990101000002_a_rule": "ALTER TABLE visit ADD CONSTRAINT visit_card CHECK (card > 0) NOT VALID;",
  "20990101000003_the_rule_holds": "ALTER TABLE visit VALIDATE CONSTRAINT visit_card;",
};

const SIZE = 0.05;

/** Seconds of load before the migrations, with both versions beside each other, and with the new one alone. */
const SECONDS = { before: 10, both: 20, after: 10 } as const;

/**
 * Milliseconds that a statement of the application may wait for a lock, and that a booking or act may take meanwhile.
 */
const MOST_WAIT = 2_000;

/**
 * An update while people work: the version before books and acts on data in the proportions of the nation, the
 * migrations run beside it, then both versions work beside each other while the jobs run, then the new one works alone.
 * Every acknowledged act, number and appointment is looked for in the rows. The version before is that of the commit
 * `from`; without it this one, and the migrations are some of a version to come.
 */
export const upgrade: Section = {
  name: "upgrade",
  title: "Migrations and both versions beside each other, on data of the nation, while bookings and acts go on",
  onlyByName: true,
  measure: async ({ size = SIZE, from }) => {
    const version = from === undefined ? await thisVersion() : await versionBefore(from);
    const server = await startTestServer();
    const url = `${server.serverUrl}upgrade`;
    await makeDatabase(server.serverUrl, "upgrade");
    await migrateDatabase(url, version.migrations);
    const roles = { url: await servingRoleOn(url), ownerUrl: url };
    await version.makeCountry(url, size);
    const settings = { APP_NOW: version.now };
    // The rights of the serving role are given with the migrations: the version before works as the owner.
    const loadOfOld = (): Loading => startMeasurer(version.load, { ...settings, DATABASE_URL: url });
    const load = (): Loading => startMeasurer(LOAD, { ...settings, DATABASE_URL: servingUrl(url) });

    const old = [loadOfOld(), loadOfOld()];
    await start(old, 0, 3);
    await seconds(SECONDS.before);
    const waits = await watchWaits(url);
    const began = performance.now();
    const toCome = version.toCome === undefined ? [] : await migrateDatabase(url, version.toCome);
    const added = [...toCome, ...(await prepareDatabase(roles, "test"))];
    const migrated = (performance.now() - began) / 1_000;
    const waitedForMigrations = waits.longest();

    const fresh = [load()];
    await start(fresh, 2, 3);
    const jobs = load();
    const moved = await jobs.ask("doAllJobs");
    await seconds(SECONDS.both);
    const ofOld = await stopAll(old);
    await seconds(SECONDS.after);
    const ofNew = await stopAll(fresh);
    await jobs.stop();
    const waited = await waits.stop();

    const lost = await withClient(url, (db) => lostOf(db, [...ofOld, ...ofNew]));
    await server.stop();
    await version.remove();
    return [
      {
        figure: `migrations from ${from ?? "this version"}`,
        measured: String(added.length),
        spread: `in ${migrated.toFixed(1)} s`,
      },
      { figure: "jobs", measured: String(moved.length), spread: moved.join(", ") },
      waitLine("longest wait for a lock during the migrations", waitedForMigrations),
      waitLine("longest wait for a lock until the version before was replaced", waited),
      ...[
        { who: "version before", all: ofOld },
        { who: "new version", all: ofNew },
      ].flatMap(({ who, all }) => linesOf(who, all)),
      lineOf("acknowledged, and not in the rows afterwards", lost.length, {
        atMost: 0,
        missed: lost.slice(0, 5).join(" "),
      }),
    ];
  },
};

/** This version as the one before, and in `toCome` its migrations with those of a version to come. */
async function thisVersion(): Promise<VersionBefore> {
  const { path, remove } = await temporaryFolder();
  const toCome = join(path, "migrations");
  await cp(MIGRATIONS, toCome, { recursive: true });
  for (const [name, statement] of Object.entries(TO_COME)) {
    await mkdir(join(toCome, name));
    const waits = statement.includes("CONCURRENTLY") ? "" : "SET LOCAL lock_timeout = '2s';\n";
    await writeFile(join(toCome, name, "migration.sql"), `-- earlier-versions: run\n${waits}${statement}\n`);
  }
  return { migrations: MIGRATIONS, toCome, makeCountry, now: NOW, load: LOAD, remove };
}

/** A process of the application, of whichever version, that works. */
type Loading = Measurer<typeof Load>;
const LOAD = new URL("load.ts", import.meta.url);

const start = (all: readonly Loading[], first: number, of: number): Promise<unknown> =>
  Promise.all(all.map((one, at) => one.ask("start", first + at, of)));

async function stopAll(all: readonly Loading[]): Promise<readonly Acknowledged[]> {
  const acknowledged = await Promise.all(all.map((one) => one.ask("stop")));
  await Promise.all(all.map((one) => one.stop()));
  return acknowledged;
}

const waitLine = (figure: string, { milliseconds, query }: Wait): ReportLine =>
  lineOf(figure, milliseconds, { unit: "ms", atMost: MOST_WAIT, missed: `It waited: ${query}` });

function linesOf(who: string, all: readonly Acknowledged[]): readonly ReportLine[] {
  const failures = all.flatMap(({ failed }) => Object.entries(failed));
  const count = failures.reduce((sum, [, times]) => sum + times, 0);
  const longest = Math.max(...all.map((one) => one.longest));
  return [
    {
      figure: `${who}: acts, numbers, appointments, of these cancelled`,
      measured: [
        all.flatMap((one) => one.commands).length,
        all.flatMap((one) => one.numbers).length,
        all.flatMap((one) => [...one.booked, ...one.cancelled]).length,
        all.flatMap((one) => one.cancelled).length,
      ].join(" "),
      spread: `longest ${longest.toFixed(0)} ms`,
    },
    { figure: `${who}: asked to come again`, measured: String(all.reduce((sum, { busy }) => sum + busy, 0)) },
    lineOf(`${who}: errors`, count, { atMost: 0, missed: failures.map(([said]) => said).join(" ") }),
  ];
}

/** What was acknowledged and does not stand in the rows, and numbers that two people have. */
async function lostOf(db: pg.Client, all: readonly Acknowledged[]): Promise<readonly string[]> {
  const missing = async (what: string, sql: string, values: readonly unknown[][] = []): Promise<readonly string[]> =>
    (await db.query<{ lost: string }>(sql, [...values])).rows.map(({ lost }) => `${what} ${lost}.`);
  const commands = all.flatMap((one) => one.commands);
  const numbers = all.flatMap((one) => one.numbers);
  return [
    ...(await missing(
      "No outcome is kept of the command",
      `SELECT sent.id::text AS lost FROM unnest($1::uuid[], $2::uuid[]) AS sent(id, permanence)
       WHERE NOT EXISTS (SELECT 1 FROM queue_command c WHERE c.id = sent.id AND c.permanence_id = sent.permanence)`,
      [commands.map(({ id }) => id), commands.map(({ permanence }) => permanence)],
    )),
    ...(await missing(
      "No event was written for the applied command",
      `SELECT c.id::text AS lost FROM queue_command c WHERE c.id = ANY ($1::uuid[]) AND c.outcome = 'applied'
       AND NOT EXISTS (SELECT 1 FROM queue_event e WHERE e.permanence_id = c.permanence_id AND e.command_id = c.id)`,
      [commands.map(({ id }) => id)],
    )),
    ...(await missing(
      "The number was given and does not stand:",
      `SELECT given.id::text AS lost FROM unnest($1::uuid[], $2::int[]) AS given(id, number)
       WHERE NOT EXISTS (SELECT 1 FROM visit v WHERE v.id = given.id AND v.number = given.number)`,
      [numbers.map(({ visit }) => visit), numbers.map(({ number }) => number)],
    )),
    ...(await missing(
      "Not booked any more:",
      "SELECT held.id::text AS lost FROM unnest($1::uuid[]) AS held(id) WHERE NOT EXISTS (SELECT 1 FROM appointment a WHERE a.id = held.id AND a.state = 'booked')",
      [all.flatMap((one) => one.booked)],
    )),
    ...(await missing(
      "Not cancelled any more:",
      "SELECT gone.id::text AS lost FROM unnest($1::uuid[]) AS gone(id) WHERE NOT EXISTS (SELECT 1 FROM appointment a WHERE a.id = gone.id AND a.state = 'cancelled-by-resident')",
      [all.flatMap((one) => one.cancelled)],
    )),
    ...(await missing(
      "Version and events of a line differ:",
      `SELECT e.permanence_id::text AS lost FROM queue_event e WHERE e.permanence_id = ANY ($1::uuid[])
       GROUP BY e.permanence_id, e.version HAVING count(DISTINCT e.command_id) > 1`,
      [[...new Set(commands.map(({ permanence }) => permanence))]],
    )),
  ];
}

const seconds = (count: number): Promise<void> => pause(count * 1_000);
