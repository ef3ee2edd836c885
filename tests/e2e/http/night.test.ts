/** @long */
import { eventually } from "#tests/support/eventually.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";
import { bookableHalfDay, shortTopic } from "./half-day.ts";

let app: RunningApp;
beforeAll(async () => {
  app = await startApp({ now: "2026-11-20T10:00:00+01:00" });
}, 300_000);
afterAll(() => app?.stop());

const setTime = (now: string) =>
  fetch(`${app.url}/api/test/clock`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ now }),
  });

test("the web server erases by its own clock, without a request", async () => {
  const { permanence } = await bookableHalfDay(app, "2026-11-23", 1);
  const answer = await fetch(`${app.url}/api/v1/permanences/${permanence}/appointments`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      topic: await shortTopic(app),
      startsAt: "2026-11-23T09:00:00+01:00",
      name: "Fatima",
      email: "fatima@exemple.fr",
    }),
  });
  expect(answer.status).toBe(201);
  const known = async () =>
    (
      await app.db.query(
        "SELECT 1 FROM appointment a LEFT JOIN appointment_contact c ON c.appointment_id = a.id WHERE permanence_id = $1 AND num_nonnulls(c.name, c.email, a.code) > 0",
        [permanence],
      )
    ).rowCount;
  expect(await known()).toBe(1);
  expect((await setTime("2026-12-23T09:00:00+01:00")).status).toBe(200);
  expect(await known()).toBe(1);
  expect((await setTime("2026-12-23T10:00:00+01:00")).status).toBe(200);
  await eventually(known, 0);
});
