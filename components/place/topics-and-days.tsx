import { useTranslations } from "next-intl";
import { firstTopics } from "#lib/schedule/first-topics.ts";
import type { NamedTopic } from "#lib/schedule/topic.ts";
import { NarrowPlacesForm } from "./narrow-places-form.tsx";
import type { HomeChoice } from "./home-address.ts";
import { ComingLater, type OfferedLater } from "./open-and-coming.tsx";
import { TopicTiles } from "./topic-tiles.tsx";

/**
 * The choice by topic and language, and the half-days to come. `asked`: the topics most asked for, of which some are
 * shown at once; the others are folded. `daysFirst`: the half-days stand above the topics, for when nothing is open
 * now.
 */
export function TopicsAndDays({
  topics,
  asked = [],
  languages,
  choice,
  daysFirst,
  ...later
}: OfferedLater & {
  topics: readonly NamedTopic[];
  asked?: readonly string[];
  languages: readonly string[];
  choice: HomeChoice;
  daysFirst: boolean;
}) {
  const t = useTranslations("home");
  const { first, others } = firstTopics(topics, asked);
  return (
    <>
      {daysFirst && <ComingLater {...later} />}
      <section aria-labelledby="demarches" className="grid gap-1.5">
        <h2 id="demarches">{t("topics")}</h2>
        <TopicTiles topics={first} choice={choice} />
        <NarrowPlacesForm chosen={choice} topics={topics} others={others} languages={languages} />
      </section>
      {!daysFirst && <ComingLater {...later} />}
    </>
  );
}
