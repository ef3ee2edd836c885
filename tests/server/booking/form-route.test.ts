import { contactOf } from "#tests/support/identities.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { isoAt, morningAt, neuhof, NOW } from "./neuhof.ts";

const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW, APP_URL: "https://permanences.example" });
const { openForm } = await import("#lib/server/booking/sealed-form.ts");
const { readAppointment } = await import("#lib/server/booking/read-appointment.ts");
const { POST } = await import("#app/[locale]/permanences/[id]/rendez-vous/prendre/route.ts");
const { POST: otherLanguage } = await import("#app/[locale]/permanences/[id]/rendez-vous/langue/route.ts");

afterAll(() => db.$disconnect());

const fields = (given: Record<string, string> = {}) => ({
  topic: "caf",
  startsAt: isoAt("09:30"),
  name: "",
  phone: "",
  email: "",
  key: crypto.randomUUID(),
  ...given,
});
const monday = async () => morningAt(db, await neuhof(db));

/** The form as a browser without script posts it. */
function post(
  id: string,
  form: Record<string, string>,
  {
    locale = "fr",
    headers = {},
    handler = POST,
  }: { locale?: string; headers?: Record<string, string>; handler?: typeof POST } = {},
) {
  const body = new URLSearchParams(form).toString();
  const request = new Request(`https://permanences.example/permanences/${id}/rendez-vous/prendre`, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "content-length": String(body.length),
      host: "permanences.example",
      ...headers,
    },
  });
  return handler(request, { params: Promise.resolve({ locale, id }) });
}

/** Where a refused form leads back to, and what it brings along. */
function back(answer: Response) {
  const url = new URL(answer.headers.get("location") ?? "", "https://permanences.example");
  return {
    path: url.pathname,
    topic: url.searchParams.get("demarche"),
    form: openForm(url.searchParams.get("repris") ?? "", clock.now()),
    text: url.href,
  };
}

test("a posted form books, and leads to the appointment in the reader's language", async () => {
  const id = await monday();
  const answer = await post(id, fields({ name: "Fatima", phone: "06 12 34 56 78" }), { locale: "ar" });
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([303, "no-store"]);
  const secret = /^\/ar\/rendez-vous\/([\w-]{43})$/.exec(answer.headers.get("location") ?? "")?.[1] ?? "";
  expect(await readAppointment(secret)).toMatchObject({ permanence: id, state: "booked", topics: ["caf"] });
  const row = await db.appointment.findFirstOrThrow({ where: { permanenceId: id } });
  expect(row).toMatchObject({ language: "ar", origin: "online" });
  expect(await contactOf(db, row.id)).toMatchObject({ name: "Fatima", phone: "+33612345678" });
});

test("« venez me chercher » is ticked, stored as a yes without a cause, and comes back with a form that is refused", async () => {
  const id = await monday();
  const { form } = back(await post(id, fields({ toFetch: "on", startsAt: "" })));
  expect(form).toMatchObject({ toFetch: true });
  const secret = (await post(id, fields({ toFetch: "on" }))).headers.get("location")?.split("/").at(-1) ?? "";
  expect(await readAppointment(secret)).toMatchObject({ toFetch: true });
  expect(await db.appointment.findFirstOrThrow({ where: { permanenceId: id } })).toMatchObject({ toFetch: true });
  const { form: without } = back(await post(id, fields({ startsAt: "" })));
  expect(without).not.toHaveProperty("toFetch");
});

test("the same form sent twice books once and leads to the same page", async () => {
  const id = await monday();
  const form = fields();
  const answers = await Promise.all([post(id, form), post(id, form)]);
  expect(new Set(answers.map((answer) => answer.headers.get("location"))).size).toBe(1);
  expect(await db.appointment.count({ where: { permanenceId: id } })).toBe(1);
});

