import createLocaleProxy from "next-intl/middleware";
import { routing } from "#i18n/routing.ts";

/** Routing by the locales of the product, without its other middleware. */
export default createLocaleProxy(routing);

export const config = { matcher: ["/((?!empty|_next|.*\\..*).*)"] };
