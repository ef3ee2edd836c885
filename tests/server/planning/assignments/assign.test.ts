import { randomUUID } from "node:crypto";
import { closureBody } from "#lib/wire/schedule/closure.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { monday, on, planned } from "./planned.ts";

const { db, clock } = await serverOnFreshDatabase({ APP_NOW: "2027-03-01T08:00:00+01:00", LOG_LEVEL: "silent" });
const { assign } = await import("#lib/server/planning/assignments/assign.ts");
const { unassign } = await import("#lib/server/planning/assignments/unassign.ts");
const { handOver } = await import("#lib/server/planning/assignments/hand-over.ts");
const { assignWeekly } = await import("#lib/server/planning/assignments/assign-weekly.ts");
const { unassignWeekly } = await import("#lib/server/planning/assignments/unassign-weekly.ts");
const { readPlanning } = await import("#lib/server/planning/assignments/read-planning.ts");
const { saveClosure } = await import("#lib/server/planning/closures/save-closure.ts");
const { lastPlanning } = await import("#lib/server/planning/assignments/last-act.ts");
const { undoPlanning } = await import("#lib/server/planning/assignments/undo-planning.ts");
const { cancelPermanence } = await import("#lib/server/planning/cancel-permanence.ts");

const setTime = (hour: string): void => clock.move(monday(hour) - (clock.now() - clock.offset()));
beforeEach(() => setTime("08:00"));
afterAll(() => db.$disconnect());

const said = (outcome: { readonly ok: boolean; readonly refusal?: string }): string =>
  outcome.ok ? "done" : String(outcome.refusal);

/** An organisation of these tests, with what its coordinator does, each as « done » or its refusal. */
async function anOrganisation() {
  const here = await planned(db);
  const { coordinator, permanence } = here;
  const plans = async (account: string, more: object = {}) =>
    said(await assign(coordinator, { permanence, account, ...more }));
  const seatOf = async (account: string, where = permanence) =>
    (await db.assignment.findFirstOrThrow({ where: { permanenceId: where, conseillerId: account } })).id;
  const takesOff = async (account: string) => said(await unassign(coordinator, { assignment: await seatOf(account) }));
  const last = () => lastPlanning(db, here.organisation.id, coordinator.user);
  const undoes = async (entry?: string) =>
    said(
      await undoPlanning(coordinator, {
        organisation: here.organisation.id,
        entry: entry ?? (await last())?.entry ?? "",
        preview: false,
      }),
    );
  return { ...here, plans, takesOff, seatOf, last, undoes };
}

