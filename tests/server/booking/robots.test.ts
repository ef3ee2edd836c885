import { randomUUID } from "node:crypto";
import { machineTimePasses, realMachineTime } from "#tests/support/machine-clock.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { isoAt, morningAt, neuhof, NOW } from "./neuhof.ts";

const LIMIT = 3;
const { db } = await serverOnFreshDatabase({
  APP_NOW: NOW,
  APP_URL: "https://permanences.example",
  LIMIT_BOOKINGS: String(LIMIT),
});
const { POST: byForm } = await import("#app/[locale]/permanences/[id]/rendez-vous/prendre/route.ts");
const { POST: byApi } = await import("#app/api/v1/permanences/[id]/appointments/route.ts");
const { POST: another } = await import("#app/[locale]/rendez-vous/[secret]/encore/route.ts");
const { openForm } = await import("#lib/server/booking/sealed-form.ts");
const { clock } = await import("#lib/server/clock.ts");

afterEach(realMachineTime);
afterAll(() => db.$disconnect());

const HOUR = 3_600_000;
const HOURS = ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"] as const;
const here = await neuhof(db);
const sent = (address: string, type: string, body: string): Request =>
  new Request("https://permanences.example/x", {
    method: "POST",
    headers: { host: "permanences.example", "content-type": type, "x-peer-address": address },
    body,
  });
const FORM = "application/x-www-form-urlencoded";

/** Books by the form, without a contact; "booked", or why not. */
async function form(id: string, hour: string, address: string): Promise<string> {
  const fields = { topic: "caf", startsAt: isoAt(hour), key: randomUUID() };
  const answer = await byForm(sent(address, FORM, new URLSearchParams(fields).toString()), {
    params: Promise.resolve({ locale: "fr", id }),
  });
  const led = new URL(answer.headers.get("location") ?? "", "https://permanences.example");
  const typed = openForm(led.searchParams.get("repris") ?? "", clock.now());
  return typed?.refusals[0] ?? "booked";
}
const api = async (id: string, hour: string, address: string): Promise<number> =>
  (
    await byApi(sent(address, "application/json", JSON.stringify({ topic: "caf", startsAt: isoAt(hour) })), {
      params: Promise.resolve({ id }),
    })
  ).status;

test("an address books so many a day, by form and by the API together, whatever contact is typed; then one calls or comes; another address books on", async () => {
  const id = await morningAt(db, here, {});
  const address = randomUUID();
  expect(await form(id, HOURS[0], address)).toBe("booked");
  expect(await api(id, HOURS[1], address)).toBe(201);
  expect(await form(id, HOURS[2], address)).toBe("booked");
  expect(await form(id, HOURS[3], address)).toBe("only-by-team");
  expect(await api(id, HOURS[3], address)).toBe(409);
  expect(await form(id, HOURS[3], randomUUID())).toBe("booked");
  machineTimePasses(23 * HOUR);
  expect(await form(id, HOURS[4], address)).toBe("only-by-team");
  machineTimePasses(HOUR);
  expect(await form(id, HOURS[4], address)).toBe("booked");
});

test("« encore quelqu’un » counts too", async () => {
  const id = await morningAt(db, here, {});
  const address = randomUUID();
  for (const hour of HOURS.slice(0, LIMIT)) await form(id, hour, address);
  const first = await db.appointment.findFirstOrThrow({ where: { permanenceId: id }, orderBy: { startsAt: "asc" } });
  const { secretOf } = await import("#lib/server/secrets.ts");
  const fields = { name: "", topic: "caf", key: randomUUID() };
  await another(sent(address, FORM, new URLSearchParams(fields).toString()), {
    params: Promise.resolve({ locale: "fr", secret: secretOf("appointment", first.id, 1) }),
  });
  expect(await db.appointment.count({ where: { permanenceId: id } })).toBe(LIMIT);
});

test("what was not booked is not counted", async () => {
  const id = await morningAt(db, here, {});
  const address = randomUUID();
  await form(id, HOURS[0], randomUUID());
  for (let turn = 0; turn < LIMIT + 2; turn += 1) expect(await form(id, HOURS[0], address)).toBe("slot-taken");
  expect(await form(id, HOURS[1], address)).toBe("booked");
});
