import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { Written } from "#components/ui/written.tsx";
import type { Place } from "#lib/place/place.ts";
import { Where } from "./where.tsx";

type Given = { title: string; level: "debutant" | "intermediaire" | "avance"; place: Pick<Place, "slug" | "name" | "address" | "city">; day: string; from: string; to: string; free: number };

/** A workshop: what one learns, for whom, when, where, and whether there is room. */
export function WorkshopCard({ title, level, place, day, from, to, free }: Given) {
  const t = useTranslations("workshops");
  const hours = useTranslations("place");
  return (
    <Card as="li" className="grid content-start gap-2">
      <h2><Written words={title} /></h2>
      <p className="font-bold"><span className="inline-block first-letter:uppercase">{day}</span>{" · "}{hours("hours", { from, to })}</p>
      <div>
        <PageLink href={`/lieux/${place.slug}`} className="inline-flex min-h-target items-center font-bold"><Written words={place.name} /></PageLink>
        <Where place={place} />
      </div>
      <p className="flex flex-wrap gap-2"><Tag>{t(`level.${level}`)}</Tag><Tag look={free > 0 ? "good" : "plain"}>{t("places", { count: free })}</Tag></p>
    </Card>
  );
}
