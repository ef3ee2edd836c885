import { parseArgs } from "node:util";
import { environment } from "#lib/server/env.ts";
import { ensureDatabase } from "./database.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { settingsOf } from "./settings.ts";
import { CommandError } from "./command-error.ts";

const USAGE =
  "Say for whom and what for: npm run token -- --email name@example.org --name dashboard (and --revoke to end it)";

/**
 * Makes the bearer token that these words ask for (`--email E --name N`), or with `--revoke` ends it; returns the line to
 * print, which is the token itself. Throws a CommandError when the words or the account do not allow it.
 */
export async function accountToken(words: readonly string[]): Promise<string> {
  const { email, name, revoke } = asked(words);
  const database = await ensureDatabase();
  await prepareDatabase(database);
  Object.assign(environment, await settingsOf(database, environment["APP_ENV"] === "demo" ? "demo" : "production"));
  if (revoke) {
    const { revokeToken } = await import("#lib/server/auth/api-tokens.ts");
    if (!(await revokeToken(email, name)).ok) throw new CommandError(`${email} has no token named “${name}”.`);
    return `The token “${name}” of ${email} opens nothing any more.`;
  }
  const { makeToken } = await import("#lib/server/auth/api-tokens.ts");
  const made = await makeToken(email, name);
  if (made.ok) return made.value;
  throw new CommandError(
    made.refusal === "name-taken"
      ? `${email} has a token named “${name}”. End it first, with --revoke, or choose another name.`
      : `No account has the address ${email}.`,
  );
}

function asked(words: readonly string[]): { readonly email: string; readonly name: string; readonly revoke: boolean } {
  try {
    const {
      email,
      name,
      revoke = false,
    } = parseArgs({
      args: [...words],
      options: { email: { type: "string" }, name: { type: "string" }, revoke: { type: "boolean" } },
    }).values;
    if (email?.includes("@") && name?.trim()) return { email: email.trim().toLowerCase(), name: name.trim(), revoke };
  } catch {
    // An unknown option is answered with the usage.
  }
  throw new CommandError(USAGE);
}