describe("who is planned at a half-day", () => {
  test("has the next free desk for all of it, and the journal says so", async () => {
    const { plans, person, standing, journal } = await anOrganisation();
    expect(await plans(await person("Awa"))).toBe("done");
    expect(await plans(await person("Bo"))).toBe("done");
    expect(await standing()).toEqual(["Awa 1 09:00–12:00", "Bo 2 09:00–12:00"]);
    expect(await journal()).toEqual(["person-planned", "person-planned"]);
  });

  test("may have a named desk and a part of the half-day, once it is free then", async () => {
    const { plans, person, standing } = await anOrganisation();
    expect(await plans(await person("Awa"), { desk: 2, span: { start: monday("09:00"), end: monday("10:00") } })).toBe(
      "done",
    );
    const bo = await person("Bo");
    expect(await plans(bo, { desk: 2 })).toBe("desk-taken");
    expect(await plans(bo, { desk: 3 })).toBe("no-desk-left");
    expect(await plans(bo, { desk: 2, span: { start: monday("10:00"), end: monday("12:00") } })).toBe("done");
    expect(await standing()).toEqual(["Awa 2 09:00–10:00", "Bo 2 10:00–12:00"]);
  });

  test("is refused with where and when they are planned elsewhere", async () => {
    const { plans, person, halfDay, meinau, coordinator, permanence } = await anOrganisation();
    const awa = await person("Awa");
    const elsewhere = await halfDay(meinau, monday("11:00"));
    expect(await plans(awa, { permanence: elsewhere.id })).toBe("done");
    expect(await assign(coordinator, { permanence, account: awa })).toMatchObject({
      refusal: "planned-elsewhere",
      elsewhere: { place: "Meinau", span: { start: monday("11:00"), end: monday("14:00") } },
    });
    expect(await plans(awa, { span: { start: monday("09:00"), end: monday("11:00") } })).toBe("done");
  });

  test("is not told at which place of another organisation they are", async () => {
    const here = await anOrganisation();
    const there = await anOrganisation();
    const awa = await here.person("Awa");
    await db.membership.create({
      data: { userId: awa, organisationId: there.organisation.id, role: "conseiller" },
    });
    expect(await there.plans(awa)).toBe("done");
    const refused = await assign(here.coordinator, { permanence: here.permanence, account: awa });
    expect(refused).toMatchObject({ refusal: "planned-elsewhere", elsewhere: { span: { start: monday("09:00") } } });
    expect(JSON.stringify(refused)).not.toContain("Neuhof");
  });

  test("is not away, has a role there at that time, and is nobody of another organisation", async () => {
    const { plans, person, away, meinau } = await anOrganisation();
    const awa = await person("Awa");
    await away(awa, monday("11:30"), monday("18:00"));
    expect(await plans(awa)).toBe("absent");
    expect(await plans(await person("Bo", "reception"))).toBe("no-role-there");
    expect(await plans(await person("Cem", "conseiller", { places: [meinau.id] }))).toBe("no-role-there");
    expect(await plans(await person("Dia", "conseiller", { endsAt: new Date(monday("10:00")) }))).toBe("no-role-there");
    expect(await plans(await (await anOrganisation()).person("Eli"))).toBe("no-role-there");
    expect(await plans(randomUUID())).toBe("no-role-there");
    expect(await plans("nobody")).toBe("no-role-there");
    expect(await plans(await person("Fin", "civic-service"))).toBe("done");
    expect(await plans(await person("Gus", "coordinator"))).toBe("done");
    expect(await plans(await person("Hal"))).toBe("no-desk-left");
  });

  test("is planned for what is left once it has begun, and not once it is over or cancelled", async () => {
    const { plans, person, standing, coordinator, permanence, halfDay, neuhof } = await anOrganisation();
    setTime("10:15");
    const awa = await person("Awa");
    expect(await plans(awa)).toBe("done");
    expect(await standing()).toEqual(["Awa 1 10:15–12:00"]);
    expect(await plans(awa)).toBe("planned-here");
    setTime("12:00");
    expect(await plans(await person("Bo"))).toBe("half-day-over");
    const later = await halfDay(neuhof, monday("14:00"));
    await cancelPermanence(coordinator, { permanence: later.id, preview: false, reason: "Travaux" });
    expect(await plans(awa, { permanence: later.id })).toBe("half-day-cancelled");
    expect(await plans(awa, { permanence: randomUUID() })).toBe("not-found");
    expect(await plans(awa, { permanence })).toBe("half-day-over");
  });

  test("may not be planned outside its hours", async () => {
    const { plans, person } = await anOrganisation();
    expect(await plans(await person("Awa"), { span: { start: monday("08:30"), end: monday("10:00") } })).toBe(
      "outside-half-day",
    );
  });

  test("two coordinators who plan one person at two places, or two at the last desk, at once: one is told why not", async () => {
    const { plans, person, halfDay, meinau } = await anOrganisation();
    const awa = await person("Awa");
    const elsewhere = await halfDay(meinau, monday("10:00"));
    expect((await Promise.all([plans(awa), plans(awa, { permanence: elsewhere.id })])).sort()).toEqual([
      "done",
      "planned-elsewhere",
    ]);
    const bo = await person("Bo");
    const cem = await person("Cem");
    const small = (await halfDay(meinau, monday("15:00"))).id;
    expect((await Promise.all([plans(bo, { permanence: small }), plans(cem, { permanence: small })])).sort()).toEqual([
      "done",
      "no-desk-left",
    ]);
  });
});

