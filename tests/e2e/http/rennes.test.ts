/** @long */
import { createHash, randomUUID } from "node:crypto";
import { mailbox } from "#tests/server/auth/mailbox.ts";
import { LANGUAGE, PAGES, pageAt } from "#tests/support/pages.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

/**
 * The secret of the application that start-app.ts starts. Set before lib/server/secrets.ts is imported, which reads it.
 */
process.env["APP_SECRET"] = "a-secret-of-the-tests-only";
const { secretOf } = await import("#lib/server/secrets.ts");

/** A Wednesday during the weekly half-day of the set-up file. */
const NOW = "2026-12-02T14:20:00+01:00";
const DAY = NOW.slice(0, 10);

/** Names that belong to the demonstration and to no other city. */
const OF_ANOTHER_CITY = /strasbourg|neuhof|meinau|erstein|eurom[ée]tropole/iu;

let app: RunningApp;
let mails: Awaited<ReturnType<typeof mailbox>>;
let cookie: string;
let starts: Readonly<Record<string, string>>;

beforeAll(async () => {
  mails = await mailbox();
  app = await startApp({
    now: NOW,
    filledBy: { setUpFile: "tests/data/commune-rennes.json" },
    env: { SMTP_URL: mails.url, MAIL_FROM: "permanences@rennes.example" },
  });
  cookie = `session=${await administratorsLogin()}`;
  starts = await addresses();
}, 300_000);
afterAll(async () => {
  await app?.stop();
  mails?.close();
});

const one = async <Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row> => {
  const { rows } = await app.db.query<Row>(sql, [...values]);
  if (!rows[0]) throw new Error(`No row: ${sql}`);
  return rows[0];
};

/** Signs the administrator of the set-up file in, who may also receive people; returns the secret of the login. */
async function administratorsLogin(): Promise<string> {
  const login = randomUUID();
  const sessionToken = createHash("sha256").update(login).digest("base64url");
  await app.db.query(
    `INSERT INTO membership (user_id, organisation_id, role)
     SELECT user_id, organisation_id, 'conseiller' FROM membership WHERE role = 'administrator'`,
  );
  const { user } = await one<{ user: string }>("SELECT user_id AS user FROM membership WHERE role = 'administrator'");
  await app.db.query(
    `INSERT INTO login_session (id, session_token, user_id, expires) VALUES (gen_random_uuid(), $1, $2, '2099-01-01')`,
    [sessionToken, user],
  );
  return login;
}

/** Asks for an address as its browser would; with the login of the administrator, or as a resident. */
const ask = (address: string, asStaff: boolean, init: RequestInit = {}): Promise<Response> =>
  fetch(new URL(address, app.url), {
    redirect: "manual",
    ...init,
    headers: { ...(asStaff && { cookie }), "sec-fetch-site": "same-origin", origin: app.url, ...init.headers },
  });

/** An address of a structure that refers people, who has just booked for one, and the sheet of that. */
async function referred({ id: permanence, slug: place }: { readonly id: string; readonly slug: string }) {
  const { id } = await one<{ id: string }>(
    `INSERT INTO referrer (id, organisation_id, name, phone, most, created_at)
     SELECT gen_random_uuid(), id, 'Centre social', '+33223620000', 30, now() FROM organisation WHERE slug = 'rennes' RETURNING id`,
  );
  const page = `/orienter/${secretOf("referrer", id, 1)}`;
  const booked = await ask(`${page}/prendre`, false, {
    method: "POST",
    body: new URLSearchParams({ permanence, place, topic: "impots", people: "1", key: randomUUID() }),
  });
  const { pathname, search } = new URL(booked.headers.get("location") ?? "", app.url);
  return { page, sheet: pathname + search };
}

/** An address by which the administrator answers what they were told of their half-days. */
async function answerByMail(): Promise<string> {
  const secret = "abcdefgh2345";
  await app.db.query(
    `INSERT INTO short_link (hash, account_id, expires_at) SELECT $1, user_id, '2099-01-01' FROM membership WHERE role = 'administrator'`,
    [createHash("sha256").update(secret).digest()],
  );
  return `/reponse/${secret}`;
}

/**
 * Opens the half-day of today, takes a number, books hours of next week, invites a colleague; returns the addresses
 * behind secrets, which no link leads to, each under its route.
 */
