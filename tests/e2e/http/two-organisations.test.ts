/** @long */
import { createHash, randomUUID } from "node:crypto";
import { request } from "node:http";
import { text as wholeText } from "node:stream/consumers";
import { LANGUAGE, pageAt } from "#tests/support/pages.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

/**
 * The secret of the application that start-app.ts starts. Set before lib/server/secrets.ts is imported, which reads it.
 */
process.env["APP_SECRET"] = "a-secret-of-the-tests-only";
const { secretOf } = await import("#lib/server/secrets.ts");

/** A Tuesday morning of the demo, whose organisation is the first of the installation. */
const NOW = "2026-09-08T10:02:00+02:00";
const DAY = NOW.slice(0, 10);
const OWN_HOST = "aide.nouvoitou.example";
const SECOND = { name: "Aide numérique Nouvoitou", phone: "+33499370000" };
/** Who has an appointment with the second organisation. */
const PERSON = { name: "Zélie-Marguerite", phone: "+33698765432", email: "zelie.marguerite@exemple.fr" };
/** As they stand, and as a part of them would in another form. */
const TRACES = ["Zélie", "Z%C3%A9lie", "Z&eacute;lie", "698765432", "0698765432", "zelie.marg"];

let app: RunningApp;
let pages: Readonly<Record<string, string>>;
let first: { readonly name: string; readonly phone: string };
let second: {
  readonly organisation: string;
  readonly slug: string;
  readonly place: string;
  readonly open: string;
  readonly tomorrow: string;
  readonly appointment: string;
};

beforeAll(async () => {
  app = await startApp({ now: NOW });
  const { rows } = await app.db.query<{ name: string; phone: string }>(
    "SELECT name, phone FROM organisation WHERE runs_permanences ORDER BY phone, name LIMIT 1",
  );
  first = rows[0] ?? { name: "", phone: "" };
  pages = await secondOrganisation();
}, 180_000);
afterAll(() => app?.stop());

/**
 * A second organisation with a place, an open line with a number, and a half-day tomorrow with an appointment; the
 * pages about them.
 */