describe("taking somebody off", () => {
  test("frees the desk and the person before it has begun", async () => {
    const { plans, person, takesOff, standing, journal } = await anOrganisation();
    const awa = await person("Awa");
    await plans(awa);
    expect(await takesOff(awa)).toBe("done");
    expect(await standing()).toEqual([]);
    expect(await journal()).toEqual(["person-planned", "person-unplanned"]);
  });

  test("keeps what has passed once it has begun, and is refused once it is over", async () => {
    const { plans, person, takesOff, standing } = await anOrganisation();
    const awa = await person("Awa");
    await plans(awa);
    setTime("10:30");
    expect(await takesOff(awa)).toBe("done");
    expect(await standing()).toEqual(["Awa 1 09:00–10:30"]);
    setTime("11:00");
    expect(await takesOff(awa)).toBe("half-day-over");
  });

  test("twice at once happens once", async () => {
    const { plans, person, seatOf, coordinator } = await anOrganisation();
    const awa = await person("Awa");
    await plans(awa);
    const assignment = await seatOf(awa);
    const answers = await Promise.all([1, 2].map(async () => said(await unassign(coordinator, { assignment }))));
    expect(answers.filter((one) => one === "done")).toHaveLength(1);
    expect(["not-found", "changed-meanwhile"]).toContain(answers.find((one) => one !== "done"));
  });
});

describe("a hand-over", () => {
  test("gives a desk from an hour on to somebody else, both or neither", async () => {
    const { plans, person, seatOf, coordinator, standing, away } = await anOrganisation();
    const awa = await person("Awa");
    const bo = await person("Bo");
    await plans(awa);
    const assignment = await seatOf(awa);
    await away(bo, monday("11:00"), monday("12:00"));
    expect(said(await handOver(coordinator, { assignment, account: bo, at: monday("10:30") }))).toBe("absent");
    expect(await standing()).toEqual(["Awa 1 09:00–12:00"]);
    const cem = await person("Cem");
    for (const outside of ["09:00", "12:00"])
      expect(said(await handOver(coordinator, { assignment, account: cem, at: monday(outside) }))).toBe(
        "outside-half-day",
      );
    expect(said(await handOver(coordinator, { assignment, account: cem, at: monday("10:30") }))).toBe("done");
    expect(await standing()).toEqual(["Awa 1 09:00–10:30", "Cem 1 10:30–12:00"]);
  });
});

