import { useTranslations } from "next-intl";
import { coloursOf, OrganisationMark } from "#components/organisation-mark.tsx";
import { PhoneNumber } from "#components/phone-number.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { colourOf, readableAccent } from "#lib/place/accent.ts";
import { phoneNumberOf } from "#lib/place/phone-number.ts";

type Props = {
  slug: string;
  logo: string | undefined;
  /** As they stand in the form: what was typed, else what is kept. */
  name: string;
  telephone: string;
  accent: string;
};

/**
 * What residents see at the top of a page in the name, logo and colour of the form. A colour on which white cannot be
 * read is shown as the darker one that is proposed for it.
 */
export function ServicePreview({ slug, logo, name, telephone, accent }: Props) {
  const t = useTranslations("staff.firstHour.service");
  const home = useTranslations("home");
  const colour = colourOf(accent);
  const shown = colour === undefined ? undefined : readableAccent(colour);
  const phone = phoneNumberOf(telephone);
  return (
    <figure className="grid gap-2" style={coloursOf(shown === undefined ? undefined : { accent: shown })}>
      <figcaption className="text-soft">{t(shown === colour ? "shown" : "proposed")}</figcaption>
      <div className="overflow-hidden rounded-[1.4rem] border-2 border-edge bg-paper">
        <p className="flex items-center gap-2 border-b-2 border-hair p-3 leading-tight font-bold wrap-break-word">
          <OrganisationMark organisation={{ slug, ...(logo !== undefined && { logo }) }} />
          <FrenchText text={name} />
        </p>
        <div className="grid gap-3 p-3.5">
          <p className="text-[1.15rem] leading-snug font-bold">{home("title")}</p>
          <span className={`${buttonClass("full")} justify-start text-start`}>
            <Icon name="number" size={26} /> {home("moment")}
          </span>
          <span className={`${buttonClass("ghost")} justify-start text-start`}>
            <Icon name="calendar" size={26} /> {home("book")}
          </span>
          {phone !== undefined && (
            <p className="flex items-center gap-2 font-bold text-accent">
              <Icon name="phone-call" />
              <PhoneNumber phone={phone} />
            </p>
          )}
        </div>
      </div>
    </figure>
  );
}
