import { eventually } from "#tests/support/eventually.ts";
import { freshServer, setTime, type Server } from "#tests/server/queue/neuhof.ts";
import { entrances, type Entrance } from "./entrances.ts";
import { listenToPrinted } from "./printed.ts";

let server: Server;
let ways: Awaited<ReturnType<typeof entrances>>;
let printed: ReturnType<typeof listenToPrinted>;

beforeAll(async () => {
  // All that can be said is said.
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
const TABLES = ["visit", "appointment", "permanence", "device", "idempotency_key", "queue_event", "verification_token"];

/** Each way in, with what is typed there. */
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

/** From now on the database refuses to write, and says in its error the whole row that it was given. */
async function refusesAloud(): Promise<void> {
  await server.db.$executeRawUnsafe(
    "CREATE FUNCTION says_the_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'No: % %', OLD, NEW USING DETAIL = 'Failing row contains ' || NEW::text; END $$",
  );
  for (const table of TABLES)
    await server.db.$executeRawUnsafe(
      `CREATE TRIGGER says_the_row BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION says_the_row()`,
    );
}
async function writesAgain(): Promise<void> {
  for (const table of TABLES) await server.db.$executeRawUnsafe(`DROP TRIGGER says_the_row ON ${table}`);
  await server.db.$executeRawUnsafe("DROP FUNCTION says_the_row");
}

test("where everything fails, and the database says whose row it was, the log holds no name and no number", async () => {
  await refusesAloud();
  const outcomes = await enter();
  await writesAgain();
  expect(outcomes.filter((outcome) => outcome === "unexpected").length).toBeGreaterThan(8);
  expect(printed.said().match(/"msg":"surprise"/gu)?.length).toBeGreaterThan(8);
  expect(printed.said()).not.toMatch(TRACES);
});

test("what is taken is printed nowhere", async () => {
  const outcomes = await enter();
  expect(outcomes.filter((outcome) => outcome === "taken").length).toBeGreaterThan(8);
  expect(printed.said()).not.toMatch(TRACES);
});

test("a number of the State that is refused is printed nowhere", async () => {
  for (const [entrance] of all()) expect(await entrance("184127645108946")).not.toBe("taken");
  expect(printed.said()).not.toMatch(TRACES);
});

test("the night that fails to erase says that it failed, and not whom", async () => {
  await refusesAloud();
  const { startJobs } = await import("#lib/server/jobs/start-jobs.ts");
  setTime(server, "27:00");
  const end = startJobs();
  await eventually(() => printed.said().includes('"msg":"surprise"'), true);
  await end();
  await writesAgain();
  expect(printed.said()).not.toMatch(TRACES);
});

test("the night that erases says how many, and not whom", async () => {
  const { startJobs } = await import("#lib/server/jobs/start-jobs.ts");
  const end = startJobs();
  await eventually(() => printed.said().includes('"msg":"erased"'), true);
  await end();
  expect(printed.said()).toMatch(/"visits":[1-9]/u);
  expect(printed.said()).not.toMatch(TRACES);
});

test("the capture sees the log, both streams and the console, and the search knows what it looks for", async () => {
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
