import { execFile } from "node:child_process";
import type { Breach, Check, Findings } from "./breach.ts";

/** What the product itself runs on; a registry that does not answer is asked once, for ten seconds. */
const ASK = ["audit", "--json", "--omit=dev", "--fetch-retries=0", "--fetch-timeout=10000"];
const PATIENCE = 30_000;

/**
 * No package that the product runs on has a known weakness of the grade high or critical. A registry that does not
 * answer is said aloud as not checked: neither a breach nor a passed check.
 */
export const advisories: Check = (tree) =>
  new Promise((found) => {
    execFile("npm", ASK, { cwd: tree.root, timeout: PATIENCE, maxBuffer: 1 << 26 }, (_, answer) =>
      found(advisoriesIn(answer)),
    );
  });

type AuditReport = {
  readonly vulnerabilities?: Readonly<
    Record<string, { readonly severity: string; readonly range?: string; readonly fixAvailable?: unknown }>
  >;
};

const SERIOUS = new Set(["high", "critical"]);

/**
 * What an answer of `npm audit --json` says; an answer without a list of weaknesses is that of a registry that has none
 * to give.
 */
export function advisoriesIn(answer: string): Findings {
  const { vulnerabilities } = parsed(answer);
  if (vulnerabilities === undefined)
    return { breaches: [], seen: "the registry answered no advisories", notChecked: true };
  const known = Object.entries(vulnerabilities);
  return {
    breaches: known.filter(([, { severity }]) => SERIOUS.has(severity)).map(breachOf),
    seen: `${known.length} known weaknesses in what the product runs on`,
  };
}

function parsed(answer: string): AuditReport {
  try {
    return (JSON.parse(answer) as AuditReport | null) ?? {};
  } catch {
    return {};
  }
}

const breachOf = ([name, { severity, range = "", fixAvailable }]: [
  string,
  { readonly severity: string; readonly range?: string; readonly fixAvailable?: unknown },
]): Breach => ({
  rule: "no-known-weakness",
  file: "package-lock.json",
  line: 1,
  wrong: `${name} ${range} has a known weakness (${severity}).`,
  instead: fixAvailable
    ? "npm audit fix, then the tests."
    : "Read the advisory (npm audit), and replace the package or keep it out of what is reachable.",
});
