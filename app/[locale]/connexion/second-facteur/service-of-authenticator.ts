import { env } from "#lib/server/env.ts";
import { readOrganisation } from "#lib/server/place/read-organisation.ts";

/**
 * The name under which an authenticator lists this installation: that of its only organisation, or its host where it
 * has several.
 */
export const serviceOfAuthenticator = async (): Promise<string> =>
  (await readOrganisation())?.service ?? new URL(env.APP_URL).host;
