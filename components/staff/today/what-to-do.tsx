import type { ReactNode } from "react";
import { useLocale, useTranslations } from "next-intl";
import { ClosureFacts } from "#components/staff/closures/closure-facts.tsx";
import { ClosureLink } from "#components/staff/closures/closure-link.tsx";
import { HalfDayLink, NothingToDo, WhyCancelled } from "#components/staff/monday/to-settle.tsx";
import { ShortLines } from "#components/staff/planning/half-day-card.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { sayDate } from "#lib/time/say.ts";
import type { HalfDayOfWeek } from "#lib/schedule/planned-week.ts";
import { mondayOf } from "#lib/time/zone.ts";
import { weekAddress } from "#lib/wire/planning/week-address.ts";
import type { CountedList, CoordinatorTasks } from "#lib/booking/coordinator-tasks.ts";

/**
 * What is to be done today and in the seven days after, by what it is: each entry leads to where it is settled. What is
 * not to be done is not named; with nothing at all that is said in one line. `organisation`: the slug of whose it is.
 */
export function WhatToDoBlock({ todo, organisation }: { todo: CoordinatorTasks; organisation: string }) {
  const t = useTranslations("staff.today");
  const isShortAlone =
    [todo.toCall, todo.shut, todo.cancelled, todo.toRestore].every(({ count }) => count === 0) && todo.posters === 0;
  return (
    <section aria-labelledby="a-faire" className="grid gap-4 rounded-card border-2 border-accent bg-card p-4">
      <h2 id="a-faire">{t("title")}</h2>
      {isShortAlone && todo.short.count === 0 && <NothingToDo>{t("nothing")}</NothingToDo>}
      {isShortAlone && <Short todo={todo} organisation={organisation} columns="gap-x-8 lg:grid-cols-2" />}
      {!isShortAlone && (
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-8 gap-y-5 lg:grid-cols-2">
          <Short todo={todo} organisation={organisation} />
          <div className="grid content-start gap-5">
            <ToCall todo={todo} />
            <Shut todo={todo} organisation={organisation} />
            <Cancelled todo={todo} organisation={organisation} />
            <ToRestore todo={todo} />
            {todo.posters > 0 && (
              <p className="font-bold">
                <PageLink
                  href={`/coordination/lundi?organisation=${organisation}#affiches`}
                  className="inline-flex min-h-target items-center"
                >
                  {t("posters", { count: todo.posters })}
                </PageLink>
              </p>
            )}
          </div>
        </div>
      )}
    </section>
  );
}

/** One list with how many it has; where more are than shown, `all` leads to them. */
function List<Item>({
  title,
  list,
  all,
  columns = "",
  children,
}: {
  title: string;
  list: CountedList<Item>;
  all?: string;
  /** Where it stands alone: side by side on a wide screen. */
  columns?: string;
  children: (item: Item) => ReactNode;
}) {
  const t = useTranslations("staff.today");
  if (list.count === 0) return null;
  return (
    <div className="grid content-start gap-1">
      <h3 className="flex items-center gap-2">
        <Icon name="warning" size={24} />
        {title}
      </h3>
      <ul className={`grid ${columns}`}>{list.shown.map(children)}</ul>
      {list.count > list.shown.length &&
        (all === undefined ? (
          <p>{t("others", { count: list.count - list.shown.length })}</p>
        ) : (
          <p>
            <PageLink href={all} className="inline-flex min-h-target items-center font-bold">
              {t("all", { count: list.count })}
            </PageLink>
          </p>
        ))}
    </div>
  );
}

const LINE = "border-t border-hair py-1";

/** The week of a day, by place. */
const weekOf = (organisation: string, day: string) =>
  ({ organisation, day: mondayOf(day), view: "lieux", short: false }) as const;

/** A half-day that leads to its panel in the week; `children`: what is to be known of it. */
function HalfDayInWeek({
  halfDay,
  todo,
  organisation,
  children,
}: {
  halfDay: HalfDayOfWeek;
  todo: CoordinatorTasks;
  organisation: string;
  children: ReactNode;
}) {
  return (
    <li className={LINE}>
      <HalfDayLink
        halfDay={{ ...halfDay, place: halfDay.place.name }}
        today={todo.today}
        href={`${weekAddress({ ...weekOf(organisation, halfDay.localDate), permanence: halfDay.id })}#permanence`}
      />
      {children}
    </li>
  );
}

function Short({ todo, organisation, columns }: { todo: CoordinatorTasks; organisation: string; columns?: string }) {
  const t = useTranslations("staff.today");
  return (
    <List
      title={t("short", { count: todo.short.count })}
      list={todo.short}
      {...(columns !== undefined && { columns })}
      all={weekAddress({ ...weekOf(organisation, todo.today), short: true })}
    >
      {(halfDay) => (
        <HalfDayInWeek key={halfDay.id} {...{ halfDay, todo, organisation }}>
          <ShortLines halfDay={halfDay} />
        </HalfDayInWeek>
      )}
    </List>
  );
}

function ToCall({ todo }: { todo: CoordinatorTasks }) {
  const t = useTranslations("staff.today");
  return (
    <List title={t("toCall", { count: todo.toCall.people })} list={todo.toCall}>
      {(halfDay) => (
        <li key={halfDay.permanence} className={LINE}>
          <HalfDayLink
            halfDay={halfDay}
            today={todo.today}
            href={`/conseiller/permanences/${halfDay.permanence}/a-prevenir`}
          />
          <p>{t("toCall", { count: halfDay.people })}</p>
        </li>
      )}
    </List>
  );
}

function Shut({ todo, organisation }: { todo: CoordinatorTasks; organisation: string }) {
  const t = useTranslations("staff.today");
  const closures = useTranslations("staff.closures");
  const locale = useLocale();
  return (
    <List
      title={t("shut", { count: todo.shut.count })}
      list={todo.shut}
      all={`/coordination/fermetures?organisation=${organisation}`}
    >
      {(closure) => (
        <li key={closure.id} className={LINE}>
          <ClosureLink closure={closure} />
          {closure.toDecide ? (
            <p className="font-bold">{closures("toDecide", { day: sayDate(closure.decideOn ?? "", locale) })}</p>
          ) : (
            <ClosureFacts closure={closure} />
          )}
        </li>
      )}
    </List>
  );
}

function Cancelled({ todo, organisation }: { todo: CoordinatorTasks; organisation: string }) {
  const t = useTranslations("staff.today");
  return (
    <List
      title={t("cancelled", { count: todo.cancelled.count })}
      list={todo.cancelled}
      all={weekAddress(weekOf(organisation, todo.today))}
    >
      {(halfDay) => (
        <HalfDayInWeek key={halfDay.id} {...{ halfDay, todo, organisation }}>
          <WhyCancelled halfDay={halfDay} />
        </HalfDayInWeek>
      )}
    </List>
  );
}

function ToRestore({ todo }: { todo: CoordinatorTasks }) {
  const t = useTranslations("staff.today");
  const closures = useTranslations("staff.closures");
  return (
    <List title={t("toRestore")} list={todo.toRestore}>
      {({ closure, place, halfDays }) => (
        <li key={closure} className={LINE}>
          <PageLink
            href={`/coordination/fermetures/${closure}`}
            className="inline-flex min-h-target items-center font-bold"
          >
            {place === undefined ? closures("everyPlace") : <FrenchText text={place} />}
          </PageLink>
          <p>{t("toRestoreThere", { count: halfDays })}</p>
        </li>
      )}
    </List>
  );
}
