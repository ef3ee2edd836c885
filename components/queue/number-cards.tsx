import { useTranslations } from "next-intl";
import { Pictogram } from "#components/ui/pictogram.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { pictureName, pictureOf, type PictureName } from "#lib/queue/line/visit.ts";

/** The names of the pictures in another language of the place. */
export type OtherPictures = { readonly locale: string; readonly names: Readonly<Record<PictureName, string>> };

/**
 * The cards to print, cut and hand over at the door: place and service, number, picture, and its name in the languages
 * of the place.
 */
export function NumberCards({
  place,
  service,
  numbers,
  others,
}: {
  place: string;
  service?: string | undefined;
  numbers: readonly number[];
  others: readonly OtherPictures[];
}) {
  const t = useTranslations("pictures");
  return (
    <ul className="mx-auto grid w-full max-w-[210mm] grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))] gap-[4mm] bg-white p-3 sm:grid-cols-3 sm:p-[8mm] print:grid-cols-3 print:p-[8mm] text-ink">
      {numbers.map((number) => {
        const name = pictureName(pictureOf(number));
        return (
          <li
            key={number}
            className="grid break-inside-avoid content-between justify-items-center gap-1 rounded-card border-[3px] border-ink p-3 text-center"
          >
            <p>
              <FrenchText text={place} />
              {service !== undefined && (
                <span className="block text-[0.8rem] leading-tight">
                  <FrenchText text={service} />
                </span>
              )}
            </p>
            {/* A phone is too narrow for three large digits. */}
            <p className={`number ${number > 99 ? "text-[3.4rem] sm:text-[5rem] print:text-[5rem]" : "text-[5rem]"}`}>
              {number}
            </p>
            <Pictogram picture={pictureOf(number)} size={72} />
            <p className="text-[1.2rem] font-bold">{t(name)}</p>
            {others.map(({ locale, names }) => (
              <p
                key={locale}
                lang={locale}
                dir={locale === "ar" ? "rtl" : "ltr"}
                className="text-[0.95rem] leading-tight"
              >
                {names[name]}
              </p>
            ))}
          </li>
        );
      })}
    </ul>
  );
}