async function secondOrganisation(): Promise<Readonly<Record<string, string>>> {
  const id = async (sql: string, values: readonly unknown[]): Promise<string> =>
    (await app.db.query<{ id: string }>(`${sql} RETURNING id`, [...values])).rows[0]?.id ?? "";
  const organisation = await id(
    "INSERT INTO organisation (id, slug, name, kind, runs_permanences, phone) VALUES (gen_random_uuid(), 'nouvoitou', $1, 'city', true, $2)",
    ["Commune de Nouvoitou", SECOND.phone],
  );
  await app.db.query(
    "INSERT INTO organisation_settings (organisation_id, service_name, accent, written_mail, publisher, own_host, dpo, legal_basis) VALUES ($1, $2, '#7a1f2b', 'aide@nouvoitou.example', 'Commune de Nouvoitou', $3, 'Centre de gestion, dpo@cdg.example', 'Délibération du 2 mars')",
    [organisation, SECOND.name, OWN_HOST],
  );
  const slug = `mediatheque-${randomUUID()}`;
  const place = await id(
    `INSERT INTO place (id, organisation_id, slug, name, short_name, address, city, postal_code, latitude, longitude, holiday_region)
     VALUES (gen_random_uuid(), $1, $2, 'Médiathèque', 'Médiathèque', '1 rue', 'Nouvoitou', '35410', 48, -1.5, '35')`,
    [organisation, slug],
  );
  const halfDay = (day: string, more: string): Promise<string> =>
    id(
      `INSERT INTO permanence (id, place_id, organisation_id, time_zone, local_date, starts_at, ends_at, desks, bookable_lanes, windows, created_at, updated_at, status, opened_at, numbers)
       VALUES (gen_random_uuid(), $1, $2, 'Europe/Paris', $3::date, $4, $5, 1, 1, '[{"from":0,"to":180,"mode":"mixed"}]', $4, $4, ${more})`,
      [place, organisation, day, `${day}T09:00:00+02:00`, `${day}T12:00:00+02:00`],
    );
  const open = await halfDay(DAY, `'open', '${NOW}', 'given'`);
  const tomorrow = await halfDay("2026-09-09", "'scheduled', NULL, 'not-yet'");
  await app.db.query("INSERT INTO line (permanence_id, version, next_number, calls) VALUES ($1, 0, 2, 0)", [open]);
  const visit = await id(
    "INSERT INTO visit (id, permanence_id, number, joined_at) VALUES (gen_random_uuid(), $1, 1, $2)",
    [open, NOW],
  );
  const appointment = await id(
    `INSERT INTO appointment (id, permanence_id, place_id, organisation_id, starts_at, ends_at, lane, booked_at, created_at, topic_keys, code)
     VALUES (gen_random_uuid(), $1, $2, $4, '2026-09-09T10:00:00+02:00', '2026-09-09T10:30:00+02:00', 1, $3, $3, (SELECT array_agg(key) FROM (SELECT key FROM topic WHERE bookable LIMIT 1) AS one), 'K7M2QX')`,
    [tomorrow, place, NOW, organisation],
  );
  await app.db.query(
    `INSERT INTO appointment_contact (day, appointment_id, ends_at, name, phone, email)
     SELECT (ends_at AT TIME ZONE 'UTC')::date, id, ends_at, $2, $3, $4 FROM appointment WHERE id = $1`,
    [appointment, PERSON.name, PERSON.phone, PERSON.email],
  );
  second = { organisation, slug, place, open, tomorrow, appointment };
  const booked = `/rendez-vous/${secretOf("appointment", appointment, 1)}`;
  return {
    door: `/porte/${slug}/${secretOf("door", place, 1)}`,
    number: `/suivi/${secretOf("visit", visit, 1)}`,
    appointment: booked,
    cancelling: `${booked}/annuler`,
    moving: `${booked}/deplacer`,
    "calendar file": `${booked}.ics`,
    place: `/lieux/${slug}`,
    "half-day": `/permanences/${tomorrow}`,
    "booking form": `/permanences/${tomorrow}/rendez-vous`,
    "soonest hours of the place": `/rendez-vous?lieu=${slug}`,
    poster: `/lieux/${slug}/affiche`,
    cards: `/lieux/${slug}/cartes`,
    screen: `/ecran/${slug}`,
    "its home page": "/chez/nouvoitou",
    "its home page in Arabic": "/ar/chez/nouvoitou",
    "its places": "/chez/nouvoitou/lieux",
    "its soonest hours": "/chez/nouvoitou/rendez-vous",
    "its workshops": "/chez/nouvoitou/ateliers",
    "its help": "/chez/nouvoitou/aide",
    "its site map": "/chez/nouvoitou/plan-du-site",
    "its accessibility statement": "/chez/nouvoitou/accessibilite",
    "its legal notice": "/chez/nouvoitou/mentions-legales",
    "its privacy notice": "/chez/nouvoitou/donnees-personnelles",
    "number on paper": `/suivi/${secretOf("visit", visit, 1)}/papier`,
  };
}

/** The pages that each organisation has of its own; a link to one at the root would lead to those of all. */
const AT_THE_ROOT =
  /href="(?:\/(?:ar|tr|en))?\/(?:lieux|rendez-vous|ateliers|aide|plan-du-site|accessibilite|mentions-legales|donnees-personnelles)?"/u;

test("residents of the second organisation read its name and telephone, and nothing of the first", async () => {
  const found: Record<string, unknown> = {};
  for (const [page, address] of Object.entries(pages)) {
    const answer = await fetch(`${app.url}${address}`);
    const text = await answer.text();
    found[page] = {
      status: answer.status,
      second: isNamed(SECOND, text),
      first: isNamed(first, text) || /strasbourg/iu.test(text),
      atTheRoot: AT_THE_ROOT.exec(text)?.[0],
    };
  }
  expect(found).toEqual(
    Object.fromEntries(
      Object.keys(pages).map((page) => [page, { status: 200, second: true, first: false, atTheRoot: undefined }]),
    ),
  );
});

