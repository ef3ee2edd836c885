import { isForeign } from "#lib/access/origin.ts";
import { env } from "#lib/server/env.ts";

/** Whether another site's page sent this. Behind a proxy the Host may be an inner one, so the instance's own address counts too. */
export function comesFromElsewhere({ method, headers }: Pick<Request, "method" | "headers">): boolean {
  const hosts = [headers.get("host"), new URL(env.APP_URL).host].filter((host) => host !== null);
  return isForeign(
    {
      method,
      origin: headers.get("origin"),
      site: headers.get("sec-fetch-site"),
      authorization: headers.get("authorization"),
    },
    hosts,
  );
}