describe("« comme chaque semaine »", () => {
  /** Three more Mondays of one series. */
  async function weekly() {
    const here = await anOrganisation();
    const { neuhof, halfDay, organisation, permanence } = here;
    const { id: seriesId } = await db.series.create({
      data: {
        placeId: neuhof.id,
        organisationId: organisation.id,
        weekday: 1,
        startMinute: 540,
        endMinute: 720,
        fromDate: new Date("2027-03-01"),
        desks: 2,
        bookableLanes: 0,
        windows: [{ from: 0, to: 180, mode: "walk-in" }],
      },
    });
    await db.permanence.update({ where: { id: permanence }, data: { seriesId, originalDate: new Date("2027-03-01") } });
    const next = [];
    for (const date of ["03-08", "03-15", "03-22"])
      next.push(
        (await halfDay(neuhof, on(`${date} 09:00`), { seriesId, originalDate: new Date(`2027-${date}`), desks: 2 })).id,
      );
    return { ...here, next };
  }

  test("plans somebody on all coming dates where they can be, and says the others with why", async () => {
    const { next, person, away, halfDay, meinau, plans, coordinator, permanence, standing, journal } = await weekly();
    const awa = await person("Awa");
    await away(awa, on("03-08 00:00"), on("03-09 00:00"));
    await plans(awa, { permanence: (await halfDay(meinau, on("03-15 10:00"))).id });
    const wanted = { permanence, account: awa };
    const preview = await assignWeekly(coordinator, { ...wanted, preview: true });
    expect(await standing()).toEqual([]);
    const done = await assignWeekly(coordinator, { ...wanted, preview: false });
    expect(done).toEqual(preview);
    expect(done).toMatchObject({
      value: {
        planned: [{ localDate: "2027-03-01" }, { localDate: "2027-03-22" }],
        without: [
          { localDate: "2027-03-08", refusal: "absent" },
          { localDate: "2027-03-15", refusal: "planned-elsewhere", elsewhere: { place: "Meinau" } },
        ],
      },
    });
    expect(await standing(next[2])).toEqual(["Awa 1 09:00–12:00"]);
    expect(await journal()).toEqual(["person-planned", "person-planned-weekly"]);
  });

  test("ends on a day and alternates", async () => {
    const { person, coordinator, permanence } = await weekly();
    const awa = await person("Awa");
    const dates = async (rhythm: Parameters<typeof assignWeekly>[1]["rhythm"]) => {
      const looked = await assignWeekly(coordinator, { permanence, account: awa, rhythm: rhythm ?? {}, preview: true });
      return looked.ok && looked.value.planned.map(({ localDate }) => localDate.slice(5));
    };
    expect(await dates({ until: "2027-03-15" })).toEqual(["03-01", "03-08", "03-15"]);
    expect(await dates({ everyOther: true })).toEqual(["03-01", "03-15"]);
    await assignWeekly(coordinator, { permanence, account: awa, rhythm: { everyOther: true }, preview: false });
    expect(await dates({})).toEqual(["03-08", "03-22"]);
    const read = await readPlanning(coordinator, {
      organisation: (await db.permanence.findUniqueOrThrow({ where: { id: permanence } })).organisationId,
      from: "2027-03-01",
      days: 7,
      chosen: permanence,
    });
    // What « chaque semaine » would still do: two of the three later dates.
    expect(read.ok && read.value.chosen?.later).toMatchObject({ count: 3, planned: { [awa]: 1 } });
  });

  test("« retirer désormais » takes somebody off this date and all later ones, nobody else, and is undone as one", async () => {
    const { next, person, coordinator, permanence, plans, standing, undoes, last, journal } = await weekly();
    const awa = await person("Awa");
    const bo = await person("Bo");
    await assignWeekly(coordinator, { permanence, account: awa, preview: false });
    await plans(bo, { permanence: next[2] });
    const wanted = { permanence: next[0] ?? "", account: awa };
    const preview = await unassignWeekly(coordinator, { ...wanted, preview: true });
    expect(preview).toMatchObject({ value: { dates: ["2027-03-08", "2027-03-15", "2027-03-22"] } });
    expect(await standing(next[0])).toEqual(["Awa 1 09:00–12:00"]);
    expect(await unassignWeekly(coordinator, { ...wanted, preview: false })).toEqual(preview);
    const all = async () => [await standing(), ...(await Promise.all(next.map((id) => standing(id))))];
    expect(await all()).toEqual([["Awa 1 09:00–12:00"], [], [], ["Bo 2 09:00–12:00"]]);
    expect(await unassignWeekly(coordinator, { ...wanted, preview: true })).toMatchObject({ refusal: "half-day-over" });
    expect((await journal()).at(-1)).toBe("person-unplanned-weekly");
    expect(await last()).toMatchObject({ what: { did: "taken-off", people: ["Awa"], halfDays: 3 } });
    expect(await undoes()).toBe("done");
    expect((await all())[3]).toEqual(["Awa 1 09:00–12:00", "Bo 2 09:00–12:00"]);
    // Nobody of another organisation does it.
    const elsewhere = await anOrganisation();
    expect(await unassignWeekly(elsewhere.coordinator, { ...wanted, preview: false })).toMatchObject({
      refusal: "not-allowed",
    });
  });

  test("leaves out what is cancelled, counts where they stood already, and is undone as one", async () => {
    const { next, person, coordinator, permanence, plans, standing, undoes, last } = await weekly();
    const awa = await person("Awa");
    await cancelPermanence(coordinator, { permanence: next[0] ?? "", preview: false, reason: "Travaux" });
    await plans(awa, { permanence: next[1] });
    expect(await assignWeekly(coordinator, { permanence, account: awa, preview: false })).toMatchObject({
      value: { planned: [{ localDate: "2027-03-01" }, { localDate: "2027-03-22" }], already: 1, without: [] },
    });
    expect(await last()).toMatchObject({ what: { people: ["Awa"], localDate: "2027-03-01", halfDays: 2 } });
    expect(await undoes()).toBe("done");
    expect([await standing(), await standing(next[1]), await standing(next[2])]).toEqual([
      [],
      ["Awa 1 09:00–12:00"],
      [],
    ]);
  });
});

