import type { ReportFacts } from "#lib/queue/acts/report.ts";
import { reportsToDo, reportToKeep } from "#lib/report/activity-report.ts";
import { instantOf } from "#lib/time/instant.ts";

const facts: ReportFacts = { themes: ["logement"], minutes: 30, equipment: [] };
const keeps = (changed: Partial<ReportFacts>, procedure?: string) =>
  reportToKeep(
    { facts: { ...facts, ...changed }, ...(procedure !== undefined && { procedure }) },
    "2026-11-24",
    "2026-11-28",
  );

test("a report is kept as the national form takes it: the theme of procedures stands beside one of a procedure", () => {
  expect(keeps({}, "Demande d’APL")).toEqual({
    ok: true,
    value: {
      facts: { ...facts, themes: ["aide_aux_demarches_administratives", "logement"] },
      procedure: "Demande d’APL",
    },
  });
});

test("the name of a procedure is not kept beside other themes", () => {
  expect(keeps({ themes: ["email"] }, "Demande d’APL")).toEqual({
    ok: true,
    value: { facts: { ...facts, themes: ["email"] } },
  });
});

test("who was sent on somewhere was sent on; who was not was sent nowhere", () => {
  expect(keeps({ redirect: "aide_sociale", redirected: false })).toMatchObject({
    value: { facts: { redirect: "aide_sociale", redirected: true } },
  });
  expect(keeps({ redirected: false })).toMatchObject({ value: { facts: { redirected: false } } });
});

test.each([
  ["themes-missing", { themes: [] }],
  ["minutes-missing", { minutes: 0 }],
  ["minutes-missing", { minutes: 1_440 }],
  ["minutes-missing", { minutes: 2.5 }],
] as const)("a report is refused %s", (refusal, changed) => {
  expect(keeps(changed)).toEqual({ ok: false, refusal });
});

test("a report is refused after the 5th of the next month, and before its day", () => {
  const on = (today: string) => reportToKeep({ facts }, "2026-11-24", today);
  expect(on("2026-12-05").ok).toBe(true);
  expect(on("2026-12-06")).toEqual({ ok: false, refusal: "month-closed" });
  expect(on("2026-11-23")).toEqual({ ok: false, refusal: "day-to-come" });
});

test("a report stays to do until the 5th at its place, with that day", () => {
  const visit = (localDate: string, timeZone: string) => ({
    visit: localDate,
    number: 4,
    startedAt: instantOf("2026-11-24T08:00:00Z"),
    endedAt: instantOf("2026-11-24T08:30:00Z"),
    timeZone,
    localDate,
    place: "Neuhof",
    topics: [],
  });
  // In the evening of the 5th in Paris the 6th has begun on Réunion.
  const todayIn = (zone: string) => (zone === "Indian/Reunion" ? "2026-12-06" : "2026-12-05");
  const all = [
    visit("2026-10-31", "Europe/Paris"),
    visit("2026-11-24", "Europe/Paris"),
    visit("2026-11-24", "Indian/Reunion"),
  ];
  expect(reportsToDo(all, todayIn)).toEqual([{ ...visit("2026-11-24", "Europe/Paris"), until: "2026-12-05" }]);
});
