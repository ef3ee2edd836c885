import { join } from "node:path";
import { environment } from "#lib/server/env.ts";
import type { Settings } from "./child.ts";
import type { Purpose } from "./checks/check.ts";
import { dataFolder, type Database } from "./database.ts";
import { keptSecret } from "./kept-secret.ts";
import { CommandError } from "./command-error.ts";

/** What an instance is for, by APP_ENV; production when it is not given. */
export const purposeOf = (given: string | undefined): Purpose =>
  given === "demo" || given === "test" ? given : "production";

/**
 * The settings of the application: its database, its secret and its purpose. An installation on the embedded database
 * keeps a secret beside it; with another database, production needs APP_SECRET.
 */
export async function settingsOf(database: Database, purpose: "demo" | "production"): Promise<Settings> {
  const secret =
    environment["APP_SECRET"] ??
    (database.folder ? await keptSecret(join(database.folder, "secret"), purpose) : undefined);
  if (!secret && purpose === "production")
    throw new CommandError(
      'APP_SECRET is missing: every secret link is derived from it. Make one with "openssl rand -base64 32" and keep it, as a change of it ends all links.',
    );
  return {
    DATABASE_URL: database.url,
    // What serves does not know how to connect as the owner, also where .env says it.
    DATABASE_OWNER_URL: "",
    APP_ENV: purpose,
    // What a demonstration sends is shown under /messages.
    ...(purpose === "demo" && { SMS_GATEWAY: environment["SMS_GATEWAY"] ?? "database" }),
    ...(database.folder ? { DATA_FOLDER: database.folder } : {}),
    OUTAGE_FOLDER: environment["OUTAGE_FOLDER"] ?? database.folder ?? dataFolder(),
    ...(secret ? { APP_SECRET: secret } : {}),
  };
}
