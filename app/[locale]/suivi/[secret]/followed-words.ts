import { getLocale, getMessages, getTranslations } from "next-intl/server";
import type { FollowWords } from "#components/queue/follow-content.ts";
import { pluralForms } from "#components/queue/browser-text.ts";
import { pictureName } from "#lib/queue/line/picture.ts";
import type { FollowedVisit } from "#lib/server/queue/follow-visit.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayHour } from "#lib/time/say.ts";

/** The sentences that the page of one number takes with it. */
export async function followedWords({ follow, permanence }: FollowedVisit): Promise<FollowWords> {
  const [locale, messages, t, rules, refusals, pictures] = await Promise.all([
    getLocale(),
    getMessages(),
    getTranslations("turn"),
    getTranslations("rules"),
    getTranslations("refusals"),
    getTranslations("pictures"),
  ]);
  const hour = (moment: Instant): string => sayHour(moment, permanence.timeZone, locale);
  return {
    locale,
    turn: messages["turn"] as FollowWords["turn"],
    letPast: rules("letPast"),
    noNetwork: rules("noNetwork"),
    suspended: refusals("lineSuspended"),
    picture: pictures(pictureName(follow.picture)),
    people: pluralForms(locale, (count) => t("people", { count })),
    withTeam: pluralForms(locale, (count) => t("withTeam", { count })),
    start: { at: permanence.span.start, hour: hour(permanence.span.start) },
    closing: hour(permanence.span.end),
  };
}
