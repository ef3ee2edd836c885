import { LANGUAGE_BOX } from "#lib/wire/staff-form.ts";
import { useLocale, useTranslations } from "next-intl";
import { TickBox } from "#components/ui/tick-box.tsx";
import { sayLanguage } from "#lib/place/say-languages.ts";
import { SPOKEN } from "#lib/wire/access/people.ts";

/** The boxes of the languages that somebody speaks. `isTicked`: by the name of the box. */
export function LanguageFields({ isTicked }: { isTicked: (name: string) => boolean }) {
  const t = useTranslations("staff.people");
  const locale = useLocale();
  return (
    <fieldset className="grid gap-1">
      <legend className="font-bold">{t("languages")}</legend>
      <div className="flex flex-wrap gap-x-5">
        {SPOKEN.map((code) => (
          <TickBox key={code} name={`${LANGUAGE_BOX}${code}`} ticked={isTicked(`${LANGUAGE_BOX}${code}`)}>
            {sayLanguage(code, locale)}
          </TickBox>
        ))}
      </div>
    </fieldset>
  );
}
