import { instantOf, plusMinutes } from "#lib/time/instant.ts";
import { contactOf } from "#tests/support/identities.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { isoAt, morningAt, neuhof, NOW, visitFor } from "./neuhof.ts";

const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW, APP_URL: "https://permanences.example" });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { openForm, sealForm } = await import("#lib/server/booking/sealed-form.ts");
const { sealKey, unsealKey } = await import("#lib/server/idempotency.ts");
const { readAppointment } = await import("#lib/server/booking/read-appointment.ts");
const { POST } = await import("#app/[locale]/permanences/[id]/rendez-vous/prendre/route.ts");
const move = await import("#app/[locale]/rendez-vous/[secret]/deplacer/confirmer/route.ts");
const cancel = await import("#app/[locale]/rendez-vous/[secret]/annuler/confirmer/route.ts");
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

describe("what is sealed in the address", () => {
  const SEALED_AT = instantOf(NOW);
  const form = {
    permanence: "p",
    startsAt: "2026-11-23T09:30:00+01:00",
    name: "Ayse Yilmaz",
    phone: "06 12 34",
    email: "",
    refusals: ["phone-wrong"],
  };

  test("a form comes back as it was typed, for half an hour", () => {
    const sealed = sealForm(form, SEALED_AT);
    expect(openForm(sealed, plusMinutes(SEALED_AT, 29))).toEqual(form);
    expect(openForm(sealed, plusMinutes(SEALED_AT, 30))).toBeUndefined();
  });

  test("its text shows nothing of what was typed, and is another each time", () => {
    const sealed = sealForm(form, SEALED_AT);
    expect(Buffer.from(sealed, "base64url").toString("latin1")).not.toMatch(/phone|06 12|Ayse|Yilmaz/);
    expect(sealed).toMatch(/^[\w-]+$/);
    expect(sealForm(form, SEALED_AT)).not.toBe(sealed);
  });

  test("a text that was altered, cut or made up opens nothing", () => {
    const sealed = sealForm(form, SEALED_AT);
    const altered = `${sealed.slice(0, 60)}${sealed[60] === "A" ? "B" : "A"}${sealed.slice(61)}`;
    for (const text of ["", "x", altered, sealed.slice(0, -4), `${sealed}AAAA`, "A".repeat(200)])
      expect(openForm(text, SEALED_AT)).toBeUndefined();
  });

  test("a form opens as no key and a key as no form, though one secret closed both", () => {
    const key = "01935f3e-0000-7000-8000-000000000001";
    const closed = sealKey(key, SEALED_AT) ?? "";
    expect([unsealKey(closed, SEALED_AT), openForm(closed, SEALED_AT)]).toEqual([key, undefined]);
    expect(unsealKey(sealForm(form, SEALED_AT), SEALED_AT)).toBeUndefined();
  });
});

describe("the forms that move and cancel", () => {
  async function booked(permanence: string, hour = "09:30") {
    const answer = await bookAppointment(
      { kind: "anonymous" },
      { permanence, topics: ["caf"], start: instantOf(isoAt(hour)), onBehalfOf: false },
    );
    if (!answer.ok) throw new Error(answer.refusal);
    return answer.value;
  }

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
    expect(await readAppointment(secret)).toMatchObject({
      span: { start: instantOf(isoAt("11:00")) },
      state: "booked",
    });
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
    const answers = [
      await post(cancel, secret, {}, { locale: "en" }),
      await post(cancel, secret, {}, { locale: "en" }),
    ];
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
});
