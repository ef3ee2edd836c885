import { existsSync, readFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { dirname, join, normalize } from "node:path";
import { pathToFileURL } from "node:url";
import { randomUUID } from "node:crypto";
import ts from "typescript";
import { withClient } from "#scripts/database.ts";
import { runScript } from "#scripts/run-script.ts";
import type { Act } from "#lib/queue/acts/acts.ts";
import { instantOf, type Instant, plusMinutes } from "#lib/time/instant.ts";
import { makeHalfDays, makeOpenLines, makeOwnPlace, OPEN_NOW, type OpenLines } from "#tests/rig/rows.ts";
import { freshDatabase, ownerOf } from "./database.ts";
import startDatabase from "./start-database.ts";
import stopDatabase from "./stop-database.ts";

const PRODUCT = ["app", "components", "i18n", "lib"];

/** How many files each act may go through. */
const MOST = { call: 60, booking: 32 };

/** How often a call is measured: what a timer does meanwhile is no part of it, and does not run each time. */
const TIMES = 5;

const COMMANDS = "app/api/v1/permanences/[id]/commands/route.ts";
const BOARD = "app/api/v1/permanences/[id]/live/route.ts";
const FORM = "app/[locale]/permanences/[id]/rendez-vous";

/**
 * `npm run trace`: prints the product files that an act goes through, and their number, for two acts: a tap on
 * « Appeler » until the screen of the room shows it, and a booking form until its row is written. Ends with 1 when one
 * of them goes through more files than it may. A file counts once. It counts when it is in `app`, `components`, `i18n`
 * or `lib`, and
 * - in the browser: on an import path from the component to the file that sends or receives;
 * - at the route: the route itself and what it imports directly;
 * - on the server: at least one of its functions runs (V8's precise coverage) while the use case does the act on a real
 *   database and a follower of the board gets the change. The act is done once before, so that what happens only at a
 *   first time does not count. A call is done five times, and counts what runs each time.
 * Imports for types alone do not count.
 */
await runScript(() =>
  withDatabase(async (url) => {
    const { line, toBook } = await writeHalfDays(ownerOf(url));
    const call = print("From a tap on the tablet to its row and back to a screen", {
      "in the browser, from the tablet to what sends": between(
        "components/tablet/tablet.tsx",
        "components/tablet/device/line-server.ts",
      ),
      "the route, and what it imports itself": withImports(COMMANDS),
      "on the server, while the act is done and the board is sent": await runByCall(line),
      "the route of the board, and what it imports itself": withImports(BOARD),
      "in the browser, from the screen to what receives": between(
        "components/queue/board-screen.tsx",
        "components/queue/board-stream.ts",
      ),
    });
    const booking = print("From a booking form to its row", {
      "from the page to the form": between(`${FORM}/page.tsx`, "components/booking/booking-form.tsx"),
      "the route, and what it imports itself": withImports(`${FORM}/prendre/route.ts`),
      "on the server, while the appointment is booked": await runByBooking(toBook),
    });
    const said = (files: number, most: number): string => `${files} files (at most ${most})`;
    console.log(`\nA call: ${said(call, MOST.call)}. A booking: ${said(booking, MOST.booking)}.`);
    return call <= MOST.call && booking <= MOST.booking ? 0 : 1;
  }),
);

/**
 * Calls `use` with the address of a migrated database, which this process then serves. It is on the server of the tests
 * where they run the trace, else on one of its own.
 */
async function withDatabase<Value>(use: (url: string) => Promise<Value>): Promise<Value> {
  const isOwn = process.env["TEST_TEMPLATE"] === undefined;
  if (isOwn) await startDatabase();
  try {
    const url = await freshDatabase();
    Object.assign(process.env, {
      APP_ENV: "test",
      APP_NOW: OPEN_NOW,
      APP_SECRET: "a-secret-of-the-trace-only",
      DATABASE_URL: url,
      LOG_LEVEL: "error",
    });
    const { db } = await import("#lib/server/db.ts");
    const value = await use(url);
    await db.$disconnect();
    return value;
  } finally {
    if (isOwn) await stopDatabase();
  }
}

/** A half-day to be booked. */
type ToBook = { readonly permanence: string; readonly start: Instant };

/** Writes an open line in which people wait, and a half-day of the day after with hours for two appointments. */
async function writeHalfDays(ownerUrl: string): Promise<{ readonly line: OpenLines; readonly toBook: ToBook }> {
  return withClient(ownerUrl, async (db) => {
    const line = await makeOpenLines(db, 1, 3);
    const made = instantOf(OPEN_NOW);
    const start = plusMinutes(made, 24 * 60);
    const permanence = randomUUID();
    await db.query("INSERT INTO topic (id, key, rank, minutes) VALUES ($1, 'caf', 0, 30)", [randomUUID()]);
    await makeHalfDays(db, {
      ...(await makeOwnPlace(db)),
      ids: [permanence],
      start,
      end: plusMinutes(start, 60),
      desks: 1,
      lanes: 1,
      mode: "mixed",
      made,
    });
    return { line, toBook: { permanence, start } };
  });
}

/** The product files that run while the next person is called and a follower of the board gets it. */
async function runByCall(line: OpenLines): Promise<ReadonlySet<string>> {
  const { sendAct } = await import("#tests/rig/acts.ts");
  const { streamBoard } = await import("#lib/server/live/stream-board.ts");
  const { closeAll } = await import("#lib/server/live/hub.ts");
  const [permanence = ""] = line.ids;
  const board = streamBoard(permanence, "Europe/Paris", new AbortController().signal).getReader();
  const nextBoard = async (): Promise<void> => {
    for (;;) {
      const { value, done } = await board.read();
      if (done || new TextDecoder().decode(value).includes("event: board")) return;
    }
  };
  const does = async (act: Act): Promise<string> => {
    const { command, outcome } = await sendAct(line, permanence, act);
    if (outcome !== "applied") throw new Error(`The act was not applied: ${outcome}.`);
    await nextBoard();
    return command;
  };
  await nextBoard();
  let command = await does({ type: "call-next", desk: 1 });
  let called: ReadonlySet<string> | undefined;
  for (let time = 0; time < TIMES; time += 1) {
    await does({ type: "undo", command });
    const ran = await filesRunBy(async () => void (command = await does({ type: "call-next", desk: 1 })));
    called = called?.intersection(ran) ?? ran;
  }
  await closeAll();
  return called ?? new Set();
}

/** The product files that run while an appointment is booked. */
async function runByBooking({ permanence, start }: ToBook): Promise<ReadonlySet<string>> {
  const { bookAppointment } = await import("#lib/server/booking/book.ts");
  const book = async (minutes: number): Promise<void> => {
    const wanted = {
      permanence,
      start: plusMinutes(start, minutes),
      topics: ["caf"],
      onBehalfOf: false,
      name: "Trace",
      phone: "+33612345678",
      language: "fr",
    };
    const booked = await bookAppointment({ kind: "anonymous" }, wanted, randomUUID());
    if (!booked.ok) throw new Error(`The appointment is refused: ${booked.refusal}.`);
  };
  await book(0);
  return filesRunBy(() => book(30));
}

/** The product files of which a function runs during an act. */
async function filesRunBy(act: () => Promise<unknown>): Promise<ReadonlySet<string>> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
  await act();
  const { result } = await session.post("Profiler.takePreciseCoverage");
  session.disconnect();
  const root = `${pathToFileURL(process.cwd()).href}/`;
  return new Set(
    result
      .filter(({ functions }) => functions.some(({ ranges }) => ranges.some(({ count }) => count > 0)))
      .map(({ url }) => decodeURIComponent(url.replace(root, "")))
      .filter(isProduct),
  );
}

