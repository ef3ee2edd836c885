import { randomUUID } from "node:crypto";
import { freshDatabase } from "#tests/support/database.ts";
import { morningAt, neuhof as annexe, WEEK_AFTER } from "#tests/server/booking/neuhof.ts";
import { openDatabaseLink, type DatabaseLink } from "#tests/server/live/database-link.ts";
import { freshServer, setTime, neuhof, type Server } from "#tests/server/queue/neuhof.ts";
import { plusMinutes } from "#lib/time/instant.ts";

/**
 * What happens when a transaction was committed but its answer was lost, so that the server does not know the outcome:
 * the form is shown again with the idempotency key that it was sent with (sealed in the query), and is sent once more.
 */
type Form = Readonly<Record<string, string>>;
type Route = { readonly POST: (request: Request, given: never) => Promise<Response> };

let server: Server;
let link: DatabaseLink;
let unsealKey: typeof import("#lib/server/idempotency.ts").unsealKey;
let openForm: typeof import("#lib/server/booking/sealed-form.ts").openForm;
let secretOf: typeof import("#lib/server/secrets.ts").secretOf;
let routes: Readonly<Record<"take" | "away" | "leave" | "book" | "language" | "move" | "cancel", Route>>;

beforeAll(async () => {
  link = await openDatabaseLink(await freshDatabase());
  Object.assign(process.env, { APP_URL: "http://localhost", LIMIT_REQUESTS: "1", LOG_LEVEL: "silent" });
  server = await freshServer(link.url);
  ({ unsealKey } = await import("#lib/server/idempotency.ts"));
  ({ openForm } = await import("#lib/server/booking/sealed-form.ts"));
  ({ secretOf } = await import("#lib/server/secrets.ts"));
  routes = {
    take: await import("#app/[locale]/porte/[place]/[secret]/prendre/route.ts"),
    away: await import("#app/[locale]/suivi/[secret]/absence/route.ts"),
    leave: await import("#app/[locale]/suivi/[secret]/partir/route.ts"),
    book: await import("#app/[locale]/permanences/[id]/rendez-vous/prendre/route.ts"),
    language: await import("#app/[locale]/permanences/[id]/rendez-vous/langue/route.ts"),
    move: await import("#app/[locale]/rendez-vous/[secret]/deplacer/confirmer/route.ts"),
    cancel: await import("#app/[locale]/rendez-vous/[secret]/annuler/confirmer/route.ts"),
  };
});
afterAll(async () => {
  await server.db.$disconnect();
  await link.close();
});

const LOST = "COMMIT";

/**
 * Posts a form. Returns the page it leads to, the refusals, and the idempotency key of the form shown there. `loses`:
 * the answer to the commit is lost.
 */
async function send(
  route: keyof typeof routes,
  params: Form,
  form: Form = {},
  { loses = false, address = randomUUID() }: { readonly loses?: boolean; readonly address?: string } = {},
) {
  if (loses) link.loseAnswerTo(LOST);
  const request = new Request("http://localhost/x", {
    method: "POST",
    body: new URLSearchParams(form),
    headers: { host: "localhost", "x-peer-address": address },
  });
  const answer = await routes[route].POST(request, { params: Promise.resolve({ locale: "fr", ...params }) } as never);
  const led = new URL(answer.headers.get("location") ?? "", "http://localhost");
  const now = server.clock.now();
  const asked = Object.fromEntries(led.searchParams);
  const typed = openForm(asked["repris"] ?? "", now);
  return {
    page: led.pathname,
    refusals: typed?.refusals ?? (asked["refus"] === undefined ? [] : [asked["refus"]]),
    key: unsealKey(typed?.sent ?? asked["envoi"], now),
    envoi: asked["envoi"],
    earlier: typed?.earlier,
    typed,
    asked,
    href: led.href,
  };
}

async function atTheDoor() {
  const here = await neuhof(server);
  await here.opens();
  const params = { place: here.place.slug, secret: secretOf("door", here.place.id, 1) };
  const door = `/porte/${params.place}/${params.secret}`;
  const numbers = async () => (await here.line()).visits.length;
  return { ...here, params, door, numbers };
}

async function halfDay() {
  setTime(server, "8:50");
  const id = await morningAt(server.db, await annexe(server.db), { day: WEEK_AFTER });
  const form = (given: Form = {}): Form => ({
    topic: "caf",
    startsAt: `${WEEK_AFTER}T09:30:00+01:00`,
    name: "",
    phone: "",
    email: "",
    key: randomUUID(),
    ...given,
  });
  const booked = () => server.db.appointment.findMany({ where: { permanenceId: id } });
  return { id, form, booked };
}

