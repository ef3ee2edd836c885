import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Pictogram } from "#components/ui/pictogram.tsx";
import { pictureName, pictureOf } from "#lib/queue/line/picture.ts";
import type { HeldVisit } from "#lib/wire/booking.ts";

/** The number her appointment became: she is called by it, and its own page tells when it is her turn. */
export function AppointmentNumber({ visit: { number, secret } }: { visit: HeldVisit }) {
  const t = useTranslations("appointment");
  const turn = useTranslations("turn");
  const pictures = useTranslations("pictures");
  const picture = pictureOf(number);
  return (
    <section
      aria-labelledby="numero"
      className="grid justify-items-center gap-2.5 rounded-card border-2 border-edge bg-card p-4 text-center [--hole:var(--color-card)]"
    >
      <h2 id="numero" className="text-base font-normal">
        {turn("yourNumber")}
        <bdi className="number block text-[min(5rem,35vw)]">{number}</bdi>
      </h2>
      <p className="inline-flex items-center gap-3 text-[1.33rem] font-bold">
        <Pictogram picture={picture} />
        <span>
          <span className="sr-only">{turn("image")} </span>
          {pictures(pictureName(picture))}
        </span>
      </p>
      <PageLink href={`/suivi/${secret}`} className={`${buttonClass()} w-full`}>
        {t("hereGo")}
      </PageLink>
    </section>
  );
}
