import { useTranslations } from "next-intl";

/** What to get ready, with boxes to tick for oneself. Nothing of it leaves the page. */
export function ThingsToBring({ topics, bring }: { topics: readonly string[]; bring: readonly string[] }) {
  const t = useTranslations("appointment");
  const name = useTranslations("topics");
  const thing = useTranslations("bring");
  return (
    <>
      <section aria-labelledby="pour">
        <h2 id="pour">{t("for")}</h2>
        <ul>{topics.map((key) => <li key={key} className="text-lg">{name(key)}</li>)}</ul>
      </section>
      {bring.length > 0 && (
        <section aria-labelledby="apportez">
          <h2 id="apportez">{t("bring")}</h2>
          <ul className="mt-1">
            {bring.map((key) => (
              <li key={key} className="border-b border-hair">
                <label className="flex min-h-13 items-center gap-3 py-1">
                  <input type="checkbox" autoComplete="off" className="grid size-[1.75rem] flex-none appearance-none place-items-center rounded-lg border-2 border-ink bg-card font-extrabold text-white checked:border-ok checked:bg-ok checked:before:content-['✓']" />
                  {thing(key)}
                </label>
              </li>
            ))}
          </ul>
          <p className="mt-2.5">{t("missing")}</p>
        </section>
      )}
    </>
  );
}
