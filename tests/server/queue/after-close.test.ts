import { randomUUID } from "node:crypto";
import { at } from "#tests/support/line.ts";
import { tabletAway } from "#tests/support/tablet-away.ts";
import { freshServer, neuhof, setTime, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
beforeAll(async () => {
  server = await freshServer();
});
afterAll(() => server.db.$disconnect());

/**
 * Since 10:00 the tablet of table 1 is without network, with W1 helped there; W2 and W3 wait. Reception frees table 1 and closes
 * the half-day at 11:00: W1 was helped until then, as far as the line knows, and W2 and W3 end without help.
 */
async function closedWithoutNetwork() {
  const here = await neuhof(server, { desks: 2 });
  const reception = await here.newStaff("reception");
  await here.opens();
  setTime(server, "9:30");
  const [one, two, three] = [await here.walksIn(), await here.walksIn(), await here.walksIn()];
  setTime(server, "9:50");
  await here.does({ type: "call-next", desk: 1 }, { device: "tablet-away" });
  setTime(server, "10:01");
  await here.does({ type: "start", visit: one }, { device: "tablet-away", atTime: at("10:00") });
  setTime(server, "11:00");
  expect(await here.does({ type: "free-desk", desk: 1 }, { by: reception })).toBe("applied");
  const leftovers = [one, two, three].map((visit) => ({ visit, choice: "no-date" as const }));
  expect(await here.does({ type: "close", leftovers }, { by: reception })).toBe("applied");
  const lateHelps = () =>
    server.db.lateHelp.findMany({ where: { permanenceId: here.permanence }, orderBy: { startedAt: "asc" } });
  return { ...here, ...tabletAway(server, here), reception, one, two, three, lateHelps };
}

/** W1 is helped until 10:20, then W2 from 10:25 to 10:40. */
const morningOfTheTablet = ({ did, one, two }: Awaited<ReturnType<typeof closedWithoutNetwork>>) => [
  did({ type: "finish", visit: one }, "10:20:30"),
  did({ type: "call-next", desk: 1 }, "10:22", two),
  did({ type: "start", visit: two, desk: 1 }, "10:25"),
  did({ type: "finish", visit: two }, "10:40"),
];

test("help that was given before a person's close is noted, counted once with its own minutes, and the line stays closed", async () => {
  const here = await closedWithoutNetwork();
  expect(await here.counted()).toMatchObject({ received: 3, helped: 1, contacts: 1, unserved: 2 });
  const before = await here.line();
  setTime(server, "14:00");
  const { results } = await here.sends(...morningOfTheTablet(here));
  expect(results).toMatchObject(
    Array.from({ length: 4 }, () => ({ outcome: "refused", refusal: "noted-after-close" })),
  );
  const after = await here.line();
  const { version: _, undoable: __, ...closed } = before;
  expect(after).toMatchObject(closed);
  expect(await here.lateHelps()).toMatchObject([
    {
      visitId: here.one,
      startedAt: new Date(at("10:00")),
      endedAt: new Date(at("10:20:30")),
      conseillerId: here.staff.user,
    },
    { visitId: here.two, startedAt: new Date(at("10:25")), endedAt: new Date(at("10:40")), desk: 1 },
  ]);
  expect(await here.counted()).toMatchObject({
    outcome: "held",
    received: 3,
    helped: 2,
    contacts: 2,
    unserved: 1,
    helpMinutes: 35,
    waitsOver20: 2,
    stale: false,
  });
});

test("sent again, in parts or by two processes at once, it counts once and reads the same", async () => {
  const here = await closedWithoutNetwork();
  setTime(server, "14:00");
  const sent = morningOfTheTablet(here);
  await Promise.all([
    server.runCommands(here.staff, here.permanence, sent),
    server.runCommands(here.staff, here.permanence, sent),
    server.runCommands(here.staff, here.permanence, sent.slice(1)),
  ]);
  setTime(server, "20:00");
  const { results } = await here.sends(...sent);
  expect(results.map((result) => "refusal" in result && result.refusal)).toEqual(sent.map(() => "noted-after-close"));
  expect(await server.db.queueEvent.count({ where: { permanenceId: here.permanence, type: "act-noted" } })).toBe(4);
  expect(await here.counted()).toMatchObject({ helped: 2, helpMinutes: 35 });
});

test("what the tablet took back within its minute does not count", async () => {
  const here = await closedWithoutNetwork();
  setTime(server, "14:00");
  const start = here.did({ type: "start", visit: here.two, desk: 1 }, "10:25");
  await here.sends(start);
  expect(await here.lateHelps()).toMatchObject([{ visitId: here.two, endedAt: null }]);
  await here.sends(here.did({ type: "undo", command: start.id }, "10:25:40"));
  expect(await here.lateHelps()).toEqual([]);
});

test("somebody who got their number without network is one person more, with their help", async () => {
  const here = await closedWithoutNetwork();
  setTime(server, "14:00");
  const visit = randomUUID();
  await here.sends(here.did({ type: "add-visit", visit }, "10:30"));
  expect(await here.counted()).toMatchObject({ received: 3, helped: 1 });
  await here.sends(here.did({ type: "start", visit, desk: 1 }, "10:35"), here.did({ type: "finish", visit }, "10:45"));
  expect(await here.counted()).toMatchObject({ received: 4, helped: 2, contacts: 2, unserved: 2 });
});

test("somebody booked whom the door had checked in too is one person, counted and listed once under their number", async () => {
  const { readLateActs } = await import("#lib/server/queue/read-late-acts.ts");
  const here = await neuhof(server);
  await here.opens();
  const appointment = await here.booked("9:30");
  setTime(server, "9:20");
  expect(await here.does({ type: "check-in", appointment, visit: randomUUID() })).toBe("applied");
  const { visits } = await here.line();
  await here.does({ type: "ask-help" }, { device: "tablet-away" });
  setTime(server, "11:00");
  await here.does({ type: "close", leftovers: [{ visit: visits[0]!.id, choice: "no-date" }] });
  setTime(server, "14:00");
  const { did, counted } = tabletAway(server, here);
  const visit = randomUUID();
  await here.sends(
    did({ type: "check-in", appointment, visit }, "9:25"),
    did({ type: "start", visit, desk: 1 }, "9:30"),
    did({ type: "finish", visit }, "9:50:30"),
  );
  expect(await counted()).toMatchObject({ received: 1, helped: 1, contacts: 1, unserved: 0, helpMinutes: 20 });
  expect(await readLateActs(here.staff)).toMatchObject([
    { items: [{ what: "helped", number: 1, at: at("9:30"), until: at("9:50:30") }] },
  ]);
});

test("a half-day that was closed with nobody helped was held, when somebody was", async () => {
  const here = await neuhof(server);
  await here.opens();
  setTime(server, "9:30");
  const one = await here.walksIn();
  setTime(server, "11:00");
  await here.does({ type: "close", leftovers: [{ visit: one, choice: "no-date" }] });
  const { did, counted } = tabletAway(server, here);
  expect(await counted()).toMatchObject({ outcome: "held-with-nobody", helped: 0, unserved: 1, medianWait: null });
  setTime(server, "14:00");
  await server.db.line.update({ where: { permanenceId: here.permanence }, data: { heardAt: new Date(at("9:30")) } });
  await here.sends(did({ type: "start", visit: one, desk: 1 }, "9:40"), did({ type: "finish", visit: one }, "9:55"));
  expect(await counted()).toMatchObject({ outcome: "held", helped: 1, contacts: 1, unserved: 0, helpMinutes: 15 });
});

test("whoever was out when it was closed was helped until the tablet says so", async () => {
  const here = await neuhof(server);
  await here.opens();
  setTime(server, "9:30");
  const one = await here.walksIn();
  await here.does({ type: "call-next", desk: 1 }, { device: "tablet-away" });
  await here.does({ type: "start", visit: one }, { device: "tablet-away" });
  await here.does({ type: "pause", visit: one }, { device: "tablet-away" });
  setTime(server, "11:00");
  await here.does({ type: "close", leftovers: [{ visit: one, choice: "done" }] });
  setTime(server, "14:00");
  const { did, counted } = tabletAway(server, here);
  await here.sends(did({ type: "resume", visit: one }, "10:00"), did({ type: "finish", visit: one }, "10:10:30"));
  expect(await counted()).toMatchObject({ helped: 1, helpMinutes: 40 });
});

test("help after the close counts while the half-day could have gone on; later acts, and acts after a week, are refused", async () => {
  const here = await closedWithoutNetwork();
  setTime(server, "14:00");
  const { results } = await here.sends(
    here.did({ type: "start", visit: here.three, desk: 1 }, "11:20"),
    here.did({ type: "finish", visit: here.three }, "11:50"),
    here.did({ type: "start", visit: here.two, desk: 1 }, "13:30"),
  );
  expect(results.map((result) => "refusal" in result && result.refusal)).toEqual([
    "noted-after-close",
    "noted-after-close",
    "permanence-closed",
  ]);
  expect(await here.counted()).toMatchObject({ helped: 2, unserved: 1 });
  setTime(server, `${11 + 7 * 24}:01`);
  expect(await here.sends(here.did({ type: "finish", visit: here.one }, "10:20"))).toMatchObject({
    results: [{ refusal: "permanence-closed" }],
  });
});

test("who was turned away without network is counted beside the line, and the count can be taken back", async () => {
  const here = await closedWithoutNetwork();
  setTime(server, "14:00");
  const one = here.did({ type: "turn-away", reason: "full" }, "10:30");
  await here.sends(one, here.did({ type: "turn-away", reason: "language" }, "10:31"));
  await here.sends(here.did({ type: "undo-turn-away", turnAway: one.id }, "10:30:20"));
  expect(await here.counted()).toMatchObject({ turnedAway: { language: 1 }, received: 3 });
});

test("the team of the half-day reads what came after its close, for a week", async () => {
  const { readLateActs } = await import("#lib/server/queue/read-late-acts.ts");
  const here = await closedWithoutNetwork();
  expect(await readLateActs(here.staff)).toEqual([]);
  setTime(server, "14:00");
  await here.sends(
    ...morningOfTheTablet(here),
    here.did({ type: "call-next", desk: 1 }, "10:41", here.three),
    here.did({ type: "absent", visit: here.three }, "10:45"),
  );
  expect(await readLateActs(here.staff)).toMatchObject([
    {
      id: here.permanence,
      items: [
        { what: "helped", number: 1, at: at("10:00"), until: at("10:20:30") },
        { what: "helped", number: 2, at: at("10:25"), until: at("10:40") },
        { what: "absent", number: 3, at: at("10:45") },
      ],
    },
  ]);
  expect(await readLateActs((await neuhof(server)).staff)).toEqual([]);
  setTime(server, `${14 + 7 * 24}:01`);
  expect(await readLateActs(here.staff)).toEqual([]);
});

test("who is helped in the line, after it was reopened, counts by the line", async () => {
  const here = await closedWithoutNetwork();
  setTime(server, "11:10");
  await here.sends(...morningOfTheTablet(here));
  for (const act of [
    { type: "reopen" },
    { type: "take-back", visit: here.two },
    { type: "take-desk", desk: 1 },
    { type: "call", visit: here.two, desk: 1 },
  ] as const)
    expect(await here.does(act, { by: here.staff })).toBe("applied");
  setTime(server, "11:15");
  await here.does({ type: "start", visit: here.two });
  setTime(server, "11:18");
  await here.does({ type: "finish", visit: here.two });
  expect(await here.counted()).toMatchObject({ received: 3, helped: 2, contacts: 2, helpMinutes: 23 });
});
