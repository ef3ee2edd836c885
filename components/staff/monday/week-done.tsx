import { useLocale, useTranslations } from "next-intl";
import { useHalfDaysNotHeld } from "#components/staff/figures/use-half-days-not-held.ts";
import { useTopicWords } from "#components/topic-words.ts";
import type { SharedCount, SharedParts, WeekToShare } from "#lib/report/week-done.ts";
import type { NamedTopic } from "#lib/schedule/topic.ts";
import { sayDate } from "#lib/time/say.ts";

type Props = {
  week: { readonly from: string; readonly until: string };
  /** Who held the half-days, for the mail. */
  service: string;
  done: WeekToShare;
  topics: readonly NamedTopic[];
};

/** Why people left without a number, as the tablet says it; a reason of another version is said by its word. */
function useReasonWords(): (reason: string) => string {
  const t = useTranslations("tablet.turnAway");
  const figures = useTranslations("figures.why");
  return (reason) =>
    reason === "not-noted" ? figures("not-noted") : t.has(reason as "full") ? t(reason as "full") : reason;
}

/** What was done in a week as lines: a name and what is said of it. */
function useLines({ done, topics }: Pick<Props, "done" | "topics">): readonly (readonly [string, string])[] {
  const t = useTranslations("staff.monday.done");
  const locale = useLocale();
  const { name } = useTopicWords();
  const sayReason = useReasonWords();
  const list = (words: readonly string[]): string => words.join(locale === "ar" ? "، " : ", ");
  const sayCount = (count: SharedCount): string => (count === "few" ? t("few") : String(count));
  const sayParts = ({ shown, rest }: SharedParts, nameOf: (key: string) => string, others: string): string =>
    list([
      ...shown.map(({ key, people }) => `${nameOf(key)} (${people})`),
      ...(rest === 0 ? [] : [`${others} (${sayCount(rest)})`]),
    ]) || t("nothing");
  const nameOfTopic = (key: string): string =>
    key === "" ? t("noTopic") : name(topics.find((topic) => topic.key === key) ?? { key, texts: null });
  return [
    [
      t("people"),
      list([
        done.received === "few" ? t("receivedFew") : t("received", { count: done.received }),
        done.turnedAway === "few" ? t("turnedAwayFew") : t("turnedAway", { count: done.turnedAway }),
      ]),
    ],
    [
      t("wait"),
      done.halfWaited === undefined
        ? t("waitUnknown")
        : list([
            t("halfWaited", { minutes: done.halfWaited }),
            ...(done.nineOfTenWaited === undefined ? [] : [t("nineWaited", { minutes: done.nineOfTenWaited })]),
          ]),
    ],
    [t("topics"), sayParts(done.topics, nameOfTopic, t("otherTopics"))],
    ...(done.turnedAway === 0 || done.turnedAway === "few"
      ? []
      : [[t("reasons"), sayParts(done.reasons, sayReason, t("otherReasons"))] as const]),
  ];
}

/** Invented figures, about the first topics of an organisation, for who has no week behind them yet. */
const exampleOf = (topics: readonly NamedTopic[]): WeekToShare => ({
  halfDays: 9,
  notHeld: 0,
  notRecorded: 0,
  cancelled: 1,
  received: 64,
  turnedAway: 6,
  halfWaited: 12,
  nineOfTenWaited: 35,
  topics: {
    shown: topics.slice(0, 2).map(({ key }) => ({ key, people: 21 })),
    rest: 22,
  },
  reasons: { shown: [{ key: "full", people: 6 }], rest: 0 },
});

/**
 * What was done last week: its figures, and the same as a text to paste into a mail. No figure of fewer than five
 * people. After a week without any half-day an example shows what will stand there, marked as one.
 */
export function WeekDoneCard(props: Props) {
  const t = useTranslations("staff.monday.done");
  const { halfDays, notHeld, notRecorded, cancelled } = props.done;
  return (
    <section aria-labelledby="semaine-passee" className="grid content-start gap-3">
      <h2 id="semaine-passee">{t("title")}</h2>
      {halfDays + notHeld + notRecorded + cancelled === 0 ? (
        <>
          <p>{t("none")}</p>
          <Example {...props} />
        </>
      ) : (
        <WeekInWords {...props} />
      )}
    </section>
  );
}

/** The text of a week, with its parts. */
function useWeekText({ week, service, done, topics }: Props) {
  const t = useTranslations("staff.monday.done");
  const locale = useLocale();
  const lines = useLines({ done, topics });
  const sayNotHeld = useHalfDaysNotHeld();
  const days = t("days", { from: sayDate(week.from, locale), until: sayDate(week.until, locale) });
  const halfDays = [t("halfDays", { count: done.halfDays }), ...sayNotHeld(done)].join(locale === "ar" ? "، " : ", ");
  const colon = locale === "fr" ? "\u00a0: " : ": ";
  const text = [`${service}. ${days}`, halfDays, ...lines.map((line) => line.join(colon))].join("\n");
  return { days, halfDays, lines, text };
}

/** What the text of a week looks like; not on paper. */
function Example(props: Props) {
  const t = useTranslations("staff.monday.done");
  const { text } = useWeekText({ ...props, done: exampleOf(props.topics) });
  return (
    <details className="print:hidden">
      <summary className="min-h-target cursor-pointer content-center font-bold">{t("example")}</summary>
      <figure className="grid gap-2 rounded-card border-2 border-dashed border-edge p-3">
        <figcaption className="font-bold">{t("exampleWhat")}</figcaption>
        <p className="whitespace-pre-line">{text}</p>
      </figure>
    </details>
  );
}

function WeekInWords(props: Props) {
  const t = useTranslations("staff.monday.done");
  const { days, halfDays, lines, text } = useWeekText(props);
  return (
    <>
      <p className="text-soft">{days}</p>
      <p className="text-lg font-bold first-letter:uppercase">{halfDays}</p>
      <dl className="grid gap-2">
        {lines.map(([name, said]) => (
          <div key={name}>
            <dt className="font-bold">{name}</dt>
            <dd className="first-letter:uppercase">{said}</dd>
          </div>
        ))}
      </dl>
      <label className="grid gap-1 print:hidden">
        <span className="font-bold">{t("mail")}</span>
        <span className="text-soft">{t("mailHint")}</span>
        <textarea
          readOnly
          rows={8}
          defaultValue={text}
          className="field-sizing-content w-full rounded-control border-2 border-edge bg-card p-3 text-base"
        />
      </label>
    </>
  );
}
