import { useLocale, useTranslations } from "next-intl";
import { FrenchText } from "#components/ui/french-text.tsx";
import { useTopicWords } from "#components/topic-words.ts";
import { assertNever } from "#lib/result.ts";
import type { Interval } from "#lib/time/interval.ts";
import type { JournalAccount, JournalActor, JournalChange, JournalEntry } from "#lib/access/journal.ts";
import { roleOf } from "#lib/wire/access/people.ts";
import { sayClockTime, sayDay, sayHour, sayMinuteOfDay, sayWeekday } from "#lib/time/say.ts";
import { isoInZone, localDateOf } from "#lib/time/zone.ts";
import { isJournalAct, journalWording } from "./wording.ts";

/**
 * The entries of the journal by day, in the zone of `timeZone`: one sentence each, and below it where it was and what
 * it counted.
 */
export function JournalEntries({ entries, timeZone }: { entries: readonly JournalEntry[]; timeZone: string }) {
  const locale = useLocale();
  const days = Map.groupBy(entries, ({ at }) => localDateOf(at, timeZone));
  return [...days].map(([day, ofDay]) => (
    <section key={day} aria-labelledby={`jour-${day}`} className="grid gap-1">
      <h2 id={`jour-${day}`}>
        {sayDay(day, locale)} {day.slice(0, 4)}
      </h2>
      <ol className="grid">
        {ofDay.map((entry) => (
          <li key={entry.id} className="grid grid-cols-[4.5rem_1fr] gap-x-3 border-t-2 border-hair py-2.5">
            <time dateTime={isoInZone(entry.at, timeZone)} className="text-soft">
              {sayClockTime(entry.at, timeZone, locale)}
            </time>
            <Entry entry={entry} />
          </li>
        ))}
      </ol>
    </section>
  ));
}

function Entry({ entry }: { entry: JournalEntry }) {
  const t = useTranslations("staff.journal");
  const locale = useLocale();
  const who = useWho();
  const about = useAbout();
  const sayChange = useChange();
  const { act, actor, account, place, halfDay, data, changes = [] } = entry;
  const details = [
    ...(account ? [t("aboutAccount", { name: who({ kind: "account", account }) })] : []),
    ...about(entry),
    ...Object.entries(data).flatMap(([key, value]) =>
      t.has(`details.${key}` as "details.found") && typeof value === "number" && value !== 0
        ? [t(`details.${key}` as "details.found", { value })]
        : [],
    ),
  ];
  return (
    <div className="grid gap-0.5">
      <p className="font-bold">
        {isJournalAct(act)
          ? t(`acts.${journalWording[act]}`, { who: who(actor) })
          : t("acts.other", { who: who(actor), act })}
      </p>
      {place !== undefined && (
        <p className="text-soft">
          <FrenchText text={place} />
          {halfDay && `, ${sayDay(localDateOf(halfDay.start, halfDay.timeZone), locale)}`}
        </p>
      )}
      {changes.length > 0 && (
        <ul className="grid">
          {changes.map((change, index) => (
            <li key={index}>{sayChange(change)}</li>
          ))}
        </ul>
      )}
      {details.length > 0 && <p className="text-soft">{details.join(" · ")}</p>}
    </div>
  );
}

/**
 * What the entry is about in words: who was invited, the role, the organisation, the topic, the fields that were
 * changed.
 */
function useAbout(): (entry: JournalEntry) => readonly string[] {
  const t = useTranslations("staff.journal");
  const name = useTopicWords().name;
  return ({ invited, organisation, topic, data: { role, fields } }) => {
    const known = typeof role === "string" ? roleOf(role) : undefined;
    return [
      ...(invited === undefined ? [] : [t("about.invited", { name: invited })]),
      ...(known ? [t("about.role", { role: t(`roles.${known}`) })] : []),
      ...(organisation === undefined ? [] : [t("about.organisation", { name: organisation })]),
      ...(topic ? [t("about.topic", { name: name(topic) })] : []),
      ...(typeof fields === "string" ? [t("about.changed", { fields: fields.split(" ").map(word).join(", ") })] : []),
    ];
  };

  /** A column in words; one that has none yet as it is called. */
  function word(field: string): string {
    return t.has(`fields.${field}` as "fields.name") ? t(`fields.${field}` as "fields.name") : field;
  }
}

/** What an act changed in words: the value from then on, and the one before. */
function useChange(): (change: JournalChange) => string {
  const t = useTranslations("staff.journal.change");
  const locale = useLocale();
  const named = useAccountName();
  const hours = ({ start, end }: Interval, timeZone: string): string =>
    t("hours", {
      day: sayDay(localDateOf(start, timeZone), locale),
      from: sayHour(start, timeZone, locale),
      to: sayHour(end, timeZone, locale),
    });
  const weekly = ({ weekday, startMinute, endMinute }: Extract<JournalChange, { what: "weekly" }>["after"]): string =>
    t("hours", {
      day: sayWeekday(weekday, locale),
      from: sayMinuteOfDay(startMinute, locale),
      to: sayMinuteOfDay(endMinute, locale),
    });
  const said = (after: string, before: string | undefined): string =>
    before === undefined ? after : t("was", { after, before });
  return (change) => {
    switch (change.what) {
      case "hours":
        return said(hours(change.after, change.timeZone), change.before && hours(change.before, change.timeZone));
      case "weekly":
        return said(weekly(change.after), change.before && weekly(change.before));
      case "desks":
      case "lanes":
        return said(
          t(change.what, { count: change.after }),
          change.before === undefined ? undefined : t(change.what, { count: change.before }),
        );
      case "place":
        return t("was", { after: change.after, before: change.before });
      case "seat":
        return t(change.gone ? "seatGone" : "seat", {
          name: named(change.account),
          desk: change.desk,
          day: sayDay(localDateOf(change.span.start, change.timeZone), locale),
          from: sayHour(change.span.start, change.timeZone, locale),
          to: sayHour(change.span.end, change.timeZone, locale),
        });
      default:
        return assertNever(change);
    }
  };
}

/** Who acted, for a sentence: a name with its roles, an anonymised account, or what is no person. */
function useWho(): (actor: JournalActor) => string {
  const t = useTranslations("staff.journal.who");
  const named = useAccountName();
  return (actor) => (actor.kind === "account" ? named(actor.account) : t(actor.kind));
}

/** An account as the journal names it: « Awa Diop (coordination) »; one that was anonymised or is gone by that. */
export function useAccountName(): (account: JournalAccount) => string {
  const t = useTranslations("staff.journal");
  return ({ name, roles, anonymised }) => {
    if (anonymised || name === undefined) return t("who.anonymised");
    const said = roles.map((role) => t(`roles.${role}`)).join(", ");
    return said === "" ? name : t("who.named", { name, roles: said });
  };
}
