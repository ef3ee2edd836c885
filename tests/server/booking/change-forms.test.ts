import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { isoAt, morningAt, neuhof, NOW, visitFor, WEEK_AFTER } from "./neuhof.ts";
import { countersOf } from "#tests/server/queue/counters.ts";

const { db } = await serverOnFreshDatabase({ APP_NOW: NOW, APP_URL: "https://permanences.example" });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { readAppointment } = await import("#lib/server/booking/read-appointment.ts");
const { instantOf } = await import("#lib/time/instant.ts");
const move = await import("#app/[locale]/rendez-vous/[secret]/deplacer/confirmer/route.ts");
const cancel = await import("#app/[locale]/rendez-vous/[secret]/annuler/confirmer/route.ts");

afterAll(() => db.$disconnect());

async function booked(permanence: string, hour = "09:30") {
  const answer = await bookAppointment(
    { kind: "anonymous" },
    { permanence, topics: ["caf"], start: instantOf(isoAt(hour)), onBehalfOf: false },
  );
  if (!answer.ok) throw new Error(answer.refusal);
  return answer.value;
}
const monday = async () => morningAt(db, await neuhof(db));

/** A form as a browser without script posts it, and where its answer leads. */
async function post(
  route: typeof move | typeof cancel,
  secret: string,
  form: Record<string, string> = {},
  { locale = "fr", headers = {} }: { locale?: string; headers?: Record<string, string> } = {},
) {
  const body = new URLSearchParams(form).toString();
  const request = new Request(`https://permanences.example/rendez-vous/${secret}`, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "content-length": String(body.length),
      host: "permanences.example",
      ...headers,
    },
  });
  const answer = await route.POST(request, { params: Promise.resolve({ locale, secret }) });
  const url = new URL(answer.headers.get("location") ?? "/", "https://permanences.example");
  return {
    status: answer.status,
    cache: answer.headers.get("cache-control"),
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
  };
}
const fields = (permanence: string, hour: string, given: Record<string, string> = {}) => ({
  permanence,
  startsAt: isoAt(hour),
  key: crypto.randomUUID(),
  ...given,
});

test("a posted form moves the appointment and leads to it, in the reader's language", async () => {
  const permanence = await monday();
  const { secret } = await booked(permanence);
  expect(await post(move, secret, fields(permanence, "11:00"), { locale: "ar" })).toEqual({
    status: 303,
    cache: "no-store",
    path: `/ar/rendez-vous/${secret}`,
    query: {},
  });
  expect(await readAppointment(secret)).toMatchObject({ span: { start: instantOf(isoAt("11:00")) }, state: "booked" });
});

test("the same form sent twice moves once and leads to the same page", async () => {
  const here = await neuhof(db);
  const [permanence, later] = [await morningAt(db, here), await morningAt(db, here, { day: WEEK_AFTER })];
  const { id, secret } = await booked(permanence);
  const form = { ...fields(later, "09:30"), startsAt: isoAt("09:30", WEEK_AFTER) };
  const answers = await Promise.all([post(move, secret, form), post(move, secret, form)]);
  expect(answers.map(({ path, query }) => [path, query])).toEqual(Array(2).fill([`/rendez-vous/${secret}`, {}]));
  expect((await countersOf(db, later)).version).toBe(1);
  expect(await db.appointment.findUnique({ where: { id } })).toMatchObject({ permanenceId: later });
});

test("an hour taken meanwhile leads back to the hours of that day, which say so", async () => {
  const permanence = await monday();
  const { secret } = await booked(permanence);
  await booked(permanence, "11:00");
  expect(await post(move, secret, fields(permanence, "11:00"), { locale: "tr" })).toEqual({
    status: 303,
    cache: "no-store",
    path: `/tr/rendez-vous/${secret}/deplacer`,
    query: { jour: permanence, heure: isoAt("11:00"), refus: "slot-taken" },
  });
  expect(await readAppointment(secret)).toMatchObject({ span: { start: instantOf(isoAt("09:30")) } });
});

test("no hour chosen, a form that is not ours, and one that is none, lead back and move nothing", async () => {
  const permanence = await monday();
  const { secret } = await booked(permanence);
  const refusalOf = async (form: Record<string, string>, headers?: Record<string, string>) =>
    (await post(move, secret, form, headers ? { headers } : {})).query["refus"];
  expect(await refusalOf(fields(permanence, "11:00", { startsAt: "" }))).toBe("hour-missing");
  expect(await refusalOf(fields(permanence, "11:00", { key: "again" }))).toBe("malformed");
  expect(await refusalOf(fields(permanence, "11:00"), { "content-type": "text/plain" })).toBe("malformed");
  expect(await refusalOf(fields(permanence, "11:00", { filler: "a".repeat(9000) }))).toBe("malformed");
  expect(await readAppointment(secret)).toMatchObject({ span: { start: instantOf(isoAt("09:30")) } });
});

test("a form shown again by the back button and sent for another hour moves nothing more", async () => {
  const permanence = await monday();
  const { secret } = await booked(permanence);
  const key = crypto.randomUUID();
  await post(move, secret, fields(permanence, "11:00", { key }));
  expect((await post(move, secret, fields(permanence, "10:00", { key }))).query["refus"]).toBe(
    "idempotency-key-reused",
  );
  expect(await readAppointment(secret)).toMatchObject({ span: { start: instantOf(isoAt("11:00")) } });
});

test("yes cancels and leads to the appointment; again it leads there too", async () => {
  const { secret } = await booked(await monday());
  const answers = [await post(cancel, secret, {}, { locale: "en" }), await post(cancel, secret, {}, { locale: "en" })];
  expect(answers).toEqual(
    Array(2).fill({ status: 303, cache: "no-store", path: `/en/rendez-vous/${secret}`, query: {} }),
  );
  expect(await readAppointment(secret)).toMatchObject({ state: "cancelled-by-resident" });
});

test("what can no longer be cancelled leads back to the step, which says why", async () => {
  const permanence = await monday();
  const { id, secret } = await booked(permanence);
  await visitFor(db, permanence, id, "serving");
  expect(await post(cancel, secret)).toMatchObject({
    status: 303,
    path: `/rendez-vous/${secret}/annuler`,
    query: { refus: "state-changed" },
  });
  expect(await readAppointment(secret)).toMatchObject({ state: "checked-in" });
});

test("an unknown secret changes nothing and leads to a page that says so, whatever it is made of", async () => {
  const permanence = await monday();
  for (const secret of ["x", "../../etc", "é ö?"]) {
    expect(await post(cancel, secret)).toMatchObject({
      status: 303,
      path: `/rendez-vous/${encodeURIComponent(secret)}/annuler`,
      query: { refus: "not-found" },
    });
    expect(await post(move, secret, fields(permanence, "11:00"))).toMatchObject({
      status: 303,
      query: { refus: "not-found" },
    });
  }
});

test("another site's form changes nothing", async () => {
  const permanence = await monday();
  const { secret } = await booked(permanence);
  const headers = { origin: "https://elsewhere.example" };
  expect((await post(move, secret, fields(permanence, "11:00"), { headers })).status).toBe(403);
  expect((await post(cancel, secret, {}, { headers })).status).toBe(403);
  expect(await readAppointment(secret)).toMatchObject({ state: "booked", span: { start: instantOf(isoAt("09:30")) } });
});
