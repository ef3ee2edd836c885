import { environment } from "#lib/server/env.ts";
import { translatorIn } from "#lib/server/translate.ts";
import { CommandError } from "./command-error.ts";
import { ensureDatabase } from "./database.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { print } from "./print.ts";
import { runScript } from "./run-script.ts";
import { settingsOf } from "./settings.ts";

const RESET = "--reset-second-factor";

/**
 * `npm run sign-in-link -- EMAIL`: prints an address that signs in to that account once, within 15 minutes; with
 * `--reset-second-factor` its second factor is taken away too.
 */
await runScript(async () => {
  const say = translatorIn("fr", "setup.link");
  const given = process.argv.slice(2);
  const withoutFactor = given.includes(RESET);
  const [email, ...more] = given.filter((word) => word !== RESET);
  if (!email?.includes("@") || more.length > 0) throw new CommandError(say("usage"));
  const database = await ensureDatabase();
  await prepareDatabase(database);
  Object.assign(environment, await settingsOf(database, environment["APP_ENV"] === "demo" ? "demo" : "production"));
  const { makeSignInLink } = await import("#lib/server/auth/sign-in-link.ts");
  const made = await makeSignInLink(email.trim(), { withoutFactor });
  if (!made.ok) throw new CommandError(say("noAccount", { email }));
  await print([made.value, say("made"), ...(withoutFactor ? [say("reset")] : [])]);
});
