import { act, screen } from "@testing-library/react";
import { FakeEventSource } from "#tests/components/queue/fake-event-source.ts";
import type { FakeServer } from "#tests/components/tablet/fake-server.ts";
import { open, then } from "#tests/components/tablet/morning.ts";
import { atTime, button, passes, showTablet } from "#tests/components/tablet/show-tablet.tsx";

const BUSY = /^Le serveur est occupé, on réessaie\./;
const LOST = /^Sans réseau depuis/;
const KEPT = "Tout est gardé";

/** A morning where the colleague calls number 1 and the reading which that leads to fails, so often. */
async function colleagueCalls(...fails: FakeServer["spoiltReads"]): Promise<FakeServer & { leave: () => void }> {
  const { server, leave } = await showTablet(open(3));
  server.spoiltReads.push(...fails);
  server.reads = 0;
  act(() => server.becomes(then(server.state, "9:10", { type: "call-next", desk: 1 })));
  await passes(0);
  return Object.assign(server, { leave });
}

const beat = (): void => act(() => FakeEventSource.all.forEach((source) => source.say("beat", "1")));

beforeEach(() => atTime("9:10"));

test.each([
  ["busy", BUSY],
  ["unreachable", LOST],
  ["unreadable", LOST],
] as const)(
  "one reading that was %s is tried again a second later: whom a colleague called is not offered",
  async (fails, sentence) => {
    const server = await colleagueCalls(fails);
    expect(screen.getByText(sentence)).toBeInTheDocument();
    await passes(1);
    expect(server.reads).toBe(2);
    expect(button("Appeler le 2")).toBeEnabled();
    expect(screen.queryByText(sentence)).not.toBeInTheDocument();
    expect(screen.getByText(KEPT)).toBeInTheDocument();
  },
);

test("readings are tried again after 1, 2, 4 seconds and then every 5, as sendings are", async () => {
  const server = await colleagueCalls(...Array<"busy">(9).fill("busy"));
  const tries: number[] = [];
  for (let second = 0; second <= 13; second += 1) {
    tries.push(server.reads);
    await passes(1);
  }
  expect(tries).toEqual([1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 5, 5]);
});

test("an old line is never shown as if all were well: a sign of life reads the newer one before the warning goes", async () => {
  const server = await colleagueCalls("unreachable", "unreachable", "unreachable", "unreachable");
  await passes(4);
  expect(server.reads).toBe(3);
  beat();
  expect(screen.queryByText(KEPT)).not.toBeInTheDocument();
  await passes(0);
  expect(server.reads).toBe(4);
  expect(screen.getByText(LOST)).toBeInTheDocument();
  beat();
  await passes(0);
  expect(button("Appeler le 2")).toBeEnabled();
  expect(screen.getByText(KEPT)).toBeInTheDocument();
});

test("the network is back: the warning goes when the line was read, not when the way is open", async () => {
  const { server } = await showTablet(open(3));
  server.cut();
  await passes(6);
  server.state = then(server.state, "9:10", { type: "call-next", desk: 1 });
  server.spoiltReads.push("unreachable");
  server.restore();
  await passes(0);
  expect(screen.getByText(LOST)).toBeInTheDocument();
  await passes(1);
  expect(screen.getByText(KEPT)).toBeInTheDocument();
  expect(button("Appeler le 2")).toBeEnabled();
});

test("one change is read once, and a beat while all is well reads nothing", async () => {
  const server = await colleagueCalls();
  expect(server.reads).toBe(1);
  beat();
  await passes(0);
  expect(server.reads).toBe(1);
});

test("a tablet that was left plans no more readings", async () => {
  const server = await colleagueCalls("busy");
  server.leave();
  await passes(10);
  expect(server.reads).toBe(1);
});
