import { randomUUID } from "node:crypto";
import type { RunningApp } from "#tests/support/start-app.ts";
import { eventually } from "#tests/support/eventually.ts";
import { bookableHalfDay, books, shortTopic } from "./half-day.ts";
import { coordinatorOf } from "./team.ts";

const DAY = "2026-11-24";
const HOURS = ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"];
const at = (hour: string): string => `${DAY}T${hour}:00+01:00`;

/** The form of the half-day as it is, but for its bookable desks. */
const HALF_DAY = { date: DAY, from: "09:00", to: "12:00", desks: "6", way: "mixed" };

/** How often each status was answered. */
const tally = (statuses: readonly number[]): Record<number, number> =>
  Object.fromEntries(
    Object.entries(Object.groupBy(statuses, String)).map(([status, all]) => [status, all?.length ?? 0]),
  );

/** Tests with very many bookings at once. */
export function storm(app: () => RunningApp): void {
  test("over HTTP: fifty people take the last place at once, one has it and forty-nine read other hours", async () => {
    const topic = await shortTopic(app());
    const { permanence } = await bookableHalfDay(app(), DAY, 1);
    for (const hour of HOURS.filter((hour) => hour !== "10:30"))
      expect((await books(app(), permanence, at(hour), topic)).status).toBe(201);
    const answers = await Promise.all(Array.from({ length: 50 }, () => books(app(), permanence, at("10:30"), topic)));
    expect(tally(answers.map(({ status }) => status))).toEqual({ 201: 1, 409: 49 });
    const codes = await Promise.all(
      answers
        .filter(({ status }) => status === 409)
        .map(async (answer) => ((await answer.json()) as { code: string }).code),
    );
    expect(new Set(codes)).toEqual(new Set(["slot-taken"]));
  });

  test("over HTTP: fifteen hundred bookings at once are each made, refused as taken, or refused as busy; boards are read meanwhile", async () => {
    const topic = await shortTopic(app());
    const halfDays: Awaited<ReturnType<typeof bookableHalfDay>>[] = [];
    // One after the other, since the test has one connection to the database.
    for (let one = 0; one < 10; one += 1) halfDays.push(await bookableHalfDay(app(), DAY, 6));
    const board = `${app().url}/api/v1/permanences/${halfDays[0]?.permanence}/board`;
    let raging = true;
    const reads = (async (): Promise<number[]> => {
      const statuses: number[] = [];
      while (raging)
        statuses.push(await fetch(board).then(async (answer) => (await answer.arrayBuffer(), answer.status)));
      return statuses;
    })();
    const answers = await Promise.all(
      Array.from({ length: 1_500 }, async (_, index) => {
        const answer = await books(
          app(),
          halfDays[index % halfDays.length]?.permanence ?? "",
          at(HOURS[Math.floor(index / halfDays.length) % HOURS.length] ?? ""),
          topic,
        );
        await answer.arrayBuffer();
        return answer;
      }),
    );
    raging = false;
    const made = answers.filter(({ status }) => status === 201).length;
    expect(
      Object.keys(tally(answers.map(({ status }) => status))).filter(
        (status) => !["201", "409", "503"].includes(status),
      ),
    ).toEqual([]);
    expect(answers.filter(({ status, headers }) => status === 503 && headers.get("retry-after") === null)).toEqual([]);
    expect((await reads).filter((status) => status !== 200 && status !== 503)).toEqual([]);
    const { rows } = await app().db.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM appointment WHERE permanence_id = ANY($1)",
      [halfDays.map(({ permanence }) => permanence)],
    );
    expect(rows[0]?.count).toBe(made);
    // How many depends on the machine; the service must go on, not only refuse.
    expect(made).toBeGreaterThan(60);
  }, 120_000);

  test("over HTTP: while one half-day is locked, requests over its limit are refused at once as busy, and reading goes on", async () => {
    const topic = await shortTopic(app());
    const { permanence } = await bookableHalfDay(app(), DAY, 6);
    await app().db.query("BEGIN");
    await app().db.query("SELECT 1 FROM permanence WHERE id = $1 FOR UPDATE", [permanence]);
    const statuses: number[] = [];
    const all = Array.from({ length: 400 }, (_, index) =>
      books(app(), permanence, at(HOURS[index % HOURS.length] ?? ""), topic).then(
        ({ status }) => void statuses.push(status),
      ),
    );
    await eventually(() => statuses.length >= 90, true);
    expect(new Set(statuses)).toEqual(new Set([503]));
    const reads = await Promise.all(
      [
        `/api/v1/permanences/${permanence}/board`,
        `/api/v1/permanences/${permanence}/slots?topic=${topic}`,
        "/healthz",
        "/",
      ].map(async (path) => (await fetch(app().url + path)).status),
    );
    expect(reads).toEqual([200, 200, 200, 200]);
    await app().db.query("COMMIT");
    await Promise.all(all);
    expect(Object.keys(tally(statuses)).filter((status) => !["201", "409", "503"].includes(status))).toEqual([]);
    expect(tally(statuses)[201] ?? 0).toBeGreaterThan(5);
  }, 60_000);

  test("over HTTP: while a hundred and twenty people book the same half-day, every act of its team is answered before most of them, none as busy", async () => {
    const topic = await shortTopic(app());
    const { permanence, place, organisation } = await bookableHalfDay(app(), DAY, 6);
    const { calls, posts } = await coordinatorOf(app(), organisation);
    let raging = true;
    const statuses: number[] = [];
    const crowd = Array.from({ length: 120 }, async (_, index) => {
      while (raging) {
        const answer = await books(app(), permanence, at(HOURS[index % HOURS.length] ?? ""), topic);
        await answer.arrayBuffer();
        statuses.push(answer.status);
      }
    });
    await eventually(() => statuses.length >= 120, true);
    const path = `/api/v1/permanences/${permanence}`;
    const command = (act: object): object => ({
      commands: [{ id: randomUUID(), at: `${DAY}T09:00:00+01:00`, device: "tablet", ...act }],
    });
    const page = `/coordination/permanences/${permanence}`;
    const called = async (to: string, body: object): Promise<string> => `${(await calls(to, body)).status}`;
    /** Each answers its status, or the address to which its form leads. */
    const acts: readonly (() => Promise<string>)[] = [
      () => posts(`${page}/enregistrer`, { ...HALF_DAY, place, bookableDesks: "3" }),
      () => posts(`${page}/enregistrer`, { ...HALF_DAY, place, bookableDesks: "2" }),
      () => called(`${path}/commands`, command({ type: "give-numbers" })),
      () => called(`${path}/commands`, command({ type: "announce", message: "Pause" })),
      () => called(`${path}/visits`, { language: "fr" }),
      () => called(`${path}/appointments`, { topic, startsAt: at("10:30"), overbook: { reason: "Urgence" } }),
      () => called("/api/v1/devices", { place, kind: "kiosk", name: "Entrée" }),
      () => posts(`${page}/annuler`, { reason: "Absence" }),
    ];
    const answered: string[] = [];
    /** How many bookings were answered while the team waited for each answer. */
    const before: number[] = [];
    for (const act of acts) {
      const soFar = statuses.length;
      answered.push(await act());
      before.push(statuses.length - soFar);
    }
    raging = false;
    await Promise.all(crowd);
    expect(answered.filter((status) => /^5/u.test(status))).toEqual([]);
    // In turn it would be all hundred and twenty, each time.
    expect(Math.max(...before)).toBeLessThan(100);
    expect(answered.at(-1)).toContain("fait=halfDayCancelled");
    expect(answered.slice(0, 2)).toEqual(Array(2).fill(expect.stringContaining("fait=halfDayChanged")));
  }, 120_000);

  test("afterwards the process is healthy, shows a page and accepts a booking", async () => {
    const topic = await shortTopic(app());
    const { permanence } = await bookableHalfDay(app(), DAY, 1);
    expect(await (await fetch(`${app().url}/healthz`)).json()).toEqual({ status: "ok", database: "answers" });
    expect((await fetch(app().url)).status).toBe(200);
    expect((await books(app(), permanence, at("09:00"), topic)).status).toBe(201);
  });
}
