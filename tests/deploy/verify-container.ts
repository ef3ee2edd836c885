import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { cleanUpAtEnd } from "#scripts/cleanup.ts";
import { CommandError } from "#scripts/command-error.ts";
import { freePort } from "#scripts/free-port.ts";
import { pause } from "#scripts/pause.ts";
import { withClient } from "#scripts/database.ts";
import { runScript } from "#scripts/run-script.ts";
import { baseImage } from "./base-image.ts";
import { expectThat, found } from "./finding.ts";
import { containersIn, ownLimits, type Containers } from "./podman.ts";
import { serverWithRoles, type Roles } from "./server-with-roles.ts";
import { refuseWithout } from "./run-program.ts";

const IMAGE = "localhost/permanences:verified";
/** The user of the Dockerfile. */
const USER = "10001";
/** A file in the volume of the backups. */
const BACKUP = "/var/backups/permanences/verified.backup";
/** Milliseconds in which a container must get healthy. */
const PATIENCE = 120_000;

/** As compose.yaml runs them: nothing of the image can be changed, and no right of root is left. */
const CONFINED = [
  "--read-only",
  "--tmpfs",
  "/tmp",
  "--cap-drop",
  "ALL",
  "--security-opt",
  "no-new-privileges",
  "--init",
];

/** On the network of this machine and without a group of the kernel of their own, which a sandbox cannot give. */
const PLACED = ["--network", "host", "--cgroups", "disabled", "--ulimit", "host"];

/**
 * `npm run verify:container`: builds the image of the Dockerfile and runs application and worker in it, on a Postgres
 * 18 with two roles, until their health checks answer 200 as an ordinary user; then commands of the product in them, a
 * backup that is restored among them. Images stay below the temporary folder for the next time
 * (`permanences-containers`); CONTAINER_FOLDER names another.
 */
await runScript(async () => {
  refuseWithout({ podman: "podman", buildah: "buildah", psql: "postgresql-client" });
  const containers = containersIn(process.env["CONTAINER_FOLDER"] ?? join(tmpdir(), "permanences-containers"));
  const base = await baseImage(containers);
  found(`the base is ${base}`);
  await build(containers, base);
  await lookForSecrets(containers);
  const roles = await serverWithRoles();
  found("deploy/make-roles.sh made the two roles and the database on Postgres 18");
  await runImage(containers, roles);
});

async function build(containers: Containers, base: string): Promise<void> {
  const npmrc = join(homedir(), ".npmrc");
  const secret = existsSync(npmrc) ? ["--secret", `id=npmrc,src=${npmrc}`] : [];
  // chroot isolation and the network of this machine: the steps of a build need no more, and get along with fewer
  // rights.
  const isolation = ["--isolation", "chroot", "--network", "host", ...ownLimits()];
  console.log("    The image is being built, which takes some minutes.");
  const words = [
    "--format",
    "docker",
    "--layers",
    ...isolation,
    ...secret,
    "--build-arg",
    `BASE=${base}`,
    "--tag",
    IMAGE,
    ".",
  ];
  await containers("buildah", ["build", ...words]);
  found("the Dockerfile builds the image");
}

/** Nothing in the image is a secret or belongs to development, and it runs as an ordinary user. */
async function lookForSecrets(containers: Containers): Promise<void> {
  const [image] = JSON.parse(await containers("podman", ["image", "inspect", IMAGE])) as {
    readonly Config: { readonly Env: readonly string[]; readonly User: string };
    readonly Healthcheck?: object;
  }[];
  expectThat(image?.Config.User === `${USER}:${USER}`, `the image runs as user ${image?.Config.User}`);
  expectThat(image?.Healthcheck !== undefined, "the image has a health check");
  const names = image?.Config.Env.map((line) => line.split("=")[0] ?? "") ?? [];
  expectThat(
    !names.some((name) => /SECRET|PASSWORD|DATABASE|SMTP|TOKEN/.test(name)),
    `the image sets only ${names.join(", ")}`,
  );
  const look =
    "find / -xdev \\( -name .env -o -name .npmrc -o -name .git -o -name .data \\) -not -path '/proc/*' -not -path '*/node_modules/*'; ls node_modules | grep -x jest || true";
  const left = await containers("podman", [
    "run",
    "--rm",
    "--user",
    "0",
    ...PLACED,
    "--entrypoint",
    "sh",
    IMAGE,
    "-c",
    look,
  ]);
  expectThat(
    left.trim() === "",
    `the image holds no settings, no history and no package for development${left && `: ${left}`}`,
  );
}

