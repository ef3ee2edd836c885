import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWhenChanged } from "#scripts/build-application.ts";
import { cleanUpAtEnd } from "#scripts/cleanup.ts";
import { CommandError } from "#scripts/command-error.ts";
import { freePort } from "#scripts/free-port.ts";
import { runScript } from "#scripts/run-script.ts";
import { DIST_DIR, startApp } from "#tests/support/start-app.ts";
import { startCaddy, textOf } from "./caddy.ts";
import { expectThat, found } from "./finding.ts";
import { serverWithRoles } from "./server-with-roles.ts";
import { refuseWithout, runProgram } from "./run-program.ts";
import { runUnit, type Ordinary } from "./run-unit.ts";
import { unitFor } from "./unit.ts";

/** The most exposure that `systemd-analyze security` may find, of 100. */
const EXPOSURE = 20;

/** A user that every Debian has, as whom root runs the units. */
const ORDINARY = "www-data";
const NUMBERS: Ordinary = { uid: 33, gid: 33 };

/**
 * `npm run verify:deploy`: checks the files of deploy/ by running them: the units by systemd's own check and by their
 * ExecStart lines as an ordinary user, the Caddyfile by Caddy's own check and by requests through it, a live stream
 * included.
 */
await runScript(async () => {
  refuseWithout({ "systemd-analyze": "systemd", caddy: "caddy", psql: "postgresql-client", visudo: "sudo" });
  const folder = await mkdtemp(join(tmpdir(), "permanences-deploy-"));
  await chmod(folder, 0o755);
  cleanUpAtEnd(() => rm(folder, { recursive: true, force: true }));
  // The units find it built.
  await buildWhenChanged(DIST_DIR);
  const app = await startApp({ env: { ADDRESS_HEADER: "x-forwarded-for" } });
  cleanUpAtEnd(app.stop);
  await runUnits(folder);
  await askThroughCaddy(folder, app);
});

async function runUnits(folder: string): Promise<void> {
  const user = process.getuid?.() === 0 ? NUMBERS : undefined;
  const state = join(folder, "state");
  await mkdir(state, { mode: 0o700 });
  if (user) await chown(state, user.uid, user.gid);
  const roles = await serverWithRoles();
  found("deploy/make-roles.sh made the two roles and the database");
  const port = await freePort();
  const workerPort = await freePort();
  const settings = join(folder, "env");
  await writeFile(
    settings,
    Object.entries({
      APP_URL: "https://permanences.example.org",
      APP_SECRET: "a-secret-of-the-verification-only",
      HOST: "localhost",
      PORT: String(port),
      ADDRESS_HEADER: "x-forwarded-for",
      DATA_FOLDER: state,
      DATABASE_URL: roles.url,
      DATABASE_OWNER_URL: roles.ownerUrl,
      NEXT_DIST_DIR: DIST_DIR,
    })
      .map(([name, value]) => `${name}=${value}\n`)
      .join(""),
    { mode: 0o600 },
  );
  const name = user ? ORDINARY : (process.env["USER"] ?? "root");
  const application = await unitFor("permanences.service", folder, settings, name);
  const worker = await unitFor("permanences-worker.service", folder, settings, name);
  for (const { file } of [application, worker]) {
    const said = await runProgram("systemd-analyze", ["verify", "--man=no", file]);
    expectThat(
      said.trim() === "",
      `systemd-analyze verify says nothing of ${file.split("/").at(-1)}${said && `: ${said}`}`,
    );
    await runProgram("systemd-analyze", ["security", "--offline=yes", `--threshold=${EXPOSURE}`, "--no-pager", file]);
    found(`its exposure is at most ${EXPOSURE} of 100`);
  }
  await runProgram("visudo", ["--check", "--quiet", "--file", "deploy/systemd/sudoers-permanences"]);
  found("visudo accepts the right to start the units again, which an update uses");
  const served = await runUnit(application, port, user);
  expectThat(served.uid !== 0 || !user, `the application runs as user ${served.uid}, and /healthz answers 200`);
  const works = await runUnit(
    { ...worker, settings: { ...worker.settings, WORKER_PORT: String(workerPort) } },
    workerPort,
    user,
  );
  expectThat(works.uid === served.uid, "the worker runs as the same user, and its /healthz answers 200");
  for (const [what, unit] of Object.entries({ worker: works, application: served })) {
    const code = await unit.end();
    expectThat(code === 130, `SIGTERM ends the ${what} with 130, which its unit calls a success (${code})`);
  }
}

/** What Caddy passes on, refuses, streams, and says when the application is gone. */
async function askThroughCaddy(folder: string, app: Awaited<ReturnType<typeof startApp>>): Promise<void> {
  await runProgram("caddy", ["validate", "--adapter", "caddyfile", "--config", "deploy/Caddyfile"]);
  found("caddy validate accepts deploy/Caddyfile");

  const upstream = createServer(({ headers }, response) => response.end(JSON.stringify(headers)));
  await new Promise<void>((done) => upstream.listen(0, "127.0.0.1", done));
  cleanUpAtEnd(async () => void upstream.close());
  const before = await startCaddy(folder, `127.0.0.1:${(upstream.address() as AddressInfo).port}`);
  const { "x-forwarded-for": told } = JSON.parse(
    await textOf(await before.ask("/", { "X-Forwarded-For": "203.0.113.9" })),
  ) as Record<string, string>;
  expectThat(
    /^(127\.0\.0\.1|::1)$/.test(told ?? ""),
    `Caddy says itself who asked, whatever the client claims (${told})`,
  );
  expectThat((await before.ask("/", { Upgrade: "websocket" })).statusCode === 400, "Caddy refuses an upgrade with 400");

  const caddy = await startCaddy(folder, new URL(app.url).host);
  const health = await caddy.ask("/healthz");
  expectThat(health.statusCode === 200, "through TLS of Caddy's own /healthz answers 200");
  health.resume();
  const metrics = await caddy.ask("/metrics");
  expectThat(metrics.statusCode === 403, "through Caddy /metrics answers nobody without the token");
  metrics.resume();
  const live = await caddy.ask(`/api/v1/permanences/${app.addresses.permanence}/live`);
  await untilStreamed(live, ["event: board", "event: beat"]);
  expectThat(!live.complete, "a live stream passes board and beat while it stays open");
  live.destroy();

  await app.stop();
  const secret = "a-secret-link-of-a-resident";
  const gone = await caddy.ask(`/n/${secret}`);
  const says = await textOf(gone);
  expectThat(
    gone.statusCode === 502 && says.includes("Réessayez"),
    "without application Caddy answers 502 with a sentence",
  );
  expectThat(!caddy.said().includes(secret), "no address that was asked for stands in Caddy's log");
}

/** Reads until all these words came; throws when the stream ends before, or is silent for twenty seconds. */
async function untilStreamed(stream: IncomingMessage, words: readonly string[]): Promise<void> {
  let text = "";
  stream.setTimeout(20_000, () => stream.destroy(new Error("The stream is silent.")));
  await new Promise<void>((done, failed) => {
    stream.on("data", (part) => {
      text += String(part);
      if (words.every((word) => text.includes(word))) done();
    });
    for (const event of ["end", "error"] as const)
      stream.once(event, () =>
        failed(new CommandError(`The live stream through Caddy ended before it said ${words.join(", ")}.`)),
      );
  });
}
