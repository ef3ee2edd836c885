import { globSync } from "node:fs";
import { unstable_doesMiddlewareMatch as doesProxyMatch } from "next/experimental/testing/server.js";
import { NextRequest } from "next/server";
import { isTeamPage } from "#i18n/team-pages.ts";
import { PAGE_ROUTES } from "#lib/server/edge/page-routes.ts";
import proxy, { config } from "#proxy.ts";

const statusOf = async (path: string, method = "GET"): Promise<number> =>
  (await proxy(new NextRequest(`http://localhost:3000${path}`, { method }))).status;

const SECRET = "A".repeat(43);
const ID = "0198c0de-0000-7000-8000-000000000001";

/** Pages that the router finds and that are shown for what leads nowhere. */
const FOR_NOWHERE = ["/[...rest]", "/agenda/inconnu", "/rendez-vous/inconnu"];

test("the proxy knows every page and form handler below app/[locale], and no other", () => {
  const built = globSync("app/[[]locale]/**/{page.tsx,route.ts}")
    .map((file) =>
      file
        .replaceAll("\\", "/")
        .replace(/^app\/\[locale\]/, "")
        .replace(/\/(page\.tsx|route\.ts)$/, "")
        .replace(/\/\(\w+\)/g, ""),
    )
    .map((route) => route || "/")
    .filter((route) => !FOR_NOWHERE.includes(route))
    .sort();
  expect([...PAGE_ROUTES]).toEqual(built);
});

const written = (route: string): string =>
  route
    .replace("[place]", "mairie-neuhof")
    .replace("[secret]", SECRET)
    .replace("[slug]", "rennes")
    .replace("[cle]", "impots")
    .replace("[lien]", "k3v9q7m2x4ab")
    .replace("[acte]", "enregistrer")
    .replace("[etape]", "lieux")
    .replace("[document]", "registre")
    .replace(/\[\w+\]/gu, ID);

test.each(["", "/ar"])("no page with a right address is said to be nowhere, in the language “%s”", async (language) => {
  // Whether the key of a frame opens something is asked of the database:
  // tests/server/calendar/share-on-other-sites.test.ts.
  for (const route of PAGE_ROUTES.filter((one) => one !== "/integrer/[key]"))
    expect([route, await statusOf(language + written(route).replace(/^\/$/, language === "" ? "/" : ""))]).toEqual([
      route,
      language === "/ar" && isTeamPage(written(route)) ? 307 : 200,
    ]);
});

test("the pages of the team are those of coordination, reception, conseillers and accounts, but for what a person sees or is handed", () => {
  const first = (route: string): string => route.split("/")[1] ?? "";
  const ofTeam = PAGE_ROUTES.filter((route) => isTeamPage(written(route)));
  const where = new Set(ofTeam.map(first));
  expect([...where]).toEqual([
    "accueil",
    "connexion",
    "conseiller",
    "coordination",
    "installation",
    "invitation",
    "moi",
    "reponse",
  ]);
  expect(PAGE_ROUTES.filter((route) => where.has(first(route)) && !ofTeam.includes(route))).toEqual([
    "/accueil/papier",
    "/connexion/quitter",
    "/conseiller/copies",
    "/conseiller/entrainement",
    "/conseiller/permanences/[id]",
  ]);
});

describe.each(["/ar", "/tr"])("in %s, which the team’s pages do not speak", (language) => {
  const asked = (path: string, method: string): Promise<Response> =>
    Promise.resolve(proxy(new NextRequest(`http://localhost:3000${language}${path}`, { method })));

  test.each(["/coordination/planning?semaine=2026-11-23", "/coordination", "/moi", "/connexion?retour=%2Far%2Fagenda"])(
    "%s leads to the French page",
    async (path) => {
      for (const method of ["GET", "HEAD"]) {
        const { status, headers } = await asked(path, method);
        expect([status, headers.get("location")]).toEqual([307, `http://localhost:3000${path}`]);
      }
    },
  );

  test("a form of the team is handled in French", async () => {
    const { status, headers } = await asked("/coordination/lieux/creer/enregistrer?a=1", "POST");
    expect([status, headers.get("x-middleware-rewrite")]).toEqual([
      200,
      "http://localhost:3000/fr/coordination/lieux/creer/enregistrer?a=1",
    ]);
  });

  test("the tablet stays in it", async () => {
    const { status, headers } = await asked(`/conseiller/permanences/${ID}`, "GET");
    expect([status, headers.get("location")]).toEqual([200, null]);
  });
});

test("in English a page of the team stays where it is", async () => {
  expect(await statusOf("/en/coordination/planning")).toBe(200);
});

test.each([
  "/nulle-part",
  "/Lieux",
  "/ecran",
  "/ecran/Mairie%20du%20Neuhof",
  "/lieux/mairie_neuhof",
  "/integrer/xyz",
  `/suivi/${SECRET}A`,
  `/suivi/${SECRET}/imprimer`,
  "/permanences/12",
  "/rendez-vous/inconnu",
  "/apiculture",
  // Where the page of an organisation leads that there is none of.
  "/chez/personne/inconnu",
  "/adresse-illisible",
])("%s leads nowhere: its readable page is sent with status 404, in every language", async (path) => {
  for (const language of ["", "/ar"]) {
    const answer = await proxy(new NextRequest(`http://localhost:3000${language}${path}`));
    expect([language, answer.status]).toEqual([language, 404]);
    expect(answer.headers.get("x-middleware-rewrite") ?? answer.headers.get("x-middleware-next")).toBeTruthy();
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'self'");
  }
});

test("a program that asks for the head alone is told the same, and a form is left to its handler", async () => {
  expect([await statusOf("/suivi/xyz", "HEAD"), await statusOf("/suivi/xyz/partir", "POST")]).toEqual([404, 200]);
});

test("an address with the prefix of French is redirected to the one without, unknown or not", async () => {
  expect([await statusOf("/fr/lieux"), await statusOf("/fr/nulle-part")]).toEqual([307, 307]);
});

/** Whether the proxy looks at an address: what it does not look at is no page. */
const isSeen = (url: string): boolean => doesProxyMatch({ config, nextConfig: {}, url });

test.each([
  "/",
  "/suivi/s3cret.",
  "/apiculture",
  "/feedsx",
  "/healthz-2",
  "/_nextfoo/x",
  "/coordination/lieux/importer",
  "/coordination/planning/importer/confirmer",
  "/ar/coordination/lieux/importer/envoyer/x",
  "/de/coordination/lieux/importer/envoyer",
  "/coordination/premiere-heure/lieux/enregistrer",
])("%s is a page, or said not to be one", (url) => expect(isSeen(url)).toBe(true));

test.each([
  "/api",
  "/feeds/agenda/s3cret",
  "/healthz",
  "/metrics",
  "/_next/static/chunks/a.js",
  "/agenda/s3cret.ics",
  "/icons.svg",
  "/coordination/lieux/importer/envoyer",
  "/tr/coordination/lieux/importer/envoyer",
  "/ar/coordination/fermetures/vacances/envoyer",
  "/coordination/planning/importer/envoyer",
  "/coordination/reglages/enregistrer",
  "/ar/coordination/premiere-heure/service/enregistrer",
])("%s is answered as it stands", (url) => expect(isSeen(url)).toBe(false));
