import { posted } from "#tests/server/auth/forms.ts";
import { loginOf } from "#tests/server/auth/second-factor/with-factor.ts";
import { freshServer, neuhof, setTime, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
let POST: typeof import("#app/[locale]/accueil/[acte]/route.ts").POST;
let number: typeof import("#lib/server/booking/reception/number-given.ts");
let openFound: typeof import("#lib/server/booking/reception/open-found.ts");
let openTyped: typeof import("#lib/server/typed-form.ts").openTyped;

beforeAll(async () => {
  process.env["APP_URL"] = "http://localhost:3000";
  process.env["SMS_GATEWAY"] = "database";
  server = await freshServer();
  ({ POST } = await import("#app/[locale]/accueil/[acte]/route.ts"));
  number = await import("#lib/server/booking/reception/number-given.ts");
  openFound = await import("#lib/server/booking/reception/open-found.ts");
  ({ openTyped } = await import("#lib/server/typed-form.ts"));
});
afterAll(() => server.db.$disconnect());

const KEY = "0198f0a0-0000-4000-8000-0000000000a1";
const PHONE = "+33639980124";

/** A morning that is open, and somebody of the reception. */
async function desk() {
  const here = await neuhof(server, { desks: 2 });
  await here.opens();
  setTime(server, "9:05");
  const actor = await here.newStaff("reception");
  const session = await loginOf(server.db, actor.user);
  const posts = async (acte: string, fields: Record<string, string>, by = { session, user: actor.user }) => {
    const answer = await POST(posted(`/accueil/${acte}`, fields, { session: by.session }), {
      params: Promise.resolve({ locale: "fr", acte }),
    });
    const to = new URL(answer.headers.get("location") ?? "", "http://x");
    const typed = openTyped(to.searchParams.get("saisie") ?? undefined, server.clock.now(), by.user);
    return { query: Object.fromEntries(to.searchParams), refusals: typed?.refusals, location: to.href };
  };
  const gives = async (key: string = crypto.randomUUID()) => {
    const { query } = await posts("donner", { permanence: here.permanence, key });
    return query["passage"] ?? "";
  };
  const given = (ref: string) => number.readNumberGiven(actor, ref);
  const kept = () =>
    server.db.$queryRaw<{ told: boolean; phone: string | null }[]>`
      SELECT v.told_by_sms AS told, i.phone FROM visit v LEFT JOIN visit_identity i ON i.visit_id = v.id
      WHERE v.permanence_id = ${here.permanence}::uuid ORDER BY v.number`;
  return { ...here, actor, posts, gives, given, kept };
}

describe("a number that is given at the desk", () => {
  test("is the next one; two clicks give one", async () => {
    const { posts, gives, given, permanence } = await desk();
    const ref = await gives(KEY);
    expect(await given(ref)).toMatchObject({ number: 1, place: expect.any(String), sms: { is: "offered" } });
    expect((await posts("donner", { permanence, key: KEY })).query["fait"]).toBe("numberGiven");
    expect(await given(await gives(KEY))).toMatchObject({ number: 1 });
    expect(await given(await gives())).toMatchObject({ number: 2 });
  });

  test("is none once numbers are stopped, and none at a half-day of others", async () => {
    const { posts, permanence, does } = await desk();
    await does({ type: "stop-numbers" });
    expect((await posts("donner", { permanence, key: KEY })).refusals).toEqual({ form: "not-now" });
    const other = await desk();
    expect((await posts("donner", { permanence: other.permanence, key: KEY })).refusals).toEqual({
      form: "not-allowed",
    });
    expect((await posts("donner", { permanence: "one", key: KEY })).refusals).toEqual({ form: "malformed" });
  });

  test("is open to whoever gave it, for twenty minutes", async () => {
    const { gives, given, newStaff } = await desk();
    const ref = await gives();
    expect(await number.readNumberGiven(await newStaff("reception"), ref)).toBeUndefined();
    setTime(server, "9:26");
    expect(await given(ref)).toBeUndefined();
  });
});

describe("a mobile that somebody says at the desk, to be told by SMS", () => {
  test("is noted as on the page of the number, and only its last two digits are shown", async () => {
    const { posts, gives, given, kept } = await desk();
    const ref = await gives();
    const { query, location } = await posts("sms", { numero: ref, phone: "06 39 98 01 24" });
    expect(query).toEqual({ passage: ref, fait: "smsNoted" });
    expect(location).not.toContain("39980124");
    expect(await given(ref)).toMatchObject({ sms: { is: "told", ends: "24" } });
    expect(JSON.stringify(await given(ref))).not.toContain("39980124");
    expect(await kept()).toEqual([{ told: true, phone: PHONE }]);
  });

  test("is noted with the language that they choose, which the form shows again", async () => {
    const { posts, gives, given } = await desk();
    const ref = await gives();
    await posts("sms", { numero: ref, phone: PHONE, language: "tr" });
    expect(await given(ref)).toMatchObject({ language: "tr" });
    await posts("sms", { numero: ref, phone: PHONE, language: "not one" });
    expect(await given(ref)).toMatchObject({ language: "fr" });
  });

  test("is forgotten when they want none any more", async () => {
    const { posts, gives, given, kept } = await desk();
    const ref = await gives();
    await posts("sms", { numero: ref, phone: PHONE });
    expect((await posts("sms", { numero: ref, stop: "1" })).query["fait"]).toBe("smsStopped");
    expect(await given(ref)).toMatchObject({ sms: { is: "offered" } });
    expect(await kept()).toEqual([{ told: false, phone: null }]);
  });

  test.each([
    ["a landline", "03 88 43 60 00", { phone: "no-mobile" }],
    ["a number of social security", "2 84 05 67 482 123 45", { phone: "personal-number-refused" }],
  ])("(%s) is refused beside its field, and nothing is noted", async (_, phone, refusals) => {
    const { posts, gives, kept } = await desk();
    expect((await posts("sms", { numero: await gives(), phone })).refusals).toEqual(refusals);
    expect(await kept()).toEqual([{ told: false, phone: null }]);
  });

  test("can be noted of whoever was checked in by their appointment too", async () => {
    const { posts, booked, actor, kept } = await desk();
    const appointment = await booked("10:00");
    const trouve = openFound.sealFound(actor, { appointment, contact: false });
    await posts("arrive", { trouve });
    const ref = (await openFound.readFound(actor, trouve))?.line?.given?.ref ?? "";
    expect((await posts("sms", { trouve, numero: ref, phone: PHONE })).query).toEqual({ trouve, fait: "smsNoted" });
    expect(await kept()).toEqual([{ told: true, phone: PHONE }]);
  });

  test("is not noted by somebody else, nor of whoever has left", async () => {
    const { posts, gives, newStaff, does, permanence } = await desk();
    const ref = await gives();
    const colleague = await newStaff("reception");
    const by = { session: await loginOf(server.db, colleague.user), user: colleague.user };
    expect((await posts("sms", { numero: ref, phone: PHONE }, by)).refusals).toEqual({ form: "found-gone" });
    const { id: visit } = await server.db.visit.findFirstOrThrow({ where: { permanenceId: permanence } });
    await does({ type: "leave", visit, by: "staff" });
    expect((await posts("sms", { numero: ref, phone: PHONE })).refusals).toEqual({ form: "not-now" });
  });
});
