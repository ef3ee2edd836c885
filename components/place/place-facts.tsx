import { useLocale, useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon.tsx";
import type { Place } from "#lib/place/place.ts";
import { sayLanguages } from "#lib/place/say-languages.ts";

/** What decides whether one can go there at all: the languages spoken, and the way in. */
export function PlaceFacts({ place }: { place: Pick<Place, "languages" | "wheelchair"> }) {
  const t = useTranslations("place");
  const languages = sayLanguages(place.languages, useLocale());
  if (languages === "" && !place.wheelchair) return null;
  return (
    <ul className="grid gap-1">
      {languages !== "" && (
        <li className="flex items-center gap-2.5">
          <Icon name="speech" />
          {t("weSpeak", { languages })}
        </li>
      )}
      {place.wheelchair && (
        <li className="flex items-center gap-2.5">
          <Icon name="wheelchair" />
          {t("wheelchair")}
        </li>
      )}
    </ul>
  );
}
