import { randomUUID } from "node:crypto";
import type { Scope } from "#lib/access/scope.ts";
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

const program = (...how: readonly [(readonly Scope[])?, ("coordinator" | "administrator")?]) =>
  programOf(server, api, ...how);

const mairie = { name: "Mairie de Nouvoitou", address: "1 rue de la Mairie", city: "Nouvoitou", postalCode: "35410" };

test("a place is made once however often it is sent, changed and hidden, each noted in the journal", async () => {
  const { call, organisation, journal, by } = await program();
  const key = { "idempotency-key": randomUUID() };
  const made = await call("POST", "/places", { organisation, ...mairie }, key);
  expect(made).toMatchObject({ status: 201, body: { slug: expect.stringMatching(/^mairie-de-nouvoitou/u) } });
  expect(await call("POST", "/places", { organisation, ...mairie }, key)).toEqual(made);
  expect(await call("POST", "/places", { organisation, ...mairie, phone: "0299000000" }, key)).toMatchObject({
    status: 422,
    body: { code: "idempotency-key-reused" },
  });
  const { id } = made.body as { id: string };
  const put = () => call("PUT", `/places/${id}`, { ...mairie, name: "Mairie", transport: "Bus 61" });
  // Its short name follows from its name.
  expect(await put()).toEqual({ status: 200, body: { changed: 3 } });
  expect(await put()).toEqual({ status: 200, body: { changed: 0 } });
  expect(await call("POST", `/places/${id}/hidden`, { hidden: true })).toEqual({ status: 204, body: undefined });
  expect(await server.db.place.findUniqueOrThrow({ where: { id } })).toMatchObject({ name: "Mairie", hidden: true });
  expect(await journal()).toEqual([
    ["place-made", by],
    ["place-changed", by],
    ["place-hidden", by],
  ]);
});

test("a place is closed once however often it is sent, looked at before, listed and lifted again", async () => {
  const { call, place, organisation: slug, by, journal } = await program();
  const { id: organisation } = await server.db.organisation.findUniqueOrThrow({ where: { slug } });
  const closure = { place: place.id, from: "2027-06-01", decideOn: "2027-06-08", sentence: "Fuite d’eau" };
  const look = await call("POST", "/closures", { organisation, preview: true, closure });
  expect(look).toMatchObject({ status: 200, body: { preview: true, halfDays: [], toTell: 0 } });
  const key = { "idempotency-key": randomUUID() };
  const seen = look.body["version"];
  const close = { organisation, preview: false, seen, closure };
  const made = await call("POST", "/closures", close, key);
  expect(made).toMatchObject({ status: 201, body: { decideOn: "2027-06-08", notCancelled: [] } });
  expect(made.body).not.toHaveProperty("endsAt");
  expect(await call("POST", "/closures", close, key)).toMatchObject({ status: 201, body: { id: made.body["id"] } });
  expect(await call("POST", "/closures", close)).toMatchObject({ status: 409, body: { code: "closed-already" } });
  const past = { ...closure, from: "2020-01-01" };
  expect(await call("POST", "/closures", { ...close, closure: past })).toMatchObject({
    body: { code: "already-over" },
  });
  const list = () => call("GET", `/closures?organisation=${organisation}`);
  expect(await list()).toMatchObject({ body: { closures: [{ id: made.body["id"], sentence: "Fuite d’eau" }] } });
  const lift = () => call("DELETE", `/closures/${String(made.body["id"])}`);
  expect([(await lift()).status, (await lift()).status]).toEqual([204, 204]);
  expect((await list()).body).toEqual({ closures: [] });
  expect(await journal()).toEqual([
    ["closure-made", by],
    ["closure-lifted", by],
  ]);
});

test("a place is refused with the reason of its page", async () => {
  const { call, organisation } = await program();
  expect(await call("POST", "/places", { organisation, ...mairie, openingHours: "parfois" })).toMatchObject({
    status: 422,
    body: { code: "unreadable-hours" },
  });
});

test("a place with more half-days to come than the caller knows of stays shown", async () => {
  const { call, place } = await program();
  expect(await call("POST", `/places/${place.id}/hidden`, { hidden: true })).toMatchObject({
    status: 409,
    body: { code: "state-changed" },
  });
  expect(await call("POST", `/places/${place.id}/hidden`, { hidden: true, halfDays: 1 })).toMatchObject({
    status: 204,
  });
});

