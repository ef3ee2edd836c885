import { randomUUID } from "node:crypto";
import { toVerify } from "#lib/queue/acts/burst.ts";
import { freshServer, neuhof, setTime, type Server } from "./neuhof.ts";

let server: Server;
let secretOf: typeof import("#lib/server/secrets.ts").secretOf;
let take: typeof import("#app/[locale]/porte/[place]/[secret]/prendre/route.ts").POST;
let readBoard: typeof import("#lib/server/queue/read-boards.ts").readBoard;

beforeAll(async () => {
  server = await freshServer();
  ({ secretOf } = await import("#lib/server/secrets.ts"));
  ({ POST: take } = await import("#app/[locale]/porte/[place]/[secret]/prendre/route.ts"));
  ({ readBoard } = await import("#lib/server/queue/read-boards.ts"));
});
afterAll(() => server.db.$disconnect());

/** Phones at a door that is open. Each has no cookie, and comes from this network address. */
async function door() {
  const here = await neuhof(server);
  await here.opens();
  const { PEER } = await import("#lib/server/edge/peer-address.ts");
  const secret = secretOf("door", here.place.id, 1);
  const asks = async (address: string, key: string = randomUUID()): Promise<string> => {
    const request = new Request("http://localhost:3000/x", {
      method: "POST",
      body: new URLSearchParams({ permanence: here.permanence, key }),
      headers: { host: "localhost:3000", [PEER]: address },
    });
    const answer = await take(request, {
      params: Promise.resolve({ locale: "fr", place: here.place.slug, secret }),
    });
    return answer.headers.get("location") ?? "";
  };
  /** So many, ten at a time. */
  const many = async (count: number, address: string): Promise<readonly string[]> => {
    const answers: string[] = [];
    while (answers.length < count)
      answers.push(
        ...(await Promise.all(Array.from({ length: Math.min(10, count - answers.length) }, () => asks(address)))),
      );
    return answers;
  };
  return { ...here, asks, many };
}

const isNumber = (location: string): boolean => location.startsWith("/suivi/");

test("at nine thirty phones on one Wi-Fi take a number: each gets one, and nothing is told", async () => {
  const { many, line } = await door();
  const answers = await many(30, "192.0.2.1");
  expect(answers.filter(isNumber)).toHaveLength(30);
  expect((await line()).visits.map(({ number }) => number)).toEqual(
    Array.from({ length: 30 }, (_, index) => index + 1),
  );
  expect(toVerify(await line())).toEqual([]);
});

test("whoever of a burst comes before closing has the same place", async () => {
  const { many, asks, line, does, visit } = await door();
  await many(31, "192.0.2.3");
  await asks("192.0.2.8");
  const ids = toVerify(await line()).map(({ id }) => id);
  await does({ type: "verify-numbers", here: [], missing: ids });
  const [late = ""] = ids;
  expect(await does({ type: "verify-numbers", here: [late], missing: [] })).toBe("applied");
  await does({ type: "call-next", desk: 1 });
  expect(await visit(late)).toMatchObject({ state: "called", number: 1 });
});

test("numbers taken over more than ten minutes, or sent again with their key, are no burst", async () => {
  const { many, asks, does, line } = await door();
  await many(30, "192.0.2.4");
  const key = randomUUID();
  setTime(server, "9:01");
  await does({ type: "open", desks: [{ desk: 1 }] });
  for (let times = 0; times < 5; times += 1) expect(isNumber(await asks("192.0.2.4", key))).toBe(true);
  expect(toVerify(await line())).toEqual([]);
});

test("one tap: the door says to ask the team, which still gives numbers; another tap gives the door back", async () => {
  const { asks, walksIn, does, line, permanence } = await door();
  expect(isNumber(await asks("192.0.2.5"))).toBe(true);
  await does({ type: "numbers-by-team", on: true });
  expect(await asks("192.0.2.5")).toContain("refus=ask-the-team");
  expect(await readBoard(permanence)).toMatchObject({ numbersByTeam: true });
  await walksIn();
  expect((await line()).visits.map(({ state }) => state)).toEqual(["waiting", "waiting"]);
  await does({ type: "numbers-by-team", on: false });
  expect(isNumber(await asks("192.0.2.5"))).toBe(true);
  expect(await readBoard(permanence)).not.toHaveProperty("numbersByTeam");
});
