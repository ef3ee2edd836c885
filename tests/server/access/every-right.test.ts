import { randomUUID } from "node:crypto";
import { NextRequest } from "next/server";
import { PAGE_ROUTES } from "#lib/server/edge/page-routes.ts";
import { calls } from "#lib/wire/api/calls.ts";
import { addressOfFile, routeAt, routeFiles } from "#tests/support/route-files.ts";
import { apiInProcess } from "#tests/server/api/in-process.ts";
import { runs } from "#tests/support/property-runs.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { freshServer, type Server } from "#tests/server/queue/neuhof.ts";
import { EXPECTED, isExpected } from "./expected-rights.ts";
import { API_REQUESTS, STAFF_FORMS, STAFF_PAGES, USE_CASES, type RightsAnswer } from "./requests.ts";
import { OTHERS, ROLES, sceneOf, WHO, type Scene, type Who } from "./who.ts";

let server: Server;
let api: Awaited<ReturnType<typeof apiInProcess>>;
let openTyped: typeof import("#lib/server/typed-form.ts").openTyped;

beforeAll(async () => {
  process.env["APP_URL"] = "http://localhost:3000";
  process.env["LOG_LEVEL"] = "silent";
  process.env["DATA_FOLDER"] = (await temporaryFolder()).path;
  server = await freshServer();
  api = await apiInProcess();
  ({ openTyped } = await import("#lib/server/typed-form.ts"));
});
afterAll(async () => {
  // Who follows a line starts the listening.
  await (await import("#lib/server/live/hub.ts")).closeAll();
  await server.db.$disconnect();
});

/** Answers that are about rights; any other refusal is one of the rules, which come after them. */
const REFUSED: readonly RightsAnswer[] = [
  "sign-in-needed",
  "not-allowed",
  "scope-missing",
  "not-found",
  "code-unknown",
  "found-gone",
];

/**
 * The routes of the team: their pages, and the forms that these post to. Every other route is open to whoever has its
 * address.
 */
const isOfStaff = (route: string): boolean =>
  /^\/(accueil|conseiller|coordination)(\/|$)|^\/agenda$|\/affiche$/u.test(route);
const routes = PAGE_ROUTES.filter(isOfStaff);
const nameOf = (key: string): string => key.split(": ")[0] ?? key;

