import { withClient } from "#scripts/database.ts";
import { halfDaysAround, inWords } from "#scripts/update/half-days.ts";
import { silentDevices } from "#scripts/update/unsent-acts.ts";
import { instant, instantOf, MINUTE } from "#lib/time/instant.ts";
import { ownerOf } from "#tests/support/database.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { oldHalfDays } from "#tests/server/privacy/old-half-days.ts";

const server = await serverOnFreshDatabase({ APP_NOW: "2026-12-01T08:00:00+01:00" });
const there = await oldHalfDays(server.db);
const MORNING = await there.halfDay("2026-12-01T09:00:00+01:00", "2026-12-01T12:00:00+01:00");
await there.halfDay("2026-12-01T14:00:00+01:00", "2026-12-01T17:00:00+01:00", { cancelReason: "panne" });
await there.halfDay("2026-12-02T09:00:00+01:00", "2026-12-02T12:00:00+01:00");

const at = (time: string) => instantOf(`2026-12-01T${time}:00+01:00`);
const around = (time: string) => withClient(ownerOf(), (client) => halfDaysAround(client, at(time)));
const silent = (time: string) => withClient(ownerOf(), (client) => silentDevices(client, at(time)));

afterAll(async () => {
  await server.db.$disconnect();
  await server.owner.$disconnect();
});

test.each([
  ["07:59", [], [], "2026-12-01 09:00–12:00, Maison"],
  ["08:00", [], ["2026-12-01 09:00–12:00, Maison"], "2026-12-01 09:00–12:00, Maison"],
  ["09:00", ["2026-12-01 09:00–12:00, Maison"], [], "2026-12-02 09:00–12:00, Maison"],
  ["12:00", [], [], "2026-12-02 09:00–12:00, Maison"],
])(
  "at %s an update falls into what is open or begins within the hour, and the next half-day is named",
  async (time, open, soon, next) => {
    const found = await around(time);
    expect([found.open.map(inWords), found.soon.map(inWords), found.next && inWords(found.next)]).toEqual([
      open,
      soon,
      next,
    ]);
  },
);

test("a half-day that was opened counts until it is closed, twelve hours after its end at the longest", async () => {
  const opened = { status: "open", openedAt: new Date("2026-12-01T07:50:00Z") };
  await server.owner.permanence.update({ where: { id: MORNING }, data: opened });
  expect((await around("08:30")).open.map(inWords)).toEqual(["2026-12-01 09:00–12:00, Maison"]);
  expect((await around("23:59")).open).toHaveLength(1);
  expect((await around("07:59")).open).toHaveLength(1);
  const nextDay = instant(at("12:00") + 12 * 60 * MINUTE);
  expect((await withClient(ownerOf(), (client) => halfDaysAround(client, nextDay))).open).toEqual([]);
});

test("a device that was last in touch before the end may hold acts, one that was after it holds none", async () => {
  const user = await server.db.user.create({ data: { email: "marc@exemple.fr" }, select: { id: true } });
  const exchange = (device: string, time: string) =>
    server.db.deviceExchange.create({
      data: { permanenceId: MORNING, userId: user.id, device, at: new Date(at(time)) },
    });
  await exchange("tablet-1", "10:42");
  await exchange("tablet-2", "12:01");
  const one = { place: "Maison", starts: "2026-12-01 09:00", device: "tablet-1", last: "10:42", until: "12:00" };
  expect(await silent("12:30")).toEqual([one]);
  expect(await silent("10:44")).toEqual([]);
  expect(await silent("10:50")).toEqual([{ ...one, until: "10:50" }]);
  const threeDaysLater = instant(at("12:30") + 3 * 24 * 60 * MINUTE);
  expect(await withClient(ownerOf(), (client) => silentDevices(client, threeDaysLater))).toEqual([]);
});
