import { parseArgs } from "node:util";
import { isScope, SCOPES, type Scope } from "#lib/access/scope.ts";
import { environment } from "#lib/server/env.ts";
import type { ListedToken } from "#lib/server/auth/own-tokens.ts";
import { isoInZone } from "#lib/time/zone.ts";
import { ensureDatabase } from "./database.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { settingsOf } from "./settings.ts";
import { CommandError } from "./command-error.ts";

const USAGE = `Say for whom and what for:
npm run token -- --email name@example.org --name dashboard [--scopes ${SCOPES.join(",")}] [--days 365]
npm run token -- --email name@example.org --name dashboard --revoke
npm run token -- --list [--email name@example.org]
A token made without --scopes may only read.`;

/** Without --scopes a token may do the least. */
const LEAST: readonly Scope[] = ["read"];

const LONGEST_DAYS = 3_650;

/**
 * Does what these words ask for: makes a bearer token (`--email E --name N --scopes read,line --days 365`), ends it
 * (`--revoke`) or lists tokens (`--list`). Returns what to print; of a new token that is the token itself and nothing
 * else. Throws a CommandError when the words or the account do not allow it.
 */
export async function accountToken(words: readonly string[]): Promise<string> {
  const wanted = asked(words);
  const database = await ensureDatabase();
  await prepareDatabase(database);
  Object.assign(environment, await settingsOf(database, environment["APP_ENV"] === "demo" ? "demo" : "production"));
  if (wanted.act === "list") return list(wanted.email);
  return wanted.act === "revoke" ? revoke(wanted.email, wanted.name) : make(wanted);
}

async function make({ email, name, scopes, days }: Extract<TokenCommand, { act: "make" }>): Promise<string> {
  const { makeToken } = await import("#lib/server/auth/api-tokens.ts");
  const made = await makeToken({ email, name, scopes, days });
  if (made.ok) return made.value;
  throw new CommandError(
    made.refusal === "name-taken"
      ? `${email} has a token named “${name}”. End it first, with --revoke, or choose another name.`
      : noAccount(email),
  );
}

async function revoke(email: string, name: string): Promise<string> {
  const { revokeToken } = await import("#lib/server/auth/api-tokens.ts");
  if (!(await revokeToken(email, name)).ok) throw new CommandError(`${email} has no token named “${name}”.`);
  return `The token “${name}” of ${email} opens nothing any more.`;
}

async function list(email: string | undefined): Promise<string> {
  const { listTokensOf } = await import("#lib/server/auth/own-tokens.ts");
  const found = await listTokensOf(email);
  if (!found.ok) throw new CommandError(noAccount(email ?? ""));
  return found.value.length === 0 ? "There is no token." : found.value.map(lineOf).join("\n");
}

const STATES: Readonly<Record<ListedToken["state"], string>> = {
  valid: "ends",
  "ends-soon": "ENDS SOON, make the next one:",
  expired: "ENDED",
};

const lineOf = ({ name, email, scopes, created, ends, lastUsed, state }: ListedToken): string =>
  [
    `“${name}” of ${email}: ${scopes.join(", ")}`,
    `made ${dayOf(created)}`,
    `${STATES[state]} ${dayOf(ends)}`,
    lastUsed === undefined
      ? "never used"
      : `last used ${isoInZone(lastUsed, "UTC").slice(0, 13).replace("T", " ")} h UTC`,
  ].join(" · ");

const dayOf = (moment: ListedToken["ends"]): string => isoInZone(moment, "UTC").slice(0, 10);

const noAccount = (email: string): string => `No account has the address ${email}.`;

type TokenCommand =
  | {
      readonly act: "make";
      readonly email: string;
      readonly name: string;
      readonly scopes: readonly Scope[];
      readonly days?: number;
    }
  | { readonly act: "revoke"; readonly email: string; readonly name: string }
  | { readonly act: "list"; readonly email: string | undefined };

function asked(words: readonly string[]): TokenCommand {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        email: { type: "string" },
        name: { type: "string" },
        scopes: { type: "string" },
        days: { type: "string" },
        revoke: { type: "boolean" },
        list: { type: "boolean" },
      },
    });
    const email = values.email?.trim().toLowerCase();
    const name = values.name?.trim();
    const scopes = values.scopes?.split(",").map((scope) => scope.trim()) ?? LEAST;
    const days = values.days === undefined ? undefined : Number(values.days);
    if (values.list && (email === undefined || email.includes("@")) && !name) return { act: "list", email };
    const named = email?.includes("@") && name ? { email, name } : undefined;
    if (named && values.revoke) return { act: "revoke", ...named };
    if (named && !values.list && scopes.length > 0 && scopes.every(isScope) && isDays(days))
      return { act: "make", ...named, scopes: [...new Set(scopes)], ...(days !== undefined && { days }) };
  } catch {
    // An unknown option is answered with the usage.
  }
  throw new CommandError(USAGE);
}

const isDays = (days: number | undefined): boolean =>
  days === undefined || (Number.isInteger(days) && days >= 1 && days <= LONGEST_DAYS);
