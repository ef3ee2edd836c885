import { useLocale, useTranslations } from "next-intl";
import type { SoonestHour } from "#lib/booking/soonest-hours.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { FrenchText } from "#components/ui/french-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Icon } from "#components/ui/icon.tsx";

/**
 * `book`: the address where one books. `first`: the first hour that can be booked, told on a desk; about the `topic`,
 * or about any when none is chosen. `unconfirmed`: it lies in a half-day of this hour that nobody confirmed.
 * `quiet`: another button is the next thing to do.
 */
type Booking = {
  book: string;
  first?: SoonestHour | undefined;
  topic?: string | undefined;
  now: Instant;
  unconfirmed?: boolean;
  quiet?: boolean;
};

const link =
  "flex min-h-[56px] items-center gap-3 rounded-card border-2 border-accent px-4 py-2 no-underline max-[26rem]:justify-center max-[26rem]:px-2 max-[26rem]:text-center lg:min-h-19 lg:py-4";

/**
 * The other ways to get help than coming to what is open, each with a title, and with an icon where two of them stand
 * side by side with room for it; on a phone low enough that what is open stands on the first screen. `learn`: a
 * workshop is planned; `nothing`: nothing is planned and no hour is free, so people call and are not sent to book,
 * unless the search is `narrowed`: then there may be hours about other topics, in other languages or further away.
 */
export function BookOrWorkshops({
  learn,
  nothing = false,
  narrowed = false,
  ...booking
}: Booking & { learn: boolean; nothing?: boolean; narrowed?: boolean }) {
  const t = useTranslations("home");
  const callFirst = nothing && !narrowed;
  if (callFirst && !learn) return null;
  return (
    <nav aria-label={t("doors")}>
      <ul className="grid gap-2.5 max-lg:grid-flow-col max-lg:auto-cols-fr lg:gap-3">
        {!callFirst && (
          <li className="grid">
            <Book {...booking} />
          </li>
        )}
        {learn && (
          <li className="grid">
            <PageLink href="/ateliers" className={`${link} bg-card text-ink`}>
              <WayIn icon="learn" title={t("learn")} hint={t("learnHint")} />
            </PageLink>
          </li>
        )}
      </ul>
    </nav>
  );
}

function Book({ book, first, topic, now, unconfirmed = false, quiet = false }: Booking) {
  const t = useTranslations("home");
  const look = quiet ? "bg-card text-accent" : "bg-accent text-white";
  const title = t("book");
  const hint = t("bookHint");
  if (!first)
    return (
      <PageLink href={book} className={`${link} ${look}`}>
        <WayIn icon="calendar" title={title} hint={hint} />
      </PageLink>
    );
  return (
    <PageLink href={book} className={`${link} ${look} lg:grid lg:content-start lg:bg-card lg:text-ink`}>
      <span className="flex items-center gap-3">
        <WayIn icon="calendar" title={title} hint={hint} below />
      </span>
      <span className="grid gap-3 max-lg:hidden">
        <FirstHour first={first} depends={topic === undefined} now={now} unconfirmed={unconfirmed} />
        <span className="flex min-h-target items-center justify-center gap-3 rounded-control bg-accent px-4 font-bold text-white">
          {t("chooseHour")}
          <Icon name="arrow" size={22} />
        </span>
      </span>
    </PageLink>
  );
}

/** `below`: on a desk more than the hint stands below the title. */
function WayIn({
  icon,
  title,
  hint,
  below = false,
}: {
  icon: "calendar" | "learn";
  title: string;
  hint: string;
  below?: boolean;
}) {
  return (
    <>
      <span className="max-[26rem]:hidden">
        <Icon name={icon} size={32} />
      </span>
      <span>
        <strong className="block text-[1.11rem] leading-tight">{title}</strong>
        <span className={`block max-sm:sr-only ${below ? "lg:hidden" : ""}`}>{hint}</span>
      </span>
    </>
  );
}

/** The hour, its place, what an hour of today is worth, and that the hour `depends` on the topic. */
function FirstHour({
  first,
  depends,
  now,
  unconfirmed,
}: {
  first: SoonestHour;
  depends: boolean;
  now: Instant;
  unconfirmed: boolean;
}) {
  const t = useTranslations("home");
  const atPlace = useTranslations("place");
  const locale = useLocale();
  const { span, timeZone, place } = first;
  const date = localDateOf(span.start, timeZone);
  return (
    <span>
      {t("firstHour")}
      <strong className="block first-letter:uppercase">
        {t("firstHourAt", { day: sayDay(date, locale), hour: sayHour(span.start, timeZone, locale) })}
        <span className="sr-only">.</span>
      </strong>{" "}
      <span className="block">
        <FrenchText text={place.name} />
        <span className="sr-only">.</span>
      </span>
      {unconfirmed && (
        <span className="mt-1 block font-bold">
          {atPlace("notConfirmed")} {atPlace("callFirst")}
        </span>
      )}
      {date === localDateOf(now, timeZone) && <span className="mt-1 block text-soft">{t("firstHourToday")}</span>}
      {depends && <span className="mt-1 block text-soft">{t("firstHourDepends")}</span>}
    </span>
  );
}
