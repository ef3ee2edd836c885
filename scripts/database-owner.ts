import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { NoSpaceError } from "./no-space-error.ts";
import { isAlive } from "./running-server.ts";

/**
 * The file that names the command that keeps an embedded database running and ends it: its process id and, where the
 * system tells it, when that process started, since after a restart of the machine another program may have the id.
 */
const fileIn = (folder: string): string => join(folder, "owner");

/** The process id of the living command that keeps the database of this folder; undefined when there is none. */
export async function livingOwner(folder: string): Promise<number | undefined> {
  const owner = await named(fileIn(folder));
  return owner && lives(owner) ? owner.pid : undefined;
}

/**
 * Makes this process the one that keeps the database of the folder, and returns whether it is. It is not while another
 * command that does lives, and of several that ask at once one is.
 */
export async function claim(folder: string): Promise<boolean> {
  const before = await named(fileIn(folder));
  if (before && lives(before)) return before.pid === process.pid;
  // The one that makes this file takes over. It is named after the owner before, so that a late one finds the owner
  // changed.
  const taking = `${fileIn(folder)}.after-${before?.pid ?? 0}`;
  // Written to another file first, and linked to its name once complete: a full disk leaves no half-written claim.
  const written = `${fileIn(folder)}.${randomBytes(6).toString("hex")}`;
  try {
    await writeFile(written, me(), { mode: 0o600 });
    await link(written, taking);
    const now = await named(fileIn(folder));
    const isMine = now?.pid === before?.pid && now?.started === before?.started;
    if (isMine) await rename(written, fileIn(folder));
    await rm(taking, { force: true });
    return isMine;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOSPC") throw new NoSpaceError(`The disk of ${folder} is full. Make room.`);
    if (code !== "EEXIST") throw error;
    const other = await named(taking);
    // One that cannot be read was left by a power cut.
    if (!other || !lives(other)) await rm(taking, { force: true });
    return false;
  } finally {
    await rm(written, { force: true }).catch(() => undefined);
  }
}

/** Gives the database of the folder up, so that another command may take it over. */
export async function release(folder: string): Promise<void> {
  if ((await livingOwner(folder)) === process.pid) await rm(fileIn(folder), { force: true });
}

/** A process as such a file names it. `started` is empty where the system does not tell it. */
type NamedProcess = { readonly pid: number; readonly started: string };

async function named(file: string): Promise<NamedProcess | undefined> {
  const [pid, started = ""] = (await readFile(file, "utf8").catch(() => "")).split("\n");
  return Number(pid) > 0 ? { pid: Number(pid), started } : undefined;
}

const lives = ({ pid, started }: NamedProcess): boolean => isAlive(pid) && (started === "" || started === startOf(pid));

const me = (): string => `${process.pid}\n${startOf(process.pid)}\n`;

/**
 * When a process started, in ticks since the start of the machine (proc_pid_stat(5), field 22); empty on a system
 * without /proc.
 */
function startOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[19] ?? "";
  } catch {
    return "";
  }
}
