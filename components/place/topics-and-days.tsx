import { useTranslations } from "next-intl";
import { NarrowPlacesForm } from "./narrow-places-form.tsx";
import type { HomeChoice } from "./home-address.ts";
import { ComingLater, type OfferedLater } from "./open-and-coming.tsx";
import { TopicTiles } from "./topic-tiles.tsx";

/**
 * The choice by topic and language, and the half-days to come. `daysFirst`: the half-days stand above the topics, which
 * are many on a phone; for when nothing is open now.
 */
export function TopicsAndDays({
  topics,
  languages,
  choice,
  daysFirst,
  ...later
}: OfferedLater & {
  topics: readonly { readonly key: string }[];
  languages: readonly string[];
  choice: HomeChoice;
  daysFirst: boolean;
}) {
  const t = useTranslations("home");
  return (
    <>
      {daysFirst && <ComingLater {...later} />}
      <section aria-labelledby="demarches" className="grid gap-3">
        <h2 id="demarches">{t("topics")}</h2>
        <TopicTiles topics={topics} choice={choice} />
        <NarrowPlacesForm chosen={choice} topics={topics} languages={languages} />
      </section>
      {!daysFirst && <ComingLater {...later} />}
    </>
  );
}
