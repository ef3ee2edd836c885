import { openLink, type CuttableLink } from "#tests/support/cuttable-link.ts";
import { freshShell, neuhof, type Shell } from "#tests/server/queue/neuhof.ts";
import { freshDatabase } from "#tests/support/database.ts";
import { follower } from "#tests/server/live/follower.ts";

let shell: Shell;
let hub: typeof import("#lib/server/live/hub.ts");
let link: CuttableLink;

beforeAll(async () => {
  const direct = new URL(await freshDatabase());
  link = await openLink(`http://${direct.host}`);
  const linked = new URL(direct);
  linked.host = new URL(link.url).host;
  shell = await freshShell(linked.href);
  hub = await import("#lib/server/live/hub.ts");
});
afterAll(async () => {
  await hub.closeAll();
  await shell.db.$disconnect();
  await link.close();
});

test("after the database was out of reach for several tries, followers hear within five seconds of its return", async () => {
  const { opens, walksIn, does, permanence } = await neuhof(shell);
  await opens();
  await walksIn();
  const phone = await follower(hub, permanence);
  link.cut();
  // Only the listener tries meanwhile: once by postgres.js, then by itself.
  await link.refused(3);
  link.mend();
  const back = performance.now();
  expect(await does({ type: "call-next", desk: 1 })).toBe("applied");
  expect(await phone.board((board) => board.called.length > 0)).toMatchObject({ called: [{ number: 1 }] });
  expect(performance.now() - back).toBeLessThan(5_000);
});

test("while the database is out of reach a question is not answered now, which is nobody's fault", async () => {
  const { isBusy } = await import("#lib/server/busy.ts");
  const { databaseAnswers } = await import("#lib/server/database-answers.ts");
  expect(await databaseAnswers()).toBe(true);
  link.cut();
  const errors = await Promise.all(Array.from({ length: 12 }, () => shell.db.$queryRaw`SELECT 1`.then(() => undefined, (reason: unknown) => reason)));
  const inTransaction = await shell.snapshot((tx) => tx.place.count()).then(() => undefined, (reason: unknown) => reason);
  expect(await databaseAnswers()).toBe(false);
  link.mend();
  expect([...errors, inTransaction].map(isBusy)).toEqual(Array(13).fill(true));
  expect(isBusy(new Error("A visit changed under the lock of its permanence."))).toBe(false);
});
