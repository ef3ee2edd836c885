import { useLocale, useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { Slot } from "#lib/booking/appointment.ts";
import { minutesBetween, type Instant } from "#lib/time/instant.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import type { HeldAppointment } from "#lib/wire/booking.ts";
import { fieldOf, type FormRefusal } from "#lib/wire/booking-form.ts";
import { HourChoice } from "./hour-choice.tsx";
import { useRefusalSentence } from "./refusal-sentence.ts";
import { sayWanted } from "./say-wanted.ts";
import { PlaceAndTown } from "./place-and-town.tsx";

type Day = {
  readonly permanence: string;
  readonly start: Instant;
  readonly timeZone: string;
  readonly place: { readonly name: string; readonly city: string };
  readonly slots: readonly Slot[];
};
type Props = {
  /** Where the form is posted, and the key that makes two taps one move. */
  readonly action: string;
  readonly idempotencyKey: string;
  /** The appointment as it stands. */
  readonly held: Pick<HeldAppointment, "span" | "timeZone" | "place">;
  readonly day: Day;
  readonly chosen: string | undefined;
  readonly refusal: FormRefusal | undefined;
  /** It is held today: people may be there already. */
  readonly today: boolean;
  /** No other day has an hour either. */
  readonly nowhere: boolean;
};

/** The other hours of a half-day, one to choose, in a plain form. A refused one says why, and that the appointment is kept as it was. */
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
            sentence: sentence(refusal, sayWanted(chosen, day.timeZone, locale)),
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
          <PlaceAndTown place={day.place} than={held.place.city} />
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
