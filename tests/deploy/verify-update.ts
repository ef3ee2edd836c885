import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cleanUpAtEnd } from "#scripts/cleanup.ts";
import { CommandError } from "#scripts/command-error.ts";
import { freePort } from "#scripts/free-port.ts";
import { pause, until } from "#scripts/pause.ts";
import { runScript } from "#scripts/run-script.ts";
import { expectThat, found } from "./finding.ts";
import { runProgram, refuseWithout } from "./run-program.ts";
import { serverWithRoles } from "./server-with-roles.ts";

/** What differs from the first version: a migration, and one that fails after it. */
const MIGRATION = "20990101000000_a_later_table";
const MIGRATED = "-- earlier-versions: run\nSET LOCAL lock_timeout = '2s';\nCREATE TABLE later (a int PRIMARY KEY);\n";
const FAILING = "20990101000001_fails";

/** Milliseconds between two requests of those who go on using the product meanwhile. */
const VISITS_EVERY = 250;

/** How a command ended, and all it said. */
type Ended = { readonly code: number | null; readonly said: string };

/** The settings and folders of the installation that is updated. */
type Installed = {
  readonly folder: string;
  readonly port: number;
  readonly settings: Readonly<Record<string, string>>;
  readonly restart: () => Promise<void>;
};

/**
 * `npm run verify:update`: builds two versions of the product from these sources, the second with one more migration,
 * and plays an update from one to the other as docs/exploitation.md does it, with a restarting command in place of
 * systemd: with a migration that fails, with a version that does not start, well, and back again; while somebody asks
 * for pages all along.
 */
await runScript(async () => {
  refuseWithout({ psql: "postgresql-client" });
  const folder = await realpath(await mkdtemp(join(tmpdir(), "permanences-update-")));
  cleanUpAtEnd(() => rm(folder, { recursive: true, force: true }));
  await makeVersions(folder);
  const installed = await install(folder);
  const visits = visiting(installed.port);
  await playFailingMigration(installed);
  await playVersionThatDoesNotStart(installed);
  await playUpdate(installed);
  await playWayBack(installed);
  const { asked, refused } = await visits.end();
  expectThat(
    refused.every((status) => status === "nobody"),
    `of ${asked} requests meanwhile none was answered with an error; ${refused.length} came while the application was started again, and a proxy makes them wait`,
  );
});

/** Four folders: the first version, the second, the second with a migration that fails, and with a start that fails. */
async function makeVersions(folder: string): Promise<void> {
  const first = join(folder, "first");
  const left = [".git", ".data", ".env", "node_modules"];
  await cp(process.cwd(), first, {
    recursive: true,
    filter: (path) => {
      const [top = ""] = path.slice(process.cwd().length + 1).split("/");
      return !left.includes(top) && !top.startsWith(".next");
    },
  });
  await runProgram("cp", ["-al", join(process.cwd(), "node_modules"), join(first, "node_modules")]);
  await runProgram("cp", ["-al", first, join(folder, "second")]);
  await plant(join(folder, "second"), MIGRATION, MIGRATED);
  console.log("    Two versions are being built, which takes some minutes.");
  for (const version of ["first", "second"])
    await runProgram("npm", ["run", "build"], { cwd: join(folder, version), env: { NEXT_DIST_DIR: ".next" } });
  for (const version of ["fails", "silent"])
    await runProgram("cp", ["-al", join(folder, "second"), join(folder, version)]);
  await plant(join(folder, "fails"), FAILING, "-- earlier-versions: run\nALTER TABLE nothing ADD COLUMN a int;\n");
  await replace(join(folder, "silent/scripts/start.ts"), "throw new Error('This version does not start.');\n");
  found("two versions are built, the second with one more migration");
}

async function plant(version: string, name: string, script: string): Promise<void> {
  await mkdir(join(version, "prisma/migrations", name));
  await writeFile(join(version, "prisma/migrations", name, "migration.sql"), script);
}

/** Writes another file, since the versions share theirs. */
async function replace(file: string, text: string): Promise<void> {
  await rm(file);
  await writeFile(file, text);
}

