import { useTranslations } from "next-intl";
import { PageLink } from "#components/ui/page-link.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { useTopicWords } from "#components/topic-words.ts";
import type { NamedTopic } from "#lib/schedule/topic.ts";

/**
 * Asks for the procedure: one link for each, to the hours for it. `page`: address of the booking page; `heading`: `h1`
 * where this is the question of the page.
 */
export function TopicChoice({
  topics,
  page,
  heading: Heading = "h2",
}: {
  topics: readonly NamedTopic[];
  page: string;
  heading?: "h1" | "h2";
}) {
  const t = useTranslations("booking");
  const { name } = useTopicWords();
  const what = useTranslations("booking.what");
  return (
    <section aria-labelledby="demarche" className="grid gap-3">
      <div>
        <Heading id="demarche">{t("topic.title")}</Heading>
        <p className="text-soft">{t("topic.lead")}</p>
      </div>
      <ul className="grid gap-2.5 md:grid-cols-2">
        {topics.map((topic) => (
          <li key={topic.key} className="grid">
            <PageLink
              href={`${page}${page.includes("?") ? "&" : "?"}demarche=${topic.key}`}
              className="flex min-h-18 items-center justify-between gap-3 rounded-card border-2 border-accent bg-card px-4 py-2.5 text-ink no-underline"
            >
              <span className="grid">
                <strong className="leading-snug">
                  {name(topic)}
                  <span className="sr-only">.</span>
                </strong>{" "}
                {!topic.texts && what.has(topic.key) && (
                  <span className="leading-snug text-soft">{what(topic.key)}</span>
                )}
              </span>
              <Icon name="arrow" size={22} className="text-accent" />
            </PageLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The chosen procedure, and a link to choose again. `page`: address of the booking page. */
export function ChosenTopic({ topic, page }: { topic: NamedTopic; page: string }) {
  const t = useTranslations("booking.topic");
  const { name } = useTopicWords();
  return (
    <div className="rounded-card border-2 border-hair bg-card px-4 py-3">
      <p className="text-soft">{t("chosen")}</p>
      <p className="text-lg font-bold">{name(topic)}</p>
      <PageLink href={page} className="inline-flex min-h-target items-center font-bold">
        {t("change")}
      </PageLink>
    </div>
  );
}
