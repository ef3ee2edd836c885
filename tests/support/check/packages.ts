import { OLDEST_SERVER } from "#scripts/database.ts";
import { clock } from "#lib/server/clock.ts";
import { localDateOf } from "#lib/time/zone.ts";
import type { Breach, Check } from "./breach.ts";

/** The page with the dates of versions and the accepted deprecated packages. */
const PAGE = "docs/supported-versions.md";
const LOCK = "package-lock.json";

/** The row of the least PostgreSQL: its version is the one that the checks before a start accept, of no package. */
const LEAST_SERVER = "PostgreSQL, the least that is accepted";

/** Days before the end of a version from which every run says it. */
const WARNED = 90;

/** What the page, `package.json` and the lock file say of packages. */
export type PackagesRead = { readonly page: string; readonly manifest: string; readonly lock: string };

/**
 * No version in use is past its end, and no package is deprecated unless the page accepts it, with a reason and a date.
 */
export const packages: Check = async (tree) => {
  const read = { page: tree.textOf(PAGE), manifest: tree.textOf("package.json"), lock: tree.textOf(LOCK) };
  const today = localDateOf(clock.now(), "UTC");
  const { breaches, soon } = packagesAt(read, today);
  const said = soon.length === 0 ? "" : `, ENDS SOON: ${soon.join("; ")}`;
  return { breaches, seen: `${endsOn(read.page).length} versions, ${packagesOf(read.lock).length} packages${said}` };
};

/** The breaches on that day (YYYY-MM-DD), and what ends within 90 days. */
export function packagesAt(
  { page, manifest, lock }: PackagesRead,
  today: string,
): { readonly breaches: readonly Breach[]; readonly soon: readonly string[] } {
  const versions = endsOn(page);
  const accepted = acceptedIn(page);
  const deprecated = packagesOf(lock).filter(({ deprecated: why }) => why !== undefined);
  return {
    breaches: [
      ...versions.flatMap((version) => versionBreaches(version, wantedIn(manifest), today)),
      ...(versions.some(({ what }) => what === LEAST_SERVER)
        ? []
        : [
            breach(
              "version-in-use",
              PAGE,
              1,
              `The page has no row “${LEAST_SERVER}”.`,
              `Write it, with version ${OLDEST_SERVER} and its end.`,
            ),
          ]),
      ...deprecated
        .filter(({ name }) => !accepted.some((one) => one.package === name))
        .map(({ name, deprecated: why }) =>
          breach(
            "no-deprecated-package",
            LOCK,
            1,
            `${name} is deprecated: ${why}`,
            `Replace it, or accept it in ${PAGE} with a reason and a date.`,
          ),
        ),
      ...accepted.flatMap((one) => acceptedBreaches(one, deprecated, today)),
    ],
    soon: versions
      .filter(({ until }) => until >= today && daysBetween(today, until) <= WARNED)
      .map(({ what, version, until }) => `${what} ${version} on ${until}`),
  };
}

type Version = {
  readonly what: string;
  readonly version: string;
  readonly package: string;
  readonly until: string;
  readonly source: string;
  readonly line: number;
};

function versionBreaches(
  { what, version, package: name, until, source, line }: Version,
  wanted: Readonly<Record<string, string>>,
  today: string,
): Breach[] {
  if (!isDay(until) || !/^https:\/\//.test(source))
    return [
      breach(
        "version-has-an-end",
        PAGE,
        line,
        `${what} ${version} has no date or no source.`,
        "Write the day (YYYY-MM-DD) and the address where it is said.",
      ),
    ];
  const isLeast = what === LEAST_SERVER;
  const used = isLeast ? String(OLDEST_SERVER) : wanted[name]?.replace(/^[^0-9]*/, "").split(".")[0];
  const stale =
    (isLeast || name !== "") && used !== version
      ? [
          breach(
            "version-in-use",
            PAGE,
            line,
            `${what}: the page says ${version}, ${isLeast ? "scripts/database.ts" : "package.json"} ${used ?? "nothing"}.`,
            "Look up the end of the version in use and write both.",
          ),
        ]
      : [];
  const over =
    until < today
      ? [
          breach(
            "version-not-over",
            PAGE,
            line,
            `${what} ${version} has had its end, ${until}.`,
            "Go to a version that gets corrections; where the date is ours, look again and write the next one.",
          ),
        ]
      : [];
  return [...stale, ...over];
}

type Accepted = { readonly package: string; readonly why: string; readonly until: string; readonly line: number };

function acceptedBreaches(one: Accepted, deprecated: readonly Locked[], today: string): Breach[] {
  const wrong = [
    ...(deprecated.some(({ name }) => name === one.package) ? [] : ["is not deprecated or not installed"]),
    ...(one.why === "" ? ["has no reason"] : []),
    ...(isDay(one.until) && one.until >= today ? [] : ["has no date, or one that has passed"]),
  ];
  return wrong.map((what) =>
    breach(
      "accepted-for-a-time",
      PAGE,
      one.line,
      `${one.package} ${what}.`,
      "Replace the package, or say why it stays and until when; take the line out when it is gone.",
    ),
  );
}

const endsOn = (page: string): readonly Version[] =>
  rowsBelow(page, "## What ends when").map(
    ({ cells: [what = "", version = "", name = "", until = "", , source = ""], line }) => ({
      what,
      version,
      package: name,
      until,
      source,
      line,
    }),
  );

const acceptedIn = (page: string): readonly Accepted[] =>
  rowsBelow(page, "## Deprecated packages that are accepted").map(
    ({ cells: [name = "", why = "", until = ""], line }) => ({
      package: name,
      why,
      until,
      line,
    }),
  );

/** The rows of the table below a heading of the page, without its head. */
function rowsBelow(
  page: string,
  heading: string,
): readonly { readonly cells: readonly string[]; readonly line: number }[] {
  const lines = page.split("\n");
  const from = lines.indexOf(heading);
  const next = lines.findIndex((line, at) => at > from && line.startsWith("## "));
  if (from < 0) return [];
  return lines
    .map((text, at) => ({ text, at }))
    .slice(from, next < 0 ? undefined : next)
    .filter(({ text }) => text.startsWith("|"))
    .slice(2)
    .map(({ text, at }) => ({
      cells: text
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
      line: at + 1,
    }));
}

type Locked = { readonly name: string; readonly deprecated: string | undefined };

/** The packages of a lock file as name@version, with the sentence of their deprecation. */
function packagesOf(lock: string): readonly Locked[] {
  const { packages: locked = {} } = JSON.parse(lock) as {
    packages?: Readonly<Record<string, { readonly version?: string; readonly deprecated?: string }>>;
  };
  return Object.entries(locked)
    .filter(([path]) => path.includes("node_modules/"))
    .map(([path, { version, deprecated }]) => ({
      name: `${path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length)}@${version}`,
      deprecated,
    }));
}

function wantedIn(manifest: string): Readonly<Record<string, string>> {
  const { dependencies, devDependencies } = JSON.parse(manifest) as Record<string, Record<string, string> | undefined>;
  return { ...devDependencies, ...dependencies };
}

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text);
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

const breach = (rule: string, file: string, line: number, wrong: string, instead: string): Breach => ({
  rule,
  file,
  line,
  wrong,
  instead,
});
