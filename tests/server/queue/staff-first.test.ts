import { randomUUID } from "node:crypto";
import type { Actor } from "#lib/access/actor.ts";
import type { Act } from "#lib/queue/acts/acts.ts";
import { freshServer, neuhof, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
beforeAll(async () => void (server = await freshServer()));
afterAll(() => server.db.$disconnect());

/** Writes at work at once (lib/server/edge/admission.ts). */
const AT_ONCE = 6;

test("while many writes wait, what the team does goes before what residents do", async () => {
  const { opens, staff, permanence, command } = await neuhof(server);
  const { admitted, admissionNow } = await import("#lib/server/edge/admission.ts");
  const { applyCommand } = await import("#lib/server/queue/apply-command.ts");
  await opens();
  const ends: (() => void)[] = [];
  const working = Array.from({ length: AT_ONCE }, () => admitted(() => new Promise<void>((end) => ends.push(end))));
  const done: string[] = [];
  const does = async (who: string, act: Act, actor: Actor): Promise<void> => {
    const { result } = await applyCommand(permanence, command(act), { actor, lastExchange: undefined });
    expect(result.outcome).toBe("applied");
    done.push(who);
  };
  const all = [
    does("resident", { type: "add-visit", visit: randomUUID() }, { kind: "anonymous" }),
    does("another resident", { type: "add-visit", visit: randomUUID() }, { kind: "anonymous" }),
    does("team", { type: "announce", message: "Pause" }, staff),
  ];
  expect(admissionNow()).toEqual({ working: AT_ONCE, waiting: 3 });
  // One place is free: the three have their turns one after the other.
  ends[0]?.();
  await Promise.all(all);
  expect(done).toEqual(["team", "resident", "another resident"]);
  for (const end of ends) end();
  await Promise.all(working);
});
