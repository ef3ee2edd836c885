import { randomUUID } from "node:crypto";
import type { CommandType } from "#lib/queue/acts/acts.ts";
import { setClock } from "#tests/support/neuhof-morning.ts";
import type { RunningApp } from "#tests/support/start-app.ts";

/**
 * The secret of the application that start-app.ts starts. Set before lib/server/secrets.ts is imported, which reads it.
 */
process.env["APP_SECRET"] = "a-secret-of-the-tests-only";
const { secretOf } = await import("#lib/server/secrets.ts");

/** An act as it is sent: moments in ISO 8601. */
export type SentAct = { readonly type: CommandType } & Readonly<Record<string, unknown>>;

/** What the steps use: the application, its present time, named addresses of pages, and the acts of a team of three. */
export class ScenarioContext {
  readonly app: RunningApp;
  now = "";
  readonly #addresses = new Map<string, string>();
  readonly #tokens: string[] = [];

  constructor(app: RunningApp) {
    this.app = app;
  }

  /** Moves the clock to a moment in ISO 8601. */
  async moveTo(now: string): Promise<void> {
    this.now = now;
    await setClock(this.app, now);
  }

  /** Stores an address of a page under a name. */
  name(name: string, address: string): void {
    this.#addresses.set(name, address);
  }

  /** The address stored under that name; fails if no step has stored it. */
  addressOf(name: string): string {
    const address = this.#addresses.get(name);
    if (address === undefined) throw new Error(`No step named the address "${name}".`);
    return address;
  }

  /** The first column of the first row of this query; fails if there is no row. */
  async one(sql: string, ...values: readonly unknown[]): Promise<string> {
    const { rows } = await this.app.db.query<Record<string, string>>(sql, [...values]);
    const [row] = rows;
    if (!row) throw new Error(`No row: ${sql}`);
    return Object.values(row)[0] ?? "";
  }

  /** The id of the permanence that the demo data plans at a place on a date. */
  planned(slug: string, localDate: string): Promise<string> {
    return this.one(
      "SELECT p.id FROM permanence p JOIN place l ON l.id = p.place_id WHERE l.slug = $1 AND p.local_date = $2::date AND p.series_id IS NOT NULL",
      slug,
      localDate,
    );
  }

  /** The address in the QR code at the door of a place. */
  async door(slug: string): Promise<string> {
    return `/porte/${slug}/${secretOf("door", await this.one("SELECT id FROM place WHERE slug = $1", slug), 1)}`;
  }

  /** Adds three conseillers with API tokens, for desks 1 to 3; returns their ids. */
  async team(): Promise<readonly string[]> {
    const ids: string[] = [];
    for (const desk of [1, 2, 3]) {
      const id = await this.one(
        "INSERT INTO user_account (id, email) VALUES (gen_random_uuid(), $1) RETURNING id",
        `table-${desk}@demo.example`,
      );
      await this.app.db.query(
        "INSERT INTO membership (user_id, organisation_id, role) SELECT $1, id, 'conseiller' FROM organisation WHERE slug = 'ville-de-strasbourg'",
        [id],
      );
      const token = await this.one(
        "INSERT INTO api_token (id, user_id, name, created_at, scopes, expires_at) VALUES (gen_random_uuid(), $1, 'tablet', now(), '{read,line,booking,planning}', now() + interval '1 year') RETURNING id",
        id,
      );
      this.#tokens.push(secretOf("token", token, 1));
      ids.push(id);
    }
    return ids;
  }

  /** Sends these acts, in order, as the conseiller of that desk; fails if one is refused. */
  async does(permanence: string, desk: number, ...acts: readonly SentAct[]): Promise<void> {
    const commands = acts.map((act) => ({ id: randomUUID(), at: this.now, device: `tablet-${desk}`, ...act }));
    const answer = await this.#post(
      `/api/v1/permanences/${permanence}/commands`,
      { commands },
      { authorization: `Bearer ${this.#tokens[desk - 1]}` },
    );
    const { results } = (await answer.json()) as { results?: readonly { outcome: string; refusal?: string }[] };
    const refused = results?.findIndex(({ outcome }) => outcome === "refused") ?? 0;
    if (refused >= 0) throw new Error(`${acts[refused]?.type}: ${JSON.stringify(results?.[refused] ?? answer.status)}`);
  }

  /** Gives a number to a new person, and stores the address of their page under the name. Returns the visit's id. */
  async joins(permanence: string, name: string, more: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const visit = randomUUID();
    await this.does(permanence, 1, { type: "add-visit", visit, ...more });
    this.name(name, `/suivi/${secretOf("visit", visit, 1)}`);
    return visit;
  }

  /** Books an hour by the API, and stores the address of the appointment's page under the name. Returns its id. */
  async books(permanence: string, name: string, topic: string, startsAt: string): Promise<string> {
    const answer = await this.#post(`/api/v1/permanences/${permanence}/appointments`, { topic, startsAt });
    const booked = (await answer.json()) as { id: string; secret: string };
    if (answer.status !== 201) throw new Error(`${startsAt}: ${JSON.stringify(booked)}`);
    this.name(name, `/rendez-vous/${booked.secret}`);
    return booked.id;
  }

  /** Posts a form as a browser does, and stores the address it redirects to under the name. */
  async posts(name: string, address: string, fields: Readonly<Record<string, string>>): Promise<void> {
    const answer = await fetch(this.app.url + address, {
      method: "POST",
      redirect: "manual",
      headers: { origin: this.app.url },
      body: new URLSearchParams(fields),
    });
    const { pathname, search } = new URL(answer.headers.get("location") ?? "", this.app.url);
    this.name(name, pathname + search);
  }

  #post(path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(this.app.url + path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  }
}
