import { randomUUID } from "node:crypto";
import { freshServer, type Server } from "#tests/server/queue/neuhof.ts";
import { apiInProcess } from "./in-process.ts";
import { programOf } from "./program.ts";

let server: Server;
let api: Awaited<ReturnType<typeof apiInProcess>>;

beforeAll(async () => {
  Object.assign(process.env, { APP_URL: "http://localhost:3000", LOG_LEVEL: "silent" });
  server = await freshServer();
  api = await apiInProcess();
});
afterAll(() => server.db.$disconnect());

/** A program that plans, and rules and half-days of its place as it sends them. */
async function planner() {
  const here = await programOf(server, api, ["read", "planning"]);
  const { id: organisation } = await server.db.organisation.findUniqueOrThrow({ where: { slug: here.organisation } });
  const hours = { place: here.place.id, from: "14:00", to: "17:00", tables: 2 };
  const windows = [
    { from: "14:00", to: "15:00", mode: "appointment" },
    { from: "15:00", to: "17:00", mode: "walk-in" },
  ];
  return {
    ...here,
    organisation,
    rule: { ...hours, windows, weekday: 3, fromDate: "2027-03-03" },
    halfDay: { ...hours, date: "2027-03-06" },
  };
}

test("a rule is looked at, made once however often it is sent, listed, changed from a day on and ended", async () => {
  const { call, organisation, rule, journal, by } = await planner();
  const look = await call("POST", "/series", { organisation, preview: true, rule });
  expect(look).toMatchObject({ status: 200, body: { preview: true, from: "2027-03-03", bookableTables: 2 } });
  expect(look.body["dates"]).toContainEqual({
    date: "2027-03-31",
    startsAt: "2027-03-31T14:00:00+02:00",
    endsAt: "2027-03-31T17:00:00+02:00",
  });
  expect(await server.db.series.count({ where: { organisationId: organisation } })).toBe(0);
  const key = { "idempotency-key": randomUUID() };
  const make = { organisation, preview: false, seen: look.body["version"], rule };
  const made = await call("POST", "/series", make, key);
  expect(made.status).toBe(201);
  const again = await call("POST", "/series", make, key);
  expect([again.status, again.body["id"]]).toEqual([201, made.body["id"]]);
  expect(await call("POST", "/series", { ...make, rule: { ...rule, tables: 1 } }, key)).toMatchObject({
    status: 422,
    body: { code: "idempotency-key-reused" },
  });
  const id = String(made.body["id"]);
  const listed = await call("GET", `/series?organisation=${organisation}`);
  const { place: _place, ...said } = rule;
  expect(listed.body["series"]).toMatchObject([
    { id, ...said, everyWeeks: 1, inSchoolHolidays: true, bookableTables: 2, topics: [] },
  ]);
  expect((await call("GET", `/series/${id}`)).body).toEqual((listed.body["series"] as unknown[])[0]);

  const later = { ...rule, fromDate: "2027-04-07", from: "14:30", windows: [] };
  const changed = await call("PUT", `/series/${id}`, { preview: false, rule: later });
  expect(changed).toMatchObject({ status: 200, body: { preview: false, from: "2027-04-07" } });
  const next = String(changed.body["id"]);
  expect(next).not.toBe(id);
  expect((await call("GET", `/series/${id}`)).body).toMatchObject({ untilDate: "2027-04-06" });
  const end = { preview: false, from: "2027-05-01" };
  expect(await call("DELETE", `/series/${next}`, end)).toMatchObject({
    status: 422,
    body: { code: "sentence-missing" },
  });
  expect((await call("DELETE", `/series/${next}`, { ...end, sentence: "Fin du service" })).status).toBe(200);
  expect((await call("GET", `/series/${next}`)).body).toMatchObject({ untilDate: "2027-04-30" });
  expect(await journal()).toEqual([
    ["rule-made", by],
    ["rule-changed", by],
    ["rule-ended", by],
  ]);
});

