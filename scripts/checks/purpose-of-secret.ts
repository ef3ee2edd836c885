import { join, resolve } from "node:path";
import { ACCOUNTS, STAND_INS } from "#prisma/seed/organisations.ts";
import type pg from "pg";
import { DEMONSTRATION_SECRET } from "#lib/server/env.ts";
import { readSecret, purposeIn } from "#scripts/kept-secret.ts";
import { failure, ok, warning, type DatabaseCheck, type Verdict } from "./check.ts";

/** Whose data a database holds: the demo's accounts, those of an installation in service, or nobody's yet. */
export type Data = "demo" | "production" | "none";

/** A secret without its text. `purpose` is undefined for one that a person chose. */
export type SecretOrigin = {
  readonly from: "APP_SECRET" | "file" | "nowhere";
  readonly purpose: "demo" | "production" | undefined;
};

/**
 * A demonstration uses neither the secret nor the data of an installation in service, and production none of a
 * demonstration.
 */
export const purposeOfSecret: DatabaseCheck = {
  name: "secret",
  run: async (client, { purpose, environment, folder }) => {
    const data = await dataOf(client);
    const given = environment["APP_SECRET"];
    const kept = given || environment["DATABASE_URL"] ? undefined : await readSecret(join(folder, "secret"));
    const origin: SecretOrigin = given
      ? { from: "APP_SECRET", purpose: given === DEMONSTRATION_SECRET ? "demo" : purposeIn(given) }
      : {
          from: kept || !environment["DATABASE_URL"] ? "file" : "nowhere",
          purpose: kept ? purposeIn(kept) : undefined,
        };
    return purpose === "production"
      ? inProduction(origin, data, resolve(folder))
      : inDemonstration(origin, data, resolve(folder));
  },
};

/** Whether this secret and these data may be used in production. */
export function inProduction({ from, purpose }: SecretOrigin, data: Data, folder: string): Verdict {
  const make = "make one with “openssl rand -base64 32” and keep it";
  if (from === "nowhere")
    return failure(
      `APP_SECRET is missing, and every secret link is derived from it: ${make}, as a change of it ends all links.`,
    );
  if (from === "APP_SECRET" && purpose === "demo")
    return failure(`APP_SECRET is the one of a demonstration, which others may know: ${make}.`);
  if (from === "file" && purpose === "demo")
    return failure(
      `${join(folder, "secret")} was made by a demonstration, whose links were shown around: move that folder away (mv ${folder} ${folder}-demo) and start again, which makes a new one.`,
    );
  if (from === "file" && purpose === undefined && data === "demo")
    return failure(
      `${folder} holds the data of a demonstration: move it away (mv ${folder} ${folder}-demo) and start again, or, when people already work with it, set APP_SECRET to the text of ${join(folder, "secret")}, which keeps their links.`,
    );
  if (data === "demo")
    return warning("The database holds the accounts of the demonstration beside yours: take their roles away.");
  return ok("The secret and the data are no demonstration's.");
}

/** Whether a demonstration may use this secret and these data: it writes people and half-days of its own into them. */
export function inDemonstration({ from, purpose }: SecretOrigin, data: Data, folder: string): Verdict {
  if (from === "file" && purpose === "production")
    return failure(
      `${folder} belongs to an installation in production, and a demonstration would write into it: start the demonstration in another copy of the project, or with the DATABASE_URL of an empty database.`,
    );
  if (data === "production")
    return failure(
      "The database holds accounts that are not the demonstration's, and a demonstration would write among them: start it in another copy of the project, or with the DATABASE_URL of an empty database.",
    );
  return ok("The secret and the data are no installation's in service.");
}

async function dataOf(client: pg.Client): Promise<Data> {
  const { rows } = await client.query<{ made: boolean }>("SELECT to_regclass('user_account') IS NOT NULL AS made");
  if (!rows[0]?.made) return "none";
  const demo = [...ACCOUNTS, ...STAND_INS].map(({ email }) => email);
  const found = await client.query<{ demo: boolean; any: boolean }>(
    "SELECT EXISTS (SELECT FROM user_account WHERE email = ANY ($1)) AS demo, EXISTS (SELECT FROM user_account) AS any",
    [demo],
  );
  if (found.rows[0]?.demo) return "demo";
  return found.rows[0]?.any ? "production" : "none";
}
