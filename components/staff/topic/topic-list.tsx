import { useTranslations } from "next-intl";
import { useTopicWords } from "#components/topic-words.ts";
import { Card } from "#components/ui/card.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Tag } from "#components/ui/tag.tsx";
import type { NamedTopic } from "#lib/schedule/topic.ts";

type ListedTopic = NamedTopic & { readonly minutes: number; readonly active: boolean; readonly bookable: boolean };

/** The topics of an organisation, each with a link to its page. `of`: the query that names the organisation. */
export function TopicList({ topics, of }: { topics: readonly ListedTopic[]; of: string }) {
  const t = useTranslations("staff.topics");
  const { name } = useTopicWords();
  return (
    <ul className="grid gap-2.5 md:grid-cols-2">
      {topics.map((topic) => (
        <Card as="li" key={topic.key} className="flex flex-wrap items-center justify-between gap-x-4">
          <div>
            <PageLink
              href={`/coordination/demarches/${topic.key}${of}`}
              className="inline-flex min-h-target items-center font-bold"
            >
              {name(topic)}
            </PageLink>
            <p className="text-soft">
              {t("takes", { minutes: topic.minutes })}
              {!topic.bookable && ` · ${t("bookableIs.no")}`}
            </p>
          </div>
          <Tag look={topic.active ? "good" : "plain"}>{t(topic.active ? "on" : "off")}</Tag>
        </Card>
      ))}
    </ul>
  );
}
