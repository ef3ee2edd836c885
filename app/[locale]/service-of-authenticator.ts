import { env } from "#lib/server/env.ts";
import { readOperator } from "#lib/server/place/read-operator.ts";

/** The name under which an authenticator lists this installation: that of its only operator, or its host where it has several. */
export const serviceOfAuthenticator = async (): Promise<string> =>
  (await readOperator())?.service ?? new URL(env.APP_URL).host;
