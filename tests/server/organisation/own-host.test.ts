import { createHash, randomUUID } from "node:crypto";
import { NextRequest } from "next/server";
import { SECOND } from "#lib/time/instant.ts";
import { emptyTables } from "#tests/support/empty-tables.ts";
import { organisationWithPlace } from "#tests/server/auth/people/organisation.ts";
import { asOpened } from "#tests/support/as-opened.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const MAIN = "permanences.example";
const { db, clock, owner } = await serverOnFreshDatabase({ APP_URL: `https://${MAIN}` });
const { setOwnHost } = await import("#lib/server/organisation/own-host.ts");
const { readOrganisations } = await import("#lib/server/organisation/read-organisations.ts");
const { forgetOwnHosts } = await import("#lib/server/place/own-hosts.ts");
const { actorOfSession } = await import("#lib/server/auth/login.ts");
const { openTyped } = await import("#lib/server/typed-form.ts");
const { POST: acts } = await import("#app/[locale]/coordination/collectivites/[acte]/route.ts");
const { default: proxy } = await import("#proxy.ts");

const OWN = "aide.nouvoitou.example";

/** Nouvoitou, one more organisation, the one that hosts both and its administrator; `login`: their session. */
async function installation() {
  const host = await organisationWithPlace(db);
  await db.organisation.update({ where: { id: host.id }, data: { hosts: true } });
  const organisation = (slug: string) =>
    db.organisation.create({
      data: { slug, name: slug, kind: "city", runsPermanences: true },
      select: { id: true, slug: true },
    });
  const login = randomUUID();
  await db.user.create({
    data: {
      email: `${login}@ville.example`,
      name: "Administration",
      memberships: { create: { organisationId: host.id, role: "administrator" } },
      sessions: {
        create: {
          expires: new Date("2099-01-01T00:00:00Z"),
          sessionToken: createHash("sha256").update(login).digest("base64url"),
        },
      },
    },
  });
  const actor = await actorOfSession(login);
  if (!actor) throw new Error("not signed in");
  return { host, village: await organisation("nouvoitou"), town: await organisation("vern"), actor, login };
}

let here: Awaited<ReturnType<typeof installation>>;
beforeEach(async () => {
  await emptyTables(owner, "organisation", "place", "user_account");
  forgetOwnHosts();
  here = await installation();
});
afterAll(() => db.$disconnect());

const gives = (host: string, organisation = here.village.id) => setOwnHost(here.actor, { organisation, host });
const hostOf = async (organisationId = here.village.id) =>
  (await db.organisationSettings.findUnique({ where: { organisationId } }))?.ownHost;
const later = (seconds: number) => clock.move(clock.offset() + seconds * SECOND);
const asked = (host: string, path: string, init: { method?: string; headers?: Record<string, string> } = {}) =>
  proxy(new NextRequest(`http://internal:3000${path}`, { ...init, headers: { host, ...init.headers } }));
/** The path of the page that is rendered; where the address says it already, that address. */
async function shownAt(host: string, path: string, method = "GET"): Promise<string> {
  const answer = await asked(host, path, { method });
  const to = answer.headers.get("x-middleware-rewrite");
  if (to === null) return answer.headers.has("x-middleware-next") ? path : `${answer.status}`;
  expect(new URL(to).host).toBe("internal:3000");
  return to.slice("http://internal:3000".length);
}

