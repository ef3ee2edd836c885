import { randomUUID } from "node:crypto";
import { freshServer, setTime, neuhof, type Server } from "#tests/server/queue/neuhof.ts";
import { identityOf } from "#tests/support/identities.ts";

type Route<Params> = { POST: (request: Request, given: { params: Promise<Params> }) => Promise<Response> };
type AtDoor = { locale: string; place: string; secret: string };

let server: Server;
let secretOf: typeof import("#lib/server/secrets.ts").secretOf;
let followVisit: typeof import("#lib/server/queue/follow-visit.ts").followVisit;
let numbersOfBrowser: typeof import("#lib/server/queue/numbers-of-browser.ts").numbersOfBrowser;
let take: Route<AtDoor>;
let forget: Route<AtDoor>;
let leave: Route<{ locale: string; secret: string }>;
let visits: Route<{ id: string }>;

beforeAll(async () => {
  server = await freshServer();
  ({ secretOf } = await import("#lib/server/secrets.ts"));
  ({ followVisit } = await import("#lib/server/queue/follow-visit.ts"));
  ({ numbersOfBrowser } = await import("#lib/server/queue/numbers-of-browser.ts"));
  take = await import("#app/[locale]/porte/[place]/[secret]/prendre/route.ts");
  forget = await import("#app/[locale]/porte/[place]/[secret]/oublier/route.ts");
  leave = await import("#app/[locale]/suivi/[secret]/partir/route.ts");
  visits = await import("#app/api/v1/permanences/[id]/visits/route.ts");
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
  const first = await sends({ key });
  const second = await sends({ key });
  expect(second.location).toBe(first.location);
  expect((await visitAt((await sends()).location))?.follow.number).toBe(2);
});

