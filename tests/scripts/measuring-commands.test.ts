/** @slow */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };

type Ran = { readonly code: number; readonly printed: string; readonly complained: string };

/** Runs a script of package.json as npm would, here or in another folder. */
function npmRun(name: string, words: readonly string[] = [], cwd = process.cwd()): Promise<Ran> {
  const [node, ...rest] = (scripts[name] ?? "").split(" ");
  if (node !== "node") throw new Error(`The script ${name} is not one command of Node.`);
  const file = join(process.cwd(), rest.at(-1) ?? "");
  return new Promise((done) => {
    execFile(
      process.execPath,
      [...rest.slice(0, -1), file, ...words],
      { cwd, env: { ...process.env, NODE_OPTIONS: "" } },
      (error, printed, complained) => done({ code: error ? Number(error.code) : 0, printed, complained }),
    );
  });
}

const line = (sentence: string) => expect.objectContaining({ code: 1, complained: `\n${sentence}\n\n` });

describe("npm run trace", () => {
  test("a call and a booking go through no more files than they may, and it says how many", async () => {
    const { code, printed, complained } = await npmRun("trace");
    expect([complained, code]).toEqual(["", 0]);
    const figures = /^A call: (\d+) files \(at most (\d+)\)\. A booking: (\d+) files \(at most (\d+)\)\.$/m.exec(
      printed,
    );
    const [call, mostOfCall, booking, mostOfBooking] = (figures ?? []).slice(1).map(Number);
    expect(call).toBeLessThanOrEqual(mostOfCall ?? 0);
    expect(booking).toBeLessThanOrEqual(mostOfBooking ?? 0);
    expect([mostOfCall, mostOfBooking]).toEqual([60, 32]);
    for (const passed of [
      "components/tablet/device/line-store.ts",
      "lib/wire/queue/command.ts",
      "lib/queue/acts/call.ts",
      "lib/server/queue/save-line.ts",
      "lib/server/live/hub.ts",
      "components/queue/board-stream.ts",
      "app/form.ts",
      "lib/booking/book.ts",
      "lib/server/booking/appointment-rows.ts",
    ])
      expect(printed).toContain(`\n    ${passed}\n`);
  });
});

describe("npm run size", () => {
  let folder: string;
  let remove: () => Promise<void>;
  beforeAll(async () => ({ path: folder, remove } = await temporaryFolder()));
  afterAll(() => remove());

  const git = (...words: readonly string[]) =>
    promisify(execFile)(
      "git",
      ["-c", "user.name=A", "-c", "user.email=a@exemple.fr", "-c", "commit.gpgsign=false", ...words],
      {
        cwd: folder,
      },
    );
  const commit = async (name: string, files: Readonly<Record<string, string>>): Promise<void> => {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    await git("add", ".");
    await git("commit", "--quiet", "--message", name);
    await git("tag", name);
  };
  const rowsOf = (printed: string) => printed.split("\n").filter((row) => /^\| (?!.*\| 0 \|)/.test(row));

  test("counts the files, lines, words and sentences of each commit, and of HEAD where none is named", async () => {
    await git("init", "--quiet");
    await commit("before", {
      "lib/queue/visit.ts": "one\ntwo\n",
      "docs/line.md": "# Line\n\nOne two three. Four five.\n",
    });
    await commit("after", {
      "lib/server/db.ts": "one\n",
      "docs/line.md": "One two three four.\n",
      "image.png": "no part",
    });
    const { code, printed } = await npmRun("size", ["before", "after"], folder);
    expect(code).toBe(0);
    const heading = (name: string): string => `| ${name} | files | lines | words | words a sentence |`;
    expect(rowsOf(printed)).toEqual([
      heading("before"),
      "| lib | 1 | 2 |  |  |",
      "| docs, README, CONTRIBUTING | 1 | 3 | 7 | 2.5 |",
      heading("after"),
      "| lib/server | 1 | 1 |  |  |",
      "| lib | 1 | 2 |  |  |",
      "| docs, README, CONTRIBUTING | 1 | 1 | 4 | 4.0 |",
    ]);
    const head = await npmRun("size", [], folder);
    expect(head.printed).toBe(printed.slice(printed.indexOf("| after") - 1).replace("| after |", "| HEAD |"));
  });

  test("refuses a commit that is not there", async () => {
    expect(await npmRun("size", ["nowhere"], folder)).toEqual(
      line("git has no commit “nowhere” here. In a shallow clone, fetch the others first: git fetch --unshallow"),
    );
  });
});

describe("npm run bench", () => {
  test("measures a part that is named, and says whether every bound is kept", async () => {
    const { code, printed } = await npmRun("bench", ["line"]);
    expect(printed).toMatch(/^bytes of the log +\d+ .* ≤ 250 +kept\n\nEvery bound is kept\.\n$/m);
    expect(code).toBe(0);
  });

  test.each([
    [
      ["lines"],
      /^\nThe bench has no section “lines”\. It has: bookings, line, .*\. Try: npm run bench -- bookings\n\n$/,
    ],
    [["line", "--fast"], /^\nUnknown option '--fast'\..* The bench has three options: .*\n\n$/],
    [["country", "--size", "2"], /^\nThe size “2” is not above 0 and at most 1 \(the nation\)\. Try: .*\n\n$/],
  ])("refuses %j with a sentence", async (words, sentence) => {
    const { code, printed, complained } = await npmRun("bench", words);
    expect([code, printed]).toEqual([1, ""]);
    expect(complained).toMatch(sentence);
  });
});

describe("npm run simulate", () => {
  test("plays tablets through a half-day from one seed, and says that everything held", async () => {
    const played = await npmRun("simulate", ["tablets", "--once", "--seed", "3"]);
    expect(played).toMatchObject({ code: 0, complained: "" });
    expect(played.printed).toMatch(/^\d+ acts of 1 half-days, \d+ a second of one core: everything held\.\n$/);
  });

  test("says what messages would bring, and the assumptions", async () => {
    const { code, printed } = await npmRun("simulate", ["told"]);
    expect(printed).toMatch(/^Assumptions .*\n(?: {2}.*\n)+\nOf 1,000 appointments, .*\n(?: +\d+ {2}.*\n)+$/);
    expect(code).toBe(0);
  });

  test.each([
    [[], /^\nSay what to simulate: npm run simulate -- told, or npm run simulate -- tablets\n\n$/],
    [["tablet"], /^\nSay what to simulate: npm run simulate -- told, or npm run simulate -- tablets\n\n$/],
    [["tablets", "--fast"], /^\nUnknown option '--fast'\..* Try: npm run simulate -- tablets .*\n\n$/],
    [["tablets", "--acts", "many"], /^\n--acts is “many”, and must be a whole number from 1 on\. Try: .*\n\n$/],
  ])("refuses %j with a sentence", async (words, sentence) => {
    const { code, printed, complained } = await npmRun("simulate", words);
    expect([code, printed]).toEqual([1, ""]);
    expect(complained).toMatch(sentence);
  });
});
