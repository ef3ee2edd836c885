import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { Written } from "#components/ui/written.tsx";
import { isCancelled } from "#lib/booking/appointment-state.ts";
import { whereOf } from "#lib/place/where.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import type { HeldAppointment } from "#lib/wire/booking.ts";

/** The day and the hour, the largest thing on the page, and where. What was cancelled, or whose half-day was closed before it, is struck through. */
export function AppointmentBand({ held }: { held: HeldAppointment }) {
  const t = useTranslations("appointment");
  const locale = useLocale();
  const { span, timeZone, place } = held;
  const struck =
    held.state === "cancelled-by-service" || held.closedBefore
      ? "decoration-alert"
      : held.state === "cancelled-by-resident"
        ? "decoration-soft"
        : undefined;
  return (
    <div className="grid justify-items-center gap-1.5 bg-accent-soft px-4 pt-5 pb-6 text-center">
      <h1 className="grid justify-items-center gap-1.5 text-base font-normal">
        <span>
          {isCancelled(held.state) ? t("titleCancelled") : t("title")}
          <span className="sr-only">.</span>
        </span>{" "}
        <When struck={struck}>
          <span className="inline-block text-[1.33rem] leading-snug font-bold first-letter:uppercase">
            {sayDay(localDateOf(span.start, timeZone), locale)}
            <span className="sr-only">.</span>
          </span>{" "}
          <bdi className="number text-[min(4rem,23vw)] whitespace-nowrap">{sayHour(span.start, timeZone, locale)}</bdi>
        </When>
      </h1>
      <p className="text-lg font-bold text-balance">
        <Icon name="pin" className="me-2 inline-block align-text-bottom text-accent" />
        <Written words={place.name} />
      </p>
      <p className="text-soft">
        <Written words={whereOf(place)} />
      </p>
    </div>
  );
}

/** `struck`: in which colour; red is the service's doing, an hour she gave up herself alarms nobody. */
const When = ({
  struck,
  children,
}: {
  struck: "decoration-alert" | "decoration-soft" | undefined;
  children: ReactNode;
}) =>
  struck !== undefined ? (
    <span className={`grid justify-items-center gap-1.5 text-soft line-through decoration-3 ${struck}`}>
      {children}
    </span>
  ) : (
    <span className="grid justify-items-center gap-1.5">{children}</span>
  );
