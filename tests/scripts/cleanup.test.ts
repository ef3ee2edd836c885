import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => ({ path: folder, remove } = await temporaryFolder()));
afterEach(() => remove());

/** Runs a script of these lines as npm would, in the test's folder; answers its code and what it printed. */
async function script(...lines: string[]): Promise<{ code: number; printed: string; complained: string }> {
  const address = (file: string): string => JSON.stringify(join(process.cwd(), "scripts", file));
  const imports = [
    `import { runScript } from ${address("run-script.ts")};`,
    `import { cleanUpAtEnd } from ${address("cleanup.ts")};`,
    `import { CommandError } from ${address("command-error.ts")};`,
  ];
  await writeFile(join(folder, "script.mjs"), [...imports, ...lines].join("\n"));
  const child = spawn(process.execPath, ["script.mjs"], { cwd: folder, env: { ...process.env, NODE_OPTIONS: "" } });
  let printed = "";
  let complained = "";
  child.stdout.on("data", (text) => (printed += String(text)));
  child.stderr.on("data", (text) => (complained += String(text)));
  const [code] = (await once(child, "close")) as [number];
  return { code, printed, complained };
}

test("an unexpected error keeps its trace", async () => {
  const { code, complained } = await script(`await runScript(async () => { throw new RangeError("surprise"); });`);
  expect(code).toBe(1);
  expect(complained).toMatch(/RangeError: surprise\n\s+at /);
});

test("an error of the person at the keyboard is one sentence without a trace; what was begun last is ended first, and the code is 1", async () => {
  const { code, printed, complained } = await script(
    `cleanUpAtEnd(async () => console.log("database"));`,
    `cleanUpAtEnd(async () => console.log("application"));`,
    `await runScript(async () => { throw new CommandError("It failed."); });`,
  );
  expect([code, printed, complained]).toEqual([1, "application\ndatabase\n", "\nIt failed.\n\n"]);
});

test("the code that a script answers is the code of the command", async () => {
  expect(await script(`await runScript(async () => 3);`)).toMatchObject({ code: 3 });
});

test("settings in .env are read, and those set outside win", async () => {
  await writeFile(join(folder, ".env"), "PORT=4001\nPATH=nowhere\n");
  const { code, printed } = await script(
    `await runScript(async () => console.log(process.env.PORT + " " + (process.env.PATH === "nowhere")));`,
  );
  expect([code, printed]).toEqual([0, "4001 false\n"]);
});
