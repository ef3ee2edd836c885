import { jest } from "@jest/globals";
import { giver, halfDay, share } from "./calendars.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db, transaction } = await serverOnFreshDatabase({
  APP_NOW: "2027-05-10T08:00:00Z",
  APP_URL: "https://permanences.example",
});
afterAll(() => db.$disconnect());

/** The server as it runs under its address. */
async function started() {
  const { writeVevent } = await import("#lib/server/calendar/write-vevent.ts");
  const { uidHost } = await import("#lib/server/calendar/uid-host.ts");
  const { readFeed } = await import("#lib/server/calendar/read-feed.ts");
  const { findShare } = await import("#lib/server/calendar/find-share.ts");
  const { secretOf } = await import("#lib/server/secrets.ts");
  return {
    uidHost,
    write: (id: string): Promise<void> => transaction((tx) => writeVevent(tx, id), "service"),
    feed: async (id: string): Promise<string> => {
      const found = await findShare(secretOf("share", id, 1));
      return found.ok ? ((await readFeed(found.value, { etags: [] })).body ?? "") : "";
    },
  };
}
/** The server as it starts again under another address. */
const movedTo = (address: string): ReturnType<typeof started> => {
  process.env["APP_URL"] = address;
  jest.resetModules();
  return started();
};
const uids = (text: string): readonly string[] => text.replaceAll("\r\n ", "").match(/^UID:.*$/gm) ?? [];

test("an installation that moves to another address keeps the identity of every event, old ones and new", async () => {
  const city = await giver(db);
  const old = await halfDay(db, city, { day: "2027-05-17", offset: "+02:00" });
  const all = await share(db, city);
  const before = await started();
  await before.write(old);
  const was = uids(await before.feed(all));
  expect(was).toEqual([`UID:permanence-${old}@permanences.example`]);

  const after = await movedTo("https://aide-numerique.strasbourg.example");
  expect(uids(await after.feed(all))).toEqual(was);
  await db.permanence.update({ where: { id: old }, data: { desks: 5 } });
  await after.write(old);
  const fresh = await halfDay(db, city, { day: "2027-05-18", offset: "+02:00" });
  await after.write(fresh);
  expect(uids(await after.feed(all))).toEqual([...was, `UID:permanence-${fresh}@permanences.example`]);
  expect(await after.uidHost()).toBe("permanences.example");
});

test("a transaction that is rolled back fixes no host", async () => {
  await db.$executeRaw`DELETE FROM installation`;
  const { uidHost } = await movedTo("https://first.example");
  await transaction(async (tx) => {
    expect(await uidHost(tx)).toBe("first.example");
    throw new Error("given up");
  }, "service").catch(() => undefined);
  expect(await (await movedTo("https://second.example")).uidHost()).toBe("second.example");
});
