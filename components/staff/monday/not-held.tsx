import { useTranslations } from "next-intl";
import { ClosureFacts } from "#components/staff/closures/closure-facts.tsx";
import { ClosureLink } from "#components/staff/closures/closure-link.tsx";
import type { ClosureForReader } from "#lib/schedule/closure-effect.ts";
import type { HalfDayOfWeek } from "#lib/schedule/planned-week.ts";
import { weekAddress } from "#lib/wire/planning/week-address.ts";
import type { FirstItems, ListToCall } from "#lib/booking/coordinator-tasks.ts";
import { HalfDayLink, More, NothingToDo, Part, WhyCancelled } from "./to-settle.tsx";

/**
 * What is not held in a week: the closures that close some of it, then its cancelled half-days, each with what
 * residents read.
 */
export function NotHeldThisWeek({
  shut,
  cancelled,
  organisation,
  week,
}: {
  shut: FirstItems<ClosureForReader>;
  cancelled: FirstItems<HalfDayOfWeek>;
  organisation: string;
  week: string;
}) {
  const t = useTranslations("staff.monday.notHeld");
  const address = { organisation, day: week, view: "lieux", short: false } as const;
  return (
    <Part id="pas-tenues" title={t("title")}>
      {shut.shown.length + cancelled.shown.length === 0 && <NothingToDo>{t("none")}</NothingToDo>}
      <ul className="grid gap-1">
        {shut.shown.map((closure) => (
          <li key={closure.id} className="border-t border-hair py-1">
            <ClosureLink closure={closure} />
            <ClosureFacts closure={closure} />
          </li>
        ))}
        {cancelled.shown.map((halfDay) => (
          <li key={halfDay.id} className="border-t border-hair py-1">
            <HalfDayLink
              halfDay={{ ...halfDay, place: halfDay.place.name }}
              href={`${weekAddress({ ...address, permanence: halfDay.id })}#permanence`}
            />
            <p>{t("cancelled")}</p>
            <WhyCancelled halfDay={halfDay} />
          </li>
        ))}
      </ul>
      <More more={shut.more || cancelled.more} />
    </Part>
  );
}

/** How many people are to be told, and for each half-day how many, with the list to call. */
export function PeopleToTell({ toCall }: { toCall: FirstItems<ListToCall> & { readonly people: number } }) {
  const t = useTranslations("staff.monday.toTell");
  return (
    <Part id="a-prevenir" title={t("title", { count: toCall.people })}>
      {toCall.people === 0 && <NothingToDo>{t("none")}</NothingToDo>}
      <ul className="grid gap-1">
        {toCall.shown.map((halfDay) => (
          <li key={halfDay.permanence} className="border-t border-hair py-1">
            <HalfDayLink halfDay={halfDay} href={`/conseiller/permanences/${halfDay.permanence}/a-prevenir`} />
            <p>{t("there", { count: halfDay.people })}</p>
          </li>
        ))}
      </ul>
      <More more={toCall.more} />
    </Part>
  );
}
