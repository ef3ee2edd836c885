import { useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon.tsx";
import { sayPhone } from "#lib/place/say-phone.ts";

/** « Appeler le 03 … »: the number itself, to touch. */
export function CallLink({ phone }: { phone: string }) {
  const t = useTranslations("site");
  return (
    <a href={`tel:${phone}`} className="inline-flex min-h-target items-center gap-2.5 justify-self-start font-bold">
      <Icon name="phone-call" />
      <span>{t.rich("call", { phone: () => <bdi dir="ltr" className="whitespace-nowrap">{sayPhone(phone)}</bdi> })}</span>
    </a>
  );
}
