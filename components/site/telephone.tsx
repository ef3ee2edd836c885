import { useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon.tsx";
import { sayPhone } from "#lib/place/say-phone.ts";
import { Answered } from "./answered.tsx";

/** The telephone a person can always call, and when somebody answers. `hours` as the organisation wrote them. */
export function Telephone({ phone, hours }: { phone?: string | undefined; hours?: string | undefined }) {
  const t = useTranslations("site");
  if (phone === undefined) return <p className="font-bold">{t("noPhone")}</p>;
  return (
    <div>
      <a href={`tel:${phone}`} className="inline-flex min-h-target items-center gap-2.5 text-lg font-bold">
        <Icon name="phone-call" size={26} />
        <span>{t.rich("call", { phone: () => <bdi dir="ltr" className="whitespace-nowrap large-letters:whitespace-normal">{sayPhone(phone)}</bdi> })}</span>
      </a>
      {hours !== undefined && <p><Answered hours={hours} /></p>}
    </div>
  );
}
