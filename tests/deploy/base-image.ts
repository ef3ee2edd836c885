import { existsSync } from "node:fs";
import { copyFile, cp, mkdir, mkdtemp, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cleanUpAtEnd } from "#scripts/cleanup.ts";
import { CommandError } from "#scripts/command-error.ts";
import type { Containers } from "./podman.ts";
import { refuseWithout, runProgram } from "./run-program.ts";

/** The image on which the Dockerfile builds where nothing else is said. */
const USUAL = "docker.io/library/node:24-bookworm-slim";
const OWN = "localhost/permanences-base:bookworm";
const AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";

/**
 * The image to build on: the usual one if it can be pulled, otherwise one of Debian bookworm made by debootstrap, with
 * the Node 24 that the packages bring and the npm that runs this command, which trusts the authorities that this
 * machine trusts.
 */
export async function baseImage(containers: Containers): Promise<string> {
  const pulled = await containers("podman", ["pull", "--quiet", "--retry", "0", USUAL]).catch((error: Error) => error);
  if (typeof pulled === "string") return USUAL;
  console.log(`    ${USUAL} cannot be pulled here (${pulled.message.trim().split("\n").at(-1)}).`);
  const has = await containers("podman", ["image", "exists", OWN]).then(
    () => true,
    () => false,
  );
  if (!has) await make(containers);
  return OWN;
}

async function make(containers: Containers): Promise<void> {
  refuseWithout({ debootstrap: "debootstrap" });
  if (process.getuid?.() !== 0)
    throw new CommandError("debootstrap makes a base as root only: run this command as root.");
  const made = await mkdtemp(join(tmpdir(), "permanences-base-"));
  cleanUpAtEnd(() => rm(made, { recursive: true, force: true }));
  console.log("    A base is made by debootstrap instead, which takes three minutes.");
  await runProgram("debootstrap", ["--variant=minbase", "--include=ca-certificates", "bookworm", made]);
  await copyFile(await realpath("node_modules/node/bin/node"), join(made, "usr/local/bin/node"));
  const npm = dirname(
    dirname(process.env["npm_execpath"] ?? (await runProgram("sh", ["-c", "readlink -f $(command -v npm)"])).trim()),
  );
  await mkdir(join(made, "usr/local/lib/node_modules"), { recursive: true });
  await cp(npm, join(made, "usr/local/lib/node_modules/npm"), { recursive: true });
  await symlink("../lib/node_modules/npm/bin/npm-cli.js", join(made, "usr/local/bin/npm"));
  if (existsSync(AUTHORITIES)) await copyFile(AUTHORITIES, join(made, AUTHORITIES));
  const archive = `${made}.tar`;
  cleanUpAtEnd(() => rm(archive, { force: true }));
  await runProgram("tar", ["-C", made, "-c", "-f", archive, "."]);
  await containers("podman", ["import", "--quiet", "--change", `ENV NODE_EXTRA_CA_CERTS=${AUTHORITIES}`, archive, OWN]);
}
