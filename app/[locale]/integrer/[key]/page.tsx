import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { FramedHalfDays } from "#components/calendar/framed-half-days.tsx";
import { coloursOf } from "#components/organisation-mark.tsx";
import { findFramedShare } from "#lib/server/calendar/find-share.ts";
import { readNextOfShare } from "#lib/server/calendar/read-week.ts";
import { clock } from "#lib/server/clock.ts";
import { readOrganisationOf } from "#lib/server/place/read-organisation.ts";

type Props = { params: Promise<{ key: string }> };

/** Read once for the title and the page. */
const shareOf = cache(findFramedShare);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [found, t] = await Promise.all([shareOf((await params).key), getTranslations("share")]);
  return {
    title: { absolute: found ? `${t("frame.title")} · ${found.share.giver.service}` : t("revoked.title") },
    robots: { index: false },
  };
}

/**
 * The next half-days of a share for a frame in the page of a partner: hours and places, whatever the level of the
 * share. It sets no cookie and needs no script. Which sites may show it, `proxy.ts` says
 * (docs/calendars.md#in-a-frame).
 */
export default async function FramedSharePage({ params }: Props) {
  const found = await shareOf((await params).key);
  if (!found) {
    const t = await getTranslations("share.revoked");
    return (
      <main className="p-3">
        <h1 className="text-xl">{t("title")}</h1>
      </main>
    );
  }
  const { share } = found;
  const [organisation, seen] = await Promise.all([
    readOrganisationOf(share.giver.id),
    readNextOfShare(share, clock.now()),
  ]);
  return (
    <div style={coloursOf(organisation)}>
      <FramedHalfDays service={share.giver.service} seen={seen} />
    </div>
  );
}
