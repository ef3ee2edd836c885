import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { soonestAddress, type KnownSoFar } from "./addresses.ts";

/** Nothing can be booked in this half-day: it is over or cancelled, or one simply comes. Another day is looked for with what is `known`. */
export function CannotBook({ why, permanence, known }: { why: "over" | "walkInOnly"; permanence: string; known?: KnownSoFar }) {
  const t = useTranslations("booking");
  return (
    <section className="grid gap-4">
      <Notice tone={why === "over" ? "warn" : "calm"}>{t(`${why}.title`)}</Notice>
      <p><PageLink href={why === "over" ? soonestAddress(known) : `/permanences/${permanence}`} className={buttonClass()}>{t(`${why}.go`)}</PageLink></p>
    </section>
  );
}
