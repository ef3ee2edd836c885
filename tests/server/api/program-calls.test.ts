import type { Scope } from "#lib/access/scope.ts";
import { seriesBody } from "#lib/wire/schedule/series.ts";
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

test("series and half-days are read as tables, for days that make one", async () => {
  const { call, table, place, organisation: slug, user } = await programOf(server, api, ["read", "planning"]);
  const { id: organisation } = await server.db.organisation.findUniqueOrThrow({ where: { slug } });
  const { saveSeries } = await import("#lib/server/planning/series/save-series.ts");
  const hours = { place: place.id, weekday: 3, from: "14:00", to: "17:00", fromDate: "2027-03-03" };
  const saved = await saveSeries(
    { kind: "staff", user, by: "login", roles: [{ organisation, role: "coordinator", places: "all" }] },
    { organisation, preview: false, body: seriesBody.parse({ ...hours, desks: 2 }) },
  );
  expect(saved.ok).toBe(true);
  const listed = await table(`/planning/series.csv?organisation=${organisation}`);
  expect([listed.status, listed.type, listed.name]).toEqual([
    200,
    "text/csv; charset=utf-8",
    'attachment; filename="regles.csv"',
  ]);
  expect(listed.text).toMatch(/^\uFEFFType;.*\r\nhoraire;.*;mercredi;/u);
  const asked = `/planning/half-days.csv?organisation=${organisation}&from=2027-03-01`;
  expect((await table(`${asked}&to=2027-04-01`)).text.split("\r\n")).toHaveLength(7);
  for (const to of ["2027-03-01", "2028-05-01", "demain"])
    expect(await call("GET", `${asked}&to=${to}`)).toMatchObject({ status: 400, body: { code: "malformed" } });
});
