import { useTranslations } from "next-intl";
import { PhoneNumber } from "#components/phone-number.tsx";

/** Somebody who helps to change it answers the telephone, or is on site. `or`: it is said beside another way. */
export function CallToChange({ phone, or = false }: { phone: string | undefined; or?: boolean }) {
  const t = useTranslations("appointment.change");
  if (phone === undefined) return <p>{t(or ? "orAsk" : "ask")}</p>;
  return <p>{t.rich(or ? "orCall" : "call", { phone: () => <PhoneNumber phone={phone} touch /> })}</p>;
}
