/** @long */
import { isBusy } from "#lib/server/busy.ts";
import { instantOf } from "#lib/time/instant.ts";
import { freshServer, neuhof, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
let bookAppointment: typeof import("#lib/server/booking/book.ts").bookAppointment;

beforeAll(async () => {
  server = await freshServer();
  ({ bookAppointment } = await import("#lib/server/booking/book.ts"));
});
afterAll(() => server.db.$disconnect());

test("a use case that waits four seconds for a lock is given up as busy, and nothing was done", async () => {
  const { permanence, does } = await neuhof(server);
  const outcomes = await server.db.$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM permanence WHERE id = ${permanence}::uuid FOR UPDATE`;
      const booking = bookAppointment(
        { kind: "anonymous" },
        { permanence, topics: ["caf"], start: instantOf("2026-11-24T10:00:00+01:00"), onBehalfOf: false },
      );
      return Promise.all(
        [booking, does({ type: "give-numbers" })].map((act) =>
          act.then(
            () => "done",
            (error: unknown) => (isBusy(error) ? "busy" : error),
          ),
        ),
      );
    },
    { timeout: 30_000 },
  );
  expect(outcomes).toEqual(["busy", "busy"]);
  expect(await server.db.appointment.count({ where: { permanenceId: permanence } })).toBe(0);
  expect(await does({ type: "give-numbers" })).toBe("applied");
});