async function askApi(key: string, scene: Scene): Promise<RightsAnswer> {
  const call = calls.find(({ name }) => name === nameOf(key));
  if (!call) throw new Error(`No call is named ${nameOf(key)}: take it out of tests/server/access/requests.ts.`);
  const { param = "", query, body } = API_REQUESTS[key]!(scene);
  const answer = await api({
    method: call.method,
    path: `${call.path.replace(/\{\w+\}/u, param)}${query ? `?${new URLSearchParams(query)}` : ""}`,
    headers: { "content-type": "application/json", "idempotency-key": randomUUID(), ...scene.headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (answer.headers.get("content-type")?.startsWith("text/event-stream")) {
    await answer.body?.cancel();
    return "passes";
  }
  const said = (await answer.json().catch(() => ({}))) as { code?: string; results?: { refusal?: string }[] };
  if (!answer.ok && said.code === undefined) throw new Error(`${key} answered ${answer.status} without a code.`);
  return said.code ?? said.results?.[0]?.refusal ?? "passes";
}

/** As a page of the team posts it: its texts, and the files among them. */
function formOf(fields: Readonly<Record<string, string | Blob>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

const formFiles = new Map(
  routeFiles("app/[[]locale]").map((file) => [addressOfFile(file).replace("/{locale}", ""), file]),
);

async function askForm(key: string, scene: Scene): Promise<RightsAnswer> {
  const route = nameOf(key);
  const file = formFiles.get(route.replace(/\[(\w+)\]/gu, "{$1}"));
  if (file === undefined) throw new Error(`${route} has no route file.`);
  const { handlers } = await routeAt(file);
  const fields = await STAFF_FORMS[key]!(scene, server);
  const [, acts = "", about] = key.split(": ");
  const what = acts.split("/");
  const answer = await handlers.POST!(
    new NextRequest(`http://localhost:3000${route}`, {
      method: "POST",
      headers: { host: "localhost:3000", ...scene.headers },
      body: formOf(fields),
    }),
    {
      params: Promise.resolve({
        locale: "fr",
        id: route.includes("/comptes-rendus/")
          ? "aide"
          : route.includes("/partages/")
            ? scene.share
            : route.includes("/fermetures/")
              ? scene.closure
              : route.includes("/regles/")
                ? scene.series
                : scene.permanence,
        place: scene.place.slug,
        cle: "caf",
        acte: what.at(-1) ?? "",
        etape: what[0] ?? "",
        account: about === "who leads" ? scene.leader : scene.colleague,
        invitation: about === "to lead" ? scene.invitationToLead : scene.invitation,
      }),
    },
  );
  const location = new URL(answer.headers.get("location") ?? "/", "http://localhost:3000");
  if (location.pathname === "/connexion") return "sign-in-needed";
  const refused = openTyped(location.searchParams.get("saisie") ?? undefined, server.clock.now(), scene.actor?.user);
  return Object.values(refused?.refusals ?? {})[0] ?? location.searchParams.get("refus") ?? "passes";
}

const askReader = (read: (typeof STAFF_PAGES)[string], scene: Scene): Promise<RightsAnswer> =>
  scene.actor ? read(scene.actor, scene) : Promise.resolve("sign-in-needed");

const ask = (key: string, scene: Scene): Promise<RightsAnswer> => {
  if (key in API_REQUESTS) return askApi(key, scene);
  if (key in STAFF_FORMS) return askForm(key, scene);
  return askReader((STAFF_PAGES[key] ?? USE_CASES[key])!, scene);
};

const keys = [API_REQUESTS, STAFF_PAGES, STAFF_FORMS, USE_CASES].flatMap(Object.keys);
// What ends something comes last, in the order of the tables.
const ENDS = [
  "/accueil/[acte]: arrive",
  "/accueil/[acte]: annuler",
  "/conseiller/donnees/effacer",
  "/coordination/lieux/[place]/[acte]: porte",
  "/coordination/partages/[id]/[acte]: arreter",
];
const inOrder = [
  ...keys.filter((key) => key.startsWith("/") && !ENDS.includes(key)),
  ...keys.filter((key) => !key.startsWith("/")),
  ...ENDS,
];

/**
 * `npm run test:long` lets everybody ask for everything. `npm test` lets only those ask for each thing in whom a call
 * shows that it asks for the right of its table: of the roles of the own organisation the least one that is let through
 * and the greatest one that is refused, and who has no role there. What every role may do in which organisation is
 * shown without a server (tests/lib/access/may.test.ts).
 */
const IS_LONG = runs(1) > 1;
const ASKING: readonly Who[] = IS_LONG ? WHO : [...ROLES, "foreign coordinator", "foreign administrator", ...OTHERS];
/** As whom `npm test` asks for what is open to everybody. */
const ONE_OF_EACH: readonly Who[] = ["anonymous", "coordinator", "foreign coordinator", "program", "kiosk", "tablet"];
const isOpenToAll = (key: string): boolean => WHO.every((who) => isExpected(EXPECTED[key] ?? { own: [] }, who));

/** The roles, from the one to which the fewest rows are open to the one to which the most are. */
const BY_ROWS = ROLES.map(
  (role) => [role, Object.values(EXPECTED).filter(({ own }) => own.includes(role)).length] as const,
)
  .toSorted(([, one], [, other]) => one - other)
  .map(([role]) => role);

/** Whether `npm test` asks for this as `who`. */
function isAsked(key: string, who: Who): boolean {
  if (isOpenToAll(key)) return ONE_OF_EACH.includes(who);
  const letThrough = (role: Who): boolean => isExpected(EXPECTED[key] ?? { own: [] }, role);
  const isOfOwn = BY_ROWS.some((role) => role === who);
  return !isOfOwn || who === BY_ROWS.find(letThrough) || who === BY_ROWS.findLast((role) => !letThrough(role));
}

test.each(ASKING)("%s is let through exactly where the table written by hand says so", async (who: Who) => {
  const differs: string[] = [];
  const scene = await sceneOf(server, who);
  for (const key of inOrder) {
    const expected = EXPECTED[key];
    if (!expected || !(IS_LONG || isAsked(key, who))) continue;
    const answer = await ask(key, scene);
    const passes = !REFUSED.includes(answer);
    if (passes !== isExpected(expected, who))
      differs.push(`${key}: ${who} ${passes ? "is let through" : "is refused"} (${answer})`);
  }
  expect(differs).toEqual([]);
});

describe("nothing is left out", () => {
  test("who asks nothing in npm test would be let through where somebody is who asks", () => {
    expect(
      Object.entries(EXPECTED)
        .filter(([, { own }]) => own.length > 0 && !own.includes("coordinator") && !own.includes("administrator"))
        .map(
          ([key]) =>
            `“${key}” is open to neither role that leads: let the role that it is open to ask from another organisation too.`,
        ),
    ).toEqual([]);
  });

  test("every call of the API is asked", () => {
    const asked = new Set(Object.keys(API_REQUESTS).map(nameOf));
    expect(
      calls
        .filter(({ name }) => !asked.has(name))
        .map(({ name }) => `Add how ${name} is asked to API_REQUESTS in tests/server/access/requests.ts.`),
    ).toEqual([]);
  });

  test("every page and form of the team is asked", () => {
    const asked = new Set([...Object.keys(STAFF_PAGES), ...Object.keys(STAFF_FORMS)].map(nameOf));
    expect(
      routes
        .filter((route) => !asked.has(route))
        .map(
          (route) =>
            `Add ${route} to tests/server/access/requests.ts: what the page reads with to STAFF_PAGES, or the fields of the form to STAFF_FORMS.`,
        ),
    ).toEqual([]);
  });

  test("everything that is asked has a row, and every row is asked", () => {
    expect([
      ...keys
        .filter((key) => !(key in EXPECTED))
        .map((key) => `Add who may do “${key}” to tests/server/access/expected-rights.ts.`),
      ...Object.keys(EXPECTED)
        .filter((key) => !keys.includes(key))
        .map((key) => `Add how “${key}” is asked to tests/server/access/requests.ts, or take its row away.`),
    ]).toEqual([]);
  });
});
