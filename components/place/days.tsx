import { useLocale } from "next-intl";
import type { Day } from "#lib/schedule/offer.ts";
import { sayDay } from "#lib/time/say.ts";
import { ComingCard } from "./coming-card.tsx";
import type { HeldHere } from "./held-here.ts";

/** Half-days under their days. */
export function Days({ days, href }: { days: readonly Day<HeldHere>[]; href?: (held: HeldHere) => string }) {
  const locale = useLocale();
  return (
    <div className="grid gap-5">
      {days.map(({ date, held }) => (
        <section key={date} className="grid gap-2.5">
          <h3 className="first-letter:uppercase">{sayDay(date, locale)}</h3>
          <ul className="grid gap-2.5 md:grid-cols-2">
            {held.map((one) => <ComingCard key={one.id} held={one} {...(href && { href: href(one) })} />)}
          </ul>
        </section>
      ))}
    </div>
  );
}
