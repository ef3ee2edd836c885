import { useLocale } from "next-intl";
import type { Day } from "#lib/schedule/offer.ts";
import { sayDay } from "#lib/time/say.ts";
import { ComingCard } from "./coming-card.tsx";
import type { HeldHere } from "./held-here.ts";

/** Half-days under their days. `named`: each with its place. */
export function Days({
  days,
  heading: Heading = "h3",
  named = true,
}: {
  days: readonly Day<HeldHere>[];
  heading?: "h2" | "h3";
  named?: boolean;
}) {
  const locale = useLocale();
  return (
    <div className="grid gap-5">
      {days.map(({ date, held }) => (
        <section key={date} className="grid gap-2.5">
          <Heading className="text-[1.11rem] leading-snug font-bold first-letter:uppercase">
            {sayDay(date, locale)}
          </Heading>
          <ul className="grid gap-2.5 md:grid-cols-2">
            {held.map((one) => (
              <ComingCard key={one.id} held={one} heading={Heading === "h2" ? "h3" : "h4"} named={named} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
