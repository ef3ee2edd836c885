import { randomUUID } from "node:crypto";
import { city } from "#tests/server/place/city.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { plusMinutes } from "#lib/time/instant.ts";

let db: typeof import("#lib/server/db.ts").db;
let server: Awaited<ReturnType<typeof load>>;

const load = async () => ({
  ...(await import("#lib/server/clock.ts")),
  ...(await import("#lib/server/auth/devices.ts")),
  ...(await import("#lib/server/auth/managed-devices.ts")),
  ...(await import("#lib/server/auth/shown-code.ts")),
  ...(await import("#app/[locale]/appareil/enroler/route.ts")),
});

beforeAll(async () => {
  ({ db } = await serverOnFreshDatabase({ APP_ENV: "demo" }));
  server = await load();
});
afterAll(() => db.$disconnect());

const coordinator = (organisation: string) => ({
  kind: "staff" as const,
  user: randomUUID(),
  by: "login" as const,
  roles: [{ organisation, role: "coordinator" as const, places: "all" as const }],
});

/** Types a code on the page of the device; answers where it leads, and whether it sets a cookie. */
async function types(code: string) {
  const request = new Request("http://localhost:3000/appareil/enroler", {
    method: "POST",
    headers: { host: "localhost:3000", "x-peer-address": randomUUID() },
    body: new URLSearchParams({ code }),
  });
  const answer = await server.POST(request, { params: Promise.resolve({ locale: "fr" }) });
  return [answer.headers.get("location"), answer.headers.getSetCookie().length] as const;
}

test("a code typed on the screen makes it a device of its place, once, and the list says so", async () => {
  const { organisation, place } = await city(db);
  const [here, actor] = [await place("Neuhof"), coordinator(organisation.id)];
  const made = await server.makeEnrolCode(actor, { place: here.id, kind: "screen", name: "Entrée" });
  if (!made.ok) throw new Error(made.refusal);
  const [before] = await server.listManagedDevices(actor);
  expect(before?.devices).toMatchObject([
    { name: "Entrée", kind: "screen", enrolled: false, until: made.value.expiresAt },
  ]);
  expect(await types(made.value.code)).toEqual([`/ecran/${here.slug}`, 1]);
  expect(await types(made.value.code)).toEqual(["/appareil?refus=not-found", 0]);
  const [after] = await server.listManagedDevices(actor);
  expect(after?.devices).toMatchObject([{ enrolled: true }]);
  await server.revokeDevice(actor, made.value.id);
  expect((await server.listManagedDevices(actor))[0]?.devices).toEqual([]);
});

test("a device that waits gets another code, which ends the former one; one that is set up or revoked gets none", async () => {
  const { organisation, place } = await city(db);
  const [here, actor] = [await place("Neuhof"), coordinator(organisation.id)];
  const made = await server.makeEnrolCode(actor, { place: here.id, kind: "screen", name: "Entrée" });
  if (!made.ok) throw new Error(made.refusal);
  const { id, code: first } = made.value;
  const again = await server.renewEnrolCode(actor, id);
  if (!again.ok) throw new Error(again.refusal);
  expect(again.value).toMatchObject({ id, place: here.id, timeZone: "Europe/Paris" });
  expect(await types(first)).toEqual(["/appareil?refus=not-found", 0]);
  expect(await server.renewEnrolCode(coordinator(randomUUID()), id)).toEqual({ ok: false, refusal: "not-allowed" });
  expect(await types(again.value.code)).toEqual([`/ecran/${here.slug}`, 1]);
  expect(await server.renewEnrolCode(actor, id)).toEqual({ ok: false, refusal: "state-changed" });
  expect(await server.renewEnrolCode(actor, randomUUID())).toEqual({ ok: false, refusal: "not-found" });
});

test("nobody sees the devices of another organisation", async () => {
  const [one, other] = [await city(db), await city(db)];
  await one.place("Neuhof");
  expect(await server.listManagedDevices(coordinator(other.organisation.id))).toEqual([]);
});

test("a code is shown by its sealed address as long as it works, and no longer", () => {
  const now = server.clock.now();
  const shown = { code: "ABCD2345", place: randomUUID(), until: plusMinutes(now, 10), timeZone: "Europe/Paris" };
  const sealed = server.sealCode(shown);
  expect(server.openCode(sealed, now)).toEqual(shown);
  expect(server.openCode(sealed, plusMinutes(now, 10))).toBeUndefined();
  expect(server.openCode(undefined, now)).toBeUndefined();
});
