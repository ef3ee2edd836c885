import createLocaleProxy from "next-intl/middleware";
import type { NextRequest } from "next/server";
import { comesFromElsewhere } from "./app/api/comes-from-elsewhere.ts";
import { routing } from "./app/i18n/routing.ts";
import { problem } from "./lib/wire/problem.ts";

const localeProxy = createLocaleProxy(routing);

/**
 * Refuses what another site's page sends, and rewrites French addresses to their locale. It only refuses, redirects and
 * sets headers: removing it opens nothing.
 */
export default function proxy(request: NextRequest): Response {
  return comesFromElsewhere(request) ? problem("foreign-origin") : localeProxy(request);
}

export const config = { matcher: ["/((?!api|feeds|healthz|_next|.*\\..*).*)"] };
