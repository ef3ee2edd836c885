import { useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon.tsx";
import { sayPhone } from "#lib/place/say-phone.ts";

/** « Appeler le 03 … »: the number itself, to touch. `large`: where it is the way to a person. */
export function CallLink({ phone, large = false }: { phone: string; large?: boolean }) {
  const t = useTranslations("site");
  return (
    <a href={`tel:${phone}`} className={`inline-flex min-h-target items-center gap-2.5 justify-self-start font-bold ${large ? "text-lg" : ""}`}>
      <Icon name="phone-call" size={large ? 26 : 24} />
      <span>{t.rich("call", { phone: () => <bdi dir="ltr" className="whitespace-nowrap large-letters:whitespace-normal">{sayPhone(phone)}</bdi> })}</span>
    </a>
  );
}
