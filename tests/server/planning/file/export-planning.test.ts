import { randomUUID } from "node:crypto";
import type { Role } from "#lib/access/actor.ts";
import type { Scope } from "#lib/access/scope.ts";
import { readCsv } from "#lib/csv.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { instantOf } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { MONDAYS, planner } from "#tests/server/planning/planner.ts";

// A Monday morning, in Strasbourg.
const NOW = instantOf("2027-03-01T08:00:00+01:00");
const { db } = await serverOnFreshDatabase({ APP_NOW: "2027-03-01T08:00:00+01:00", LOG_LEVEL: "silent" });
const { saveSeries } = await import("#lib/server/planning/series/save-series.ts");
const { assign } = await import("#lib/server/planning/assignments/assign.ts");
const { exportHalfDays, exportSeries } = await import("#lib/server/planning/file/export-planning.ts");

afterAll(() => db.$disconnect());

/** An organisation with Mondays at Neuhof, and its tables as lists of cells by heading. */
async function mondays() {
  const here = await planner(db, saveSeries, NOW);
  const organisation = here.organisation.id;
  await here.saves({ ...MONDAYS, topics: ["impots"], audience: "les allocataires" });
  const march = { organisation, from: "2027-03-01", to: "2027-04-01" };
  const actorWith = (roles: readonly Partial<Role>[], scopes?: readonly Scope[]): StaffActor => ({
    kind: "staff",
    user: randomUUID(),
    by: scopes ? "token" : "login",
    roles: roles.map((role): Role => ({ organisation, role: "coordinator", places: "all", ...role })),
    ...(scopes && { scopes }),
  });
  const person = async (name: string, email = `${randomUUID()}@ville.example`) => {
    const { id } = await db.user.create({ data: { name, email } });
    await db.membership.create({ data: { userId: id, organisationId: organisation, role: "conseiller" } });
    return id;
  };
  return { ...here, organisation, march, actorWith, person };
}

function cellsOf(written: string, ...headings: readonly string[]): readonly string[] {
  const [head, ...lines] = readCsv(written);
  return lines.map(({ fields }) => headings.map((name) => fields[head!.fields.indexOf(name)]).join(" | "));
}
const read = <Value>(
  result: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: string },
): Value => {
  if (!result.ok) throw new Error(result.refusal);
  return result.value;
};

test("the half-days of a month are lines with hours by the clock of the place, before and after it changes", async () => {
  const { actor, march } = await mondays();
  const written = read(await exportHalfDays(actor, march));
  expect(cellsOf(written, "Lieu", "Jour", "Date", "De", "À", "Sur rendez‑vous", "Tables", "Démarches", "État")).toEqual(
    [
      "Neuhof | lundi | 01/03/2027 | 09:00 | 12:00 | 09:00-10:00 | 2 | impots | prévue",
      "Neuhof | lundi | 08/03/2027 | 09:00 | 12:00 | 09:00-10:00 | 2 | impots | prévue",
      "Neuhof | lundi | 15/03/2027 | 09:00 | 12:00 | 09:00-10:00 | 2 | impots | prévue",
      "Neuhof | lundi | 22/03/2027 | 09:00 | 12:00 | 09:00-10:00 | 2 | impots | prévue",
    ],
  );
});

test("the series that hold are lines", async () => {
  const { actor, organisation } = await mondays();
  expect(
    cellsOf(read(await exportSeries(actor, organisation)), "Type", "Lieu", "Jour", "Rythme", "Du", "Au", "Public"),
  ).toEqual(["horaire | Neuhof | lundi | chaque semaine | 01/03/2027 | 04/06/2027 | les allocataires"]);
});

