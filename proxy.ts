import createLocaleProxy from "next-intl/middleware";
import { routing } from "./app/i18n/routing.ts";

/** Rewrites French addresses to their locale. It only redirects and sets headers: removing it opens nothing. */
export default createLocaleProxy(routing);

export const config = { matcher: ["/((?!api|feeds|_next|.*\\..*).*)"] };
