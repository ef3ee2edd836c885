import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { DeadEnd } from "#components/ui/dead-end.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

/**
 * A link that opens no appointment: somebody else's, an old one, one with a letter missing. All look alike, so that
 * nobody learns which links exist. Who has an appointment finds it again, or calls (`telephone`); the others are led to
 * booking.
 */
export function UnknownAppointment({ telephone }: { telephone: ReactNode }) {
  const t = useTranslations("appointment.unknown");
  const findAgain = useTranslations("findAgain");
  return (
    <DeadEnd title={t("title")} sentences={[t("what")]}>
      <p>
        <PageLink href="/retrouver" className={buttonClass()}>
          {findAgain("title")}
        </PageLink>
      </p>
      <div className="grid gap-1 rounded-card border-2 border-accent bg-card p-4">
        <p className="font-bold">{t("do")}</p>
        {telephone}
      </div>
      <p>
        {t("new")}{" "}
        <PageLink href="/rendez-vous" className="inline-flex min-h-target items-center font-bold">
          {t("go")}
        </PageLink>
      </p>
    </DeadEnd>
  );
}
