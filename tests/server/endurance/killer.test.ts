/** @long */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { killerOf, type Kill } from "#tests/rig/killer.ts";

/** A fake application and database that record what is done to them; `healthy` is what /healthz answers. */
async function pretend() {
  const told: string[] = [];
  const server = createServer((_, response) => response.writeHead(200).end());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const tell = (what: string) => async () => void told.push(what);
  const application = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    kill: tell("application killed"),
    start: tell("application started"),
  };
  const database = {
    kill: async (all?: boolean) => void told.push(all ? "database killed with backends" : "database killed"),
    start: tell("database started"),
  };
  return { told, application, database, close: () => new Promise((resolve) => server.close(resolve)) };
}

const kill = (after: number, victim: Kill["victim"]): Kill => ({ after, victim, pause: 0 });

test("each victim is killed at its operation and started again, one after the other; clients wait for it", async () => {
  const { told, application, database, close } = await pretend();
  const killer = killerOf(
    [kill(3, "postmaster-and-backends"), kill(2, "application"), kill(3, "postmaster"), kill(9, "application")],
    application,
    database,
  );
  killer.begun();
  await killer.up();
  expect(told).toEqual([]);
  killer.begun();
  killer.begun();
  await killer.up();
  expect(told).toEqual([
    "application killed",
    "application started",
    "database killed with backends",
    "database started",
    "database killed",
    "database started",
  ]);
  expect(killer.done()).toHaveLength(3);
  await close();
});

test("waiting clients get the error of a victim that does not start again", async () => {
  const { application, database, close } = await pretend();
  const killer = killerOf(
    [kill(1, "application")],
    { ...application, start: () => Promise.reject(new Error("It does not start.")) },
    database,
  );
  killer.begun();
  await expect(killer.up()).rejects.toThrow("It does not start.");
  await expect(killer.rest()).rejects.toThrow("It does not start.");
  await close();
});
