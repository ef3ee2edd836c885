import { useLocale, useTranslations } from "next-intl";
import { sayLanguage } from "#lib/place/say-languages.ts";
import type { Narrowed } from "#lib/schedule/choice.ts";

/** « Votre choix : CAF : demander le RSA · allemand »; nothing where nothing was chosen. */
export function YourChoice({ chosen: { topic, language } }: { chosen: Narrowed }) {
  const t = useTranslations("home");
  const topics = useTranslations("topics");
  const locale = useLocale();
  const said = [
    ...(topic === undefined ? [] : [topics(topic)]),
    ...(language === undefined ? [] : [sayLanguage(language, locale)]),
  ];
  return (
    said.length > 0 && (
      <p className="font-normal">{t.rich("yourChoice", { chosen: () => <strong>{said.join(" · ")}</strong> })}</p>
    )
  );
}
