import { useTranslations } from "next-intl";
import { CallLink } from "#components/call-link.tsx";
import { PhoneHours } from "#components/phone-hours.tsx";
import { PhoneNumber } from "#components/phone-number.tsx";

/** The ways to reach an organisation. */
type WaysToReach = { readonly [Way in "phone" | "phoneHours" | "mail" | "sms" | "signRelay"]?: string | undefined };

/**
 * The telephone that anybody can call, when somebody answers, and beside it the ways for whoever cannot telephone: to
 * write, or to call in sign language. `compact`: the hours in smaller letters.
 */
export function Telephone({
  organisation,
  compact = false,
}: {
  organisation: WaysToReach | undefined;
  compact?: boolean;
}) {
  const t = useTranslations("site");
  const { phone, phoneHours: hours, mail, sms, signRelay } = organisation ?? {};
  if ((phone ?? mail ?? sms ?? signRelay) === undefined) return <p className="font-bold">{t("noPhone")}</p>;
  return (
    <div>
      {phone !== undefined && <CallLink phone={phone} large />}
      {phone !== undefined && hours !== undefined && (
        <p className={compact ? "text-[0.89rem] leading-tight" : ""}>
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