test("who is planned and what is short is written for whoever plans, by name, or by address where two have that name", async () => {
  const { actor, march, person, on } = await mondays();
  const awa = await person("Awa Diop");
  const ben = await person("Ben Martin", "ben@ville.example");
  await person("ben martin");
  const first = (await on("2027-03-01")).id;
  const second = (await on("2027-03-08")).id;
  await assign(actor, { permanence: first, account: awa });
  const part = { start: instantOf("2027-03-01T10:00:00+01:00"), end: instantOf("2027-03-01T12:00:00+01:00") };
  await assign(actor, { permanence: first, account: ben, desk: 2, span: part });
  await assign(actor, { permanence: second, account: ben });
  const written = read(await exportHalfDays(actor, { ...march, to: "2027-03-09" }));
  expect(cellsOf(written, "Personnes", "Manque")).toEqual([
    "Awa Diop table 1 + ben@ville.example table 2 10:00-12:00 | table 2 09:00-10:00",
    "ben@ville.example table 1 | table 2 09:00-12:00",
  ]);
});

test("a colleague and a program that only reads see when half-days are held, and of people nothing", async () => {
  const { actor, march, actorWith, person, on } = await mondays();
  await assign(actor, { permanence: (await on("2027-03-01")).id, account: await person("Awa Diop") });
  for (const reader of [actorWith([{ role: "conseiller" }]), actorWith([{}], ["read"])]) {
    const written = read(await exportHalfDays(reader, { ...march, to: "2027-03-02" }));
    expect(cellsOf(written, "Date", "Personnes", "Manque")).toEqual(["01/03/2027 |  | "]);
    expect(await exportSeries(reader, march.organisation)).toEqual({ ok: false, refusal: "not-allowed" });
  }
  const planning = actorWith([{}], ["read", "planning"]);
  expect(cellsOf(read(await exportHalfDays(planning, { ...march, to: "2027-03-02" })), "Personnes")).toEqual([
    "Awa Diop table 1",
  ]);
});

test("a role at some places, or one place that is asked for, narrows both tables", async () => {
  const { saves, place, march, organisation, actor, actorWith, at } = await mondays();
  const meinau = await place("Meinau");
  await saves({ ...MONDAYS, place: meinau.id });
  const there = actorWith([{ places: [meinau.id] }]);
  const day = { ...march, to: "2027-03-02" };
  expect(cellsOf(read(await exportHalfDays(there, day)), "Lieu")).toEqual(["Meinau"]);
  expect(cellsOf(read(await exportHalfDays(there, { ...day, place: at.id })), "Lieu")).toEqual([]);
  expect(cellsOf(read(await exportSeries(there, organisation)), "Lieu")).toEqual(["Meinau"]);
  expect(cellsOf(read(await exportHalfDays(actor, { ...day, place: at.id })), "Lieu")).toEqual(["Neuhof"]);
  expect(await exportHalfDays(actorWith([{ organisation: randomUUID() }]), day)).toEqual({
    ok: false,
    refusal: "not-allowed",
  });
});

test("of two places with one name the slug is written, and a name that would be a formula is none", async () => {
  const { place, march, saves, actor, at } = await mondays();
  const other = await place("neuhof");
  const sum = await place("=SOMME(A1)");
  await saves({ ...MONDAYS, place: other.id });
  await saves({ ...MONDAYS, place: sum.id });
  const written = read(await exportHalfDays(actor, { ...march, to: "2027-03-02" }));
  expect(cellsOf(written, "Lieu").toSorted()).toEqual(["=SOMME(A1)", at.slug, other.slug].toSorted());
  expect(written).toContain(";'=SOMME(A1);");
});

test("a cancelled half-day stays in the table as cancelled, and misses nobody", async () => {
  const { actor, march, on } = await mondays();
  const { id } = await on("2027-03-01");
  await db.permanence.update({ where: { id }, data: { status: "cancelled", cancelReason: "Grève" } });
  const written = read(await exportHalfDays(actor, { ...march, to: "2027-03-02" }));
  expect(cellsOf(written, "Date", "État", "Manque")).toEqual(["01/03/2027 | annulée | "]);
});
