import { jest } from "@jest/globals";

jest.unstable_unmockModule("#lib/server/edge/measure-answer.ts");
Object.assign(process.env, { APP_ENV: "test", METRICS_TOKEN: "a-token-of-the-tests-only", LOG_LEVEL: "silent" });
const { handle } = await import("#app/api/handle.ts");
const { handleForm } = await import("#app/form.ts");
const { GET } = await import("#app/metrics/route.ts");

const asked = (headers: Record<string, string>): Promise<Response> =>
  GET(new Request("http://localhost:3000/metrics", { headers }));
const SECRET = "A".repeat(43);
const answered = (path: string, status: number): Promise<Response> =>
  handle(new Request(`http://localhost:3000${path}`), async () => new Response(null, { status }));

test("answers are counted by call and status; no address, no secret and no name is in the measures", async () => {
  await answered(`/api/v1/appointments/${SECRET}`, 200);
  await answered(`/api/v1/appointments/${SECRET}`, 404);
  await answered(`/api/v1/appointments/${SECRET}?nom=Fatima`, 404);
  await answered(`/suivi/${SECRET}/partir`, 303);
  const text = await (await asked({ "x-peer-address": "127.0.0.1" })).text();
  expect(text).toContain('permanences_answers_total{call="readAppointment",status="200"} 1');
  expect(text).toContain('permanences_answers_total{call="readAppointment",status="404"} 2');
  expect(text).toContain('permanences_answers_total{call="other",status="303"} 1');
  expect(text).toContain('permanences_answer_seconds_count{call="readAppointment"} 3');
  expect(text).not.toMatch(/AAAA|Fatima|127\.0\.0\.1/);
});

test("how long an answer took is measured in seconds", async () => {
  let milliseconds = 1_000;
  const watch = jest.spyOn(performance, "now").mockImplementation(() => milliseconds);
  await handle(new Request("http://localhost:3000/api/v1/places"), async () => {
    milliseconds += 1_500;
    return new Response();
  });
  watch.mockRestore();
  const text = await (await asked({ "x-peer-address": "127.0.0.1" })).text();
  expect(text).toContain('permanences_answer_seconds_sum{call="listPlaces"} 1.5');
  expect(text).toContain('permanences_answer_seconds_bucket{le="1",call="listPlaces"} 0');
  expect(text).toContain('permanences_answer_seconds_bucket{le="2.5",call="listPlaces"} 1');
});

test("a person's form is counted too, also when it is from a foreign page, and its address is in no measure", async () => {
  const form = (headers: Record<string, string> = {}): Request =>
    new Request(`http://localhost:3000/suivi/${SECRET}/absence`, { method: "POST", headers });
  const page = async (): Promise<Response> => new Response(null, { status: 303 });
  const counted = async (status: number): Promise<number> =>
    Number(
      new RegExp(`answers_total\\{call="other",status="${status}"\\} (\\d+)`).exec(
        await (await asked({ "x-peer-address": "127.0.0.1" })).text(),
      )?.[1] ?? 0,
    );
  const before = [await counted(303), await counted(403)];
  await handleForm(form(), page, page);
  await handleForm(form(), page, () => Promise.reject(new Error("unexpected")));
  await handleForm(form({ origin: "https://ailleurs.example" }), page, page);
  expect([await counted(303), await counted(403)]).toEqual([before[0]! + 2, before[1]! + 1]);
});

test("how many writes run and wait is measured now, with the state of the process", async () => {
  const text = await (await asked({ "x-peer-address": "::1" })).text();
  expect(text).toContain('permanences_writes{state="working"} 0');
  expect(text).toContain('permanences_writes{state="waiting"} 0');
  expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
});

test.each([
  ["this machine, as another kind of address", { "x-peer-address": "::ffff:127.0.0.1" }, 200],
  ["a proxy on this machine", { "x-peer-address": "127.0.0.1", "x-peer-forwarded": "yes" }, 403],
  ["somebody elsewhere", { "x-peer-address": "203.0.113.7" }, 403],
  ["somebody of whom nothing is known", {}, 403],
  [
    "whoever shows the token",
    { "x-peer-address": "203.0.113.7", authorization: "Bearer a-token-of-the-tests-only" },
    200,
  ],
  ["whoever shows another", { "x-peer-address": "127.0.0.1", authorization: "Bearer a-token-of-the-tests" }, 403],
])("measures are read by the right ones: %s", async (_, headers, status) => {
  expect((await asked(headers as Record<string, string>)).status).toBe(status);
});
