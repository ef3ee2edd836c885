/** @zones */
import type { StaffRole } from "#lib/access/actor.ts";
import type { PrismaClient } from "#prisma/generated/client.ts";
import { giver, share, type Giver } from "#tests/server/calendar/calendars.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

let db: PrismaClient;
let listShares: typeof import("#lib/server/calendar/list-shares.ts").listShares;
let findShare: typeof import("#lib/server/calendar/find-share.ts").findShare;
let city: Giver;
let id: string;
let receiver: string;

beforeAll(async () => {
  ({ db } = await serverOnFreshDatabase({ APP_ENV: "demo" }));
  ({ listShares } = await import("#lib/server/calendar/list-shares.ts"));
  ({ findShare } = await import("#lib/server/calendar/find-share.ts"));
});

afterAll(() => db.$disconnect());
beforeEach(async () => {
  city = await giver(db);
  id = await share(db, city);
  receiver = (await db.calendarShare.findUniqueOrThrow({ where: { id } })).receiverId;
});

const listedTo = (organisation: string, role: StaffRole) =>
  listShares({ kind: "staff", user: "u", by: "login", roles: [{ organisation, role, places: "all" }] });

test("a partner finds the calendar shared with their organisation, by an address that opens it", async () => {
  const [listed, ...more] = await listedTo(receiver, "partner");
  expect(more).toEqual([]);
  expect(listed).toMatchObject({
    name: "Permanences du sud",
    giver: "Ville de Strasbourg",
    receiver: "CAF du Bas-Rhin",
  });
  expect(await findShare(listed?.secret ?? "")).toMatchObject({ ok: true, value: { id } });
});

test("a coordinator sees what their organisation gave, a conseiller does not", async () => {
  expect(await listedTo(city.organisation, "coordinator")).toHaveLength(1);
  expect(await listedTo(city.organisation, "conseiller")).toEqual([]);
});

test("another organisation sees nothing of it, nor who has no role", async () => {
  const other = await giver(db);
  expect(await listedTo(other.organisation, "coordinator")).toEqual([]);
  expect(await listShares({ kind: "staff", user: "u", by: "login", roles: [] })).toEqual([]);
});

test("a revoked calendar is no longer listed", async () => {
  await db.calendarShare.update({
    where: { id },
    data: { revokedAt: new Date("2026-11-20T09:00:00Z"), generation: 2 },
  });
  expect(await listedTo(receiver, "partner")).toEqual([]);
});