test("a half-day is added once however often it is sent, read, changed by hand and given back to its rule", async () => {
  const { call, organisation, rule, halfDay } = await planner();
  const key = { "idempotency-key": randomUUID() };
  const add = { organisation, preview: false, halfDay };
  const added = await call("POST", "/permanences", add, key);
  expect(added).toMatchObject({ status: 201, body: { date: "2027-03-06", startsAt: "2027-03-06T14:00:00+01:00" } });
  expect((await call("POST", "/permanences", add, key)).body["permanence"]).toBe(added.body["permanence"]);
  const one = `/permanences/${String(added.body["permanence"])}/plan`;
  expect((await call("GET", one)).body).toMatchObject({ date: "2027-03-06", state: "later", byHand: false });
  expect(await call("DELETE", one, { preview: false })).toMatchObject({ status: 409, body: { code: "no-rule" } });

  await call("POST", "/series", { organisation, preview: false, rule });
  const { id } = await server.db.permanence.findFirstOrThrow({
    where: { organisationId: organisation, localDate: new Date("2027-03-10") },
  });
  const plan = `/permanences/${id}/plan`;
  const moved = { ...halfDay, date: "2027-03-11" };
  expect((await call("PUT", plan, { preview: true, halfDay: moved })).body).toMatchObject({ date: "2027-03-11" });
  expect((await call("GET", plan)).body).toMatchObject({ date: "2027-03-10", byHand: false });
  expect((await call("PUT", plan, { preview: false, halfDay: moved })).status).toBe(200);
  expect((await call("GET", plan)).body).toMatchObject({ date: "2027-03-11", byHand: true });
  expect((await call("DELETE", plan, { preview: false })).body).toMatchObject({ date: "2027-03-10" });
  expect((await call("GET", plan)).body).toMatchObject({ date: "2027-03-10", byHand: false });
});

test("whoever writes second is told what the same change would do by now, and nothing is overwritten", async () => {
  const { call, organisation, rule } = await planner();
  const made = await call("POST", "/series", { organisation, preview: false, rule });
  const path = `/series/${String(made.body["id"])}`;
  const [first, second] = [
    { ...rule, tables: 3 },
    { ...rule, weekday: 4 },
  ];
  const looks = await Promise.all([first, second].map((one) => call("PUT", path, { preview: true, rule: one })));
  const [seen, other] = looks.map(({ body }) => body["version"]);
  const { id } = await server.db.permanence.findFirstOrThrow({
    where: { organisationId: organisation, localDate: new Date("2027-03-10") },
  });
  await call("DELETE", path, { preview: false, from: "2027-03-17", sentence: "Fin" });
  const refused = await call("PUT", path, { preview: false, seen: other, rule: second });
  expect(refused).toMatchObject({ status: 409, body: { code: "state-changed", now: { preview: true } } });
  const { now } = refused.body as { now: { version: string; halfDays: { permanence: string }[] } };
  expect(now.version).not.toBe(other);
  expect(now.halfDays.map(({ permanence }) => permanence)).toContain(id);
  expect(await server.db.series.count({ where: { organisationId: organisation } })).toBe(1);
  expect((await call("PUT", path, { preview: false, seen, rule: first })).status).toBe(409);
  expect((await call("PUT", path, { preview: false, seen: now.version, rule: second })).status).toBe(200);
});

test.each([
  ["already-over", 422, { fromDate: "2020-01-01" }],
  ["no-such-place", 422, { place: randomUUID() }],
  ["unknown-topic", 422, { topics: ["nothing"] }],
  ["malformed", 400, { from: "18:00" }],
  ["unknown-field", 400, { desks: 2 }],
])("a rule is refused %s as on its page", async (code, status, change) => {
  const { call, organisation, rule } = await planner();
  const answer = await call("POST", "/series", { organisation, preview: false, rule: { ...rule, ...change } });
  expect(answer).toMatchObject({ status, body: { code } });
});

test("rules and half-days are read as tables, for days that make one", async () => {
  const { organisation, rule, call, table } = await planner();
  await call("POST", "/series", { organisation, preview: false, rule });
  const rules = await table(`/planning/rules.csv?organisation=${organisation}`);
  expect([rules.status, rules.type, rules.name]).toEqual([
    200,
    "text/csv; charset=utf-8",
    'attachment; filename="regles.csv"',
  ]);
  expect(rules.text).toMatch(/^\uFEFFType;.*\r\nhoraire;.*;mercredi;/u);
  const asked = `/planning/half-days.csv?organisation=${organisation}&from=2027-03-01`;
  expect((await table(`${asked}&to=2027-04-01`)).text.split("\r\n")).toHaveLength(7);
  for (const to of ["2027-03-01", "2028-05-01", "demain"])
    expect(await call("GET", `${asked}&to=${to}`)).toMatchObject({ status: 400, body: { code: "malformed" } });
});
