import { useTranslations, useLocale } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { MayChange } from "#lib/booking/may-change.ts";
import { PhoneNumber } from "#components/phone-number.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import type { ResidentAppointment } from "#lib/booking/resident-appointment.ts";
import { Notice } from "#components/ui/notice.tsx";
import { isCancelled, type ShownState } from "#lib/booking/appointment-state.ts";
import { assertNever } from "#lib/result.ts";
import type { FormRefusal } from "#lib/wire/booking/booking-form.ts";
import { useRefusalSentence } from "./refusal-sentence.ts";

/**
 * How to move or cancel the appointment: online while that is possible, and always with somebody's help. `page`: of the
 * appointment.
 */
export function ChangeAppointment({ page, may, phone }: { page: string; may: MayChange; phone: string | undefined }) {
  const t = useTranslations("appointment.change");
  return (
    <section aria-labelledby="changer" className="grid gap-2.5">
      <h2 id="changer">{t("title")}</h2>
      {(may.move || may.cancel) && (
        <div className="grid gap-2.5 sm:grid-cols-2">
          {may.move && (
            <PageLink href={`${page}/deplacer`} className={buttonClass("ghost")}>
              <Icon name="clock" />
              {t("move")}
            </PageLink>
          )}
          {may.cancel && (
            <PageLink href={`${page}/annuler`} className={buttonClass("quiet")}>
              <Icon name="cross" />
              {t("cancel")}
            </PageLink>
          )}
        </div>
      )}
      <CallToChange phone={phone} or={may.move || may.cancel} />
    </section>
  );
}

/** The telephone to call to change an appointment, or whom to ask on site. `or`: another way is shown beside it. */
export function CallToChange({ phone, or = false }: { phone: string | undefined; or?: boolean }) {
  const t = useTranslations("appointment.change");
  if (phone === undefined) return <p>{t(or ? "orAsk" : "ask")}</p>;
  return <p>{t.rich(or ? "orCall" : "call", { phone: () => <PhoneNumber phone={phone} touch /> })}</p>;
}

/**
 * The code to say at the counter or on the telephone, in two groups of three characters so that it can be read aloud.
 */
export function AppointmentCode({ code }: { code: string }) {
  const t = useTranslations("appointment");
  return (
    <section aria-labelledby="code" className="grid gap-1 rounded-card border-2 border-edge bg-card p-4">
      <h2 id="code">{t("code")}</h2>
      <p className="sr-only">{[...code].join(", ")}</p>
      <p aria-hidden="true">
        <bdi dir="ltr" className="number inline-flex flex-wrap gap-x-4 text-[2.2rem] tracking-[0.12em]">
          <span>{code.slice(0, 3)}</span>
          <span>{code.slice(3)}</span>
        </bdi>
      </p>
      <p>{t("codeHint")}</p>
      <p className="text-soft">{t("keep")}</p>
    </section>
  );
}

/** The appointment in brief, on the pages that change it. */
export function WhenAndWhere({
  held: { span, timeZone, place },
}: {
  held: Pick<ResidentAppointment, "span" | "timeZone" | "place">;
}) {
  const t = useTranslations("appointment");
  const locale = useLocale();
  return (
    <div className="rounded-card border-2 border-hair bg-card px-4 py-3">
      <p className="text-soft">{t("title")}</p>
      <p className="text-lg font-bold first-letter:uppercase">
        {t.rich("when", {
          day: () => sayDay(localDateOf(span.start, timeZone), locale),
          hour: () => <bdi className="whitespace-nowrap">{sayHour(span.start, timeZone, locale)}</bdi>,
        })}
      </p>
      <p>
        <FrenchText text={place.name} />
      </p>
    </div>
  );
}

type Props = {
  readonly what: "move" | "cancel";
  readonly refusal: FormRefusal | undefined;
  readonly page: string;
  readonly held: Pick<ResidentAppointment, "state" | "code" | "phone" | "closedBefore">;
};

/**
 * The appointment can no longer be moved or cancelled by its link: why, who helps, the code to say, and the way back.
 */
export function CannotChange({ what, refusal, page, held: { state, code, phone, closedBefore } }: Props) {
  const t = useTranslations("appointment");
  const over = useTranslations("booking.over");
  const sentence = useRefusalSentence();
  const here = state === "checked-in";
  const cancelled = isCancelled(state);
  return (
    <section className="grid gap-4">
      <Notice tone="warn">
        <p>{refusal === undefined ? t(`${what}.impossible`) : sentence(refusal)}</p>
        <p className="font-normal">{closedBefore ? over("title") : t(whyOf(state))}</p>
      </Notice>
      {!cancelled && <CallToChange phone={here ? undefined : phone} />}
      {!cancelled && !here && phone !== undefined && code !== undefined && <AppointmentCode code={code} />}
      <p>
        <PageLink href={page} className={buttonClass()}>
          {t("change.back")}
        </PageLink>
      </p>
    </section>
  );
}

/** Why it cannot be changed. A booked or late appointment gets here once its hour has come. */
function whyOf(state: ShownState): "why.hour" | "here" | "past.title" | "cancelled.title" {
  switch (state) {
    case "booked":
    case "late":
    case "no-show":
      return "why.hour";
    case "checked-in":
      return "here";
    case "attended":
    case "awaiting-outcome":
      return "past.title";
    case "cancelled-by-resident":
    case "cancelled-by-service":
      return "cancelled.title";
    default:
      return assertNever(state);
  }
}
