import { getRequestConfig } from "next-intl/server";
import { localeOf } from "./routing.ts";

/** The messages of the page's locale; French where it is unknown (the layout then answers 404). */
export default getRequestConfig(async ({ requestLocale }) => {
  const locale = localeOf(await requestLocale);
  const messages = (await import(`../messages/${locale}.json`)) as { default: Record<string, never> };
  return { locale, messages: messages.default, timeZone: "Europe/Paris" };
});
