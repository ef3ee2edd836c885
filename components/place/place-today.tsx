import { useLocale, useTranslations } from "next-intl";
import { bookingAddress, soonestAddress } from "#components/booking-addresses.ts";
import { Card } from "#components/ui/card.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { Availability } from "#lib/booking/availability.ts";
import type { ToldBoard } from "#lib/queue/board/board.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import type { HolidayName } from "#lib/time/public-holidays.ts";
import { ClosedFor, type PermanenceAtPlace } from "./coming-card.tsx";
import { WalkInOrBook } from "./walk-in-or-book.tsx";
import { HowToCome } from "#components/how-to-come.tsx";
import { PermanenceState } from "./permanence-state.tsx";

type Today = {
  open: readonly PermanenceAtPlace[];
  next: Permanence | undefined;
  boards: ReadonlyMap<string, ToldBoard>;
  left: ReadonlyMap<string, Availability>;
  /** The public holiday that today is at this place. */
  holiday?: HolidayName | undefined;
  now: Instant;
};

/**
 * Whether one can go to a place now: the half-days of this hour (`open`), else when the `next` one begins. Without name
 * and address, which the page says above and beside it.
 */
export function PlaceToday({ open, next, boards, left, holiday, now }: Today) {
  if (open.length === 0) return next && <Closed next={next} holiday={holiday} now={now} />;
  return open.map((held) => (
    <Card key={held.id} as="div" className="grid gap-3">
      <PermanenceState permanence={held} board={boards.get(held.id)} now={now} />
      <WalkInOrBook
        permanence={held}
        board={boards.get(held.id)}
        left={left.get(held.id) ?? "nothing"}
        now={now}
        ways={{ hours: bookingAddress(held.id), otherDay: soonestAddress({ place: held.at.slug }) }}
        dated
      />
      <Whole held={held} />
    </Card>
  ));
}

function Closed({ next, holiday, now }: { next: Permanence } & Pick<Today, "holiday" | "now">) {
  const t = useTranslations("place");
  const locale = useLocale();
  const hour = sayHour(next.span.start, next.timeZone, locale);
  const today = next.localDate === localDateOf(now, next.timeZone);
  return (
    <div className="flex items-start gap-2.5 text-lg">
      <Icon name="clock" />
      <div>
        {!today && <p>{holiday === undefined ? t("closedNow") : <ClosedFor holiday={holiday} />}</p>}
        <p className="font-bold">
          {today ? t("opensToday", { hour }) : t("opensNext", { day: sayDay(next.localDate, locale), hour })}
        </p>
        <p>
          <HowToCome permanence={next} />
        </p>
      </div>
    </div>
  );
}

function Whole({ held }: { held: Permanence }) {
  const t = useTranslations("place");
  return (
    <p>
      <PageLink href={`/permanences/${held.id}`} className="inline-flex min-h-target items-center font-bold">
        {t("thisOne")}
      </PageLink>
    </p>
  );
}
