import { startApp, type RunningApp } from "#tests/support/start-app.ts";

/** A Tuesday morning on which Neuhof has one open half-day and no other. */
const NOW = "2026-09-08T10:02:00+02:00";

let app: RunningApp | undefined;
beforeAll(async () => (app = await startApp({ now: NOW })), 180_000);
afterAll(() => app?.stop());

const open = (path: string): Promise<Response> => fetch(`${app?.url}${path}`, { redirect: "manual" });

test.each(["screen", "door", "turn", "booking", "share", "calendar"] as const)(
  "the door « %s » that the demo prints opens",
  async (door) => {
    const answer = await open(app?.addresses[door] ?? "");
    expect(answer.status).toBe(200);
  },
);

test("the tablet asks for sign-in before it shows a line", async () => {
  const answer = await open(app?.addresses.tablet ?? "");
  expect([answer.status, answer.headers.get("location")]).toEqual([307, expect.stringContaining("/connexion")]);
});

test("the home page says at once that Neuhof is open, confirmed by a person", async () => {
  const page = await (await open("/")).text();
  const card = page.split("<article").find((part) => /L’équipe l’a confirmé à 9\sh\s30/u.test(part)) ?? "";
  expect(/<h3>(?:<[^>]*>)*([^<]*)/u.exec(card)?.[1]).toBe("Mairie de quartier du Neuhof");
});

test("the clock of the application starts at the given time", async () => {
  const calendar = await (await open(app?.addresses.calendar ?? "")).text();
  expect(calendar.split("\r\n")).toContain("DTSTART;TZID=Europe/Paris:20260908T093000");
});
