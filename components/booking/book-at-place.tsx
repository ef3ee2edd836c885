import { useTranslations } from "next-intl";
import { buttonClass } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { isBookable } from "#lib/schedule/bookable.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import type { Instant } from "#lib/time/instant.ts";
import { soonestAddress } from "./addresses.ts";

/** The link from a place to its soonest hours; nothing when none of its half-days (`held`) can be booked any more. */
export function BookAtPlace({ place, held, now }: { place: string; held: readonly Permanence[]; now: Instant }) {
  const t = useTranslations("permanence.book");
  if (!held.some((one) => isBookable(one, now))) return null;
  return (
    <p className="grid md:justify-start">
      <PageLink href={soonestAddress({ place })} className={buttonClass()}>
        <Icon name="calendar" />
        {t("title")}
      </PageLink>
    </p>
  );
}
