import { hasLocale } from "next-intl";
import { getRequestConfig } from "next-intl/server";
import { routing } from "#i18n/routing.ts";

export default getRequestConfig(async ({ requestLocale }) => {
  const asked = await requestLocale;
  return {
    locale: hasLocale(routing.locales, asked) ? asked : routing.defaultLocale,
    messages: {},
    timeZone: "Europe/Paris",
  };
});
