import { eventually } from "#tests/support/eventually.ts";
import { nameVisit } from "#tests/support/identities.ts";
import { freshServer, setTime, type Server } from "#tests/server/queue/neuhof.ts";
import { entrances, type Entrance } from "./entrances.ts";
import { oldHalfDays } from "./old-half-days.ts";
import { listenToPrinted } from "./printed.ts";

let server: Server;
let ways: Awaited<ReturnType<typeof entrances>>;
let printed: ReturnType<typeof listenToPrinted>;

beforeAll(async () => {
  // The log has its most detailed level.
  Object.assign(process.env, { APP_URL: "http://localhost:3000", LOG_LEVEL: "debug" });
  server = await freshServer();
  ways = await entrances(server);
  setTime(server, "8:55");
});
beforeEach(() => void (printed = listenToPrinted()));
afterEach(() => printed.end());
afterAll(() => server.db.$disconnect());

const NAME = "Zélie-Marguerite";
const TRACES = /Z(é|\\u00e9|%C3%A9)lie|Marguerite|zelie-m|6[ .+]?98[ .+]?76[ .+]?54[ .+]?32|184127645108946/iu;
const TABLES = [
  "visit",
  "visit_identity",
  "appointment",
  "appointment_contact",
  "permanence",
  "device",
  "idempotency_key",
  "queue_event",
  "sign_in_code",
];

/** Sends each request with this text. */
const all = (): readonly (readonly [Entrance, string])[] => [
  ...Object.values(ways.named).map((entrance) => [entrance, NAME] as const),
  ...Object.values(ways.phoned).map((entrance) => [entrance, "06 98 76 54 32"] as const),
  ...Object.values(ways.mailed).map((entrance) => [entrance, "zelie-m"] as const),
  ...Object.values(ways.kept).map((entrance) => [entrance, NAME] as const),
  ...Object.values(ways.words).map((entrance) => [entrance, NAME] as const),
];
const enter = async (): Promise<readonly string[]> => {
  const outcomes: string[] = [];
  for (const [entrance, typed] of all()) outcomes.push(await entrance(typed));
  return outcomes;
};

/** Makes the database refuse all writes, with the whole row in its error. */
async function refusesAloud(): Promise<void> {
  await server.owner.$executeRawUnsafe(
    "CREATE FUNCTION says_the_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'No: % %', OLD, NEW USING DETAIL = 'Failing row contains ' || NEW::text; END $$",
  );
  for (const table of TABLES)
    await server.owner.$executeRawUnsafe(
      `CREATE TRIGGER says_the_row BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION says_the_row()`,
    );
}
async function writesAgain(): Promise<void> {
  for (const table of TABLES) await server.owner.$executeRawUnsafe(`DROP TRIGGER says_the_row ON ${table}`);
  await server.owner.$executeRawUnsafe("DROP FUNCTION says_the_row");
}

test("when every write fails with the row in the database's error, the log holds no name and no phone number", async () => {
  await refusesAloud();
  const outcomes = await enter();
  await writesAgain();
  expect(outcomes.filter((outcome) => outcome === "unexpected").length).toBeGreaterThan(8);
  expect(printed.said().match(/"msg":"surprise"/gu)?.length).toBeGreaterThan(8);
  expect(printed.said()).not.toMatch(TRACES);
});

test("accepted texts are not printed", async () => {
  const outcomes = await enter();
  expect(outcomes.filter((outcome) => outcome === "taken").length).toBeGreaterThan(8);
  expect(printed.said()).not.toMatch(TRACES);
});

test("a refused personal number is not printed", async () => {
  for (const [entrance] of all()) expect(await entrance("184127645108946")).not.toBe("taken");
  expect(printed.said()).not.toMatch(TRACES);
});

test("a failed erasure is logged without names", async () => {
  // What is not due yet is written again when the rest of its day is erased.
  const there = await oldHalfDays(server.db, "America/Guadeloupe");
  const later = await there.halfDay("2026-11-24T09:00:00-04:00", "2026-11-24T12:00:00-04:00");
  await nameVisit(server.db, await there.visit(later), { name: NAME });
  await refusesAloud();
  const { startJobs } = await import("#lib/server/jobs/start-jobs.ts");
  setTime(server, "27:00");
  const end = startJobs();
  await eventually(() => printed.said().includes('"msg":"surprise"'), true);
  await end();
  await writesAgain();
  expect(printed.said()).not.toMatch(TRACES);
});

test("an erasure logs how many rows, without names", async () => {
  const { startJobs } = await import("#lib/server/jobs/start-jobs.ts");
  const end = startJobs();
  await eventually(() => printed.said().includes('"msg":"erased"'), true);
  await end();
  expect(printed.said()).toMatch(/"identities":[1-9]/u);
  expect(printed.said()).not.toMatch(TRACES);
});

test("what the framework says of an error or an address that was asked for is logged without its words", async () => {
  const { logConsole } = await import("#lib/server/log.ts");
  logConsole();
  console.error("⨯", new Error(`word is too long in tsquery: "${NAME}"`));
  console.error(Object.assign(new Error(`1\n    at ${NAME} (06 98 76 54 32:1:1)`), { cause: NAME, meta: { NAME } }));
  console.error(`Failed to handle request for /lieux?q=${NAME}`);
  console.warn(NAME, { NAME });
  expect(printed.said().match(/"msg":"(?:surprise|said by a library)"/gu)?.length).toBe(4);
  expect(printed.said().match(/nothing-is-printed\.test/gu)?.length).toBe(4);
  expect(printed.said()).not.toMatch(TRACES);
});

test("the capture records the log, both streams and the console, and the search finds a known text in it", async () => {
  const { logDone } = await import("#lib/server/log.ts");
  logDone(NAME, {});
  process.stderr.write("06 98 76 54 32");
  console.warn(new Error("zelie-m@exemple.fr"));
  for (const trace of [NAME, "06 98 76 54 32", "zelie-m@exemple.fr"]) {
    expect(printed.said()).toContain(trace);
    expect(trace).toMatch(TRACES);
  }
  for (const trace of ["+33698765432", "Z%C3%A9lie", "184127645108946"]) expect(trace).toMatch(TRACES);
});
