import { useLocale, useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Tag } from "#components/ui/tag.tsx";
import type { ShareLevel } from "#lib/access/actor.ts";
import { hourRead, type ShareSelection } from "#lib/calendar/share.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayDate, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";

/** A share as the list shows it. */
type ListedShare = {
  readonly id: string;
  readonly name: string;
  readonly receiver: string;
  readonly level: ShareLevel;
  readonly shows: ShareSelection;
  readonly lastReadAt?: Instant;
  readonly lastDay?: string;
  readonly ended: boolean;
};

/** The zone in which a share’s days and hours are said. */
type Props = { shares: readonly ListedShare[]; zone: string };

/** The shares that an organisation gives: with whom, what is seen, until when, and whether it is read. */
export const ShareList = ({ shares, zone }: Props) => (
  <ul className="grid gap-2.5 md:grid-cols-2">
    {shares.map((share) => (
      <Card as="li" key={share.id} className="grid content-start gap-1">
        <PageLink
          href={`/coordination/partages/${share.id}`}
          className="inline-flex min-h-target items-center font-bold"
        >
          <FrenchText text={share.name} />
        </PageLink>
        <ShareFacts share={share} zone={zone} />
      </Card>
    ))}
  </ul>
);

/** The facts of a share in short lines. */
export function ShareFacts({ share, zone }: { share: ListedShare; zone: string }) {
  const t = useTranslations("staff.shares");
  const levels = useTranslations("staff.shares.level");
  const locale = useLocale();
  const shownWords = useShownWords();
  const { receiver, level, lastReadAt, lastDay, ended } = share;
  return (
    <>
      <p>
        {t("with", { receiver: "" })}
        <FrenchText text={receiver} />
      </p>
      <p className="text-soft">
        {levels(level)} · {shownWords(share.shows)}
      </p>
      <p className="text-soft">
        {lastReadAt === undefined
          ? t("neverRead")
          : t("lastRead", {
              day: sayDate(localDateOf(lastReadAt, zone), locale),
              from: sayHour(hourRead(lastReadAt).start, zone, locale),
              to: sayHour(hourRead(lastReadAt).end, zone, locale),
            })}
      </p>
      {lastDay !== undefined && (
        <p>
          <Tag>{t(ended ? "ended" : "until", { day: sayDate(lastDay, locale) })}</Tag>
        </p>
      )}
    </>
  );
}

function useShownWords(): (shows: ShareSelection) => string {
  const t = useTranslations("staff.shares.shown");
  return (shows) => {
    switch (shows.by) {
      case "series":
        return t("series", { count: shows.series.length });
      case "topics":
        return t("topics", { count: shows.topics.length });
      case "places":
        return shows.places === "every" ? t("every") : t("places", { count: shows.places.length });
    }
  };
}
