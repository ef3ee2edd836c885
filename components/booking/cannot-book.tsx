import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

/** Nothing can be booked in this half-day: it is over or cancelled, or one simply comes. */
export function CannotBook({ why, permanence }: { why: "over" | "walkInOnly"; permanence: string }) {
  const t = useTranslations("booking");
  return (
    <section className="grid gap-4">
      <Notice tone={why === "over" ? "warn" : "calm"}>{t(`${why}.title`)}</Notice>
      <p><PageLink href={why === "over" ? "/rendez-vous" : `/permanences/${permanence}`} className={buttonClass()}>{t(`${why}.go`)}</PageLink></p>
    </section>
  );
}