async function addresses(): Promise<Readonly<Record<string, string>>> {
  const at = (day: string) =>
    one<{ id: string; place: string; slug: string }>(
      "SELECT p.id, p.place_id AS place, l.slug FROM permanence p JOIN place l ON l.id = p.place_id WHERE p.local_date = $1::date",
      [day],
    );
  const today = await at(DAY);
  const next = await at("2026-12-09");
  const later = await at("2026-12-16");
  await app.db.query("UPDATE permanence SET status = 'open', opened_at = $2, numbers = 'given' WHERE id = $1", [
    today.id,
    NOW,
  ]);
  const door = `/porte/${today.slug}/${secretOf("door", today.place, 1)}`;
  const taken = await ask(`${door}/prendre`, false, {
    method: "POST",
    body: new URLSearchParams({ permanence: today.id, key: randomUUID() }),
  });
  const turn = new URL(taken.headers.get("location") ?? "", app.url).pathname;
  const booked = await ask(`/api/v1/permanences/${next.id}/appointments`, false, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
    body: JSON.stringify({ startsAt: "2026-12-09T14:00:00+01:00", topic: "impots" }),
  });
  const { secret: appointment } = (await booked.json()) as { secret: string };
  const { organisation } = await one<{ organisation: string }>(
    "SELECT id AS organisation FROM organisation WHERE slug = 'rennes'",
  );
  const invited = new FormData();
  for (const [name, value] of Object.entries({
    organisation,
    slug: "rennes",
    email: "conseiller@rennes.example",
    name: "Conseiller 1",
    role: "conseiller",
    where: "all",
    key: randomUUID(),
  }))
    invited.append(name, value);
  await ask("/coordination/equipe/inviter/envoyer", true, { method: "POST", body: invited });
  const invitation = await one<{ id: string; generation: number }>("SELECT id, generation FROM invitation");
  const share = await one<{ id: string; generation: number }>("SELECT id, generation FROM calendar_share");
  const { colleague } = await one<{ colleague: string }>(
    "SELECT user_id AS colleague FROM membership WHERE role = 'administrator'",
  );
  const shared = secretOf("share", share.id, share.generation);
  const closure = await one<{ id: string }>(
    "INSERT INTO closure (id, organisation_id, starts_at, ends_at, reason) SELECT gen_random_uuid(), organisation_id, '2090-01-02T23:00:00Z', '2090-01-03T23:00:00Z', 'Travaux' FROM series LIMIT 1 RETURNING id",
  );
  const refer = await referred(later);
  return {
    "/orienter/[secret]": refer.page,
    "/orienter/[secret]/feuille": refer.sheet,
    "/reponse/[lien]": await answerByMail(),
    "/accueil/papier": "/accueil/papier",
    "/porte/[place]/[secret]": door,
    "/suivi/[secret]": turn,
    "/suivi/[secret]/papier": `${turn}/papier`,
    "/suivi/[secret]/partir": `${turn}/partir`,
    "/rendez-vous/[secret]": `/rendez-vous/${appointment}`,
    "/rendez-vous/[secret]/annuler": `/rendez-vous/${appointment}/annuler`,
    "/rendez-vous/[secret]/deplacer": `/rendez-vous/${appointment}/deplacer`,
    "/agenda/[secret]": `/agenda/${shared}`,
    "/ne-plus-recevoir/[secret]": `/ne-plus-recevoir/${secretOf("share-mails", share.id, 1)}`,
    "/invitation/[secret]": `/invitation/${secretOf("invitation", invitation.id, invitation.generation)}`,
    "/ecran/[place]": `/ecran/${today.slug}`,
    "/lieux/[place]/cartes": `/lieux/${today.slug}/cartes`,
    "/lieux/[place]/feuille": `/lieux/${today.slug}/feuille`,
    "/permanences/[id]/feuille": `/permanences/${today.id}/feuille`,
    "/conseiller/permanences/[id]/bilan": `/conseiller/permanences/${today.id}/bilan`,
    "/conseiller/permanences/[id]/saisie": `/conseiller/permanences/${today.id}/saisie`,
    "/conseiller/permanences/[id]/saisie/lignes": `/conseiller/permanences/${today.id}/saisie/lignes`,
    "/coordination/permanences/[id]": `/coordination/permanences/${today.id}`,
    "/coordination/fermetures/[id]": `/coordination/fermetures/${closure.id}`,
    "/coordination/equipe/[account]": `/coordination/equipe/${colleague}`,
    "/coordination/equipe/[account]/absence": `/coordination/equipe/${colleague}/absence`,
    "/conseiller/permanences/[id]/a-prevenir": `/conseiller/permanences/${today.id}/a-prevenir`,
    "/coordination/imprevu/prevenir": `/coordination/imprevu/prevenir?p=${today.id}`,
    "/conseiller/permanences/[id]/imprevu": `/conseiller/permanences/${today.id}/imprevu`,
    "/lieux/[place]/avis": `/lieux/${today.slug}/avis`,
    "/agenda": "/agenda",
    "/agenda/demander": "/agenda/demander",
    "/conseiller/comptes-rendus/[id]": "/conseiller/comptes-rendus/aide",
    "/conseiller/entrainement": "/conseiller/entrainement",
    "/conseiller/permanences/[id]/aide": `/conseiller/permanences/${today.id}/aide`,
    "/conseiller/permanences/[id]/tablette": `/conseiller/permanences/${today.id}/tablette`,
    "/coordination/premiere-heure/[etape]": "/coordination/premiere-heure/service",
    "/installation/[secret]": `/installation/${"A".repeat(43)}`,
    "/integrer/[key]": `/integrer/${secretOf("frame", share.id, 1)}`,
    "/tablette": "/tablette",
    "/tablette/sans-reseau": "/tablette/sans-reseau",
    "the worker of the tablet": "/travailleur.js",
    "/invitation": "/invitation",
    "/connexion/lien/[secret]": `/connexion/lien/${"A".repeat(43)}`,
    "the feed of a partner": `/feeds/agenda/${shared}.ics`,
    "the calendar file of an appointment": `/rendez-vous/${appointment}.ics`,
    "the feed of an appointment": `/feeds/rendez-vous/${appointment}.ics`,
    "the description of the API": "/api/v1/openapi.json",
    "the half-days for programs": "/api/v1/permanences",
    "the places for programs": "/api/v1/places",
    "the topics for programs": "/api/v1/topics",
    "the board for programs": `/api/v1/permanences/${today.id}/board`,
    "the line for programs": `/api/v1/permanences/${today.id}/state`,
    "for search engines": "/robots.txt",
    "the manifest": "/manifest.webmanifest",
  };
}