/** What is answered at this address when it is asked for by that host name, which fetch cannot set. */
const askedAt = (
  host: string,
  path: string,
): Promise<{ status: number | undefined; page: string; cache: string | undefined }> =>
  new Promise((resolve, reject) => {
    request(`${app.url}${path}`, { headers: { host } }, (answer) => {
      wholeText(answer).then(
        (page) => resolve({ status: answer.statusCode, page, cache: answer.headers["cache-control"] }),
        reject,
      );
    })
      .on("error", reject)
      .end();
  });

test("at the host name of the second organisation the pages at the root are its own, kept by nobody; at any other those of all", async () => {
  const own = Object.values(pages).filter((address) => /^(?:\/ar)?\/chez\/nouvoitou/u.test(address));
  expect(own).toHaveLength(10);
  for (const address of own) {
    const path = address.replace("/chez/nouvoitou", "") || "/";
    const { status, page, cache } = await askedAt(OWN_HOST, path);
    expect([path, status, isNamed(SECOND, page), isNamed(first, page) || /strasbourg/iu.test(page), cache]).toEqual([
      path,
      200,
      true,
      false,
      expect.stringContaining("no-store"),
    ]);
  }
  for (const host of ["elsewhere.example", new URL(app.url).host])
    expect((await askedAt(host, "/")).page).toContain("<title>Permanences numériques</title>");
});

test("the title of a tab ends with the name of the service, and its colour stands on the page", async () => {
  for (const [page, address] of Object.entries(pages)) {
    if (page === "calendar file") continue;
    const text = await (await fetch(`${app.url}${address}`)).text();
    expect([page, /<title>([^<]*)<\/title>/u.exec(text)?.[1]]).toEqual([
      page,
      expect.stringMatching(/Aide numérique Nouvoitou$/u),
    ]);
  }
  expect(await (await fetch(`${app.url}/chez/nouvoitou`)).text()).toContain("--color-accent:#7a1f2b");
});

test("the home page of the installation has a neutral name, and leads to both organisations", async () => {
  const text = await (await fetch(`${app.url}/`)).text();
  expect(text).toContain("<title>Permanences numériques</title>");
  expect(text).toContain('href="/chez/nouvoitou"');
  expect(isNamed(first, text)).toBe(true);
});

test("pages of the installation that are about one organisation lead to that page of each, and leave nothing to fill in", async () => {
  const found: Record<string, unknown> = {};
  const about = ["/mentions-legales", "/donnees-personnelles", "/accessibilite"];
  for (const page of about) {
    const text = await (await fetch(`${app.url}${page}`)).text();
    const own = new RegExp(`href="/chez/([^"/]+)${page}"`, "gu");
    const organisations = new Set([...text.matchAll(own)].map(([, slug]) => slug));
    found[page] = [organisations.has("nouvoitou"), organisations.size, /compléter/u.test(text)];
  }
  expect(found).toEqual(Object.fromEntries(about.map((page) => [page, [true, 2, false]])));
  const help = await (await fetch(`${app.url}/aide`)).text();
  expect([isNamed(first, help), isNamed(SECOND, help)]).toEqual([true, true]);
});

test("the page about personal data of an organisation names its legal basis and its data protection officer", async () => {
  const text = await (await fetch(`${app.url}/chez/nouvoitou/donnees-personnelles`)).text();
  expect(text).toContain("Délibération du 2 mars");
  expect(text).toContain("Centre de gestion, dpo@cdg.example");
  const installation = await (await fetch(`${app.url}/donnees-personnelles`)).text();
  expect(installation).toContain("mission d’intérêt public");
});