test("a number whose answer was lost is found again when the form is sent again: one number", async () => {
  const { params, permanence, door, numbers } = await atTheDoor();
  const key = randomUUID();
  const first = await send("take", params, { permanence, key }, { loses: true });
  expect(first).toMatchObject({ page: door, refusals: ["busy"], key });
  expect(await numbers()).toBe(1);
  const second = await send("take", params, { permanence, key: first.key ?? "" });
  expect(second.page).toMatch(/^\/suivi\/[\w-]{43}$/u);
  expect(await numbers()).toBe(1);
});

test("a number that failed because the database was unreachable is given when the form is sent again", async () => {
  const { params, permanence, numbers } = await atTheDoor();
  const key = randomUUID();
  link.cut();
  const first = await send("take", params, { permanence, key });
  link.restore();
  expect(first).toMatchObject({ refusals: ["busy"], key });
  expect(await numbers()).toBe(0);
  expect((await send("take", params, { permanence, key: first.key ?? "" })).page).toMatch(/^\/suivi\//u);
  expect(await numbers()).toBe(1);
});

test("after an unexpected error the form keeps its key", async () => {
  const { params, permanence } = await atTheDoor();
  const key = randomUUID();
  await server.owner.$executeRawUnsafe("ALTER TABLE visit ADD CONSTRAINT nobody_foresaw CHECK (number < 0) NOT VALID");
  const first = await send("take", params, { permanence, key });
  await server.owner.$executeRawUnsafe("ALTER TABLE visit DROP CONSTRAINT nobody_foresaw");
  expect(first).toMatchObject({ refusals: ["unexpected"], key });
});

test("a request over the limit keeps the key, so an earlier one of the same form still counts once", async () => {
  const { params, permanence, numbers } = await atTheDoor();
  const key = randomUUID();
  const address = randomUUID();
  const first = await send("take", params, { permanence, key }, { loses: true, address });
  const second = await send("take", params, { permanence, key: first.key ?? "" }, { address });
  expect(second).toMatchObject({ refusals: ["too-many-requests"], key });
  expect((await send("take", params, { permanence, key: second.key ?? "" })).page).toMatch(/^\/suivi\//u);
  expect(await numbers()).toBe(1);
});

test("after a definite refusal the form has a new key", async () => {
  const { params, permanence, does, door } = await atTheDoor();
  await does({ type: "stop-numbers" });
  expect(await send("take", params, { permanence, key: randomUUID() })).toMatchObject({
    page: door,
    refusals: ["numbers-stopped"],
    key: undefined,
  });
});

test("the key in the query is sealed and valid for ten minutes; other texts are no key", async () => {
  const { params, permanence } = await atTheDoor();
  const key = randomUUID();
  const { href, envoi = "" } = await send("take", params, { permanence, key }, { loses: true });
  expect(href).not.toContain(key);
  const now = server.clock.now();
  expect([unsealKey(envoi, plusMinutes(now, 9)), unsealKey(envoi, plusMinutes(now, 11))]).toEqual([key, undefined]);
  for (const text of [undefined, "", "x", key, `${envoi}AAAA`, envoi.slice(0, -4)])
    expect(unsealKey(text, now)).toBeUndefined();
});

test("a form without a valid key gets none back", async () => {
  const { params, permanence } = await atTheDoor();
  link.cut();
  const answers = [
    await send("take", params, { permanence }),
    await send("take", params, { permanence, key: "1' OR 1=1" }),
  ];
  link.restore();
  expect(answers.map(({ envoi }) => envoi)).toEqual([undefined, undefined]);
});

test("« Je reviens » whose answer was lost, sent again, counts as one of the two absences", async () => {
  const { params, permanence, line } = await atTheDoor();
  const secret = (await send("take", params, { permanence, key: randomUUID() })).page.split("/").at(-1) ?? "";
  const key = randomUUID();
  const first = await send("away", { secret }, { minutes: "10", key }, { loses: true });
  expect(first).toMatchObject({ page: `/suivi/${secret}`, refusals: ["busy"], key });
  expect(await send("away", { secret }, { minutes: "10", key: first.key ?? "" })).toMatchObject({
    page: `/suivi/${secret}`,
    refusals: [],
  });
  expect((await line()).visits.map(({ awayTimes }) => awayTimes)).toEqual([1]);
});

test("leaving the line, its answer lost and sent again, has one effect", async () => {
  const { params, permanence, line } = await atTheDoor();
  const secret = (await send("take", params, { permanence, key: randomUUID() })).page.split("/").at(-1) ?? "";
  expect((await send("leave", { secret }, {}, { loses: true })).refusals).toEqual(["busy"]);
  expect(await send("leave", { secret })).toMatchObject({ page: `/suivi/${secret}`, refusals: [] });
  expect((await line()).visits.map(({ state }) => state)).toEqual(["left"]);
});

test("a booking whose answer was lost is found again when the form is sent again: one appointment", async () => {
  const { id, form, booked } = await halfDay();
  const sent = form({ name: "Fatima", phone: "06 12 34 56 78" });
  const first = await send("book", { id }, sent, { loses: true });
  expect(first).toMatchObject({ page: `/permanences/${id}/rendez-vous`, refusals: ["busy"], key: sent["key"] });
  expect(first).toMatchObject({
    asked: { demarche: "caf" },
    typed: { permanence: id, startsAt: sent["startsAt"], name: "Fatima", phone: "06 12 34 56 78" },
  });
  expect(decodeURIComponent(first.href)).not.toMatch(new RegExp(`${sent["key"]}|Fatima|06 12`, "u"));
  const second = await send("book", { id }, { ...sent, key: first.key ?? "", again: "1" });
  expect(second.page).toMatch(/^\/rendez-vous\/[\w-]{43}$/u);
  expect(await booked()).toHaveLength(1);
});

test("the form that is to be shown in another language comes back with its name and its key", async () => {
  const { id } = await halfDay();
  const key = randomUUID();
  const shown = await send("language", { locale: "tr", id }, { topic: "caf", name: "Zéphyrine", key, again: "1" });
  expect(shown).toMatchObject({ page: `/tr/permanences/${id}/rendez-vous`, typed: { name: "Zéphyrine" }, key });
});

test("another hour chosen after a lost answer books nothing more and leads to the first appointment", async () => {
  const { id, form, booked } = await halfDay();
  const sent = form();
  const { key = "" } = await send("book", { id }, sent, { loses: true });
  const other = await send("book", { id }, form({ startsAt: `${WEEK_AFTER}T10:00:00+01:00`, key, again: "1" }));
  expect(other).toMatchObject({ refusals: ["idempotency-key-reused"], key: undefined });
  expect(other.earlier).toMatch(/^[\w-]{43}$/u);
  expect(await booked()).toHaveLength(1);
});

test("an invalid second form keeps the key, since the outcome of the first is still unknown", async () => {
  const { id, form, booked } = await halfDay();
  const sent = form();
  const { key = "" } = await send("book", { id }, sent, { loses: true });
  const mistaken = await send("book", { id }, { ...sent, key, phone: "06 12", again: "1" });
  expect(mistaken).toMatchObject({ refusals: ["phone-wrong"], key });
  expect((await send("book", { id }, { ...sent, key: mistaken.key ?? "", again: "1" })).page).toMatch(
    /^\/rendez-vous\//u,
  );
  expect(await booked()).toHaveLength(1);
});

test("after a definite refusal of a booking the form has a new key, also after an unknown outcome", async () => {
  const { id, form, booked } = await halfDay();
  await send("book", { id }, form());
  expect(await send("book", { id }, form({ again: "1" }))).toMatchObject({ refusals: ["slot-taken"], key: undefined });
  expect(await send("book", { id }, form({ startsAt: "" }))).toMatchObject({
    refusals: ["hour-missing"],
    key: undefined,
  });
  expect(await booked()).toHaveLength(1);
});

test("a move and a cancellation whose answers were lost have one effect, whatever the key", async () => {
  const { id, form, booked } = await halfDay();
  const secret = (await send("book", { id }, form())).page.split("/").at(-1) ?? "";
  const moves = (loses: boolean) =>
    send(
      "move",
      { secret },
      { permanence: id, startsAt: `${WEEK_AFTER}T11:00:00+01:00`, key: randomUUID() },
      { loses },
    );
  expect(await moves(true)).toMatchObject({
    page: `/rendez-vous/${secret}/deplacer`,
    asked: { jour: id, heure: `${WEEK_AFTER}T11:00:00+01:00`, refus: "busy" },
  });
  const before = await booked();
  expect(await moves(false)).toMatchObject({ page: `/rendez-vous/${secret}`, refusals: [] });
  expect(await booked()).toEqual(before);
  expect(before.map(({ startsAt }) => startsAt)).toEqual([new Date(`${WEEK_AFTER}T11:00:00+01:00`)]);
  expect((await send("cancel", { secret }, {}, { loses: true })).refusals).toEqual(["busy"]);
  expect(await send("cancel", { secret })).toMatchObject({ page: `/rendez-vous/${secret}`, refusals: [] });
  expect((await booked()).map(({ state }) => state)).toEqual(["cancelled-by-resident"]);
});
