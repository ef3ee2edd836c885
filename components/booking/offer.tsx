import { useLocale, useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { ResidentAppointment, ResidentOffer } from "#lib/booking/resident-appointment.ts";
import { addressLine } from "#lib/place/address-line.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import type { Instant } from "#lib/time/instant.ts";
import { localDateOf } from "#lib/time/zone.ts";
import type { FormRefusal } from "#lib/wire/booking/booking-form.ts";
import { useRefusalSentence } from "./refusal-sentence.ts";

type AppointmentHour = Pick<ResidentAppointment, "span" | "timeZone">;

/** Whether the hour that is offered is the very one that was cancelled, because the half-day is held after all. */
const isOwnHour = (held: Pick<ResidentAppointment, "span" | "permanence">, offer: ResidentOffer): boolean =>
  offer.permanence === held.permanence && offer.span.start === held.span.start;

/** A moment as the day and the hour that sentences take. */
function useDayAndHour(): (moment: Instant, zone: string) => { readonly day: string; readonly hour: string } {
  const locale = useLocale();
  return (moment, zone) => ({
    day: sayDay(localDateOf(moment, zone), locale),
    hour: sayHour(moment, zone, locale),
  });
}

/**
 * Another hour that is offered, at the top of the page of the appointment: that the former one cannot be kept, or can
 * be after all where it is that very hour, the new one, the largest text of the page, until when it is held, a yes and
 * a no. `keeps`: with a no the person keeps the former hour; otherwise it is cancelled. `action`: where the answer is
 * posted. `refusal`: why the last answer was refused.
 */
export function OfferBand({
  held,
  offer,
  keeps,
  action,
  refusal,
}: {
  held: AppointmentHour & Pick<ResidentAppointment, "permanence">;
  offer: ResidentOffer;
  keeps: boolean;
  action: string;
  refusal: FormRefusal | undefined;
}) {
  const t = useTranslations("appointment.offer");
  const said = useDayAndHour();
  const again = !keeps && isOwnHour(held, offer);
  const former = said(held.span.start, held.timeZone);
  const other = said(offer.span.start, offer.timeZone);
  return (
    <div className="grid gap-5 bg-accent-soft pt-5 pb-6">
      {refusal !== undefined && (
        <div className="mx-auto w-full max-w-2xl px-4">
          <AnswerRefused refusal={refusal} />
        </div>
      )}
      <div className="mx-auto grid max-w-2xl justify-items-center gap-3 px-4 text-center">
        <h1 className="text-[1.33rem] leading-snug font-bold text-balance">
          {again ? t("again") : t("cannot", former)}
        </h1>
        <p className="grid justify-items-center gap-1">
          {!again && <span>{t("instead")}</span>}{" "}
          <span className="text-[1.33rem] leading-snug font-bold first-letter:uppercase">
            {other.day}
            <span className="sr-only">.</span>
          </span>{" "}
          <bdi className="number text-[min(4rem,23vw)] whitespace-nowrap">{other.hour}</bdi>
        </p>
        <p className="text-lg font-bold text-balance">
          <Icon name="pin" className="me-2 inline-block align-text-bottom text-accent" />
          <FrenchText text={offer.place.name} />
        </p>
        <p className="text-soft">
          <FrenchText text={addressLine(offer.place)} />
        </p>
        <p>{t("until", said(offer.until, offer.timeZone))}</p>
      </div>
      <div className="mx-auto w-full max-w-2xl px-4">
        <form
          method="post"
          action={action}
          aria-labelledby="proposition"
          className="grid gap-3 rounded-card border-2 border-edge bg-card p-4"
        >
          <h2 id="proposition">{t("question")}</h2>
          <input type="hidden" name="offer" value={offer.id} />
          <div className="grid gap-2.5 sm:grid-cols-2">
            <Button type="submit" name="answer" value="yes">
              <Icon name="check" />
              {t("yes", { hour: other.hour })}
            </Button>
            <Button type="submit" look="ghost" name="answer" value="no" aria-describedby="sans">
              {t("no")}
            </Button>
          </div>
          <p id="sans">{keeps ? t("noKept", { hour: former.hour }) : t("noCancelled")}</p>
        </form>
      </div>
    </div>
  );
}

/** An answer that was not taken, and why. */
export function AnswerRefused({ refusal }: { refusal: FormRefusal }) {
  const t = useTranslations("appointment.offer");
  const sentence = useRefusalSentence();
  return (
    <Notice tone="alert" live="alert" focused>
      <p>{t("not")}</p>
      <p className="font-normal">{sentence(refusal)}</p>
    </Notice>
  );
}

/**
 * What became of an offer that is not open any more: refused, or ended without an answer; and whether the person keeps
 * the former hour.
 */
export function OfferNotice({
  held: { span, timeZone },
  state,
  keeps,
}: {
  held: AppointmentHour;
  state: Exclude<ResidentOffer["state"], "open">;
  keeps: boolean;
}) {
  const t = useTranslations("appointment.offer");
  const said = useDayAndHour();
  return (
    <Notice tone={state === "no" ? "done" : "warn"}>
      <p>{t(state === "no" ? "saidNo" : "ended")}</p>
      <p className="font-normal">{keeps ? t("kept", { hour: said(span.start, timeZone).hour }) : t("other")}</p>
    </Notice>
  );
}
