import { randomUUID } from "node:crypto";
import { PAGE_ROUTES } from "#lib/server/edge/page-routes.ts";
import { ask, PLANTED, type Attack, type Target } from "./attack.ts";

/** The names in the queries of our pages. */
const NAMES =
  "q page apres ville lieu demarche organisation semaine mois jour de a vue personne permanence chaque annuler saisie fait refus erreur minutes retour repris choix partie p equipe envoi etape code compte langue".split(
    " ",
  );

/** What may stand in them: longer than a word of a search, than an index of PostgreSQL, than a century. */
const VALUES = [
  PLANTED + "x".repeat(2_700),
  `${PLANTED} `.repeat(300),
  "9999-12-31",
  "0001-01-01",
  "2026-02-30",
  "-1",
  "99999999999999999999",
  randomUUID(),
  `' OR ${PLANTED}`,
  `${PLANTED}\u0000`,
];

const filled = (route: string, { slug }: Target, value: string): string =>
  route.replaceAll(/\[(\w+)\]/gu, (_, name: string) =>
    name === "slug" ? slug : encodeURIComponent(value.slice(0, 200)),
  );

const query = (value: string): string => new URLSearchParams(NAMES.map((name) => [name, value])).toString();

/** Bodies of calls in which one value is beyond every bound. */
const bodies = (target: Target): readonly (readonly [path: string, body: object])[] =>
  VALUES.flatMap((value) => [
    [`/api/v1/permanences/${target.permanence}/appointments`, { topic: value, startsAt: value, name: value }],
    [`/api/v1/permanences/${target.permanence}/visits`, { name: value, phone: value, topic: value }],
    [`/api/v1/permanences/${target.permanence}/code`, { code: value }],
    ["/api/v1/devices", { place: value, kind: "kiosk", name: value }],
    [
      "/api/v1/people/invitations",
      { organisation: target.slug, email: `${value}@ville.example`, role: "conseiller", endsOn: value },
    ],
    [`/api/v1/people/${randomUUID()}/roles`, { organisation: target.slug, role: "conseiller", endsOn: value }],
  ]);

/** Texts and days beyond every bound, in every page, and in calls with a query or a body. */
export const longWords: Attack = {
  name: "texts and days beyond every bound",
  async *send(target) {
    for (const value of VALUES) {
      for (const route of PAGE_ROUTES) {
        const path = `${filled(route, target, value)}?${query(value)}`;
        yield { what: path.slice(0, 120), status: await ask(target, path) };
      }
      for (const call of [
        "places?from=",
        "places?town=",
        "topics?place=",
        "permanences?from=",
        "permanences?topic=",
        "planning/half-days.csv?from=2026-01-01&to=",
        "people?organisation=",
      ]) {
        const path = `/api/v1/${call}${encodeURIComponent(value)}&organisation=${target.organisation}`;
        yield { what: path.slice(0, 120), status: await ask(target, path) };
      }
    }
    for (const [path, body] of bodies(target)) {
      const headers = { "content-type": "application/json" };
      yield { what: path, status: await ask(target, path, { method: "POST", headers, body: JSON.stringify(body) }) };
    }
  },
};
