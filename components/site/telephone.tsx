import { useTranslations, useLocale } from "next-intl";
import { CallLink } from "#components/call-link.tsx";
import { PhoneNumber } from "#components/phone-number.tsx";
import { FrenchText } from "../ui/french-text.tsx";
import { phoneHoursOf } from "#lib/place/phone-hours.ts";
import { sayPhoneHours } from "#lib/place/say-phone-hours.ts";
import { useHoursTexts } from "../use-hours-texts.ts";

/** The ways to reach an operator. */
type Reached = { readonly [Way in "phone" | "phoneHours" | "mail" | "sms" | "signRelay"]?: string | undefined };

/**
 * The telephone that anybody can call, when somebody answers, and beside it the ways for whoever cannot telephone: to write, or to
 * call in sign language.
 */
export function Telephone({ operator }: { operator: Reached | undefined }) {
  const t = useTranslations("site");
  const { phone, phoneHours: hours, mail, sms, signRelay } = operator ?? {};
  if ((phone ?? mail ?? sms ?? signRelay) === undefined) return <p className="font-bold">{t("noPhone")}</p>;
  return (
    <div>
      {phone !== undefined && <CallLink phone={phone} large />}
      {phone !== undefined && hours !== undefined && (
        <p>
          <PhoneHours hours={hours} />
        </p>
      )}
      <WrittenWays mail={mail} sms={sms} signRelay={signRelay} />
    </div>
  );
}

const WAY = "inline-flex min-h-target items-center font-bold wrap-anywhere";

function WrittenWays({ mail, sms, signRelay }: { [Way in "mail" | "sms" | "signRelay"]: string | undefined }) {
  const t = useTranslations("site");
  if ((mail ?? sms ?? signRelay) === undefined) return null;
  return (
    <ul className="flex flex-wrap gap-x-5">
      {mail !== undefined && (
        <li>
          <a href={`mailto:${mail}`} className={WAY}>
            <span>{t.rich("writeMail", { mail: () => <bdi dir="ltr">{mail}</bdi> })}</span>
          </a>
        </li>
      )}
      {sms !== undefined && (
        <li>
          <a href={`sms:${sms}`} className={WAY}>
            <span>{t.rich("writeSms", { phone: () => <PhoneNumber phone={sms} /> })}</span>
          </a>
        </li>
      )}
      {signRelay !== undefined && (
        <li>
          <a href={signRelay} rel="noreferrer" className={WAY}>
            {t("signRelay")}
          </a>
        </li>
      )}
    </ul>
  );
}

/** When somebody answers the telephone; hours that cannot be parsed are shown as the organisation wrote them. */
export function PhoneHours({ hours }: { hours: string }) {
  const t = useTranslations("site");
  const [locale, texts] = [useLocale(), useHoursTexts()];
  const read = phoneHoursOf(hours);
  if (!read) return t.rich("callWhen", { hours: () => <FrenchText text={hours} /> });
  const said = sayPhoneHours(read, texts, locale);
  return "anyDay" in read ? t("callHours", { hours: said }) : t("callDays", { hours: said });
}
