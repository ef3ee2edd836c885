import { useTranslations } from "next-intl";
import { sayPhone } from "#lib/place/say-phone.ts";

/** How to change or cancel: somebody answers the telephone, or the team on site. */
export function ChangeByPhone({ phone }: { phone: string | undefined }) {
  const t = useTranslations("appointment.change");
  return (
    <section aria-labelledby="changer" className="grid gap-1">
      <h2 id="changer">{t("title")}</h2>
      <p>
        {phone === undefined
          ? t("ask")
          : t.rich("call", { phone: () => <a href={`tel:${phone}`} className="inline-flex min-h-target items-center font-bold whitespace-nowrap"><bdi dir="ltr">{sayPhone(phone)}</bdi></a> })}
      </p>
    </section>
  );
}