async function runImage(containers: Containers, { url, ownerUrl }: Roles): Promise<void> {
  const port = await freePort();
  const workerPort = await freePort();
  const settings = {
    APP_URL: "https://permanences.example.org",
    APP_SECRET: "a-secret-of-the-verification-only",
    ADDRESS_HEADER: "x-forwarded-for",
    DATABASE_URL: url,
    DATABASE_OWNER_URL: ownerUrl,
    BACKUP_PASSPHRASE_FILE: "/run/backup-passphrase",
  };
  const placed = [...CONFINED, ...PLACED, ...(await passphraseVolume())];
  const application = await start(containers, "application", placed, { ...settings, PORT: String(port) });
  const worker = await start(containers, "worker", placed, { ...settings, WORKER_PORT: String(workerPort) }, [
    "permanences",
    "worker",
  ]);
  for (const name of [application, worker]) {
    const id = (await containers("podman", ["exec", name, "id", "-u"])).trim();
    expectThat(id === USER, `in ${name} user ${id} runs, and /healthz answers 200 there`);
    await containers("podman", ["healthcheck", "run", name]);
    found(`the health check of ${name} says healthy`);
  }
  const answer = await fetch(`http://localhost:${port}/healthz`);
  expectThat(answer.status === 200, "outside of the container its /healthz answers 200");
  await runCommands(containers, application);
  await updateBeside(containers, application, placed, settings);
  for (const name of [worker, application]) {
    await containers("podman", ["stop", "--time", "60", name]);
    const code = (await containers("podman", ["inspect", "--format", "{{.State.ExitCode}}", name])).trim();
    expectThat(code === "130", `SIGTERM ends ${name} by itself, with ${code}`);
  }
  await restoreIn(containers, application, placed, settings);
}

/** The commands of the product in the running container, as docs/exploitation.md types them. */
async function runCommands(containers: Containers, name: string): Promise<void> {
  const permanences = (...words: string[]) => containers("podman", ["exec", name, "permanences", ...words]);
  const doctor = await permanences("doctor");
  expectThat(
    !/^failure/m.test(doctor) && doctor.includes("The database answers."),
    "permanences doctor finds no failure",
  );
  const backup = await permanences("backup", BACKUP);
  expectThat(
    backup.includes("It is encrypted") && backup.includes("APP_SECRET is in it"),
    "permanences backup writes an encrypted backup with APP_SECRET into the volume",
  );
  const unknown = await permanences("erase-everything").catch((error: Error) => error);
  expectThat(
    unknown instanceof Error && unknown.message.includes("Say which command"),
    "a command that there is not is refused with those that there are",
  );
}

/** `permanences update` in a container beside the running one, as with a new image: it makes the database ready. */
async function updateBeside(
  containers: Containers,
  running: string,
  placed: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  const given = Object.entries(settings).flatMap(([key, value]) => ["--env", `${key}=${value}`]);
  const words = ["run", "--rm", "--volumes-from", running, ...placed, ...given, IMAGE, "permanences", "update"];
  const updated = await containers("podman", words);
  expectThat(
    updated.includes("Backed up: ") && updated.includes("The database is ready for this version"),
    "permanences update backs up and makes the database ready beside the running application",
  );
}

/** Restores that backup into the emptied database, in a container of its own beside the volumes of the stopped one. */
async function restoreIn(
  containers: Containers,
  stopped: string,
  placed: readonly string[],
  settings: Readonly<Record<"DATABASE_OWNER_URL" | "APP_SECRET", string>>,
): Promise<void> {
  await withClient(settings.DATABASE_OWNER_URL, async (client) => {
    await client.query("DROP SCHEMA public CASCADE; DROP SCHEMA IF EXISTS pgboss CASCADE; CREATE SCHEMA public");
  });
  const given = Object.entries(settings).flatMap(([key, value]) => ["--env", `${key}=${value}`]);
  const restored = await containers("podman", [
    "run",
    "--rm",
    "--volumes-from",
    stopped,
    ...placed,
    ...given,
    IMAGE,
    "permanences",
    "restore",
    BACKUP,
  ]);
  expectThat(/^Restored: \d+ tables/m.test(restored), "permanences restore puts it into an empty database");
}

/** The file of the passphrase as compose.yaml gives it to a container, which its user can read. */
async function passphraseVolume(): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), "permanences-passphrase-"));
  cleanUpAtEnd(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "passphrase");
  await writeFile(file, "five words for this verification\n", { mode: 0o444 });
  return ["--volume", `${file}:/run/backup-passphrase:ro`];
}

/** Starts a container and waits until the health check of the image, run in it, ends with 0. */
async function start(
  containers: Containers,
  role: string,
  placed: readonly string[],
  settings: Readonly<Record<string, string>>,
  command: readonly string[] = [],
): Promise<string> {
  const name = `permanences-${role}-${process.pid}`;
  const given = Object.entries(settings).flatMap(([key, value]) => ["--env", `${key}=${value}`]);
  cleanUpAtEnd(
    async () => void (await containers("podman", ["rm", "--force", "--volumes", name]).catch(() => undefined)),
  );
  await containers("podman", ["run", "--detach", "--name", name, ...placed, ...given, IMAGE, ...command]);
  const health = ["exec", name, "permanences", "health"];
  for (const until = performance.now() + PATIENCE; ; await pause(1_000)) {
    const well = await containers("podman", health).then(
      () => true,
      () => false,
    );
    if (well) return name;
    if (performance.now() > until)
      throw new CommandError(`${name} did not get well. It says:\n${await containers("podman", ["logs", name])}`);
  }
}
