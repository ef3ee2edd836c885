import { randomUUID } from "node:crypto";
import { freshServer, setTime, neuhof, type Server } from "#tests/server/queue/neuhof.ts";
import { identityOf } from "#tests/support/identities.ts";

type Route<Params> = { POST: (request: Request, given: { params: Promise<Params> }) => Promise<Response> };

let server: Server;
let secretOf: typeof import("#lib/server/secrets.ts").secretOf;
let followVisit: typeof import("#lib/server/queue/follow-visit.ts").followVisit;
let take: Route<{ locale: string; place: string; secret: string }>;
let leave: Route<{ locale: string; secret: string }>;

beforeAll(async () => {
  server = await freshServer();
  ({ secretOf } = await import("#lib/server/secrets.ts"));
  ({ followVisit } = await import("#lib/server/queue/follow-visit.ts"));
  take = await import("#app/[locale]/porte/[place]/[secret]/prendre/route.ts");
  leave = await import("#app/[locale]/suivi/[secret]/partir/route.ts");
});
afterAll(() => server.db.$disconnect());

const form = (fields: Record<string, string>, headers: Record<string, string> = {}) => {
  const body = new URLSearchParams(fields);
  return new Request("http://localhost/x", { method: "POST", body, headers: { host: "localhost", ...headers } });
};

async function door({ given = true } = {}) {
  const here = await neuhof(server);
  if (given) await here.does({ type: "give-numbers" });
  const secret = secretOf("door", here.place.id, 1);
  const sends = async (
    fields: Partial<Record<"permanence" | "key", string>> = {},
    { locale = "fr", code = secret, headers = {} } = {},
  ) => {
    const answer = await take.POST(form({ permanence: here.permanence, key: randomUUID(), ...fields }, headers), {
      params: Promise.resolve({ locale, place: here.place.slug, secret: code }),
    });
    return {
      status: answer.status,
      location: answer.headers.get("location") ?? "",
      kept: answer.headers.get("cache-control"),
    };
  };
  return { ...here, secret, sends };
}

const visitAt = (location: string) => followVisit(location.split("/").at(-1) ?? "");

test("the form gives a number and leads to its page in the chosen language, which is stored for the team", async () => {
  const { sends } = await door();
  const { status, location, kept } = await sends({}, { locale: "tr" });
  expect([status, kept]).toEqual([303, "no-store"]);
  expect(location).toMatch(/^\/tr\/suivi\/[\w-]{43}$/u);
  const followed = await visitAt(location);
  expect(followed?.follow).toMatchObject({ number: 1, state: "waiting" });
  expect(
    await server.db.visit.findUnique({
      where: { id: followed?.visit ?? "" },
      select: { language: true },
    }),
  ).toEqual({ language: "tr" });
  expect(await identityOf(server.db, followed?.visit ?? "")).toBeNull();
});

test("the same form sent twice gives one number; a new page gives another", async () => {
  const { sends } = await door();
  const key = randomUUID();
  const [first, second] = [await sends({ key }), await sends({ key })];
  expect(second.location).toBe(first.location);
  expect((await visitAt((await sends()).location))?.follow.number).toBe(2);
});

test.each([["before numbers are given", { given: false }, "numbers-not-given"]] as const)(
  "%s the form leads back to the door with the refusal",
  async (_, how, refusal) => {
    const { sends, place, secret } = await door(how);
    expect(await sends({}, { locale: "ar" })).toMatchObject({
      status: 303,
      location: `/ar/porte/${place.slug}/${secret}?refus=${refusal}`,
    });
  },
);

test("numbers stopped in the meantime are refused with numbers-stopped", async () => {
  const { sends, does } = await door();
  await does({ type: "stop-numbers" });
  expect((await sends()).location).toMatch(/\?refus=numbers-stopped$/u);
});

test("the secret of another place gives no number", async () => {
  const here = await door();
  const there = await door();
  expect((await here.sends({}, { code: there.secret })).location).toMatch(/\?refus=not-allowed$/u);
  expect((await there.sends({ permanence: here.permanence })).location).toMatch(/\?refus=not-allowed$/u);
  expect((await here.line()).visits).toEqual([]);
});

test("a form with an invalid key or half-day is malformed", async () => {
  const { sends } = await door();
  expect((await sends({ key: "1" })).location).toMatch(/\?refus=malformed$/u);
  expect((await sends({ permanence: "' OR 1=1" })).location).toMatch(/\?refus=malformed$/u);
});

test("a page of another site can neither take nor give up a number, even without the proxy", async () => {
  const { sends, line } = await door();
  const { location } = await sends();
  const headers = { origin: "https://ailleurs.example" };
  expect((await sends({}, { headers })).status).toBe(403);
  expect((await sends({}, { headers: { origin: "null" } })).status).toBe(403);
  const secret = location.split("/").at(-1) ?? "";
  expect((await leave.POST(form({}, headers), { params: Promise.resolve({ locale: "fr", secret }) })).status).toBe(403);
  expect((await line()).visits.map(({ state }) => state)).toEqual(["waiting"]);
});

test("leaving the line leads back to the page of the number, also when sent twice", async () => {
  const { sends } = await door();
  const { location } = await sends();
  const secret = location.split("/").at(-1) ?? "";
  const leaves = () => leave.POST(form({}), { params: Promise.resolve({ locale: "en", secret }) });
  for (const answer of [await leaves(), await leaves()])
    expect([answer.status, answer.headers.get("location")]).toEqual([303, `/en/suivi/${secret}`]);
  expect((await visitAt(location))?.follow.state).toBe("left");
});

test("leaving is refused with state-changed for somebody who is already being helped", async () => {
  const { sends, opens, does } = await door();
  const { location } = await sends();
  const followed = await visitAt(location);
  setTime(server, "9:00");
  await opens();
  await does({ type: "call-next", desk: 1 });
  await does({ type: "start", visit: followed?.visit ?? "" });
  const secret = location.split("/").at(-1) ?? "";
  const answer = await leave.POST(form({}), { params: Promise.resolve({ locale: "fr", secret }) });
  expect(answer.headers.get("location")).toBe(`/suivi/${secret}?refus=state-changed`);
  expect((await visitAt(location))?.follow.state).toBe("serving");
});
