import { useTranslations } from "next-intl";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import type { Place } from "#lib/place/place.ts";
import type { Interval } from "#lib/time/interval.ts";
import { AddressLine } from "./way-there.tsx";

type Props = {
  title: string;
  level: "debutant" | "intermediaire" | "avance";
  place: Pick<Place, "slug" | "name" | "address" | "city" | "timeZone">;
  span: Interval;
  free: number;
};

/** A workshop: topic, level, date, place, and free places. */
export function WorkshopCard({ title, level, place, span, free }: Props) {
  const t = useTranslations("workshops");
  return (
    <Card as="li" className="grid content-start gap-2">
      <h2>{t.rich("titled", { title: () => <FrenchText text={title} /> })}</h2>
      <p className="font-bold">
        <DayAndHours span={span} timeZone={place.timeZone} />
      </p>
      <div>
        <PageLink href={`/lieux/${place.slug}`} className="inline-flex min-h-target items-center font-bold">
          <FrenchText text={place.name} />
        </PageLink>
        <AddressLine place={place} />
      </div>
      <p>{t("levelIs", { level: t(`level.${level}`) })}</p>
      <p>
        <Tag look={free > 0 ? "good" : "plain"}>{t("places", { count: free })}</Tag>
      </p>
    </Card>
  );
}
