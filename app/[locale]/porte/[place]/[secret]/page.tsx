import type { Metadata } from "next";
import { headers } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import { getPathname } from "#i18n/navigation.ts";
import { singleValue } from "#app/[locale]/search-params.ts";
import { DoorState, InvalidDoorCode } from "#components/queue/door-state.tsx";
import { OwnNumbers } from "#components/queue/own-numbers.tsx";
import { isStillTrue, DoorRefusal } from "../../../../../components/queue/door-refusal.tsx";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { atTheDoor } from "#lib/queue/board/at-the-door.ts";
import { clock } from "#lib/server/clock.ts";
import { freshId } from "#lib/server/fresh-id.ts";
import { doorOf } from "#lib/server/place/door.ts";
import { readOperator, readOperatorOf } from "#lib/server/place/read-operator.ts";
import { numbersOfBrowser } from "#lib/server/queue/numbers-of-browser.ts";
import { readBoard } from "#lib/server/queue/read-boards.ts";
import { readComing } from "#lib/server/schedule/read-coming.ts";
import { unsealKey } from "#lib/server/idempotency.ts";
import { localDateOf } from "#lib/time/zone.ts";

export const dynamic = "force-dynamic";

type Props = {
  params: Promise<{ place: string; secret: string }>;
  searchParams: Promise<{ refus?: string | string[]; envoi?: string | string[] }>;
};

/** Enough days to name the next half-day to somebody in front of a closed door. */
const DAYS_AHEAD = 14;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("door");
  return { title: t("title"), robots: { index: false } };
}

export default async function DoorPage({ params, searchParams }: Props) {
  const [{ place, secret }, { refus, envoi }, locale] = await Promise.all([params, searchParams, getLocale()]);
  const door = await doorOf(place, secret);
  if (!door)
    return (
      <SiteFrame operator={await readOperator()}>
        <InvalidDoorCode />
      </SiteFrame>
    );
  const [held, operator] = await Promise.all([
    readComing(DAYS_AHEAD, { place: door.place.id }),
    readOperatorOf(door.place.organisation, { path: `/porte/${place}` }),
  ]);
  const now = clock.now();
  const zone = held[0]?.timeZone ?? "UTC";
  const found = atTheDoor(held, localDateOf(now, zone), now);
  const permanence = found.state === "closed" ? undefined : found.permanence.id;
  const [board, own] = await Promise.all([
    found.state === "take" ? readBoard(found.permanence.id) : undefined,
    numbersOfBrowser(await headers(), { place: door.place.id, permanence }),
  ]);
  const here = `/porte/${place}/${secret}`;
  const forms = {
    take: getPathname({ href: `${here}/prendre`, locale }),
    idempotencyKey: unsealKey(singleValue(envoi), now) ?? freshId(),
  };
  return (
    <SiteFrame name={door.place.name} operator={operator}>
      <div className="mx-auto grid max-w-xl gap-5">
        {refus !== undefined && isStillTrue(singleValue(refus), found, board) && (
          <DoorRefusal refusal={refus} hasNumber={own.length > 0} />
        )}
        {own.length > 0 ? (
          <OwnNumbers
            own={own}
            forget={getPathname({ href: `${here}/oublier`, locale })}
            another={
              found.state === "take" && board?.alive !== false && !board?.suspended
                ? { ...forms, permanence: found.permanence.id }
                : undefined
            }
          />
        ) : (
          <DoorState found={found} board={board} {...forms} now={now} />
        )}
      </div>
    </SiteFrame>
  );
}
