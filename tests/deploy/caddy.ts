import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { join } from "node:path";
import { cleanUpAtEnd } from "#scripts/cleanup.ts";
import { CommandError } from "#scripts/command-error.ts";
import { freePort } from "#scripts/free-port.ts";
import { until } from "#scripts/pause.ts";

/** Caddy in front of an application, with a certificate of its own. `said`: its log. */
export type Caddy = {
  readonly ask: (path: string, headers?: Readonly<Record<string, string>>) => Promise<IncomingMessage>;
  readonly said: () => string;
};

const TRIAL = "# tls internal";

/**
 * Starts Caddy with deploy/Caddyfile, its line for a trial included, on free ports, before the application at
 * `upstream`.
 */
export async function startCaddy(folder: string, upstream: string): Promise<Caddy> {
  const http = await freePort();
  const https = await freePort();
  const written = await readFile("deploy/Caddyfile", "utf8");
  if (!written.includes(TRIAL)) throw new CommandError(`deploy/Caddyfile has no line “${TRIAL}”.`);
  const file = join(folder, `Caddyfile-${https}`);
  const own = `{\n\tadmin off\n\tskip_install_trust\n\thttp_port ${http}\n\thttps_port ${https}\n`;
  await writeFile(file, written.replace(/^\{\n/m, own).replace(TRIAL, "tls internal"));
  const caddy = spawn("caddy", ["run", "--adapter", "caddyfile", "--config", file], {
    env: {
      ...process.env,
      HOME: folder,
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
      PERMANENCES_NAME: "localhost",
      PERMANENCES_UPSTREAM: upstream,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const output of [caddy.stdout, caddy.stderr]) output.on("data", (text) => (said += String(text)));
  cleanUpAtEnd(async () => void caddy.kill("SIGTERM"));
  const root = join(folder, "caddy/pki/authorities/local/root.crt");
  const ask: Caddy["ask"] = async (path, headers = {}) => {
    const ca = await readFile(root);
    return new Promise((done, failed) => {
      request({ host: "localhost", port: https, path, headers, ca, agent: false }, done).on("error", failed).end();
    });
  };
  const up = await until(
    () =>
      caddy.exitCode === null
        ? ask("/", { Upgrade: "up" }).then(
            (answer) => (answer.resume(), true),
            () => undefined,
          )
        : false,
    20_000,
  );
  if (!up) throw new CommandError(`Caddy did not answer. It says:\n${said.trim()}`);
  return { ask, said: () => said };
}

/** The whole text of an answer. */
export async function textOf(answer: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of answer) text += String(part);
  return text;
}
