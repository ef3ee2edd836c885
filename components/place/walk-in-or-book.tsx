import { useLocale, useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon.tsx";
import type { Availability } from "#lib/booking/availability.ts";
import type { ToldBoard } from "#lib/queue/board/board.ts";
import { isTooLateFor } from "#lib/queue/wait/estimate-wait.ts";
import { accessOf, opennessOf, type Permanence } from "#lib/schedule/permanence.ts";
import { walkInAt } from "#lib/schedule/walk-in.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { buttonClass, type ButtonLook } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

/**
 * The ways to be served, a number at the door or an appointment, the better one now first and more prominent. Nothing
 * when neither is possible. `dated`: the link to book names its day, on a page of several half-days.
 */
export function WalkInOrBook({
  permanence,
  board,
  ways,
  left,
  now,
  dated = false,
}: {
  permanence: Permanence;
  board: ToldBoard | undefined;
  ways: BookingWays;
  left: Availability;
  now: Instant;
  dated?: boolean;
}) {
  const t = useTranslations("permanence");
  const locale = useLocale();
  const openness = opennessOf(permanence, now);
  if (openness === "cancelled" || openness === "shut" || openness === "closed" || permanence.span.end <= now)
    return null;
  const walkIn = walkInAt(permanence, now);
  // Appointments come first: a resident who came at the start without one would be sent away.
  const later = walkIn.state === "from" && permanence.span.start < walkIn.at ? walkIn.at : undefined;
  const door = walkIn.state !== "no" && permanence.numbers !== "stopped" && !board?.suspended;
  const tooLate = isTooLateFor(board, permanence.span.end);
  const first = door && walkIn.state === "now" && openness !== "later" && !tooLate;
  // Too many people wait, which is said above: nobody is sent to the door while an hour can be booked.
  const atTheDoor = door && (!tooLate || left === "nothing") && (
    <p className={`flex items-center gap-2.5 ${first ? "font-bold" : ""}`}>
      <Icon name="number" />
      {later === undefined
        ? t(doorKey(permanence, board))
        : t("atTheDoorFrom", { hour: sayHour(later, permanence.timeZone, locale) })}
    </p>
  );
  return (
    <>
      {first && atTheDoor}
      <BookingLink
        left={left}
        said={walkIn.state === "now" || board?.suspended === true}
        ways={ways}
        look={first ? "ghost" : "full"}
        day={dated ? sayDay(permanence.localDate, locale) : undefined}
      />
      {!first && atTheDoor}
    </>
  );
}

/** Without network the door gives no numbers; beside appointments it is said who takes one. */
function doorKey(
  { windows }: Permanence,
  board: ToldBoard | undefined,
): "atTheDoor" | "atTheDoorMixed" | "atTheDoorOffline" {
  if (board && !board.alive) return "atTheDoorOffline";
  return accessOf(windows) === "walk-in" ? "atTheDoor" : "atTheDoorMixed";
}

/** Addresses to book: an hour of this half-day, or another day at the same place. */
type BookingWays = { readonly hours: string; readonly otherDay: string };

/**
 * The link to book an hour of this half-day or, when none is left that is booked online, another day. `said`: that too
 * many people wait is said above. `look`: less prominent where another way is better.
 */
function BookingLink({
  left,
  said,
  ways,
  look = "full",
  day,
}: {
  left: Availability;
  said: boolean;
  ways: BookingWays;
  look?: ButtonLook;
  day?: string | undefined;
}) {
  const t = useTranslations("permanence.book");
  const refusals = useTranslations("refusals");
  if (left === "nothing") return null;
  const none = left !== "hours";
  return (
    <div className="grid gap-2">
      {left === "full" && <p className="font-bold">{t("full")}</p>}
      {left === "only-by-team" && <p className="font-bold">{refusals("onlyByTeam")}</p>}
      {left === "withheld" && !said && <p className="font-bold">{refusals("tooManyWait")}</p>}
      <PageLink href={none ? ways.otherDay : ways.hours} className={buttonClass(look)}>
        <Icon name="calendar" />
        {none ? t("otherDay") : day === undefined ? t("title") : t("titleDay", { day })}
      </PageLink>
    </div>
  );
}
