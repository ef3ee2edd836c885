import { answerHealth, isWell } from "#scripts/worker-health.ts";
import { freePort } from "#scripts/free-port.ts";

const MINUTE = 60_000;

test("a worker is well while it looked for work within three minutes, and not before its first look", () => {
  expect(isWell(undefined)).toBe(false);
  expect(isWell(0)).toBe(true);
  expect(isWell(3 * MINUTE - 1)).toBe(true);
  expect(isWell(3 * MINUTE)).toBe(false);
});

test("the health of a worker is answered as a status, and a port that is taken is refused with a sentence", async () => {
  const port = await freePort();
  let sinceLook = 0;
  const end = await answerHealth(port, () => sinceLook);
  const status = async (path: string): Promise<number> => (await fetch(`http://localhost:${port}${path}`)).status;
  expect(await status("/healthz")).toBe(200);
  sinceLook = 5 * MINUTE;
  expect(await status("/healthz")).toBe(503);
  expect(await status("/")).toBe(404);
  await expect(answerHealth(port, () => 0)).rejects.toThrow(`WORKER_PORT is ${port}, and nothing can listen there`);
  await end();
});