describe("undoing the last act of planning", () => {
  test("is refused when who would have their desk again stands at another one of that half-day since", async () => {
    const { plans, person, seatOf, undoes, standing, last, coordinator } = await anOrganisation();
    const awa = await person("Awa");
    const bo = await person("Bo");
    await plans(awa);
    await handOver(coordinator, { assignment: await seatOf(awa), account: bo, at: monday("10:00") });
    const handed = (await last())?.entry;
    await plans(awa, { desk: 2, span: { start: monday("10:00"), end: monday("12:00") } });
    const before = await standing();
    expect(await undoes(handed)).toBe("planned-here");
    expect(await standing()).toEqual(before);
  });

  test("of each kind brings back what stood, with an entry of its own, once", async () => {
    const { plans, person, takesOff, seatOf, undoes, standing, journal, last, coordinator } = await anOrganisation();
    const awa = await person("Awa");
    const bo = await person("Bo");
    await plans(awa);
    expect(await undoes()).toBe("done");
    expect(await standing()).toEqual([]);
    expect(await last()).toMatchObject({ way: "redo" });
    await plans(awa, { desk: 2 });
    await takesOff(awa);
    const off = await last();
    expect(await undoes()).toBe("done");
    expect(await standing()).toEqual(["Awa 2 09:00–12:00"]);
    expect(await undoes(off?.entry)).toBe("planned-here");
    await handOver(coordinator, { assignment: await seatOf(awa), account: bo, at: monday("10:00") });
    expect(await undoes()).toBe("done");
    expect(await standing()).toEqual(["Awa 2 09:00–12:00"]);
    expect(await journal()).toEqual([
      "person-planned",
      "planning-undone",
      "person-planned",
      "person-unplanned",
      "planning-undone",
      "desk-handed-over",
      "planning-undone",
    ]);
  });

  test("is itself taken back, again and again, each with an entry of its own", async () => {
    const { plans, person, undoes, standing, journal, last } = await anOrganisation();
    await plans(await person("Awa"));
    for (const [way, stands] of [
      ["undo", []],
      ["redo", ["Awa 1 09:00–12:00"]],
      ["undo", []],
      ["redo", ["Awa 1 09:00–12:00"]],
    ] as const) {
      expect((await last())?.way).toBe(way);
      expect(await undoes()).toBe("done");
      expect(await standing()).toEqual(stands);
    }
    expect(await journal()).toEqual([
      "person-planned",
      "planning-undone",
      "planning-redone",
      "planning-undone",
      "planning-redone",
    ]);
  });

  test("is refused when something changed meanwhile, by the reason there is, and nothing is written", async () => {
    const { plans, person, takesOff, undoes, last, away, standing } = await anOrganisation();
    const awa = await person("Awa");
    await plans(awa);
    const first = (await last())?.entry;
    await takesOff(awa);
    expect(await undoes(first)).toBe("changed-meanwhile");
    const off = (await last())?.entry;
    await plans(await person("Bo"), { desk: 1 });
    expect(await undoes(off)).toBe("desk-taken");
    await away(awa, monday("09:00"), monday("12:00"));
    expect(await undoes(off)).toBe("absent");
    expect(await standing()).toEqual(["Bo 1 09:00–12:00"]);
  });

  test("is named by whom it was about, where and when, wherever that was, and first says what it would do", async () => {
    const { plans, person, last, undoes, takesOff, coordinator, organisation, standing, halfDay, neuhof } =
      await anOrganisation();
    const awa = await person("Awa");
    await plans(awa);
    expect(await last()).toMatchObject({
      way: "undo",
      what: { did: "planned", people: ["Awa"], place: "Neuhof", localDate: "2027-03-01", halfDays: 1 },
    });
    await takesOff(awa);
    expect(await last()).toMatchObject({ way: "undo", what: { did: "taken-off", people: ["Awa"] } });
    const there = (await halfDay(neuhof, on("03-15 09:00"))).id;
    await plans(awa, { permanence: there });
    const later = await last();
    expect(later).toMatchObject({ what: { did: "planned", localDate: "2027-03-15" } });
    const asked = { organisation: organisation.id, entry: later?.entry ?? "", preview: true };
    expect(await undoPlanning(coordinator, asked)).toMatchObject({
      ok: true,
      value: { way: "undo", rows: [{ name: "Awa", place: "Neuhof", localDate: "2027-03-15", stands: false }] },
    });
    expect(await standing(there)).toEqual(["Awa 1 09:00–12:00"]);
    expect((await last())?.entry).toBe(later?.entry);
    expect(await undoes()).toBe("done");
    expect(await last()).toMatchObject({ way: "redo", what: { did: "planned", people: ["Awa"] } });
  });

  test("is that of whoever asks: an act of a colleague is theirs to undo", async () => {
    const { person, last, coordinator, permanence, plans, organisation } = await anOrganisation();
    const awa = await person("Awa");
    const bo = await person("Bo");
    await plans(awa);
    const colleague = { ...coordinator, user: await person("Colleague", "coordinator") };
    expect((await assign(colleague, { permanence, account: bo })).ok).toBe(true);
    expect(await last()).toMatchObject({ what: { people: ["Awa"] } });
    expect(await lastPlanning(db, organisation.id, colleague.user)).toMatchObject({ what: { people: ["Bo"] } });
  });

  test("is not an older one when the last was of another kind: that one is named, with what leads to it", async () => {
    const { plans, person, last, coordinator, halfDay, meinau } = await anOrganisation();
    await plans(await person("Awa"));
    const other = (await halfDay(meinau, on("03-02 09:00"))).id;
    await cancelPermanence(coordinator, { permanence: other, preview: false, reason: "Travaux" });
    expect(await last()).toMatchObject({
      way: "elsewhere",
      other: { act: "half-day-cancelled", place: "Meinau", localDate: "2027-03-02", permanence: other },
    });
  });

  test("is the closure where closing a place cancelled half-days, for every place too, until it is lifted", async () => {
    const { last, coordinator, halfDay, meinau, organisation } = await anOrganisation();
    await halfDay(meinau, on("03-02 09:00"));
    const closes = async (place: object) => {
      const body = closureBody.parse({ ...place, from: "2027-03-02", until: "2027-03-02", sentence: "Fuite d’eau" });
      const saved = await saveClosure(coordinator, { organisation: organisation.id, body, preview: false });
      if (!saved.ok) throw new Error(saved.refusal);
      return saved.value.closure!;
    };
    const closure = await closes({ place: meinau.id });
    const [entry] = await db.journalEntry.findMany({ orderBy: { id: "desc" }, take: 1 });
    expect(entry?.act).toBe("half-day-cancelled");
    const named = { act: "closure-made", closes: true, place: "Meinau", closure };
    expect(await last()).toMatchObject({ way: "elsewhere", other: named });
    expect(await last()).not.toHaveProperty("other.localDate");
    await db.closure.update({ where: { id: closure }, data: { liftedAt: new Date(clock.now()) } });
    // Its half-days are given back on the page of the closure.
    expect(await last()).toMatchObject({ other: { act: "half-day-cancelled", place: "Meinau", closure } });
    expect(await last()).not.toHaveProperty("other.closes");
    await halfDay(meinau, on("03-02 14:00"));
    const everywhere = await closes({});
    expect(await last()).toMatchObject({ other: { act: "closure-made", closes: true, closure: everywhere } });
    expect(await last()).not.toHaveProperty("other.place");
  });

  test("is refused once an act of another kind has touched its half-day, whoever did that, and nothing is written", async () => {
    const { plans, person, last, undoes, coordinator, permanence, organisation, standing, neuhof } =
      await anOrganisation();
    await plans(await person("Awa"));
    const entry = (await last())?.entry;
    const colleague = await person("Colleague", "coordinator");
    const note = (act: string, more: object = {}) =>
      db.journalEntry.create({
        data: {
          organisationId: organisation.id,
          act,
          actor: `staff:${colleague}`,
          at: new Date(clock.now()),
          data: {},
          ...more,
        },
      });
    // Neither a place that is closed on other days nor another half-day keeps it from being undone.
    const closure = (from: string, until: string) =>
      db.closure.create({
        data: {
          organisationId: organisation.id,
          placeId: neuhof.id,
          startsAt: new Date(on(from)),
          endsAt: new Date(on(until)),
          reason: "Travaux",
        },
      });
    await note("closure-made", {
      placeId: neuhof.id,
      data: { closure: (await closure("03-08 00:00", "03-09 00:00")).id },
    });
    expect(await last()).toMatchObject({ way: "undo" });
    await note("closure-made", {
      placeId: neuhof.id,
      data: { closure: (await closure("03-01 00:00", "03-02 00:00")).id },
    });
    expect(await last()).toMatchObject({ way: "elsewhere", other: { act: "closure-made", by: "Colleague" } });
    expect(await undoes(entry)).toBe("newer-act");
    await note("half-day-changed", { permanenceId: permanence });
    const asked = { organisation: organisation.id, entry: entry ?? "", preview: true };
    expect(await undoPlanning(coordinator, asked)).toMatchObject({
      refusal: "newer-act",
      other: { act: "half-day-changed", by: "Colleague", permanence, localDate: "2027-03-01" },
    });
    expect(await standing()).toEqual(["Awa 1 09:00–12:00"]);
  });

  test("that is refused names whom that is about and at which half-day", async () => {
    const { plans, person, takesOff, last, away, coordinator, organisation } = await anOrganisation();
    const awa = await person("Awa");
    await plans(awa);
    await takesOff(awa);
    const asked = { organisation: organisation.id, entry: (await last())?.entry ?? "", preview: true };
    await away(awa, monday("09:00"), monday("12:00"));
    expect(await undoPlanning(coordinator, asked)).toMatchObject({
      refusal: "absent",
      what: { did: "taken-off", people: ["Awa"] },
      row: { name: "Awa", place: "Neuhof", localDate: "2027-03-01" },
    });
  });

  test("is possible for a day", async () => {
    const { plans, person, last, undoes, halfDay, neuhof } = await anOrganisation();
    const later = (await halfDay(neuhof, on("03-08 09:00"))).id;
    await plans(await person("Awa"), { permanence: later });
    const entry = (await last())?.entry;
    clock.move(on("03-02 08:01") - (clock.now() - clock.offset()));
    expect(await last()).toBeUndefined();
    expect(await undoes(entry)).toBe("not-found");
  });
});
