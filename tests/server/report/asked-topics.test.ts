import { instant, MINUTE } from "#lib/time/instant.ts";
import { at } from "#tests/support/line.ts";
import { freshServer, neuhof, setTime, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
let topics: typeof import("#lib/server/report/asked-topics.ts");
let figures: typeof import("#lib/server/queue/write-figures.ts");
beforeAll(async () => {
  server = await freshServer();
  topics = await import("#lib/server/report/asked-topics.ts");
  figures = await import("#lib/server/queue/write-figures.ts");
});
afterAll(() => server.db.$disconnect());

/** The half-day of `neuhof` is over and counted. */
const COUNTED = instant(at("9:00") + 18 * 60 * MINUTE);

test("the topics of the people who came stand most asked for first, without those who named none or came elsewhere", async () => {
  const place = await neuhof(server);
  const other = await neuhof(server);
  await place.opens();
  await other.opens();
  setTime(server, "9:00");
  for (const topic of ["caf", "impots", "impots"]) await place.walksIn({ topic });
  await place.walksIn();
  await other.walksIn({ topic: "caf" });
  expect(await topics.readAskedTopics(place.organisation.id)).toEqual([]);
  setTime(server, "27:00");
  await figures.writeFigures(COUNTED);
  expect(await topics.readAskedTopics(place.organisation.id)).toEqual(["impots", "caf"]);
});
