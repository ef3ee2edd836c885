import { useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon.tsx";

/**
 * What to bring, one procedure at a time, in native details elements. `comeAnyway`: residents may come, even without all
 * of it; otherwise they are not told to take anything with them.
 */
export function BringList({
  topics,
  comeAnyway = true,
}: {
  topics: readonly { readonly key: string; readonly bring: readonly string[] }[];
  comeAnyway?: boolean;
}) {
  const t = useTranslations("permanence.bring");
  const name = useTranslations("topics");
  const bring = useTranslations("bring");
  const withList = topics.filter((topic) => topic.bring.length > 0);
  return (
    <div className="grid gap-3">
      {comeAnyway && (
        <p className="flex items-center gap-2.5 font-bold">
          <Icon name="bag" />
          {t("always")}
        </p>
      )}
      {withList.length > 0 && <p>{t("lead")}</p>}
      <div className="grid gap-2">
        {withList.map((topic) => (
          <details key={topic.key} className="rounded-control border-2 border-hair bg-card">
            <summary className="flex min-h-target items-center justify-between gap-3 px-4 py-1 font-bold">
              {name(topic.key)}
              <Icon name="arrow" size={20} className="rotate-90 text-accent in-open:-rotate-90 rtl:scale-x-100" />
            </summary>
            <ul className="grid list-disc gap-1 ps-9 pe-4 pb-3">
              {topic.bring.map((key) => (
                <li key={key}>{bring(key)}</li>
              ))}
            </ul>
          </details>
        ))}
      </div>
      {comeAnyway && <p className="text-soft">{t("missing")}</p>}
    </div>
  );
}