test("a topic is made, changed, switched off at one place and everywhere", async () => {
  const { call, organisation, place } = await program();
  const texts = { fr: { name: "Carte de bus", bring: ["Une photo"] } };
  const made = await call("POST", "/topics", { organisation, texts, minutes: 20 });
  expect(made).toEqual({ status: 201, body: { key: "carte-de-bus" } });
  expect(await call("PUT", "/topics/carte-de-bus", { organisation, texts, minutes: 25 })).toMatchObject({
    status: 204,
  });
  const off = { organisation, offered: false };
  expect(await call("POST", "/topics/carte-de-bus/offered", { ...off, place: place.id })).toMatchObject({
    status: 204,
  });
  const row = () =>
    server.db.topic.findFirstOrThrow({
      where: { key: "carte-de-bus", organisation: { slug: organisation } },
      include: { off: true },
    });
  expect(await row()).toMatchObject({ minutes: 25, active: true, off: [{ placeId: place.id }] });
  expect(await call("POST", "/topics/carte-de-bus/offered", off)).toMatchObject({ status: 204 });
  expect(await row()).toMatchObject({ active: false });
  expect(await call("PUT", "/topics/none", { organisation, minutes: 25 })).toMatchObject({ status: 404 });
  expect(await call("POST", "/topics", { organisation, minutes: 20 })).toMatchObject({
    status: 400,
    body: { code: "malformed" },
  });
});

test("somebody is invited, given a role, and loses all of them; the list says it and holds no link", async () => {
  const { call, organisation, staff, journal, by } = await program();
  const invitation = { organisation, email: "Nouvelle@ville.example", role: "conseiller" };
  expect(await call("POST", "/people/invitations", invitation)).toMatchObject({ status: 201 });
  expect(await call("POST", "/people/invitations", invitation)).toMatchObject({
    status: 409,
    body: { code: "already-invited" },
  });
  const to = `/people/${staff.user}`;
  expect(await call("POST", `${to}/roles`, { organisation, role: "reception", endsOn: "2027-06-30" })).toMatchObject({
    status: 204,
  });
  const listed = await call("GET", `/people?organisation=${organisation}`);
  expect(listed.status).toBe(200);
  expect(listed.body["invitations"]).toMatchObject([
    { email: "nouvelle@ville.example", role: "conseiller", places: "all" },
  ]);
  expect(JSON.stringify(listed.body)).not.toMatch(/invitation\/|code/u);
  expect(listed.body["people"]).toContainEqual(
    expect.objectContaining({
      id: staff.user,
      roles: expect.arrayContaining([expect.objectContaining({ role: "reception", over: false })]),
    }),
  );
  expect(await call("POST", `${to}/roles/end`, { organisation, role: "reception" })).toMatchObject({ status: 204 });
  expect(await call("POST", `${to}/deactivate`, { organisation })).toMatchObject({ status: 204 });
  expect(await server.db.membership.count({ where: { userId: staff.user, endsAt: null } })).toBe(0);
  expect(await journal()).toEqual([
    ["person-invited", by],
    ["role-given", by],
    ["role-ended", by],
    ["account-deactivated", by],
  ]);
});

test("no token gives or ends the roles that lead, not even that of an administrator", async () => {
  const { call, organisation, staff } = await program(["people"], "administrator");
  const to = `/people/${staff.user}`;
  for (const role of ["coordinator", "administrator"]) {
    const answers = [
      await call("POST", "/people/invitations", { organisation, email: "x@ville.example", role }),
      await call("POST", `${to}/roles`, { organisation, role }),
      await call("POST", `${to}/roles/end`, { organisation, role }),
    ];
    expect(answers.map(({ status, body }) => [status, body["code"]])).toEqual([
      [403, "not-allowed"],
      [403, "not-allowed"],
      [403, "not-allowed"],
    ]);
  }
});

test("an organisation that there is none of is answered as another’s", async () => {
  const { call } = await program();
  const other = (await program()).organisation;
  for (const organisation of ["nulle-part", other]) {
    expect(await call("GET", `/people?organisation=${organisation}`)).toMatchObject({ status: 403 });
    expect(await call("POST", "/places", { organisation, ...mairie })).toMatchObject({ status: 403 });
    expect(
      await call("POST", "/people/invitations", {
        organisation,
        email: "x@ville.example",
        role: "conseiller",
        endsOn: "2027-06-30",
      }),
    ).toMatchObject({ status: 403, body: { code: "not-allowed" } });
  }
});

test("somebody is planned at a half-day, listed there and taken off, with the refusals of the pages", async () => {
  const { call, permanence, newStaff, journal, by } = await program();
  const [{ user: account }, { user: other }] = [await newStaff(), await newStaff("civic-service")];
  const at = `/permanences/${permanence}/assignments`;
  const made = await call("POST", at, { account });
  expect(made).toEqual({
    status: 201,
    body: {
      id: expect.any(String),
      account,
      table: 1,
      startsAt: "2026-11-24T09:00:00+01:00",
      endsAt: "2026-11-24T12:00:00+01:00",
    },
  });
  expect(await call("POST", at, { account })).toMatchObject({ status: 409, body: { code: "planned-here" } });
  expect(await call("POST", at, { account: other })).toMatchObject({ status: 409, body: { code: "no-table-left" } });
  expect(await call("POST", at, { account: randomUUID() })).toMatchObject({
    status: 422,
    body: { code: "no-role-there" },
  });
  expect(await call("POST", at, { account: other, startsAt: "2026-11-24T09:00:00+01:00" })).toMatchObject({
    status: 400,
  });
  expect(await call("GET", at)).toEqual({ status: 200, body: { assignments: [made.body] } });
  const { id: assignment } = made.body as { id: string };
  expect((await call("DELETE", at, { assignment })).status).toBe(204);
  expect(await call("DELETE", at, { assignment })).toMatchObject({ status: 404 });
  expect(await call("GET", at)).toEqual({ status: 200, body: { assignments: [] } });
  expect((await journal()).filter(([act]) => act?.startsWith("person-"))).toEqual([
    ["person-planned", by],
    ["person-unplanned", by],
  ]);
});

