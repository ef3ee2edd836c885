import { useLocale, useTranslations } from "next-intl";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { Slot } from "#lib/booking/appointment.ts";
import { addressLine } from "#lib/place/address-line.ts";
import { minutesBetween, type Instant } from "#lib/time/instant.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import type { ResidentAppointment } from "#lib/booking/resident-appointment.ts";
import { fieldOf, type FormRefusal } from "#lib/wire/booking/booking-form.ts";
import { HourChoice } from "./hour-choice.tsx";
import { useRefusalSentence, wantedHour } from "./refusal-sentence.ts";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";

type Place = Pick<ResidentAppointment["place"], "slug" | "name" | "address" | "city">;
type Day = {
  readonly permanence: string;
  readonly start: Instant;
  readonly timeZone: string;
  readonly place: Place;
  readonly slots: readonly Slot[];
};
type Props = {
  /** Where the form is posted, and the idempotency key: two taps make one move. */
  readonly action: string;
  readonly idempotencyKey: string;
  /** The appointment as it stands. */
  readonly held: Pick<ResidentAppointment, "span" | "timeZone" | "place">;
  readonly day: Day;
  readonly chosen: string | undefined;
  readonly refusal: FormRefusal | undefined;
  /** The half-day is today: people may already be waiting. */
  readonly today: boolean;
  /** No other day has a free hour either. */
  readonly nowhere: boolean;
};

/**
 * The free hours of one half-day to move to, in a plain form. A refused move says why, and that the appointment is
 * unchanged.
 */
export function MoveForm({ action, idempotencyKey, held, day, chosen, refusal, today, nowhere }: Props) {
  const t = useTranslations("appointment.move");
  const of = useTranslations("appointment");
  const locale = useLocale();
  const sentence = useRefusalSentence();
  const [first] = day.slots;
  const hour = sayHour(held.span.start, held.timeZone, locale);
  const errors =
    refusal === undefined
      ? []
      : [
          {
            field: first && fieldOf[refusal] === "startsAt" ? "hour" : "move",
            sentence: sentence(refusal, wantedHour(chosen, day.timeZone, locale)),
          },
        ];
  return (
    <section id="move" aria-labelledby="jour" tabIndex={-1} className="grid gap-5">
      <ErrorSummary title={t("summary", { hour })} errors={errors} />
      <div>
        <h2 id="jour">
          <span className="inline-block first-letter:uppercase">
            {sayDay(localDateOf(day.start, day.timeZone), locale)}
          </span>
        </h2>
        <p>
          <SameOrOtherPlace place={day.place} held={held.place.slug} />
        </p>
      </div>
      {first === undefined ? (
        <Notice>{t(nowhere ? "nowhere" : "none")}</Notice>
      ) : (
        <form method="post" action={action} noValidate className="grid gap-5">
          <input type="hidden" name="key" value={idempotencyKey} />
          <input type="hidden" name="permanence" value={day.permanence} />
          <HourChoice
            id="hour"
            slots={day.slots}
            timeZone={day.timeZone}
            minutes={minutesBetween(first.span.start, first.span.end)}
            chosen={chosen}
            error={refusal === "hour-missing" ? sentence(refusal) : undefined}
          />
          <p>
            {t("what", { hour })} {today && of("today")}
          </p>
          <Button type="submit" className="w-full text-lg md:w-auto md:justify-self-start">
            {t("submit")}
          </Button>
        </form>
      )}
    </section>
  );
}

type OtherDay = {
  readonly permanence: string;
  readonly start: Instant;
  readonly timeZone: string;
  readonly place: Place;
};
type OtherDaysProps = { readonly days: readonly OtherDay[]; readonly page: string; readonly held: string };

/**
 * Links to other half-days with free hours, those on the day shown (`date`) first, and before others those at the same
 * place; nothing when there is none. `page`:
 * of the move; `held`: the slug of the appointment's place.
 */
export function OtherDays({ days, date, ...given }: OtherDaysProps & { date: string }) {
  const t = useTranslations("appointment.move");
  const isSameDay = ({ start, timeZone }: OtherDay): boolean => localDateOf(start, timeZone) === date;
  const isHere = ({ place }: OtherDay): boolean => place.slug === given.held;
  const sorted = [...days.filter(isHere), ...days.filter((day) => !isHere(day))];
  return (
    <>
      <Days id="meme-jour" title={t("sameDay")} days={sorted.filter(isSameDay)} {...given} />
      <Days
        id="autre-jour"
        title={t("others")}
        lead={t("othersLead")}
        days={sorted.filter((day) => !isSameDay(day))}
        {...given}
      />
    </>
  );
}

function Days({ id, title, lead, days, page, held }: OtherDaysProps & { id: string; title: string; lead?: string }) {
  const locale = useLocale();
  if (days.length === 0) return null;
  return (
    <section aria-labelledby={id} className="grid gap-2.5">
      <div>
        <h2 id={id}>{title}</h2>
        {lead !== undefined && <p className="text-soft">{lead}</p>}
      </div>
      <ul className="grid gap-2.5">
        {days.map(({ permanence, start, timeZone, place }) => (
          <li key={permanence} className="grid">
            <PageLink
              href={`${page}?jour=${permanence}`}
              className={`${buttonClass("ghost")} justify-between! text-start!`}
            >
              <span className="grid">
                <span>
                  <span className="inline-block first-letter:uppercase">
                    {sayDay(localDateOf(start, timeZone), locale)}
                  </span>
                </span>
                <span className="font-normal text-ink">
                  <SameOrOtherPlace place={place} held={held} />
                </span>
              </span>
              <Icon name="arrow" size={22} />
            </PageLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The name of a place; when it is not the appointment's (`held`, its slug) that is said, with its street and town. */
function SameOrOtherPlace({ place, held }: { place: Place; held: string }) {
  const t = useTranslations("appointment.move");
  const name = <FrenchText text={place.name} />;
  if (place.slug === held) return name;
  return (
    <>
      <span className="block">{t.rich("otherPlace", { place: () => name })}</span>
      <span className="block">
        <FrenchText text={addressLine(place)} />
      </span>
    </>
  );
}
