import { useTranslations } from "next-intl";
import type { Permanence } from "#lib/schedule/permanence.ts";
import { DayAndHours } from "./day-and-hours.tsx";
import { HowToCome } from "./how-to-come.tsx";
import { PageLink } from "./ui/page-link.tsx";

/** « La prochaine permanence ici : Mardi 24 novembre, de 9 h à 12 h », as a link, after a half-day that is over. */
export function NextHalfDay({ next }: { next: Pick<Permanence, "id" | "span" | "timeZone" | "windows"> }) {
  const t = useTranslations("permanence");
  return (
    <div>
      <p>{t("next")}</p>
      <PageLink
        href={`/permanences/${next.id}`}
        className="inline-flex min-h-target items-center font-bold [&_span]:underline"
      >
        <span>
          <DayAndHours span={next.span} timeZone={next.timeZone} />
        </span>
      </PageLink>
      <p>
        <HowToCome permanence={next} />
      </p>
    </div>
  );
}