test("an absence is looked at, noted once, listed and taken back, and has no field for why", async () => {
  const { call, permanence, newStaff, organisation: slug, journal, by, place } = await program();
  const { id: organisation } = await server.db.organisation.findUniqueOrThrow({ where: { slug } });
  const { user: account } = await newStaff();
  await call("POST", `/permanences/${permanence}/assignments`, { account });
  const absence = { organisation, account, startsAt: "2026-11-24T00:00:00+01:00", endsAt: "2026-11-25T00:00:00+01:00" };
  const look = await call("POST", "/absences", { ...absence, preview: true });
  const span = { startsAt: absence.startsAt, endsAt: absence.endsAt };
  expect(look).toEqual({
    status: 200,
    body: {
      preview: true,
      version: expect.any(String),
      account,
      absences: [span],
      halfDays: [
        {
          permanence,
          place: { id: place.id, name: expect.any(String) },
          table: 1,
          startsAt: "2026-11-24T09:00:00+01:00",
          endsAt: "2026-11-24T12:00:00+01:00",
          nobody: true,
          alone: false,
          booked: 0,
          wanted: 0,
          couldStepIn: expect.any(Array),
        },
      ],
      elsewhere: 0,
      otherPlaces: 0,
    },
  });
  const note = { ...absence, preview: false, seen: look.body["version"] };
  expect(await call("POST", "/absences", { ...note, seen: "another" })).toMatchObject({
    status: 409,
    body: { code: "state-changed" },
  });
  const noted = await call("POST", "/absences", note);
  const [{ id }] = noted.body["absences"] as [{ id: string }];
  expect(noted).toMatchObject({ status: 201, body: { absences: [{ id: expect.any(String), ...span }] } });
  expect(await call("POST", "/absences", note)).toMatchObject({ status: 409, body: { code: "away-already" } });
  expect(await call("POST", "/absences", { ...note, reason: "grippe" })).toMatchObject({ status: 400 });
  expect(await call("POST", "/absences", { ...note, account: randomUUID() })).toMatchObject({ status: 404 });
  const past = { startsAt: "2020-01-01T00:00:00+01:00", endsAt: "2020-01-02T00:00:00+01:00" };
  expect(await call("POST", "/absences", { ...note, ...past })).toMatchObject({ body: { code: "already-over" } });
  const list = () => call("GET", `/absences?organisation=${organisation}`);
  expect(await list()).toEqual({ status: 200, body: { absences: [{ id, account, ...span }] } });
  const remove = () => call("DELETE", "/absences", { organisation, absence: id });
  expect((await remove()).status).toBe(204);
  // It had begun: what has passed of it stays.
  expect(await remove()).toMatchObject({ status: 422, body: { code: "already-over" } });
  expect((await list()).body).toEqual({ absences: [] });
  expect((await journal()).filter(([act]) => act?.startsWith("absence-"))).toEqual([
    ["absence-noted", by],
    ["absence-removed", by],
  ]);
});

test("a program is told where somebody is planned already, and plans them for the hours that are free", async () => {
  const { call, permanence, newStaff, place, organisation } = await program();
  const { user: account } = await newStaff();
  const { id: organisationId } = await server.db.organisation.findUniqueOrThrow({ where: { slug: organisation } });
  const { id: elsewhere } = await server.db.permanence.create({
    data: {
      placeId: place.id,
      organisationId,
      timeZone: "Europe/Paris",
      localDate: new Date("2026-11-24"),
      startsAt: new Date("2026-11-24T10:00:00Z"),
      endsAt: new Date("2026-11-24T12:00:00Z"),
      desks: 1,
      bookableLanes: 0,
      windows: [],
      createdAt: new Date("2026-11-24T07:00:00Z"),
      updatedAt: new Date("2026-11-24T07:00:00Z"),
    },
  });
  expect((await call("POST", `/permanences/${elsewhere}/assignments`, { account })).status).toBe(201);
  const at = `/permanences/${permanence}/assignments`;
  expect(await call("POST", at, { account })).toMatchObject({
    status: 409,
    body: {
      code: "planned-elsewhere",
      elsewhere: {
        place: "Mairie de quartier du Neuhof",
        startsAt: "2026-11-24T11:00:00+01:00",
        endsAt: "2026-11-24T13:00:00+01:00",
      },
    },
  });
  const part = { startsAt: "2026-11-24T09:00:00+01:00", endsAt: "2026-11-24T11:00:00+01:00" };
  expect(await call("POST", at, { account, table: 1, ...part })).toMatchObject({ status: 201, body: part });
});

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
  ["no-such-place", 422, { place: randomUUID() }],
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
