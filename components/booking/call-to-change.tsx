import { useTranslations } from "next-intl";
import { sayPhone } from "#lib/place/say-phone.ts";

/** Somebody who helps to change it answers the telephone, or is on site. `or`: it is said beside another way. */
export function CallToChange({ phone, or = false }: { phone: string | undefined; or?: boolean }) {
  const t = useTranslations("appointment.change");
  if (phone === undefined) return <p>{t(or ? "orAsk" : "ask")}</p>;
  const number = () => <a href={`tel:${phone}`} className="inline-flex min-h-target items-center font-bold whitespace-nowrap"><bdi dir="ltr">{sayPhone(phone)}</bdi></a>;
  return <p>{t.rich(or ? "orCall" : "call", { phone: number })}</p>;
}
