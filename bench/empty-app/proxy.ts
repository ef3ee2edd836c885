import createLocaleProxy from "next-intl/middleware";
import { routing } from "#i18n/routing.ts";

/** The locales of the product, and nothing else of it. */
export default createLocaleProxy(routing);

export const config = { matcher: ["/((?!empty|_next|.*\\..*).*)"] };
