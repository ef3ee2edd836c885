"use client";
import { useLocale, useTranslations } from "next-intl";
import { sayLanguage } from "#lib/place/say-languages.ts";
import { pictureName, pictureOf } from "#lib/queue/line/visit.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayClockTime, sayDay, sayHour } from "#lib/time/say.ts";
import { useSite, useTablet } from "./tablet-context.ts";

/** Formats hours, dates, picture names, topics and languages, in the place's time zone and the reader's language. */
export function useLabels() {
  const site = useSite();
  const locale = useLocale();
  const pictures = useTranslations("pictures");
  const topics = useTranslations("topics");
  return {
    hour: (moment: Instant): string => sayHour(moment, site.zone, locale),
    clock: (moment: Instant): string => sayClockTime(moment, site.zone, locale),
    day: (localDate: string): string => sayDay(localDate, locale),
    picture: (number: number): string => pictures(pictureName(pictureOf(number))),
    topic: (key: string): string => (topics.has(key as never) ? topics(key as never) : key),
    /** Undefined for French, and where no language is noted. */
    language: (code: string | undefined): string | undefined =>
      code === undefined || code === "fr" ? undefined : sayLanguage(code, locale),
  };
}

/**
 * The label for the conseiller a booked person asked for: this tablet's own, or the desk where the other one sits;
 * undefined when that one is at no desk.
 */
export function useWantedLabel(): (wanted: string | undefined) => string | undefined {
  const t = useTranslations("tablet.line");
  const { state, site } = useTablet();
  return (wanted) => {
    if (wanted === undefined) return undefined;
    if (wanted === site.me) return t("wantsMe");
    const desk = state.desks.find(({ conseiller, state: presence }) => conseiller === wanted && presence !== "left");
    return desk && t("wantsDesk", { desk: desk.number });
  };
}
