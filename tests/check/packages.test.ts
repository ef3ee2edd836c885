import type { Breach } from "#tests/support/check/breach.ts";
import { advisoriesIn } from "#tests/support/check/advisories.ts";
import { packagesAt } from "#tests/support/check/packages.ts";
import { breachesIn, type Tree } from "#tests/support/planted-tree.ts";

const page = (
  until: string,
  {
    version = "24",
    source = "https://nodejs.org",
    accepted = "",
    least = "| PostgreSQL, the least that is accepted | 15 | | 2999-01-01 | yes | https://www.postgresql.org |",
  }: Readonly<Record<string, string>> = {},
): string =>
  [
    "# Supported versions",
    "## What ends when",
    "| what | version | package | until | announced | source |",
    "|---|---|---|---|---|---|",
    `| Node.js | ${version} | node | ${until} | yes | ${source} |`,
    ...(least ? [least] : []),
    "## Deprecated packages that are accepted",
    "| package | why | until |",
    "|---|---|---|",
    accepted,
  ].join("\n");
const manifest = JSON.stringify({ dependencies: { node: "24.x" } });
const lockOf = (deprecated?: string): string =>
  JSON.stringify({ packages: { "": {}, "node_modules/a/node_modules/glob": { version: "7.2.3", deprecated } } });

const clean: Tree = {
  "docs/supported-versions.md": page("2999-01-01"),
  "package.json": manifest,
  "package-lock.json": lockOf(),
};
const planted: Record<string, readonly [rule: string, tree: Tree]> = {
  "a version whose end has passed": ["version-not-over", { "docs/supported-versions.md": page("2020-01-01") }],
  "a version without a date": ["version-has-an-end", { "docs/supported-versions.md": page("soon") }],
  "a date without its source": [
    "version-has-an-end",
    { "docs/supported-versions.md": page("2999-01-01", { source: "everybody knows" }) },
  ],
  "another version than the one in use": [
    "version-in-use",
    { "docs/supported-versions.md": page("2999-01-01", { version: "22" }) },
  ],
  "a least PostgreSQL that is not the one that the checks before a start accept": [
    "version-in-use",
    {
      "docs/supported-versions.md": page("2999-01-01", {
        least: "| PostgreSQL, the least that is accepted | 14 | | 2999-01-01 | yes | https://www.postgresql.org |",
      }),
    },
  ],
  "a page without the least PostgreSQL": [
    "version-in-use",
    { "docs/supported-versions.md": page("2999-01-01", { least: "" }) },
  ],
  "a package that is deprecated": ["no-deprecated-package", { "package-lock.json": lockOf("Use glob 13.") }],
  "an accepted package that is not deprecated any more": [
    "accepted-for-a-time",
    { "docs/supported-versions.md": page("2999-01-01", { accepted: "| glob@7.2.3 | jest needs it | 2999-01-01 |" }) },
  ],
  "an accepted package without a reason": [
    "accepted-for-a-time",
    {
      "package-lock.json": lockOf("Use glob 13."),
      "docs/supported-versions.md": page("2999-01-01", { accepted: "| glob@7.2.3 | | 2999-01-01 |" }),
    },
  ],
  "an accepted package whose time is over": [
    "accepted-for-a-time",
    {
      "package-lock.json": lockOf("Use glob 13."),
      "docs/supported-versions.md": page("2999-01-01", { accepted: "| glob@7.2.3 | jest needs it | 2020-01-01 |" }),
    },
  ],
};
const accepted: Tree = {
  "package-lock.json": lockOf("Use glob 13."),
  "docs/supported-versions.md": page("2999-01-01", { accepted: "| glob@7.2.3 | jest needs it | 2999-01-01 |" }),
};

let found: Record<string, readonly Breach[]>;
beforeAll(async () => {
  const trees = Object.fromEntries(Object.entries(planted).map(([name, [, tree]]) => [name, tree]));
  found = await breachesIn("packages", clean, { ...trees, "nothing wrong": {}, "accepted for a time": accepted });
});

test.each(Object.entries(planted))("%s is found", (name, [rule]) => {
  expect(found[name]?.map((breach) => breach.rule)).toEqual([rule]);
});

test.each(["nothing wrong", "accepted for a time"])("%s: nothing is found", (name) => expect(found[name]).toEqual([]));

test("a version is said to end soon from 90 days before, holds on its last day, and not after", () => {
  const on = (today: string) => {
    const { breaches, soon } = packagesAt({ page: page("2027-04-30"), manifest, lock: lockOf() }, today);
    return [breaches.length, soon];
  };
  expect(on("2027-01-29")).toEqual([0, []]);
  expect(on("2027-01-30")).toEqual([0, ["Node.js 24 on 2027-04-30"]]);
  expect(on("2027-04-30")).toEqual([0, ["Node.js 24 on 2027-04-30"]]);
  expect(on("2027-05-01")).toEqual([1, []]);
});

describe("advisories", () => {
  const answer = (severity: string) =>
    JSON.stringify({ vulnerabilities: { next: { severity, range: "<16.4.6", fixAvailable: true } } });

  test.each(["high", "critical"])("a known weakness of the grade %s is a breach", (severity) => {
    expect(advisoriesIn(answer(severity)).breaches).toEqual([
      expect.objectContaining({ rule: "no-known-weakness", wrong: `next <16.4.6 has a known weakness (${severity}).` }),
    ]);
  });

  test("a lesser one is counted", () => {
    expect(advisoriesIn(answer("moderate"))).toEqual({
      breaches: [],
      seen: "1 known weaknesses in what the product runs on",
    });
  });

  test.each([
    ["refuses", '{ "message": "405 Method Not Allowed", "method": "POST" }'],
    ["says nothing", ""],
    ["answers a page", "<html>"],
    ["answers null", "null"],
  ])("a registry that %s is said to be not checked: no breach, and no passed check", (_, said) => {
    expect(advisoriesIn(said)).toEqual({
      breaches: [],
      seen: "the registry answered no advisories",
      notChecked: true,
    });
  });
});