/** Starts the first version behind the link, on a Postgres with two roles. */
async function install(folder: string): Promise<Installed> {
  const { url, ownerUrl } = await serverWithRoles();
  await symlink("first", join(folder, "current"));
  const port = await freePort();
  const restarting = await restartCommand();
  const settings = {
    APP_ENV: "production",
    APP_URL: "https://permanences.example.org",
    APP_SECRET: "a-secret-of-the-verification-only",
    ADDRESS_HEADER: "x-forwarded-for",
    HOST: "localhost",
    PORT: String(port),
    NEXT_DIST_DIR: ".next",
    DATA_FOLDER: join(folder, "state"),
    DATABASE_URL: url,
    DATABASE_OWNER_URL: ownerUrl,
    CURRENT_LINK: join(folder, "current"),
    RESTART_COMMAND: restarting.command,
  };
  let child: ChildProcess | undefined;
  const stop = async (): Promise<void> => {
    if (!child || child.exitCode !== null) return;
    child.kill("SIGTERM");
    await once(child, "close");
  };
  const restart = async (): Promise<void> => {
    await stop();
    child = spawn(join(folder, "current/node_modules/.bin/node"), ["scripts/start.ts"], {
      cwd: await realpath(join(folder, "current")),
      env: { ...process.env, ...settings },
      stdio: "ignore",
    });
  };
  cleanUpAtEnd(stop);
  restarting.restarts(restart);
  const installed = { folder, port, settings, restart };
  await restart();
  expectThat(await serves(installed, "first"), "the first version serves");
  return installed;
}

/** A command of the shell that has this process restart the application, as systemctl restart would. */
async function restartCommand() {
  let restart = async (): Promise<void> => undefined;
  const server = createServer((_, response) => void restart().then(() => response.end()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanUpAtEnd(async () => void server.close());
  const { port } = server.address() as AddressInfo;
  return {
    command: `${process.execPath} -e 'fetch("http://127.0.0.1:${port}")'`,
    restarts: (how: () => Promise<void>) => void (restart = how),
  };
}

/** Whether this version serves within a minute and is well. */
async function serves({ folder, port }: Installed, version: string): Promise<boolean> {
  const build = (await readFile(join(folder, version, ".next/BUILD_ID"), "utf8")).trim();
  const answered = await until(async () => {
    const answer = await fetch(`http://localhost:${port}/healthz`).catch(() => undefined);
    return answer?.ok && answer.headers.get("Answered-By-Build") === build ? true : undefined;
  }, 60_000);
  return answered === true && (await realpath(join(folder, "current"))) === join(folder, version);
}

/** Runs `npm run update` in the folder of a version. */
async function update({ folder, settings }: Installed, version: string): Promise<Ended> {
  const child = spawn("npm", ["run", "--silent", "update"], {
    cwd: join(folder, version),
    env: { ...process.env, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const output of [child.stdout, child.stderr]) output.on("data", (text) => (said += String(text)));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, said };
}

/** Throws with what was said unless the update ended so. */
function expectEnd({ code, said }: Ended, wanted: number, words: RegExp, sentence: string): void {
  if (code !== wanted || !words.test(said)) throw new CommandError(`NOT SO: ${sentence} (${code})\n${said}`);
  found(sentence);
}

async function playFailingMigration(installed: Installed): Promise<void> {
  expectEnd(
    await update(installed, "fails"),
    1,
    /The previous version goes on serving/,
    "a migration that fails ends the update, and the migration before it stays",
  );
  expectThat(await serves(installed, "first"), "the first version goes on serving");
  await installed.restart();
  expectThat(await serves(installed, "first"), "started again it serves, on the schema of the second");
}

async function playVersionThatDoesNotStart(installed: Installed): Promise<void> {
  expectEnd(
    await update(installed, "silent"),
    1,
    /Went back: the previous version serves again/,
    "a version that does not start is taken back after a minute and a half",
  );
  expectThat(await serves(installed, "first"), "the first version serves again");
}

async function playUpdate(installed: Installed): Promise<void> {
  const began = performance.now();
  expectEnd(await update(installed, "second"), 0, /This version serves, and is well/, "the update ends well");
  expectThat(
    await serves(installed, "second"),
    `the second version serves, ${Math.round((performance.now() - began) / 1_000)} seconds after the command was typed`,
  );
  const backups = await readdir(join(installed.folder, "state/backups"));
  expectThat(backups.length >= 3, `each try made a backup first (${backups.length})`);
}

/** The way back that the guide types, when the new version has served for a while. */
async function playWayBack(installed: Installed): Promise<void> {
  await symlink("first", join(installed.folder, "back"));
  await rename(join(installed.folder, "back"), join(installed.folder, "current"));
  await installed.restart();
  expectThat(
    await serves(installed, "first"),
    "led back by hand, the first version serves on the schema of the second",
  );
}

/** Somebody asks for the home page all along. `refused`: what was answered where it was not 200. */
function visiting(port: number) {
  let asked = 0;
  let ended = false;
  const refused: string[] = [];
  const visits = (async () => {
    for (; !ended; await pause(VISITS_EVERY)) {
      asked += 1;
      const status = await fetch(`http://localhost:${port}/`, {
        headers: { "x-forwarded-for": `192.0.2.${asked % 250}` },
        redirect: "manual",
      }).then(
        (answer) => (answer.status < 500 ? undefined : String(answer.status)),
        () => "nobody",
      );
      if (status !== undefined) refused.push(status);
    }
  })();
  return {
    end: async () => {
      ended = true;
      await visits;
      return { asked, refused };
    },
  };
}
