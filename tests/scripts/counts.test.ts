import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { countsOf } from "#tests/support/counts.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

let report: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  const folder = await temporaryFolder();
  report = join(folder.path, "results", "unit.json");
  remove = folder.remove;
});
afterEach(() => remove());

const nothing = {
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
};
const ran = (found: Partial<typeof nothing> & { readonly testResults?: readonly object[] }, code: number) =>
  countsOf(report, async () => {
    await writeFile(report, JSON.stringify({ ...nothing, ...found }));
    return code;
  });

test("a run is counted as its report says", async () => {
  expect(await ran({ numPassedTests: 12 }, 0)).toEqual({ passed: 12, failed: 0, failures: [], files: [] });
  expect(await ran({ numPassedTests: 10, numFailedTests: 2 }, 1)).toMatchObject({ passed: 10, failed: 2 });
});

test("a file that does not load, and a test that is skipped, are failures", async () => {
  expect(await ran({ numPassedTests: 10, numRuntimeErrorTestSuites: 1 }, 1)).toMatchObject({
    passed: 10,
    failed: 1,
  });
  expect(await ran({ numPassedTests: 10, numPendingTests: 1, numTodoTests: 1 }, 0)).toMatchObject({
    passed: 10,
    failed: 2,
  });
});

/** A failure as jest writes it: in colours, with the call stack. */
const NO_PORT =
  "\u001B[31mError: The server did not start. It said:\u001B[39m\nno port\n    at start (tests/one.ts:3:1)\n    at two\n\n    Cause:\n    refused\n        at three";

test("what failed is named: tests by file, title and reason, those that fail together in one line, and a file that did not load by itself", async () => {
  const file = { startTime: 0, endTime: 0 };
  const testResults = [
    {
      ...file,
      name: resolve("tests/lib/one.test.ts"),
      status: "failed",
      assertionResults: [
        { fullName: "a number is given once", status: "passed" },
        { fullName: "a line that is closed gives none", status: "failed", failureMessages: [NO_PORT] },
        { fullName: "a line that is full gives none", status: "failed", failureMessages: [NO_PORT] },
        { fullName: "a line without a table gives none", status: "failed", failureMessages: [NO_PORT] },
        { fullName: "a line reopens", status: "pending" },
      ],
    },
    { ...file, name: resolve("tests/lib/two.test.ts"), status: "failed", assertionResults: [] },
    { ...file, name: resolve("tests/lib/three.test.ts"), status: "passed", assertionResults: [] },
  ];
  expect((await ran({ numPassedTests: 1, numFailedTests: 1, testResults }, 1)).failures).toEqual([
    "tests/lib/one.test.ts: a line that is closed gives none, and 2 more (Error: The server did not start. It said: no port Cause: refused)",
    "tests/lib/one.test.ts: a line reopens",
    "tests/lib/two.test.ts",
  ]);
});

test("the seconds of each file are read from the report", async () => {
  const testResults = [{ name: resolve("tests/lib/one.test.ts"), startTime: 1_000, endTime: 22_500 }];
  expect((await ran({ numPassedTests: 1, testResults }, 0)).files).toEqual([
    { file: "tests/lib/one.test.ts", seconds: 21.5 },
  ]);
});

test("a run that ends badly although every test passed is a failure", async () => {
  expect(await ran({ numPassedTests: 10 }, 1)).toEqual({
    passed: 10,
    failed: 1,
    failures: ["ended with 1 although every test passed"],
    files: [],
  });
});

test("a run that leaves no report is a failure, also where an older report lies", async () => {
  await ran({ numPassedTests: 10 }, 0);
  expect(await countsOf(report, async () => 1)).toEqual({
    passed: 0,
    failed: 1,
    failures: [`${report}: the run left no report`],
    files: [],
  });
});

test("a layer without a test counts nothing, for the runner to refuse", async () => {
  expect(await ran({}, 1)).toMatchObject({ passed: 0, failed: 0 });
});
