import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { MayChange } from "#lib/booking/may-change.ts";
import { CallToChange } from "./call-to-change.tsx";

/** How to move the appointment or give it up: by oneself while that is possible, and always with somebody's help. `page`: its address. */
export function ChangeAppointment({ page, may, phone }: { page: string; may: MayChange; phone: string | undefined }) {
  const t = useTranslations("appointment.change");
  return (
    <section aria-labelledby="changer" className="grid gap-2.5">
      <h2 id="changer">{t("title")}</h2>
      {(may.move || may.cancel) && (
        <div className="grid gap-2.5 sm:grid-cols-2">
          {may.move && (
            <PageLink href={`${page}/deplacer`} className={buttonClass("ghost")}>
              <Icon name="clock" />
              {t("move")}
            </PageLink>
          )}
          {may.cancel && (
            <PageLink href={`${page}/annuler`} className={buttonClass("quiet")}>
              <Icon name="cross" />
              {t("cancel")}
            </PageLink>
          )}
        </div>
      )}
      <CallToChange phone={phone} or={may.move || may.cancel} />
    </section>
  );
}
