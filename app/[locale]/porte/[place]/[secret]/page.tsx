import type { Metadata } from "next";
import { headers } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import { cache } from "react";
import { redirect } from "#i18n/navigation.ts";
import { getPathname, routing } from "#i18n/routing.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { titleOfForm } from "#app/[locale]/_every-page/title-of-page.ts";
import { ClosedNotice } from "#components/place/closed-notice.tsx";
import { DoorState, InvalidDoorCode } from "#components/queue/door-state.tsx";
import { OwnNumbers } from "#components/queue/own-numbers.tsx";
import { isStillTrue, DoorRefusal } from "#components/queue/door-refusal.tsx";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { assertNever } from "#lib/result.ts";
import { atTheDoor } from "#lib/queue/board/at-the-door.ts";
import { clock, freshId } from "#lib/server/clock.ts";
import { doorOf } from "#lib/server/place/door.ts";
import { readOrganisation, readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import { numbersOfBrowser } from "#lib/server/queue/numbers-of-browser.ts";
import { readBoard } from "#lib/server/queue/read-boards.ts";
import { holidaysIn } from "#lib/server/schedule/holidays.ts";
import { readClosuresAt } from "#lib/server/schedule/read-closures-told.ts";
import { readComing } from "#lib/server/schedule/read-coming.ts";
import { unsealKey } from "#lib/server/idempotency.ts";
import { localDateOf } from "#lib/time/zone.ts";

type Props = {
  params: Promise<{ place: string; secret: string }>;
  searchParams: Promise<{ refus?: string | string[]; envoi?: string | string[] }>;
};

/** Enough days to name the next half-day to somebody in front of a closed door. */
const DAYS_AHEAD = 14;
/** Days: a closure that begins later is not told at the door. */
const TODAY = 1;

/**
 * The door, what it gives now, and the numbers that this browser has already; undefined for a wrong code. Read once for
 * the title and the page.
 */
const read = cache(async (place: string, secret: string) => {
  const door = await doorOf(place, secret);
  if (!door) return undefined;
  const [held, organisation, closures] = await Promise.all([
    readComing(DAYS_AHEAD, { place: door.place.id }),
    readOrganisationOf(door.place.organisation, { path: `/porte/${place}` }),
    readClosuresAt(door.place, TODAY),
  ]);
  const now = clock.now();
  const today = localDateOf(now, door.place.timeZone);
  const found = atTheDoor(held, today, now);
  const permanence = found.state === "closed" ? undefined : found.permanence.id;
  const [board, own] = await Promise.all([
    found.state === "take" ? readBoard(found.permanence.id) : undefined,
    numbersOfBrowser(await headers(), { place: door.place.id, permanence }),
  ]);
  // A team that opened it all the same gives numbers, whatever the closure says.
  const shut = found.state === "closed" ? closures.filter(({ span }) => span.start <= now) : [];
  return { door, organisation, now, found, board, own, shut, holiday: holidaysIn(door.place, today, 1).get(today) };
});

type DoorOfPage = NonNullable<Awaited<ReturnType<typeof read>>>;

const isRefused = (
  refusal: string | string[] | undefined,
  { found, board }: DoorOfPage,
): refusal is string | string[] => refusal !== undefined && isStillTrue(singleValue(refusal), found, board);

/** The title is the heading of the page, after « Erreur : » where no number was given (RGAA 8.6). */
export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const [{ place, secret }, { refus }, t, refusals] = await Promise.all([
    params,
    searchParams,
    getTranslations("door"),
    getTranslations("refusals"),
  ]);
  const seen = await read(place, secret);
  const title = seen ? titleOf(seen, t, refusals) : t("wrong.title");
  const refused = seen !== undefined && isRefused(refus, seen);
  return { title: await titleOfForm(title, refused, seen?.organisation?.id), robots: { index: false } };
}

type Translator<Area extends "door" | "refusals"> = Awaited<ReturnType<typeof getTranslations<Area>>>;

function titleOf({ found, board, own }: DoorOfPage, t: Translator<"door">, refusals: Translator<"refusals">): string {
  if (own.length > 0) return t("own.title", { count: own.length, number: own[0]?.number ?? 0 });
  switch (found.state) {
    case "take":
      if (board?.suspended) return refusals("lineSuspended");
      if (board?.numbersByTeam) return t("byTeam.title");
      return board?.alive === false ? t("offline.title") : t("title");
    case "not-yet":
      return t("notYet.title");
    case "stopped":
      return t("stopped.title");
    case "by-appointment":
      return t("byAppointment.title");
    case "closed":
      return t("closed.title");
    default:
      return assertNever(found);
  }
}

export default async function DoorPage({ params, searchParams }: Props) {
  const [{ place, secret }, { refus, envoi }, locale] = await Promise.all([params, searchParams, getLocale()]);
  const seen = await read(place, secret);
  if (!seen)
    return (
      <SiteFrame organisation={await readOrganisation()}>
        <InvalidDoorCode />
      </SiteFrame>
    );
  const { door, organisation, now, found, board, own, shut, holiday } = seen;
  const here = `/porte/${place}/${secret}`;
  const language = routing.locales.find((one) => one === own[0]?.language);
  // A scan comes from no page; whoever touches a language on this one has it.
  const isScanned = !(await headers()).has("referer");
  if (isScanned && language !== undefined && language !== locale) return redirect({ href: here, locale: language });
  const forms = {
    take: getPathname({ href: `${here}/prendre`, locale }),
    idempotencyKey: unsealKey(singleValue(envoi), now) ?? freshId(),
  };
  return (
    <SiteFrame name={door.place.name} organisation={organisation}>
      <div className="mx-auto grid max-w-xl gap-5">
        {isRefused(refus, seen) && <DoorRefusal refusal={refus} hasNumber={own.length > 0} />}
        {own.length > 0 ? (
          <OwnNumbers
            own={own}
            forget={getPathname({ href: `${here}/oublier`, locale })}
            another={
              found.state === "take" && board?.alive !== false && !board?.suspended && !board?.numbersByTeam
                ? { ...forms, permanence: found.permanence, board }
                : undefined
            }
          />
        ) : (
          <>
            <ClosedNotice closures={shut} now={now} />
            <DoorState found={found} board={board} {...forms} holiday={holiday} now={now} />
          </>
        )}
      </div>
    </SiteFrame>
  );
}
