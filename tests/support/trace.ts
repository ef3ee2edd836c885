import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { dirname, join, normalize } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";

/**
 * `npm run trace`: prints the product files that an act goes through, and their number, for two acts: a tap on
 * « Appeler » until the screen of the room shows it, and a booking form until its row is written. A file counts once.
 * It counts when it is in `app`, `components`, `i18n` or `lib`, and
 * - in the browser: on an import path from the component to the file that sends or receives;
 * - at the route: the route itself and what it imports directly;
 * - on the server: at least one of its functions runs (V8's precise coverage) while the use case does the act on a real
 *   database and a follower of the board gets the change. The act is done once before, so that what happens only at a
 *   first time does not count.
 * Imports for types alone do not count. The ends are found by what they export, so that an older state of the code can
 * be measured too: copy this file there and run `node_modules/.bin/node --conditions=react-server
 * tests/support/trace.ts`.
 */

const PRODUCT = ["app", "components", "i18n", "lib"];
const SEARCHED = [...PRODUCT, "scripts", "prisma/seed", "tests/support"];

/** Which files each file imports, beside imports for types alone. */
type Graph = ReadonlyMap<string, ReadonlySet<string>>;

const files = SEARCHED.filter((folder) => existsSync(folder)).flatMap(filesBelow);
const texts = new Map(files.map((file) => [file, readFileSync(file, "utf8")]));
const graph: Graph = new Map(files.map((file) => [file, importsOf(file)]));

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith(".d.ts"))
    .map((entry) => join(entry.parentPath, entry.name));
}

function importsOf(file: string): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (specifier: ts.Expression | undefined): void => {
    const path = specifier && ts.isStringLiteral(specifier) ? pathOf(file, specifier.text) : undefined;
    if (path && texts.has(path)) found.add(path);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && !isForTypes(node.importClause)) add(node.moduleSpecifier);
    if (ts.isExportDeclaration(node) && !node.isTypeOnly) add(node.moduleSpecifier);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0]);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, texts.get(file) ?? "", ts.ScriptTarget.Latest));
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

const withImports = (file: string): ReadonlySet<string> => new Set([file, ...(graph.get(file) ?? [])]);

/** The files on the import paths from one file to another, both included. */
function between(from: string, to: string): ReadonlySet<string> {
  const reached = closure(from, (file) => [...(graph.get(file) ?? [])]);
  const reaching = closure(to, (file) => files.filter((other) => graph.get(other)?.has(file)));
  return reached.intersection(reaching);
}

function closure(start: string, next: (file: string) => readonly string[]): ReadonlySet<string> {
  const seen = new Set([start]);
  for (const file of seen) for (const other of next(file)) seen.add(other);
  return seen;
}

/** The only file whose text fits. */
function fileWith(pattern: RegExp): string {
  const [found, ...more] = files.filter((file) => pattern.test(texts.get(file) ?? ""));
  if (!found || more.length > 0) throw new Error(`${String(pattern)} is in ${found ?? "no file"} ${more.join(" ")}`);
  return found;
}
const fileOf = (exported: string): string =>
  fileWith(new RegExp(`^export (async )?(function|const) ${exported}\\b`, "m"));

/** An export of the code that is traced. */
async function load<Export>(exported: string): Promise<Export> {
  const module = (await import(pathToFileURL(fileOf(exported)).href)) as Record<string, Export>;
  return module[exported] as Export;
}

/** The product files of which a function runs during an act; `before` has done the same act once. */
async function executedBy(before: () => Promise<void>, act: () => Promise<void>): Promise<ReadonlySet<string>> {
  await before();
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
      .filter((file) => PRODUCT.some((folder) => file.startsWith(`${folder}/`)) && texts.has(file)),
  );
}

function print(title: string, parts: Readonly<Record<string, ReadonlySet<string>>>): void {
  const all = new Set<string>();
  console.log(`\n${title}`);
  for (const [part, found] of Object.entries(parts)) {
    console.log(`\n  ${part}`);
    for (const file of [...found].sort()) console.log(`    ${file}${all.has(file) ? " (above)" : ""}`);
    for (const file of found) all.add(file);
  }
  console.log(`\n  ${all.size} files`);
}

type Query = <Row>(sql: string, values?: unknown[]) => Promise<{ rows: Row[] }>;
type Server = { readonly serverUrl: string; readonly stop: () => Promise<void> };
type Demo = { readonly permanence: string; readonly booking: string };

