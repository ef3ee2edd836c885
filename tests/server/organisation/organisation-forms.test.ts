import { firstStart } from "#scripts/first-start.ts";
import { listenToPrinted } from "#tests/server/privacy/printed.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const SECRET = "a-secret-of-the-tests-only";
const HOST = "http://localhost:3000";
const server = await serverOnFreshDatabase({ APP_SECRET: SECRET, APP_URL: HOST, LOG_LEVEL: "debug" });
const { POST: accepts } = await import("#app/[locale]/installation/[secret]/accepter/route.ts");
const { POST: opensCode } = await import("#app/[locale]/invitation/code/route.ts");
const { holderOf, openTyped } = await import("#lib/server/typed-form.ts");
const { invitationCode } = await import("#lib/server/auth/people/invitation-secret.ts");

afterAll(() => server.db.$disconnect());

const RENNES = {
  name: "Aide numérique Rennes",
  slug: "rennes",
  kind: "city",
  department: "35",
  person: "Administration 1",
  email: "administration@rennes.example",
};
const posted = (fields: Record<string, string>, headers: Record<string, string> = {}): Request =>
  new Request(`${HOST}/x`, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { "sec-fetch-site": "same-origin", ...headers },
  });
const starts = async (): Promise<string> =>
  /\/installation\/([\w-]{43})/u.exec((await firstStart(server.url, SECRET, HOST)).join("\n"))?.[1] ?? "";
const sends = async (secret: string, fields: Record<string, string>, headers: Record<string, string> = {}) => {
  const answer = await accepts(posted(fields, headers), { params: Promise.resolve({ locale: "fr", secret }) });
  const to = new URL(answer.headers.get("location") ?? "", HOST);
  return {
    answer,
    path: to.pathname + to.search,
    typed: openTyped(to.searchParams.get("saisie") ?? "", server.clock.now(), holderOf(secret)),
  };
};

test("nothing of the address or its code is in the log, also when every write fails with the row in the database’s error", async () => {
  const secret = await starts();
  const row = await server.db.organisationInvitation.findFirstOrThrow({ where: { acceptedAt: null } });
  const code = invitationCode(row, "organisation-invitation");
  await server.owner.$executeRawUnsafe(
    "CREATE FUNCTION says_the_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'No: %', NEW; END $$",
  );
  await server.owner.$executeRawUnsafe(
    "CREATE TRIGGER says_the_row BEFORE INSERT ON organisation FOR EACH ROW EXECUTE FUNCTION says_the_row()",
  );
  const printed = listenToPrinted();
  const { typed } = await sends(secret, RENNES);
  await opensCode(posted({ code }), { params: Promise.resolve({ locale: "fr" }) });
  await opensCode(posted({ code: `${code}X` }), { params: Promise.resolve({ locale: "fr" }) });
  printed.end();
  await server.owner.$executeRawUnsafe("DROP TRIGGER says_the_row ON organisation");
  expect(typed?.refusals).toEqual({ form: "unexpected" });
  expect(printed.said()).toMatch(/"msg":"surprise"/u);
  for (const text of [secret, code, code.replaceAll("-", ""), RENNES.email]) expect(printed.said()).not.toContain(text);
});

test("a typed code leads to the form of the invitation", async () => {
  const secret = await starts();
  const row = await server.db.organisationInvitation.findFirstOrThrow({ where: { acceptedAt: null } });
  const code = invitationCode(row, "organisation-invitation").toLowerCase();
  const answer = await opensCode(posted({ code }), { params: Promise.resolve({ locale: "en" }) });
  expect(answer.headers.get("location")).toBe(`/en/installation/${secret}`);
});

test("a refused form comes back as it was typed, with a sentence beside each field", async () => {
  const { path, typed } = await sends(await starts(), { ...RENNES, email: "nobody", department: "" });
  expect(path).toMatch(/^\/installation\/[\w-]{43}\?saisie=/u);
  expect(typed?.fields).toMatchObject({ name: RENNES.name, email: "nobody" });
  expect(Object.keys(typed?.refusals ?? {}).toSorted()).toEqual(["department", "email"]);
  expect(typed?.refusals["department"]).toMatch(/^Il manque un numéro de département/u);
});

test("a form of another site makes nothing", async () => {
  const secret = await starts();
  const { answer } = await sends(secret, RENNES, {
    origin: "https://elsewhere.example",
    "sec-fetch-site": "cross-site",
  });
  expect(answer.status).toBe(403);
  expect(await server.db.organisation.count()).toBe(0);
});

test("an accepted form signs in and leads on; the same form again leads to the page that says that it was used", async () => {
  const secret = await starts();
  const { answer, path } = await sends(secret, RENNES);
  expect([answer.status, path]).toEqual([303, "/coordination/premiere-heure?organisation=rennes"]);
  expect(answer.headers.getSetCookie().some((line) => line.startsWith("session="))).toBe(true);
  const again = await sends(secret, { ...RENNES, slug: "autre", email: "autre@rennes.example" });
  expect(again.path).toBe(`/installation/${secret}`);
  expect(again.answer.headers.getSetCookie()).toEqual([]);
  expect(await server.db.user.count()).toBe(1);
});