describe("an administrator of the installation", () => {
  test("gives an organisation a host name, which is listed, changed and taken away, and each is in the journal", async () => {
    expect(await gives(" Aide.Nouvoitou.example")).toMatchObject({ ok: true });
    const read = await readOrganisations(here.actor);
    expect(read.ok && read.value.organisations.find(({ id }) => id === here.village.id)?.ownHost).toBe(OWN);
    expect(await gives(OWN)).toMatchObject({ ok: true });
    await gives("nouvoitou.example");
    expect(await hostOf()).toBe("nouvoitou.example");
    await gives("");
    expect(await hostOf()).toBeNull();
    const noted = await db.journalEntry.findMany({ orderBy: { id: "asc" } });
    expect(noted.map(({ act, organisationId, data }) => [act, organisationId, data])).toEqual(
      [true, true, false].map((given) => [
        "organisation-host-changed",
        here.host.id,
        { organisation: here.village.id, given },
      ]),
    );
  });

  test("is refused what is no host name, and the host of the installation", async () => {
    for (const [typed, refusal] of [
      ["aide", "no-such-host"],
      ["https://aide.nouvoitou.example/", "no-such-host"],
      [MAIN, "host-of-installation"],
      ["PERMANENCES.example", "host-of-installation"],
    ] as const)
      expect([typed, await gives(typed)]).toEqual([typed, { ok: false, refusal }]);
    expect(await hostOf()).toBeUndefined();
  });

  test("is refused a name that another organisation has, also of two at once", async () => {
    const both = await Promise.all([gives(OWN), gives(OWN, here.town.id)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both).toContainEqual({ ok: false, refusal: "host-taken" });
    expect(await db.organisationSettings.count({ where: { ownHost: OWN } })).toBe(1);
  });

  test("is refused an organisation that runs no half-days, and one that there is none of", async () => {
    const { id } = await db.organisation.create({ data: { slug: "caf", name: "CAF", kind: "caf", partner: true } });
    for (const organisation of [id, randomUUID(), "x"])
      expect(await gives(OWN, organisation)).toEqual({ ok: false, refusal: "not-found" });
  });
});

describe("at the host name of an organisation", () => {
  beforeEach(() => gives(OWN));

  test("each page that is shown to everybody is its own", async () => {
    for (const [path, page] of [
      ["/", "/fr/chez/nouvoitou"],
      ["/?demarche=impots", "/fr/chez/nouvoitou?demarche=impots"],
      ["/ar", "/ar/chez/nouvoitou"],
      ["/lieux?q=mairie", "/fr/chez/nouvoitou/lieux?q=mairie"],
      ["/ar/lieux?q=mairie", "/ar/chez/nouvoitou/lieux?q=mairie"],
      ["/rendez-vous", "/fr/chez/nouvoitou/rendez-vous"],
      ["/ateliers", "/fr/chez/nouvoitou/ateliers"],
      ["/tr/aide", "/tr/chez/nouvoitou/aide"],
      ["/en/plan-du-site", "/en/chez/nouvoitou/plan-du-site"],
      ["/accessibilite", "/fr/chez/nouvoitou/accessibilite"],
      ["/mentions-legales", "/fr/chez/nouvoitou/mentions-legales"],
      ["/donnees-personnelles", "/fr/chez/nouvoitou/donnees-personnelles"],
    ] as const) {
      expect(await shownAt(OWN, path)).toBe(page);
      expect(await shownAt("AIDE.nouvoitou.example:443", path)).toBe(page);
      expect(await shownAt(OWN, path, "HEAD")).toBe(page);
    }
  });

  test("its page says what it may do, and in which language it is", async () => {
    for (const [path, language] of [
      ["/lieux", "fr"],
      ["/ar/lieux", "ar"],
    ] as const) {
      const { headers } = await asked(OWN, path);
      expect(headers.get("content-security-policy")).toContain("default-src 'self'");
      expect(headers.get("x-middleware-request-x-next-intl-locale")).toBe(language);
      expect(headers.get("x-middleware-next")).toBeNull();
    }
  });

  test("an address about one place, half-day or person is the one of the installation, and so is what the team uses", async () => {
    for (const path of ["/lieux/mairie", `/suivi/${"A".repeat(43)}`, "/connexion", "/coordination", "/chez/vern"])
      expect(await shownAt(OWN, path)).toBe(`/fr${path}`);
  });

  test("an unknown address leads nowhere, and the prefix of French is cut off on the same host", async () => {
    expect((await asked(OWN, "/nulle-part")).status).toBe(404);
    const answer = await asked(OWN, "/fr/lieux");
    expect([answer.status, new URL(answer.headers.get("location") ?? "").pathname]).toEqual([307, "/lieux"]);
  });
});

test("at a host that is no organisation’s everything is as it was", async () => {
  await gives(OWN);
  for (const host of [
    MAIN,
    "internal:3000",
    "elsewhere.example",
    `${OWN}.elsewhere.example`,
    `x.${OWN}`,
    "nouvoitou",
    "toString",
  ])
    for (const path of ["/", "/lieux", "/ateliers"])
      expect([host, await shownAt(host, path)]).toEqual([host, `/fr${path}`.replace(/\/$/u, "")]);
});

test("a forwarded host or the address itself names no organisation", async () => {
  await gives(OWN);
  const answer = await asked(MAIN, "/lieux", { headers: { "x-forwarded-host": OWN, forwarded: `host=${OWN}` } });
  expect(answer.headers.get("x-middleware-rewrite")).toBe("http://internal:3000/fr/lieux");
});

test("one host after the other is answered each with its own organisation’s page", async () => {
  await gives(OWN);
  await gives("aide.vern.example", here.town.id);
  for (const [host, page] of [
    [OWN, "/fr/chez/nouvoitou/lieux"],
    ["aide.vern.example", "/fr/chez/vern/lieux"],
    [MAIN, "/fr/lieux"],
    [OWN, "/fr/chez/nouvoitou/lieux"],
  ] as const)
    expect(await shownAt(host, "/lieux")).toBe(page);
});

test("an organisation that no longer runs half-days has its host name no more", async () => {
  await gives(OWN);
  await db.organisation.update({ where: { id: here.village.id }, data: { runsPermanences: false } });
  expect(await shownAt(OWN, "/lieux")).toBe("/fr/lieux");
});

test("the list is read once in ten seconds, whatever hosts are asked for; what this process saves counts at once", async () => {
  expect(await shownAt(OWN, "/lieux")).toBe("/fr/lieux");
  // Saved by another process.
  await db.organisationSettings.create({
    data: { organisationId: here.village.id, serviceName: "Aide", ownHost: OWN },
  });
  later(9);
  expect(await shownAt(OWN, "/lieux")).toBe("/fr/lieux");
  later(2);
  expect(await shownAt(OWN, "/lieux")).toBe("/fr/chez/nouvoitou/lieux");
  await gives("");
  expect(await shownAt(OWN, "/lieux")).toBe("/fr/lieux");
});

test("where the list cannot be read, the last one goes on counting", async () => {
  await gives(OWN);
  expect(await shownAt(OWN, "/lieux")).toBe("/fr/chez/nouvoitou/lieux");
  await owner.$executeRaw`ALTER TABLE organisation_settings RENAME TO organisation_settings_away`;
  later(11);
  const shown = await shownAt(OWN, "/lieux");
  await owner.$executeRaw`ALTER TABLE organisation_settings_away RENAME TO organisation_settings`;
  expect(shown).toBe("/fr/chez/nouvoitou/lieux");
});

describe("a form", () => {
  const posted = (host: string, origin: string) =>
    asked(host, "/connexion/envoyer", { method: "POST", headers: { origin } });
  const savesOnce = async (fields: Readonly<Record<string, string>>, headers: Record<string, string>) => {
    const answer = await acts(
      new Request(`http://internal:3000/coordination/collectivites/adresse`, {
        method: "POST",
        body: new URLSearchParams(fields),
        headers: { cookie: `__Host-session=${here.login}`, host: OWN, origin: `https://${OWN}`, ...headers },
      }),
      { params: Promise.resolve({ locale: "fr", acte: "adresse" }) },
    );
    const to = new URL(answer.headers.get("location") ?? "", "http://internal:3000");
    return {
      status: answer.status,
      done: to.searchParams.get("fait"),
      typed: openTyped(to.searchParams.get("saisie") ?? undefined, clock.now(), here.actor.user),
    };
  };
  const saves = (fields: Readonly<Record<string, string>>, headers: Record<string, string> = {}) =>
    asOpened(
      fields,
      (sent) => savesOnce(sent, headers),
      ({ typed }) => typed,
    );
  beforeEach(() => gives(OWN));

  test("that was posted on the own host is accepted there, and from another site it is refused", async () => {
    expect((await posted(OWN, `https://${OWN}`)).status).toBe(200);
    for (const origin of [
      "https://elsewhere.example",
      "https://aide.vern.example",
      `https://${OWN}.elsewhere.example`,
      "null",
    ])
      expect([origin, (await posted(OWN, origin)).status]).toEqual([origin, 403]);
    // An organisation's host is another site for the installation.
    expect((await posted(MAIN, `https://${OWN}`)).status).toBe(403);
  });

  test("of the host name is handled on the own host, refused from elsewhere, and comes back as it was typed", async () => {
    const town = { organisation: here.town.id, host: "aide.vern.example" };
    expect(await saves(town, { origin: "https://elsewhere.example" })).toMatchObject({ status: 403 });
    expect(await hostOf(here.town.id)).toBeUndefined();
    expect(await saves(town)).toMatchObject({ status: 303, done: "hostSaved" });
    expect(await hostOf(here.town.id)).toBe("aide.vern.example");
    expect((await saves({ ...town, host: OWN })).typed).toMatchObject({
      form: "adresse",
      fields: { ...town, host: OWN },
      refusals: { host: "host-taken" },
    });
    expect((await saves({ ...town, organisation: randomUUID() })).typed?.refusals).toEqual({ form: "not-found" });
  });
});