/** How many addresses of one route are opened: the hundred dates of a year say the same. */
const OF_A_ROUTE = 3;

const REFERENCE = /(?:href|src|action)="([^"#]+)/gu;

/**
 * Opens an address and all that it leads to; returns the pages that were opened, and where a name of another city
 * stands.
 */
async function read(from: readonly string[], asStaff: boolean) {
  const waiting = [...from];
  const seen = new Set<string>();
  const times = new Map<string, number>();
  const opened = new Set<string>();
  const found = [] as string[];
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    const { pathname, search, origin } = new URL(address.replaceAll("&amp;", "&"), app.url);
    if (origin !== app.url || seen.has(pathname + search)) continue;
    seen.add(pathname + search);
    const page = pageAt(pathname);
    const kind = `${LANGUAGE.exec(pathname)?.[0] ?? ""} ${page ?? pathname}`;
    if ((times.get(kind) ?? 0) >= OF_A_ROUTE) continue;
    times.set(kind, (times.get(kind) ?? 0) + 1);
    const answer = await ask(pathname + search, asStaff);
    const text = await answer.text();
    if (answer.status === 200 && page !== undefined) opened.add(page);
    const name = OF_ANOTHER_CITY.exec(text);
    if (name) found.push(`${pathname}${search}: ${text.slice(Math.max(0, name.index - 60), name.index + 60)}`);
    const to = answer.headers.get("location");
    waiting.push(...(to ? [to] : []), ...[...text.matchAll(REFERENCE)].map(([, reference]) => reference!));
  }
  return { opened, found };
}

/** Pages that nobody reaches in this installation, and why. */
const NOT_REACHED: readonly string[] = [
  // Pages that say that an address leads nowhere.
  "/[...rest]",
  "/agenda/inconnu",
  "/rendez-vous/inconnu",
  // They lead on to another page: to a step, or to sign in again.
  "/coordination/premiere-heure",
  "/connexion/second-facteur",
  "/tablette/noms",
  // Who administers helps nobody, and writes no reports; reports.test.ts reads it.
  "/conseiller/comptes-rendus/[id]",
  // Stands in a demonstration alone: nowhere else is the text of a message kept.
  "/messages",
  // The only organisation of an installation has its pages at the root; two-organisations.test.ts reads those of
  // several.
  ...PAGES.filter((route) => route.startsWith("/chez/[slug]")),
];

test("no page, feed, file or answer for programs of Rennes names another city, as residents and administrators read it", async () => {
  const inEachLanguage = Object.values(starts).flatMap((path) =>
    path.includes(".") || path.startsWith("/api") ? [path] : ["", "/ar", "/tr", "/en"].map((one) => one + path),
  );
  const homes = ["/", "/ar", "/tr", "/en"];
  const resident = await read([...homes, ...inEachLanguage], false);
  const staff = await read(
    [...homes.map((one) => `${one === "/" ? "" : one}/coordination`), "/conseiller", "/moi", ...inEachLanguage],
    true,
  );
  expect([...resident.found, ...staff.found]).toEqual([]);
  const opened = new Set([...resident.opened, ...staff.opened]);
  const missing = PAGES.filter((route) => !opened.has(route) && !NOT_REACHED.includes(route));
  expect(missing).toEqual([]);
  expect(await (await ask("/", false)).text()).toContain("Aide numérique Rennes");
});

test("the mail of an invitation names the service of Rennes and no other city", async () => {
  const text = decoded(await mails.received());
  expect(text).toContain("Aide numérique Rennes");
  expect(text).not.toMatch(OF_ANOTHER_CITY);
});

/**
 * The text of a mail in quoted-printable or base64, and its headers' words (RFC 2047), roughly: enough to look for a
 * name.
 */
function decoded(mail: string): string {
  const bytes = (text: string): string =>
    Buffer.from(
      text
        .replace(/=\r\n/gu, "")
        .replace(/=([0-9A-F]{2})/gu, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
      "latin1",
    ).toString("utf8");
  return bytes(mail.replace(/=\?UTF-8\?Q\?([^?]*)\?=\s*/giu, (_, word: string) => word.replaceAll("_", " ")));
}
