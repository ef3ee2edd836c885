import { createHash, randomBytes } from "node:crypto";
import type { RunningApp } from "#tests/support/start-app.ts";

/** A name that is typed, or that an error of the database holds, and what a log would show of it. */
export const PLANTED = "Zélie-Marguerite";
export const TRACE = /Z(?:é|\\u00e9|%C3%A9)lie|Marguerite/iu;

/** An application that is attacked. `cookie`: of a login of an administrator of `slug`. */
export type Target = Pick<RunningApp, "url" | "db"> & {
  readonly cookie: string;
  readonly slug: string;
  readonly organisation: string;
  readonly permanence: string;
};

/** What was sent, in a few words, and the status of the answer. */
export type Answer = { readonly what: string; readonly status: number };

/**
 * `fails`: each answer is a failure that the attack plants; of any other, none is a fault of the server. `after`: what
 * it has brought that it must not, in words.
 */
export type Attack = {
  readonly name: string;
  readonly fails?: true;
  readonly send: (target: Target) => AsyncIterable<Answer>;
  readonly after?: (target: Target) => Promise<readonly string[]>;
};

/** Signs an administrator of the first organisation in, and takes a half-day of it. */
export async function targetOf({ url, db }: Pick<RunningApp, "url" | "db">): Promise<Target> {
  const token = randomBytes(32).toString("base64url");
  const { rows } = await db.query<Pick<Target, "slug" | "organisation" | "permanence">>(
    `WITH login AS (
       INSERT INTO login_session (id, session_token, user_id, expires)
       SELECT gen_random_uuid(), $1, user_id, '2099-01-01' FROM membership WHERE role = 'administrator' LIMIT 1 RETURNING user_id)
     SELECT o.slug, o.id AS organisation, p.id AS permanence
     FROM login JOIN membership m ON m.user_id = login.user_id AND m.role = 'administrator'
       JOIN organisation o ON o.id = m.organisation_id JOIN permanence p ON p.organisation_id = o.id
     LIMIT 1`,
    [createHash("sha256").update(token).digest("base64url")],
  );
  const [found] = rows;
  if (!found) throw new Error("Nobody administers an organisation with half-days.");
  return { url, db, cookie: `session=${token}`, ...found };
}

/**
 * Asks as the administrator; a form has the headers of a page of ours. The status of the answer, whose body is read;
 * 500 also of a form that leads back to its page with « unexpected ».
 */
export async function ask({ url, cookie }: Target, path: string, init: RequestInit = {}): Promise<number> {
  const answer = await fetch(`${url}${path}`, {
    redirect: "manual",
    ...init,
    headers: { cookie, "sec-fetch-site": "same-origin", ...(init.headers as Record<string, string>) },
  });
  await answer.arrayBuffer();
  return answer.headers.get("location")?.includes("=unexpected") === true ? 500 : answer.status;
}
