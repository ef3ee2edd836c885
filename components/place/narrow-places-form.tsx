import { useLocale, useTranslations } from "next-intl";
import { PageLink } from "#components/ui/page-link.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { sayLanguage } from "#lib/place/say-languages.ts";
import { homeAddress, type HomeChoice } from "./home-address.ts";
import { TopicTiles } from "./topic-tiles.tsx";
import type { HalfDayFilter } from "#lib/schedule/half-day-filter.ts";
import { useTopicWords } from "#components/topic-words.ts";
import type { NamedTopic } from "#lib/schedule/topic.ts";

/**
 * A plain form that narrows the places to one procedure or language; it leads to this page again. Without places that
 * state their languages, no language is asked. `others`: the topics that are not shown above, as tiles; where one of
 * them or a language is chosen, it is unfolded.
 */
export function NarrowPlacesForm({
  chosen,
  topics,
  others = [],
  languages,
}: {
  chosen: HomeChoice;
  topics: readonly NamedTopic[];
  others?: readonly NamedTopic[];
  languages: readonly string[];
}) {
  const t = useTranslations("home.filter");
  const { name } = useTopicWords();
  const locale = useLocale();
  const isChosen = chosen.topic !== undefined || chosen.language !== undefined;
  return (
    <details
      open={chosen.language !== undefined || others.some(({ key }) => key === chosen.topic)}
      className="rounded-card border-2 border-hair bg-card"
    >
      <summary className="flex min-h-target items-center justify-between gap-3 px-4 py-2 font-bold text-accent">
        {t(languages.length > 0 ? "open" : "openTopics")}
        <Icon name="arrow" size={20} className="rotate-90 text-accent in-open:-rotate-90 rtl:scale-x-100" />
      </summary>
      {others.length > 0 && (
        <div className="px-4 pb-4">
          <TopicTiles topics={others} choice={chosen} />
        </div>
      )}
      <form method="get" action="#maintenant" className="grid gap-3 px-4 pb-4 md:grid-cols-[1fr_1fr_auto] md:items-end">
        {chosen.near !== undefined && <input type="hidden" name="pres" value={chosen.near} />}
        <Choice
          name="demarche"
          label={t("topic")}
          any={t("any")}
          value={chosen.topic}
          options={topics.map((topic) => [topic.key, name(topic)])}
        />
        {languages.length > 0 && (
          <Choice
            name="langue"
            label={t("language")}
            any={t("any")}
            value={chosen.language}
            options={languages.map((code) => [code, sayLanguage(code, locale)])}
          />
        )}
        <button type="submit" className={buttonClass()}>
          {t("go")}
        </button>
        {isChosen && (
          <PageLink
            href={homeAddress({ near: chosen.near })}
            className="inline-flex min-h-target items-center font-bold"
          >
            {t("clear")}
          </PageLink>
        )}
      </form>
    </details>
  );
}

const Choice = ({
  name,
  label,
  any,
  value,
  options,
}: {
  name: string;
  label: string;
  any: string;
  value: string | undefined;
  options: readonly (readonly [string, string])[];
}) => (
  <label className="grid gap-1 font-bold">
    {label}
    <select
      name={name}
      defaultValue={value ?? ""}
      className="min-h-14 w-full rounded-control border-2 border-edge bg-card px-3 font-normal"
    >
      <option value="">{any}</option>
      {options.map(([key, label]) => (
        <option key={key} value={key}>
          {label}
        </option>
      ))}
    </select>
  </label>
);

/**
 * « Vous avez choisi CAF : demander le RSA · allemand », with the ways out of it: without the language, since help in
 * French is better than none, and all. Nothing where nothing was chosen. `near`: the commune near which one looks,
 * which stays.
 */
export function YourChoice({
  chosen: { topic, language },
  topics = [],
  near,
}: {
  chosen: HalfDayFilter;
  topics?: readonly NamedTopic[] | undefined;
  near?: { readonly code: string } | undefined;
}) {
  const t = useTranslations("home");
  const { name } = useTopicWords();
  const locale = useLocale();
  const names = [
    ...(topic === undefined ? [] : [name(topics.find(({ key }) => key === topic) ?? { key: topic })]),
    ...(language === undefined ? [] : [sayLanguage(language, locale)]),
  ];
  return (
    names.length > 0 && (
      <div className="font-normal">
        <p>{t.rich("yourChoice", { chosen: () => <strong>{names.join(" · ")}</strong> })}</p>
        <p className="flex flex-wrap gap-x-5">
          {topic !== undefined && language !== undefined && (
            <PageLink href={homeAddress({ topic, near: near?.code })} className="inline-flex min-h-target items-center">
              {t("withoutLanguage")}
            </PageLink>
          )}
          <PageLink href={homeAddress({ near: near?.code })} className="inline-flex min-h-target items-center">
            {t("filter.clear")}
          </PageLink>
        </p>
      </div>
    )
  );
}