test("before numbers are given the form leads back to the door with the refusal", async () => {
  const { sends, place, secret } = await door({ given: false });
  expect(await sends({}, { locale: "ar" })).toMatchObject({
    status: 303,
    location: `/ar/porte/${place.slug}/${secret}?refus=numbers-not-given`,
  });
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

/** A door where numbers are given, and a browser that keeps the cookies it is told to, besides those in `cookies`. */
async function doorAndPhone({ cookies = "" } = {}) {
  const here = await neuhof(server);
  await here.does({ type: "give-numbers" });
  const code = secretOf("door", here.place.id, 1);
  let kept = "";
  const headers = () => new Headers({ host: "localhost", cookie: [cookies, kept].filter(Boolean).join("; ") });
  const posts = async <Params>(route: Route<Params>, params: Params, fields: Record<string, string> = {}) => {
    const body = new URLSearchParams(fields);
    const request = new Request("http://localhost/x", { method: "POST", body, headers: headers() });
    const answer = await route.POST(request, { params: Promise.resolve(params) });
    const told = answer.headers.get("set-cookie");
    if (told?.includes("Max-Age=0")) kept = "";
    else if (told) kept = told.split(";")[0] ?? "";
    return { to: answer.headers.get("location") ?? "", told };
  };
  const params = { locale: "fr", place: here.place.slug, secret: code };
  const takes = (fields: Record<string, string> = {}) =>
    posts(take, params, { permanence: here.permanence, key: randomUUID(), ...fields });
  return {
    ...here,
    door: `/porte/${here.place.slug}/${code}`,
    code,
    kept: () => kept,
    keeps: (cookie: string) => void (kept = cookie),
    takes,
    forgets: () => posts(forget, params),
    leaves: (page: string) => posts(leave, { locale: "fr", secret: page.split("/").at(-1) ?? "" }),
    /** The numbers that the page of the door gives back to this phone. */
    finds: async (permanence: string | undefined = here.permanence) =>
      (await numbersOfBrowser(headers(), { place: here.place.id, permanence })).map(({ number }) => number),
    given: async () => (await here.line()).visits.map(({ number }) => number),
  };
}

test("a phone that scans the code again gets its number back, and no second one", async () => {
  const phone = await doorAndPhone();
  const { to } = await phone.takes();
  expect(to).toMatch(/^\/suivi\//u);
  expect(await phone.finds()).toEqual([1]);
  expect((await phone.takes()).to).toBe(phone.door);
  expect(await phone.given()).toEqual([1]);
});

test("the same form sent again leads to the page of its number, as before", async () => {
  const phone = await doorAndPhone();
  const key = randomUUID();
  const { to } = await phone.takes({ key });
  expect((await phone.takes({ key })).to).toBe(to);
});

test("« Un numéro pour une autre personne » gives one more, and the phone keeps both", async () => {
  const phone = await doorAndPhone();
  await phone.takes();
  expect((await phone.takes({ autre: "oui" })).to).toMatch(/^\/suivi\//u);
  expect(await phone.finds()).toEqual([1, 2]);
});

test("« Ce n’est pas moi » forgets the number in this browser; its place in the line stays", async () => {
  const phone = await doorAndPhone();
  await phone.takes();
  expect((await phone.forgets()).to).toBe(phone.door);
  expect(await phone.finds()).toEqual([]);
  expect((await phone.takes()).to).toMatch(/^\/suivi\//u);
  expect((await phone.line()).visits.map(({ state }) => state)).toEqual(["waiting", "waiting"]);
});

test("the cookie ends with the visit: who left, or was helped, is asked nothing and takes a new number", async () => {
  const phone = await doorAndPhone();
  const { to } = await phone.takes();
  expect((await phone.leaves(to)).told).toMatch(/Max-Age=0/u);
  expect(phone.kept()).toBe("");
  await phone.takes();
  const [, second] = (await phone.line()).visits;
  await phone.does({ type: "leave", visit: second?.id ?? "", by: "staff" });
  expect(await phone.finds()).toEqual([]);
  expect((await phone.takes()).to).toMatch(/^\/suivi\//u);
  expect(await phone.finds()).toEqual([3]);
});

test("giving up one of two numbers keeps the other in the phone", async () => {
  const phone = await doorAndPhone();
  const { to } = await phone.takes();
  await phone.takes({ autre: "oui" });
  await phone.leaves(to);
  expect(await phone.finds()).toEqual([2]);
});

test("the cookie holds one half-day: it lasts until three hours after its end, and says nothing at another one", async () => {
  const phone = await doorAndPhone();
  const { told } = await phone.takes();
  const seconds = Number(/Max-Age=(\d+)/u.exec(told ?? "")?.[1]);
  expect(Math.abs(seconds - (6 * 60 + 10) * 60)).toBeLessThan(5);
  expect(await phone.finds(randomUUID())).toEqual([]);
  const elsewhere = await doorAndPhone();
  elsewhere.keeps(phone.kept());
  expect(await elsewhere.finds()).toEqual([]);
  await elsewhere.takes();
  expect(await elsewhere.finds()).toEqual([1]);
  expect(elsewhere.kept()).not.toContain(phone.kept().split("=")[1]);
});

test("once the door is closed for the day, the phone still finds the number that waits", async () => {
  const phone = await doorAndPhone();
  await phone.takes();
  expect(await phone.finds(undefined)).toEqual([1]);
});

test("the cookie cannot be read by scripts, goes to no other site’s forms, and cannot be guessed", async () => {
  const phone = await doorAndPhone();
  const { told } = await phone.takes();
  expect(told).toMatch(/^numbers=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/u);
  const altered = phone.kept().replace(/.$/u, (last) => (last === "A" ? "Q" : "A"));
  for (const wrong of [altered, "numbers=1", `numbers=${"A".repeat(43)}`, "numbers=", "numbers=../../etc"]) {
    phone.keeps(wrong);
    expect(await phone.finds()).toEqual([]);
  }
});

test("a phone keeps the four newest numbers", async () => {
  const phone = await doorAndPhone();
  await phone.takes();
  for (let more = 0; more < 4; more += 1) await phone.takes({ autre: "oui" });
  expect(await phone.finds()).toEqual([2, 3, 4, 5]);
});

test.each(["device=1", "session=1"])(
  "a browser that many people use (%s) is told no cookie, and gives back no number",
  async (cookies) => {
    const shared = await doorAndPhone({ cookies });
    expect((await shared.takes()).told).toBeNull();
    expect((await shared.takes()).to).toMatch(/^\/suivi\//u);
    expect(await shared.given()).toEqual([1, 2]);
    expect(await shared.finds()).toEqual([]);
  },
);

test("the API, which a kiosk uses, sets no cookie", async () => {
  const phone = await doorAndPhone();
  const answer = await visits.POST(
    new Request("http://localhost/x", {
      method: "POST",
      body: JSON.stringify({ door: phone.code }),
      headers: { "content-type": "application/json", host: "localhost" },
    }),
    { params: Promise.resolve({ id: phone.permanence }) },
  );
  expect([answer.status, answer.headers.get("set-cookie")]).toEqual([201, null]);
});
