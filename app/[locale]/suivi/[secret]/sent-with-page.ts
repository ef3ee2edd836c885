import { getLocale, getMessages, getTranslations } from "next-intl/server";
import { pluralForms } from "#components/queue/browser-text.ts";
import type { FollowLabels } from "#components/queue/follow-content.ts";
import type { FollowState } from "#components/queue/follow-state.ts";
import { pictureName } from "#lib/queue/line/visit.ts";
import type { FollowedVisit } from "#lib/server/queue/follow-visit.ts";
import { readBoard } from "#lib/server/queue/read-boards.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayHour } from "#lib/time/say.ts";
import { isoInZone } from "#lib/time/zone.ts";
import { followToWire } from "#lib/wire/queue/board.ts";

/** What the page of one number shows until the first board comes. */
export async function firstState({ permanence, ...followed }: FollowedVisit): Promise<FollowState> {
  const board = await readBoard(permanence.id);
  return {
    follow: followToWire(followed.follow, permanence.timeZone),
    alive: followed.alive,
    message: board?.message,
    suspended: board?.suspended ?? false,
    withTeam: followed.withTeam,
    asOf: isoInZone(followed.asOf, permanence.timeZone),
    version: followed.version,
  };
}

/** The labels that are sent with the page of one number. */
export async function followLabels({ follow, permanence }: FollowedVisit): Promise<FollowLabels> {
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
    turn: messages["turn"] as FollowLabels["turn"],
    letPast: rules("letPast"),
    cameBack: rules("cameBack"),
    withoutNetwork: rules("withoutNetwork"),
    noNetwork: rules("noNetwork"),
    suspended: refusals("lineSuspended"),
    picture: pictures(pictureName(follow.picture)),
    people: pluralForms(locale, (count) => t("people", { count })),
    withTeam: pluralForms(locale, (count) => t("withTeam", { count })),
    start: { at: permanence.span.start, hour: hour(permanence.span.start) },
    closing: hour(permanence.span.end),
  };
}
