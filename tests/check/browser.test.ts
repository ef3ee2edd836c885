import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Not below TEST_FOLDER: a folder in memory often refuses programs. */
const folder = mkdtempSync(join(tmpdir(), "permanences-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the command of the browser tests says, and its code, with these settings; `before` is run by the shell. */
function asked(settings: Readonly<Record<string, string>>, before = "") {
  const { status, stdout, stderr } = spawnSync(
    "/bin/sh",
    ["-c", `${before}\nexec "$0" tests/support/run-layer.ts e2e --listTests`, process.execPath],
    { env: { ...process.env, CHROMIUM_PATH: "", ...settings }, encoding: "utf8" },
  );
  return { status, said: `${stdout}${stderr}` };
}

/** The first bytes of this program, as a program of the processor S/390. */
function ofAnotherProcessor(): Buffer {
  const bytes = readFileSync(process.execPath).subarray(0, 4_096);
  bytes[18] = 0;
  bytes[19] = 22;
  return bytes;
}

const WAY_OUT = "Give the path of another one: CHROMIUM_PATH=/path/to/chrome npm test";

test.each([
  ["is missing", undefined, 0o755, "there is no such file"],
  ["is a text", "This is a text.\n", 0o755, "it ended"],
  ["is of another processor", ofAnotherProcessor(), 0o755, "it "],
  ["may not be run", "#!/bin/sh\nexit 0\n", 0o644, "this user may not run it"],
  ["dies at once", "#!/bin/sh\nexit 1\n", 0o755, "it ended at once"],
  [
    "says why it dies",
    "#!/bin/sh\necho no room on this screen >&2\nexit 1\n",
    0o755,
    "it ended and said “no room on this screen”",
  ],
])("a browser that %s is named with the reason and the way out", (name, contents, mode, reason) => {
  const path = join(folder, name.replaceAll(" ", "-"));
  if (contents !== undefined) {
    writeFileSync(path, contents);
    chmodSync(path, mode);
  }
  const { status, said } = asked({ CHROMIUM_PATH: path });
  expect(status).toBe(1);
  const [sentence = ""] = said.split("\n").filter((line) => line.includes(path));
  expect(sentence).toContain(`The browser ${path} does not start: ${reason}`);
  expect(sentence).toContain(WAY_OUT);
});

test("where the browser of the packages does not fit, the folder is named, and another one asked for", () => {
  const { status, said } = asked({ TMPDIR: folder }, "ulimit -f 20000");
  expect(status).toBe(1);
  expect(said).toMatch(/could not be unpacked into \S+permanences-browser-\w+: EFBIG.*It needs 220 MB/u);
  expect(said).toContain("TMPDIR=/path/to/folder npm test");
  expect(asked({ TMPDIR: join(folder, "none") }).said).toMatch(/could not be unpacked into \S+none: ENOENT/u);
});

test("without a setting and without a browser on the machine that of the packages starts, from a folder that ends with the command", () => {
  const own = join(folder, "own");
  mkdirSync(own);
  const { status, said } = asked({ TMPDIR: own, PATH: "/nowhere", LD_LIBRARY_PATH: "", LANG: "ar_SA.UTF-8" });
  expect(said).toMatch(/^Browser: Chromium \d+[\d.]+, of the packages\.$/mu);
  expect(status).toBe(0);
  expect(readdirSync(own).filter((name) => name.includes("browser"))).toEqual([]);
});
