import { useTranslations } from "next-intl";
import { useTopicWords } from "#components/topic-words.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import type { NamedTopic } from "#lib/schedule/topic.ts";

/**
 * What a reader of a shared calendar who knows nothing of the service needs to know. `topics`: those that the share is
 * limited to, empty for one that is not; `ask`: the page on which one asks its organisation to see more, where this
 * share does not show all.
 */
export function ShareAbout({ topics, ask }: { topics: readonly NamedTopic[]; ask?: string | undefined }) {
  const t = useTranslations("share.about");
  const { name } = useTopicWords();
  return (
    <div className="grid gap-1 print:hidden">
      <p>{t("permanence")}</p>
      {topics.length > 0 && <p>{t("topics", { topics: topics.map(name).join(" · ") })}</p>}
      {ask !== undefined && (
        <p>
          {t.rich("more", {
            link: (text) => (
              <PageLink href={ask} className="inline-flex min-h-target items-center font-bold underline">
                {text}
              </PageLink>
            ),
          })}
        </p>
      )}
    </div>
  );
}