/** Whether a text holds the name or the telephone, as it is dialled or read. */
function isNamed({ name, phone }: { readonly name: string; readonly phone: string }, text: string): boolean {
  const digits = `0${phone.slice(3)}`;
  return text.includes(phone) || text.replace(/[\s\u00a0\u202f]/gu, "").includes(digits) || text.includes(name);
}

/** Signs in somebody new who has every role at this organisation; the login of their browser. */
async function everyRoleAt(organisation: string): Promise<string> {
  const login = randomUUID();
  const user = randomUUID();
  await app.db.query("INSERT INTO user_account (id, email) VALUES ($1::uuid, 'equipe-' || $1 || '@exemple.fr')", [
    user,
  ]);
  await app.db.query(
    `INSERT INTO membership (user_id, organisation_id, role)
     SELECT $1, $2, role FROM unnest(ARRAY['administrator', 'coordinator', 'conseiller']) AS role`,
    [user, organisation],
  );
  await app.db.query(
    "INSERT INTO login_session (id, session_token, user_id, expires) VALUES (gen_random_uuid(), $1, $2, '2099-01-01')",
    [createHash("sha256").update(login).digest("base64url"), user],
  );
  return `session=${login}`;
}

/** What is answered to somebody of the team, with its address and headers. */
async function answered(cookie: string, address: string, fields?: Readonly<Record<string, string>>) {
  const answer = await fetch(new URL(address, app.url), {
    redirect: "manual",
    headers: { cookie, "sec-fetch-site": "same-origin", origin: app.url },
    ...(fields && { method: "POST", body: new URLSearchParams(fields) }),
  });
  const text = await answer.text();
  const to = answer.headers.get("location") ?? "";
  return { status: answer.status, text, to, whole: `${address}\n${JSON.stringify([...answer.headers])}\n${text}` };
}

/** Which traces of the person stand in these bytes, also where digits are set apart. */
const tracesIn = (bytes: string): readonly string[] => {
  const together = bytes.replaceAll(/(?<=\d)(?:[\s\u00a0\u202f.]|&nbsp;|%20|\+)(?=\d)/gu, "");
  return TRACES.filter((trace) => bytes.includes(trace) || together.includes(trace));
};

const OF_A_ROUTE = 3;
const REFERENCE = /(?:href|src)="([^"#]+)/gu;

/**
 * Opens these addresses and what they lead to, three of a route; the pages that were opened, and where a trace stands.
 */
async function readAll(from: readonly string[], cookie: string) {
  const waiting = [...from];
  const seen = new Set<string>();
  const times = new Map<string, number>();
  const opened = new Set<string>();
  const found = [] as string[];
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    const { pathname, search, origin } = new URL(address.replaceAll("&amp;", "&"), app.url);
    const page = pageAt(pathname);
    const kind = page ?? pathname;
    if (origin !== app.url || pathname.startsWith("/_next/") || LANGUAGE.test(pathname) || seen.has(pathname + search))
      continue;
    seen.add(pathname + search);
    const isAsked = from.includes(address);
    if (!isAsked && (times.get(kind) ?? 0) >= OF_A_ROUTE) continue;
    times.set(kind, (times.get(kind) ?? 0) + 1);
    const { status, text, to, whole } = await answered(cookie, pathname + search);
    if (status === 200 && page !== undefined) opened.add(page);
    for (const trace of tracesIn(whole)) found.push(`${pathname}${search}: ${trace}`);
    waiting.push(...(to ? [to] : []), ...[...text.matchAll(REFERENCE)].map(([, reference]) => reference!));
  }
  return { opened, found };
}

/** The searches of the reception and of the data of residents, by all that is known of the person. */
const searches = (slug: string): readonly (readonly [string, Readonly<Record<string, string>>])[] => [
  ["/accueil/numero", { slug, phone: PERSON.phone }],
  ["/accueil/code", { slug, code: "K7M2QX" }],
  ["/accueil/prenom", { slug, place: second.slug, day: "2026-09-09", name: PERSON.name }],
  ["/accueil/heure", { slug, place: second.slug, day: "2026-09-09", hour: "10:00", name: PERSON.name }],
  ["/conseiller/donnees/chercher", { code: "K7M2QX" }],
];

