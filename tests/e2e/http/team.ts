import { createHash, randomUUID } from "node:crypto";
import type { RunningApp } from "#tests/support/start-app.ts";

/**
 * The secret of the application that start-app.ts starts. Set before lib/server/secrets.ts is imported, which reads it.
 */
process.env["APP_SECRET"] = "a-secret-of-the-tests-only";
const { secretOf } = await import("#lib/server/secrets.ts");

/** A half-day of a running application with this number of desks, and a team with API tokens. */
export type Team = {
  readonly permanence: string;
  readonly users: readonly string[];
  readonly post: (at: number, body: object) => Promise<Response>;
};

/** Makes both by plain SQL, from nine to twelve on the day of `now` (ISO 8601, Paris). Nobody has done anything yet. */
export async function teamAt({ db, url }: RunningApp, now: string, desks: number): Promise<Team> {
  const id = async (sql: string, values: readonly unknown[]): Promise<string> => {
    const { rows } = await db.query<{ id: string }>(sql, [...values]);
    return rows[0]?.id ?? "";
  };
  const day = now.slice(0, 10);
  const organisation = await id(
    "INSERT INTO organisation (id, slug, name, kind, runs_permanences, phone) VALUES (gen_random_uuid(), $1, 'Ville', 'city', true, '+33353010068') RETURNING id",
    [`ville-${randomUUID()}`],
  );
  const place = await id(
    `INSERT INTO place (id, organisation_id, slug, name, short_name, address, city, postal_code, latitude, longitude, holiday_region)
     VALUES (gen_random_uuid(), $1, $2, 'Salle', 'Salle', '1 rue', 'Strasbourg', '67000', 48.5, 7.7, '67') RETURNING id`,
    [organisation, `salle-${randomUUID()}`],
  );
  const permanence = await id(
    `INSERT INTO permanence (id, place_id, organisation_id, time_zone, local_date, starts_at, ends_at, desks, bookable_lanes, windows, created_at, updated_at)
     VALUES (gen_random_uuid(), $1, $2, 'Europe/Paris', $3::date, $4, $5, $6, 0, '[]', $4, $4) RETURNING id`,
    [place, organisation, day, `${day}T09:00:00${now.slice(-6)}`, `${day}T12:00:00${now.slice(-6)}`, desks],
  );
  const users: string[] = [];
  const tokens: string[] = [];
  for (let made = 0; made < desks; made += 1) {
    const user = await id("INSERT INTO user_account (id, email) VALUES (gen_random_uuid(), $1) RETURNING id", [
      `conseiller-${randomUUID()}@demo.example`,
    ]);
    await db.query("INSERT INTO membership (user_id, organisation_id, role) VALUES ($1, $2, 'conseiller')", [
      user,
      organisation,
    ]);
    const token = await id(
      "INSERT INTO api_token (id, user_id, name, created_at, scopes, expires_at) VALUES (gen_random_uuid(), $1, 'tablet', $2, '{read,line,booking,planning}', $2::timestamptz + interval '1 year') RETURNING id",
      [user, now],
    );
    users.push(user);
    tokens.push(secretOf("token", token, 1));
  }
  const post = async (at: number, body: object): Promise<Response> => {
    const sent = {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${tokens[at]}` },
      body: JSON.stringify(body),
    };
    return untilNotBusy(() => fetch(`${url}/api/v1/permanences/${permanence}/commands`, sent));
  };
  return { permanence, users, post };
}

/** As the tablet does: a request that is refused as busy is sent again, with the same ids or the same key. */
async function untilNotBusy(ask: () => Promise<Response>): Promise<Response> {
  for (;;) {
    const answer = await ask();
    if (answer.status !== 503) return answer;
    await answer.arrayBuffer();
  }
}

/** A coordinator: calls the API with a bearer token, and posts forms and opens pages as whoever signed in. */
export type Coordinator = {
  readonly calls: (path: string, body: object) => Promise<Response>;
  /** The address to which the form leads. */
  readonly posts: (path: string, fields: Readonly<Record<string, string>>) => Promise<string>;
  readonly opens: (path: string) => Promise<string>;
};

/** Somebody new who coordinates the organisation. */
export async function coordinatorOf({ db, url }: RunningApp, organisation: string): Promise<Coordinator> {
  const login = randomUUID();
  const {
    rows: [token],
  } = await db.query<{ id: string }>(
    `WITH account AS (INSERT INTO user_account (id, email) VALUES (gen_random_uuid(), $2) RETURNING id),
     member AS (INSERT INTO membership (user_id, organisation_id, role) SELECT id, $1, 'coordinator' FROM account),
     login AS (INSERT INTO login_session (id, session_token, user_id, expires) SELECT gen_random_uuid(), $3, id, '2099-01-01' FROM account)
     INSERT INTO api_token (id, user_id, name, created_at, scopes, expires_at) SELECT gen_random_uuid(), id, 'planning', now(), '{read,line,booking,planning}', now() + interval '1 year' FROM account RETURNING id`,
    [organisation, `coordination-${randomUUID()}@demo.example`, createHash("sha256").update(login).digest("base64url")],
  );
  const authorization = `Bearer ${secretOf("token", token?.id ?? "", 1)}`;
  const cookie = `session=${login}`;
  return {
    calls: (path, body) => {
      const sent = {
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": randomUUID(), authorization },
        body: JSON.stringify(body),
      };
      return untilNotBusy(() => fetch(url + path, sent));
    },
    posts: async (path, fields) => {
      const headers = { cookie, origin: url, "sec-fetch-site": "same-origin" };
      const sent = { method: "POST", headers, redirect: "manual", body: new URLSearchParams(fields) } as const;
      const answer = await fetch(url + path, sent);
      return answer.headers.get("location") ?? `${answer.status}`;
    },
    opens: async (path) => (await fetch(url + path, { headers: { cookie } })).text(),
  };
}
