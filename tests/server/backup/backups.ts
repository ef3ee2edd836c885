import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { startNode } from "#scripts/child.ts";
import { instantOf } from "#lib/time/instant.ts";
import { writeBackup, type WantedBackup } from "#lib/server/backup/write-backup.ts";
import type { Tally } from "#lib/server/backup/manifest.ts";

export const PASSPHRASE = "five words for the tests";
export const SECRET = "a-secret-of-the-tests-only";

/** A cheap try at the passphrase, so that a test takes no second for it. */
const WORK_FACTOR = 10;

/** Writes a backup as of ten o'clock of the half-day of Neuhof. */
export const backsUp = (wanted: WantedBackup) =>
  writeBackup({ workFactor: WORK_FACTOR, ...wanted }, instantOf("2026-11-24T10:00:00+01:00"));

/** How many rows each table has and their checksum, by its name. */
export async function contentOf(url: string, folder: string): Promise<Readonly<Record<string, Tally>>> {
  const { tallies } = await backsUp({ url, file: join(folder, `content-${crypto.randomUUID()}`) });
  return Object.fromEntries(tallies.map((tally) => [tally.table, tally]));
}

/** Runs `npm run restore` in a process of its own, at that half-day unless another moment is set. */
export const restores = (file: string, settings: Readonly<Record<string, string>>) =>
  startNode(
    ["--conditions=react-server", "scripts/restore.ts", file],
    {
      APP_ENV: "test",
      APP_NOW: "2026-11-24T10:00:00+01:00",
      APP_SECRET: "",
      BACKUP_PASSPHRASE: PASSPHRASE,
      DATABASE_OWNER_URL: "",
      LOG_LEVEL: "silent",
      ...settings,
    },
    true,
  ).end;

/** Whether this text stands anywhere in a file as it is. */
export const holds = async (file: string, text: string): Promise<boolean> => (await readFile(file)).includes(text);
