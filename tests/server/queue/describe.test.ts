import { freshServer, neuhof, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
beforeAll(async () => void (server = await freshServer()));
afterAll(() => server.db.$disconnect());

const rowOf = (id: string) =>
  server.db.visit.findUniqueOrThrow({ where: { id }, select: { topicKey: true, language: true, state: true } });

test("topic and language stand in the row of the visit, at the door, at the table and after the help", async () => {
  const here = await neuhof(server);
  await here.opens();
  const visit = await here.walksIn();
  expect(await here.does({ type: "describe", visit, topic: "impots" })).toBe("applied");
  await here.does({ type: "call-next", desk: 1 });
  await here.does({ type: "start", visit });
  expect(await here.does({ type: "describe", visit, language: "ar" })).toBe("applied");
  await here.does({ type: "finish", visit });
  expect(await here.does({ type: "describe", visit, topic: "caf" })).toBe("applied");
  expect(await rowOf(visit)).toEqual({ topicKey: "caf", language: "ar", state: "done" });
  expect((await here.line()).visits).toMatchObject([{ id: visit, topic: "caf", language: "ar" }]);
});

test("it is noted after the close too, and taken off again", async () => {
  const here = await neuhof(server);
  await here.opens();
  const visit = await here.walksIn();
  await here.does({ type: "call-next", desk: 1 });
  await here.does({ type: "start", visit });
  await here.does({ type: "finish", visit });
  await here.does({ type: "close", leftovers: [] });
  expect(await here.does({ type: "describe", visit, topic: "impots", language: "tr" })).toBe("applied");
  expect(await rowOf(visit)).toMatchObject({ topicKey: "impots", language: "tr" });
  expect(await here.does({ type: "describe", visit, topic: null, language: null })).toBe("applied");
  expect(await rowOf(visit)).toMatchObject({ topicKey: null, language: null });
});

test("a topic that the operator does not have is left out, and the rest is noted", async () => {
  const here = await neuhof(server);
  await here.opens();
  const visit = await here.walksIn();
  expect(await here.does({ type: "describe", visit, topic: "nothing-of-ours", language: "ar" })).toBe("applied");
  expect(await rowOf(visit)).toMatchObject({ topicKey: null, language: "ar" });
});

test("the event names its visit in its facts only, so that the version before reads past it", async () => {
  const here = await neuhof(server);
  await here.opens();
  const visit = await here.walksIn();
  await here.does({ type: "describe", visit, topic: "impots" });
  const [event] = await server.db.queueEvent.findMany({
    where: { permanenceId: here.permanence, type: "visit-described" },
  });
  expect(event).toMatchObject({ visitId: null, data: { visit, topic: "impots" } });
});

test("« Terminer » that is taken back leaves what was noted since", async () => {
  const here = await neuhof(server);
  await here.opens();
  const visit = await here.walksIn();
  await here.does({ type: "call-next", desk: 1 });
  await here.does({ type: "start", visit });
  const end = here.command({ type: "finish", visit });
  await server.runCommands(here.staff, here.permanence, [end]);
  await here.does({ type: "describe", visit, topic: "impots" });
  expect(await here.does({ type: "undo", command: end.id })).toBe("applied");
  expect(await rowOf(visit)).toMatchObject({ topicKey: "impots", state: "serving" });
});
