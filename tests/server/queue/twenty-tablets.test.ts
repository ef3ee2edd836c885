import { randomUUID } from "node:crypto";
import { freshShell, itIs, neuhof, type Shell } from "#tests/server/queue/neuhof.ts";

let shell: Shell;
beforeAll(async () => void (shell = await freshShell()));
afterAll(() => shell.db.$disconnect());

test("twenty tablets that press « Suivant » at once for sixty people call each once, in the order of the law", async () => {
  const { opens, sends, command, permanence, visit } = await neuhof(shell, { desks: 20 });
  const team = await opens();
  const people = Array.from({ length: 60 }, () => randomUUID());
  await sends(...people.map((person) => command({ type: "add-visit", visit: person })));
  itIs(shell, "9:00");
  await Promise.all(team.map((staff, index) => callsAndHelps(staff, index + 1, 3)));
  const calls = await shell.db.queueEvent.findMany({ where: { permanenceId: permanence, type: "visit-called" }, orderBy: { id: "asc" } });
  expect(calls.map((call) => call.visitId)).toEqual(people);
  expect(await visit(people[59] ?? "")).toMatchObject({ state: "done", number: 60 });

  async function callsAndHelps(staff: (typeof team)[number], desk: number, times: number): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      await shell.runCommands(staff, permanence, [command({ type: "call-next", desk })]);
      const mine = (await shell.db.visit.findFirstOrThrow({ where: { permanenceId: permanence, desk, state: "called" } })).id;
      await shell.runCommands(staff, permanence, [command({ type: "start", visit: mine }), command({ type: "finish", visit: mine })]);
    }
  }
});

test("two tablets that call the same person: one has her, the other reads that she is called already", async () => {
  const { opens, walksIn, command, permanence, visit } = await neuhof(shell, { desks: 2 });
  const [one, two] = await opens();
  const person = await walksIn();
  const tries = await Promise.all([one, two].map((staff, index) =>
    shell.runCommands(staff ?? one!, permanence, [command({ type: "call", visit: person, desk: index + 1 }, { expected: { visit: person, state: "waiting" } })])));
  const outcomes = tries.map((ran) => (ran.ok ? ran.value.results[0] : undefined));
  expect(outcomes).toContainEqual(expect.objectContaining({ outcome: "applied" }));
  expect(outcomes).toContainEqual(expect.objectContaining({ outcome: "refused", refusal: "already-called" }));
  expect(await visit(person)).toMatchObject({ state: "called" });
});

test("numbers given by many tablets at once are dense and none is given twice", async () => {
  const { opens, command, permanence, line } = await neuhof(shell, { desks: 5 });
  const team = await opens();
  await Promise.all(Array.from({ length: 40 }, (_, index) =>
    shell.runCommands(team[index % 5]!, permanence, [command({ type: "add-visit", visit: randomUUID() })])));
  const { visits, nextNumber } = await line();
  expect(visits.map(({ number }) => number)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  expect(nextNumber).toBe(41);
});
