import { useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon.tsx";
import { useTopicWords } from "#components/topic-words.ts";
import { thingsInCommon, type NamedTopic } from "#lib/schedule/topic.ts";

/**
 * What to bring. First, once, what the procedures have in common (`thingsInCommon`); then, in a native details element
 * for each procedure, what it asks for beyond that. `comeAnyway`: residents may come, even without all of it; with
 * false they are not told to take anything with them, and each procedure says all that it asks for.
 */
export function BringList({
  topics,
  comeAnyway = true,
}: {
  topics: readonly (NamedTopic & { readonly bring: readonly string[] })[];
  comeAnyway?: boolean;
}) {
  const t = useTranslations("permanence.bring");
  const { name, bring } = useTopicWords();
  const withList = topics
    .map((topic) => ({ key: topic.key, name: name(topic), bring: bring(topic) }))
    .filter((topic) => topic.bring.length > 0);
  const always = comeAnyway ? thingsInCommon(withList) : [];
  return (
    <div className="grid gap-3">
      {comeAnyway && (
        <>
          <div>
            <p className="flex items-center gap-2.5 font-bold">
              <Icon name="bag" />
              {t("always")}
            </p>
            {always.length > 0 && (
              <ul className="grid list-disc gap-1 ps-14">
                {always.map((thing) => (
                  <li key={thing}>{thing}</li>
                ))}
              </ul>
            )}
          </div>
          <p className="font-bold">{t("missing")}</p>
        </>
      )}
      {withList.length > 0 && <p>{t("lead")}</p>}
      <div className="grid gap-2">
        {withList.map((topic) => (
          <details key={topic.key} className="rounded-control border-2 border-hair bg-card">
            <summary className="flex min-h-target items-center justify-between gap-3 px-4 py-1 font-bold">
              {topic.name}
              <Icon name="arrow" size={20} className="rotate-90 text-accent in-open:-rotate-90 rtl:scale-x-100" />
            </summary>
            <Besides things={topic.bring.filter((thing) => !always.includes(thing))} />
          </details>
        ))}
      </div>
    </div>
  );
}

/** What one procedure asks for beyond what the procedures have in common. */
function Besides({ things }: { things: readonly string[] }) {
  const t = useTranslations("permanence.bring");
  if (things.length === 0) return <p className="px-4 pb-3">{t("nothingElse")}</p>;
  return (
    <ul className="grid list-disc gap-1 ps-9 pe-4 pb-3">
      {things.map((thing) => (
        <li key={thing}>{thing}</li>
      ))}
    </ul>
  );
}