test("the name, telephone and mail of who booked with the second organisation stand on no page, feed or answer of the first, whatever its team looks for", async () => {
  const { rows } = await app.db.query<{ id: string; slug: string }>(
    "SELECT id, slug FROM organisation WHERE runs_permanences AND phone = $1 LIMIT 1",
    [first.phone],
  );
  const { rows: shares } = await app.db.query<{ id: string; generation: number }>(
    "SELECT id, generation FROM calendar_share",
  );
  const theirs = [
    ...["planning", "imprevu", "journal", "messages", "lieux", "partages"].map(
      (section) => `/coordination/${section}?organisation=nouvoitou`,
    ),
    "/accueil?organisation=nouvoitou",
    "/conseiller/a-rappeler?organisation=nouvoitou",
    ...[second.open, second.tomorrow].flatMap((id) => [
      `/coordination/permanences/${id}`,
      `/coordination/permanences/${id}/histoire`,
      `/conseiller/permanences/${id}`,
      `/conseiller/permanences/${id}/a-prevenir`,
      `/conseiller/permanences/${id}/imprevu`,
      `/conseiller/permanences/${id}/tablette`,
      `/coordination/imprevu/prevenir?p=${id}`,
      `/api/v1/permanences/${id}`,
      `/api/v1/permanences/${id}/board`,
      `/api/v1/permanences/${id}/state`,
    ]),
    `/coordination/lieux/${second.place}`,
    `/coordination/lieux/${second.place}/histoire`,
    ...["permanences", "places", "people", "planning/series.csv", "planning/half-days.csv"].map(
      (list) => `/api/v1/${list}?organisation=nouvoitou`,
    ),
  ];
  const own = [
    "/",
    "/coordination",
    "/conseiller",
    "/conseiller/a-rappeler",
    "/conseiller/donnees",
    "/accueil",
    "/accueil/papier",
    "/moi",
  ];
  const feeds = shares.flatMap(({ id, generation }) => {
    const secret = secretOf("share", id, generation);
    return [`/agenda/${secret}`, `/feeds/agenda/${secret}.ics`];
  });
  const stranger = await everyRoleAt(rows[0]?.id ?? "");
  const read = await readAll([...own, ...feeds, ...theirs], stranger);
  const found = [...read.found];
  for (const slug of [rows[0]?.slug ?? "", "nouvoitou"])
    for (const [address, fields] of searches(slug)) {
      const { whole, to, status } = await answered(stranger, address, fields);
      // What was typed comes back in the form; a page that shows an appointment would come after a redirection.
      expect([address, slug, /trouve=|masque=/u.test(to)]).toEqual([address, slug, false]);
      if (status >= 300 && status < 400) found.push(...tracesIn(whole).map((trace) => `${address}: ${trace}`));
    }
  expect(found).toEqual([]);
  expect(
    [...read.opened].filter((page) => /^\/(?:coordination|conseiller|accueil)/u.test(page)).length,
  ).toBeGreaterThan(25);
});

test("the team of the second organisation finds them: by an address without a name, telephone or mail", async () => {
  const team = await everyRoleAt(second.organisation);
  const found: unknown[] = [];
  const shown: string[] = [];
  for (const [address, fields] of searches("nouvoitou")) {
    const { to } = await answered(team, address, fields);
    const { status, text } = await answered(team, to);
    found.push([address, /trouve=|masque=/u.test(to), tracesIn(to), status]);
    shown.push(...tracesIn(text));
  }
  expect(found).toEqual(searches("nouvoitou").map(([address]) => [address, true, [], 200]));
  expect(shown).toContain("Zélie");
});