const server = await (await load<() => Promise<Server>>("startTestServer"))();
try {
  const url = `${server.serverUrl}permanences`;
  await (
    await load<(server: string, name: string) => Promise<void>>("makeDatabase")
  )(server.serverUrl, "permanences");
  await (
    await load<(url: string) => Promise<unknown>>("migrateDatabase")
  )(url);
  const settings = { DATABASE_URL: url, APP_ENV: "test", APP_SECRET: "a-secret-of-the-trace-only", LOG_LEVEL: "error" };
  Object.assign(process.env, settings);
  const demo = await (await load<(settings: object) => Promise<Demo>>("seedDemo"))(settings);
  const pool = await load<{ query: Query; end: () => Promise<void> }>("pool");
  const now = await load<{ now: () => number }>("clock");

  const follow =
    await load<(id: string, zone: string, signal: AbortSignal) => ReadableStream<Uint8Array>>("streamBoard");
  const end = new AbortController();
  const board = follow(demo.permanence, "Europe/Paris", end.signal).getReader();
  const nextBoard = async (): Promise<void> => {
    for (;;) {
      const { value, done } = await board.read();
      if (done || new TextDecoder().decode(value).includes("event: board")) return;
    }
  };
  await nextBoard();
  const { rows } = await pool.query<{ organisation: string; user: string; desk: number }>(
    'SELECT p.organisation_id AS organisation, d.conseiller_id AS "user", d.number AS desk FROM permanence p JOIN desk d ON d.permanence_id = p.id WHERE p.id = $1 ORDER BY d.number DESC LIMIT 1',
    [demo.permanence],
  );
  const [team] = rows;
  if (!team) throw new Error("The demo's half-day has no table.");
  const runCommands =
    await load<(actor: object, permanence: string, commands: object[]) => Promise<unknown>>("runCommands");
  const actor = {
    kind: "staff",
    user: team.user,
    roles: [{ organisation: team.organisation, role: "conseiller", places: "all" }],
    by: "login",
  };
  const send = async (act: object, id = randomUUID()): Promise<void> => {
    const command = { id, at: now.now(), device: "program", ...act };
    const ran = JSON.stringify(await runCommands(actor, demo.permanence, [command]));
    if (!ran.includes('"applied"')) throw new Error(`The act was not applied: ${ran}`);
    await nextBoard();
  };
  const call = { type: "call-next", desk: team.desk };
  const callAndUndo = async (): Promise<void> => {
    const id = randomUUID();
    await send(call, id);
    await send({ type: "undo", command: id });
  };
  const called = await executedBy(callAndUndo, () => send(call));
  end.abort();
  await (
    await load<() => Promise<void>>("closeAll")
  )();

  const bookAppointment =
    await load<(actor: object, wanted: object, key: string) => Promise<{ ok: boolean }>>("bookAppointment");
  const [, permanence] = /permanences\/([^/]+)/.exec(demo.booking) ?? [];
  const { rows: topics } = await pool.query<{ key: string; minutes: number }>(
    "SELECT key, minutes FROM topic WHERE bookable ORDER BY rank LIMIT 1",
  );
  const { rows: starts } = await pool.query<{ start: number }>(
    "SELECT (extract(epoch FROM starts_at) * 1000)::float AS start FROM permanence WHERE id = $1",
    [permanence],
  );
  let hour = (starts[0]?.start ?? 0) - 30 * 60_000;
  const book = async (): Promise<void> => {
    for (const limit = hour + 4 * 3_600_000; hour < limit;) {
      hour += 30 * 60_000;
      const wanted = {
        permanence,
        start: hour,
        topics: [topics[0]?.key],
        onBehalfOf: false,
        name: "Trace",
        phone: "+33612345678",
        language: "fr",
      };
      if ((await bookAppointment({ kind: "anonymous" }, wanted, randomUUID())).ok) return;
    }
    throw new Error("No hour could be booked.");
  };
  const booked = await executedBy(book, book);

  print("From a tap on the tablet to its row and back to a screen", {
    "in the browser, from the tablet to what sends": between(fileOf("Tablet"), fileOf("lineServer")),
    "the route, and what it imports itself": withImports("app/api/v1/permanences/[id]/commands/route.ts"),
    "on the server, while the act is done and the board is sent": called,
    "the route of the board, and what it imports itself": withImports("app/api/v1/permanences/[id]/live/route.ts"),
    "in the browser, from the screen to what receives": between(fileOf("BoardScreen"), fileWith(/new EventSource\(/)),
  });
  print("From a booking form to its row", {
    "from the page to the form": between("app/[locale]/permanences/[id]/rendez-vous/page.tsx", fileOf("BookingForm")),
    "the route, and what it imports itself": withImports("app/[locale]/permanences/[id]/rendez-vous/prendre/route.ts"),
    "on the server, while the appointment is booked": booked,
  });
  await pool.end();
} finally {
  await server.stop();
}
process.exit(0);
