import { randomUUID } from "node:crypto";
import { freshServer, neuhof, setTime, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
beforeAll(async () => void (server = await freshServer()));
afterAll(() => server.db.$disconnect());

const morning = async () => {
  const here = await neuhof(server);
  await here.does({ type: "give-numbers" });
  const counted = async () =>
    (await server.db.turnAway.findMany({ where: { permanenceId: here.permanence } })).map(({ reason }) => reason);
  return { ...here, counted };
};

test("who was counted by mistake is taken back within a minute, and nobody else with them", async () => {
  const { does, counted } = await morning();
  const [mistaken, other] = [randomUUID(), randomUUID()];
  await does({ type: "turn-away", reason: "full" }, { id: mistaken });
  await does({ type: "turn-away", reason: "language" }, { id: other });
  expect(await does({ type: "undo-turn-away", turnAway: mistaken })).toBe("applied");
  expect(await does({ type: "undo-turn-away", turnAway: mistaken })).toBe("applied");
  expect(await counted()).toEqual(["language"]);
});

test("more than a minute later the count stays", async () => {
  const { does, counted } = await morning();
  const id = randomUUID();
  await does({ type: "turn-away", reason: "full" }, { id });
  setTime(server, "8:52");
  await does({ type: "undo-turn-away", turnAway: id });
  expect(await counted()).toEqual(["full"]);
});

test("another half-day cannot take it back", async () => {
  const [here, there] = [await morning(), await morning()];
  const id = randomUUID();
  await here.does({ type: "turn-away", reason: "full" }, { id });
  await there.does({ type: "undo-turn-away", turnAway: id });
  expect(await here.counted()).toEqual(["full"]);
});
