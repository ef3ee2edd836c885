import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { getPathname } from "#i18n/navigation.ts";
import { singleValue } from "#app/[locale]/search-params.ts";
import { DoorState, InvalidDoorCode } from "#components/queue/door-state.tsx";
import { isStillTrue, DoorRefusal } from "../../../../../components/queue/door-refusal.tsx";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { atTheDoor } from "#lib/queue/board/at-the-door.ts";
import { clock } from "#lib/server/clock.ts";
import { freshId } from "#lib/server/fresh-id.ts";
import { doorOf } from "#lib/server/place/door.ts";
import { readOperator, readOperatorOf } from "#lib/server/place/read-operator.ts";
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
  const board = found.state === "take" ? await readBoard(found.permanence.id) : undefined;
  return (
    <SiteFrame name={door.place.name} operator={operator}>
      <div className="mx-auto grid max-w-xl gap-5">
        {refus !== undefined && isStillTrue(singleValue(refus), found, board) && <DoorRefusal refusal={refus} />}
        <DoorState
          found={found}
          board={board}
          take={getPathname({ href: `/porte/${place}/${secret}/prendre`, locale })}
          idempotencyKey={unsealKey(singleValue(envoi), now) ?? freshId()}
          now={now}
        />
      </div>
    </SiteFrame>
  );
}
