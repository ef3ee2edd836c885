import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { WhyNotBookable } from "#lib/schedule/why-not-bookable.ts";
import { soonestAddress, type KnownSoFar } from "./addresses.ts";

const TONE = { over: "warn", cancelled: "alert", tooLate: "warn", walkInOnly: "calm" } as const satisfies Record<
  WhyNotBookable,
  string
>;

/** Nothing can be booked in this half-day: why, and the way on. Another day is looked for with what is `known`. */
export function CannotBook({
  why,
  permanence,
  known,
}: {
  why: WhyNotBookable;
  permanence: string;
  known?: KnownSoFar;
}) {
  const t = useTranslations("booking");
  const comes = why === "walkInOnly";
  return (
    <section className="grid gap-4">
      <Notice tone={TONE[why]}>{t(`${why}.title`)}</Notice>
      <p>
        <PageLink href={comes ? `/permanences/${permanence}` : soonestAddress(known)} className={buttonClass()}>
          {t(comes ? "walkInOnly.go" : "over.go")}
        </PageLink>
      </p>
    </section>
  );
}
