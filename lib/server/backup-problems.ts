import { stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import { instant, type Instant } from "#lib/time/instant.ts";
import { isoInZone } from "#lib/time/zone.ts";
import { backupFailure } from "./backup-failure.ts";
import { backupFolder, backupsIn, isNamedEncrypted, type BackupSettings, type KeptBackup } from "./backup-folder.ts";

/** What can be wrong with the backups of the nights, as /metrics names it. */
export const BACKUP_PROBLEMS = ["late", "failed", "stays-here", "not-encrypted"] as const;

/** One of them. */
type BackupProblem = (typeof BACKUP_PROBLEMS)[number];

/**
 * The backups of the nights: where, the newest, and what is wrong, each in words that go on after "the backups": "the
 * last one is of …".
 */
export type BackupState = {
  readonly folder: string;
  readonly last: KeptBackup | undefined;
  readonly problems: Readonly<Partial<Record<BackupProblem, string>>>;
};

/**
 * Hours after which the last backup is late: a night, and half a day to notice. The same for their copy on another
 * machine.
 */
const LATE_HOURS = 36;
const HOUR = 3_600_000;

/** Whoever copies the backups to another machine touches this file beside them after each copy. */
const COPIED = "copied";

/**
 * What is wrong with the backups of the nights at `now`: the one answer for the doctor, /metrics and the log. Undefined
 * where none is made.
 */
export async function backupState(settings: BackupSettings, now: Instant): Promise<BackupState | undefined> {
  const folder = backupFolder(settings);
  if (folder === undefined) return undefined;
  const last = (await backupsIn(folder)).at(-1);
  const late = lateness(last, now);
  const failed = await lastFailure(settings);
  const staysHere = await staying(folder, settings, now);
  return {
    folder,
    last,
    problems: {
      ...(late && { late }),
      ...(failed && { failed }),
      ...(staysHere && { "stays-here": staysHere }),
      ...(last &&
        !isNamedEncrypted(last) && {
          "not-encrypted":
            "they are not encrypted, and APP_SECRET is not in them: set BACKUP_PASSPHRASE_FILE to a file with a passphrase, and keep the passphrase elsewhere too",
        }),
    },
  };
}

/** A moment as an administrator reads it: 2026-11-27 02:30 UTC. */
export const momentOf = (at: Instant): string => `${isoInZone(at, "UTC").slice(0, 16).replace("T", " ")} UTC`;

function lateness(last: KeptBackup | undefined, now: Instant): string | undefined {
  if (last === undefined)
    return "there is none yet: the application makes the first one within minutes of its start. If it has run for longer, its log says why not";
  return last.at < instant(now - LATE_HOURS * HOUR)
    ? `the last one is of ${momentOf(last.at)}, more than ${LATE_HOURS} hours ago: the log of the application says why, beside “backup”`
    : undefined;
}

async function lastFailure(settings: BackupSettings): Promise<string | undefined> {
  const failure = await backupFailure(settings);
  return (
    failure &&
    `the last try, of ${momentOf(failure.at)}, failed and is repeated each hour: ${failure.why.replace(/\.$/, "")}`
  );
}

/**
 * Undefined where they are on another machine than the database: by the kind of disk, the database's address, or the
 * note of who copies them.
 */
async function staying(folder: string, settings: BackupSettings, now: Instant): Promise<string | undefined> {
  const type = await statfs(folder).then(
    (disk) => disk.type,
    () => undefined,
  );
  if ((type !== undefined && isNetworkDisk(type)) || isElsewhere(settings.DATABASE_URL)) return undefined;
  const note = join(folder, COPIED);
  const copied = await stat(note).then(
    ({ mtimeMs }) => instant(Math.round(mtimeMs)),
    () => undefined,
  );
  if (copied !== undefined && copied >= instant(now - LATE_HOURS * HOUR)) return undefined;
  return copied === undefined
    ? `they stay on the machine of the database and are lost with it: set BACKUP_FOLDER to a drive of another machine, or have that folder copied to one each day, by a command that ends with: touch ${note}`
    : `their last copy on another machine is of ${momentOf(copied)}, more than ${LATE_HOURS} hours ago, as ${note} says`;
}

/**
 * The kinds of disks that lie on another machine, by the numbers of the Linux kernel (linux/magic.h): NFS, SMB, CIFS,
 * SMB2, Ceph, AFS.
 */
const NETWORK_DISKS = [0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x00c36400, 0x5346414f];

/** Whether a disk of this kind, as statfs tells it, lies on another machine. */
export const isNetworkDisk = (type: number): boolean => NETWORK_DISKS.includes(type >>> 0);

/**
 * Whether the database is on another machine than its backups. A name without a dot is this machine or a container on
 * it.
 */
function isElsewhere(url: string | undefined): boolean {
  if (!url || !URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return hostname.includes(".") && !/^127\.[\d.]+$/.test(hostname);
}
