/**
 * @long
 * @dates
 */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, readFile } from "node:fs/promises";
import { freePort } from "#scripts/free-port.ts";
import { comes } from "#tests/support/eventually.ts";
import { copyNewCluster } from "#tests/support/new-cluster.ts";
import { DIST_DIR } from "#tests/support/start-app.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

/** A command that runs in a folder of data of its own, and what it has printed. */
type Started = { readonly child: ChildProcess; readonly settings: NodeJS.ProcessEnv; readonly printed: () => string };

let data: string;
let remove: () => Promise<void>;
let started: Started | undefined;
beforeEach(async () => {
  ({ path: data, remove } = await temporaryFolder());
  // As root the database runs as another user, who passes through this folder.
  await chmod(data, 0o711);
  await copyNewCluster(data);
});
afterEach(async () => {
  if (started) await ends(started);
  started = undefined;
  await remove();
});

const run = (script: string, settings: NodeJS.ProcessEnv): Started => {
  const child = spawn(process.execPath, ["--conditions=react-server", script], {
    stdio: ["ignore", "pipe", "pipe"],
    env: settings,
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (printed += String(text)));
  return { child, settings, printed: () => printed };
};

/** Runs the command on an embedded database, by the clock of the machine, until it has printed this. */
async function start(script: string, last: string): Promise<Started> {
  const port = String(await freePort());
  const { APP_ENV: _, DATABASE_URL: __, ...rest } = process.env;
  const settings = { ...rest, NODE_OPTIONS: "", NEXT_DIST_DIR: DIST_DIR, DATA_FOLDER: data, PORT: port };
  started = run(script, { ...settings, NODE_ENV: "production", APP_URL: `http://localhost:${port}` });
  const { child, printed } = started;
  const said = new Promise<void>((done, failed) => {
    child.stdout?.on("data", () => printed().includes(last) && done());
    child.once("exit", () => failed(new Error(`${script} ended.\n${printed()}`)));
  });
  await comes(said, () => `${script} has not said “${last}”.\n${printed()}`, 120_000);
  return started;
}

async function ends({ child }: Started): Promise<unknown> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  child.kill("SIGTERM");
  return (await once(child, "exit"))[0];
}

/** Which of these the page at this address does not hold; its status where it is another than 200. */
async function lacks(url: string, ...wanted: readonly string[]): Promise<readonly unknown[]> {
  const answer = await fetch(url);
  const page = await answer.text();
  return answer.status === 200 ? wanted.filter((text) => !page.includes(text)) : [answer.status];
}

test("today the demo shows an open half-day on its home, the line on the screen of its room, and hours to book", async () => {
  const { printed } = await start("scripts/demo.ts", "Ctrl-C ends it.");
  const address = (label: string): string => new RegExp(`${label} +(\\S+)`, "u").exec(printed())?.[1] ?? "";
  expect(await lacks(address("Home: find help"), 'id="ouvert"', "Neuhof")).toEqual([]);
  expect(await lacks(address("Screen in the room"), "La permanence est ouverte.", "Table 1", "Attente")).toEqual([]);
  // Which half-day that is depends on the day and hour of the test: one of several topics asks for the topic first.
  const booking = address("Book an hour");
  const [, topic = booking] = /href="([^"]*\?demarche=[^"]*)"/u.exec(await (await fetch(booking)).text()) ?? [];
  expect(await lacks(new URL(topic, booking).href, 'name="startsAt"')).toEqual([]);
  expect(await readFile(address("Its log goes to").replace(/\.$/u, ""), "utf8")).toContain("Ready");
  expect(printed().trim().split("\n").at(-1)).toMatch(/^Ctrl-C ends it\./u);
});

test("today a first start prints the address at which it is set up, and the doctor finds nothing that fails", async () => {
  const { printed, settings } = await start("scripts/start.ts", "It works once.");
  const [address = ""] = /\S+\/installation\/\S+/u.exec(printed()) ?? [];
  expect(await lacks(address, "Mettre le service en place")).toEqual([]);
  const doctor = run("scripts/doctor.ts", settings);
  const [code] = await once(doctor.child, "close");
  expect([code, doctor.printed()]).toEqual([0, expect.not.stringMatching(/^(?:failure|unknown)/mu)]);
});
