import { useTranslations } from "next-intl";
import { TickBox } from "#components/ui/tick-box.tsx";

/** What to get ready, with boxes to tick for oneself. Nothing of it leaves the page. `here`: she has come, and goes home for nothing. */
export function ThingsToBring({
  topics,
  bring,
  here = false,
}: {
  topics: readonly string[];
  bring: readonly string[];
  here?: boolean;
}) {
  const t = useTranslations("appointment");
  const name = useTranslations("topics");
  const thing = useTranslations("bring");
  return (
    <>
      <section aria-labelledby="pour">
        <h2 id="pour">{t("for")}</h2>
        <ul>
          {topics.map((key) => (
            <li key={key} className="text-lg">
              {name(key)}
            </li>
          ))}
        </ul>
      </section>
      {bring.length > 0 && (
        <section aria-labelledby="apportez">
          <h2 id="apportez">{t(here ? "prepare" : "bring")}</h2>
          <ul className="mt-1">
            {bring.map((key) => (
              <li key={key} className="border-b border-hair">
                <TickBox>{thing(key)}</TickBox>
              </li>
            ))}
          </ul>
          <p className="mt-2.5">{t(here ? "missingHere" : "missing")}</p>
        </section>
      )}
    </>
  );
}
