/** @long */
import { randomUUID } from "node:crypto";
import { missingOf, toVerify } from "#lib/queue/acts/burst.ts";
import { freshServer, neuhof, type Server } from "./neuhof.ts";

let server: Server;
let secretOf: typeof import("#lib/server/secrets.ts").secretOf;
let take: typeof import("#app/[locale]/porte/[place]/[secret]/prendre/route.ts").POST;

beforeAll(async () => {
  server = await freshServer();
  ({ secretOf } = await import("#lib/server/secrets.ts"));
  ({ POST: take } = await import("#app/[locale]/porte/[place]/[secret]/prendre/route.ts"));
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

test("three hundred numbers from one address are all given, told to the tablet, and those of others are not", async () => {
  const { asks, many, line, does } = await door();
  await asks("192.0.2.7");
  const answers = await many(300, "192.0.2.2");
  await asks("192.0.2.7");
  expect(answers.filter(isNumber)).toHaveLength(300);
  const told = toVerify(await line()).map(({ number }) => number);
  expect(told).toHaveLength(300);
  expect(told).not.toContain(1);
  expect(told).not.toContain(302);
  // The team calls them once: the line serves whoever stands there.
  const ids = toVerify(await line()).map(({ id }) => id);
  expect(await does({ type: "verify-numbers", here: ids.slice(4, 5), missing: ids.filter((_, at) => at !== 4) })).toBe(
    "applied",
  );
  expect(missingOf(await line())).toHaveLength(299);
  const served: number[] = [];
  for (let person = 0; person < 3; person += 1) {
    await does({ type: "call-next", desk: 1 });
    const called = (await line()).visits.find(({ state }) => state === "called");
    served.push(called?.number ?? 0);
    await does({ type: "start", visit: called?.id ?? "" });
    await does({ type: "finish", visit: called?.id ?? "" });
  }
  expect(served).toEqual([1, 6, 302]);
  expect(await does({ type: "call-next", desk: 1 })).toBe("queue-empty");
});