function isProduct(path: string): boolean {
  return /\.tsx?$/.test(path) && PRODUCT.some((folder) => path.startsWith(`${folder}/`));
}

/** The product files that a file imports, beside imports for types alone. */
function importsOf(file: string): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (specifier: ts.Expression | undefined): void => {
    const path = specifier && ts.isStringLiteral(specifier) ? pathOf(file, specifier.text) : undefined;
    if (path && isProduct(path) && existsSync(path)) found.add(path);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && !isForTypes(node.importClause)) add(node.moduleSpecifier);
    if (ts.isExportDeclaration(node) && !node.isTypeOnly) add(node.moduleSpecifier);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0]);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest));
  return found;
}

function isForTypes(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  const names = clause.namedBindings;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  return (
    !clause.name && names !== undefined && ts.isNamedImports(names) && names.elements.every((one) => one.isTypeOnly)
  );
}

/** The path of `#lib/…` and of a relative import; undefined for a package. */
function pathOf(file: string, specifier: string): string | undefined {
  if (specifier.startsWith("#")) return specifier.slice(1);
  return specifier.startsWith(".") ? normalize(join(dirname(file), specifier)) : undefined;
}

function withImports(file: string): ReadonlySet<string> {
  return new Set([file, ...importsOf(file)]);
}

/** The files on the import paths from one file to another, both included. */
function between(from: string, to: string): ReadonlySet<string> {
  const graph = new Map<string, ReadonlySet<string>>();
  const reached = closure(from, (file) => {
    const imported = importsOf(file);
    graph.set(file, imported);
    return imported;
  });
  if (!reached.has(to)) throw new Error(`No import leads from ${from} to ${to}.`);
  return closure(to, (file) => [...reached].filter((other) => graph.get(other)?.has(file)));
}

function closure(start: string, next: (file: string) => Iterable<string>): ReadonlySet<string> {
  const seen = new Set([start]);
  for (const file of seen) for (const other of next(file)) seen.add(other);
  return seen;
}

/** Prints the files of each part, and answers how many they are together. */
function print(title: string, parts: Readonly<Record<string, ReadonlySet<string>>>): number {
  const all = new Set<string>();
  console.log(`\n${title}`);
  for (const [part, found] of Object.entries(parts)) {
    console.log(`\n  ${part}`);
    for (const file of [...found].sort()) console.log(`    ${file}${all.has(file) ? " (above)" : ""}`);
    for (const file of found) all.add(file);
  }
  console.log(`\n  ${all.size} files`);
  return all.size;
}