test("a refused form leads back to itself with everything that was typed, and nothing of it can be read in the address", async () => {
  const id = await monday();
  const answer = await post(id, fields({ startsAt: "", name: "Fatima", phone: "06 12", email: "fatima@exemple.fr" }), {
    locale: "tr",
  });
  const { path, topic, form, text } = back(answer);
  expect([answer.status, path, topic]).toEqual([303, `/tr/permanences/${id}/rendez-vous`, "caf"]);
  expect(form).toEqual({
    permanence: id,
    startsAt: "",
    name: "Fatima",
    phone: "06 12",
    email: "fatima@exemple.fr",
    refusals: ["hour-missing", "phone-wrong"],
  });
  expect(text).not.toMatch(/Fatima|06(?: |%20|\+)12|exemple/);
  expect(await db.appointment.count({ where: { permanenceId: id } })).toBe(0);
});

test("a taken hour leads back to the form, which says so", async () => {
  const id = await monday();
  await post(id, fields());
  expect(back(await post(id, fields({ name: "Ali" }))).form).toMatchObject({
    startsAt: isoAt("09:30"),
    name: "Ali",
    refusals: ["slot-taken"],
  });
});

test("a form shown again by the back button and sent for another hour books nothing more", async () => {
  const id = await monday();
  const key = crypto.randomUUID();
  const first = (await post(id, fields({ key }))).headers.get("location");
  const { form, text } = back(await post(id, fields({ key, startsAt: isoAt("10:00"), name: "Ali" })));
  expect(form).toMatchObject({ refusals: ["idempotency-key-reused"], name: "Ali" });
  expect(`/rendez-vous/${form?.earlier}`).toBe(first);
  expect(text).not.toContain(form?.earlier);
  expect(await db.appointment.count({ where: { permanenceId: id } })).toBe(1);
});

test("the key of a form is never in the address it leads back to: whoever is given that address gets another key", async () => {
  const id = await monday();
  const key = crypto.randomUUID();
  const { form, text } = back(await post(id, fields({ key, startsAt: "" })));
  expect([JSON.stringify(form).includes(key), text.includes(key), form?.earlier]).toEqual([false, false, undefined]);
});

test("another site's form books nothing", async () => {
  const id = await monday();
  expect((await post(id, fields(), { headers: { origin: "https://elsewhere.example" } })).status).toBe(403);
  expect(await db.appointment.count({ where: { permanenceId: id } })).toBe(0);
});

test("a body that is no form, or far too large to be ours, leads back and books nothing", async () => {
  const id = await monday();
  expect(back(await post(id, fields(), { headers: { "content-type": "text/plain" } })).form?.refusals).toEqual([
    "malformed",
  ]);
  expect(back(await post(id, fields({ name: "a".repeat(9000) }))).form?.refusals).toEqual(["malformed"]);
  expect(await db.appointment.count({ where: { permanenceId: id } })).toBe(0);
});

test("a half-day that does not exist leads back to its page, which says so", async () => {
  expect(back(await post("nowhere", fields())).form?.refusals).toEqual(["not-found"]);
});

test("a form begun in one language is shown in another as it is typed, the hour too, and books nothing", async () => {
  const id = await monday();
  const { path, topic, form } = back(
    await post(id, fields({ name: "Fatima", phone: "06 12" }), { locale: "ar", handler: otherLanguage }),
  );
  expect([path, topic]).toEqual([`/ar/permanences/${id}/rendez-vous`, "caf"]);
  expect(form).toEqual({
    permanence: id,
    startsAt: isoAt("09:30"),
    name: "Fatima",
    phone: "06 12",
    email: "",
    refusals: [],
  });
  expect(await db.appointment.count({ where: { permanenceId: id } })).toBe(0);
});

test("a form whose outcome is not known keeps its key in the other language", async () => {
  const id = await monday();
  const { form } = back(await post(id, { ...fields(), again: "1" }, { locale: "tr", handler: otherLanguage }));
  expect(form?.sent).toEqual(expect.any(String));
});
