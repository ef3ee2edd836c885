import { useLocale, useTranslations } from "next-intl";
import type { Slot } from "#lib/booking/appointment.ts";
import { sayHour } from "#lib/time/say.ts";
import { sayDuration } from "#lib/time/say-duration.ts";
import { isoInZone } from "#lib/time/zone.ts";

/**
 * The free hours, as radio buttons. `chosen` and the values are ISO 8601; `error`: none was chosen. That somebody else
 * took an hour is not an error of these fields.
 */
export function HourChoice({
  id,
  slots,
  timeZone,
  minutes,
  chosen,
  error,
}: {
  id: string;
  slots: readonly Slot[];
  timeZone: string;
  minutes: number;
  chosen: string | undefined;
  error: string | undefined;
}) {
  const t = useTranslations("booking.hour");
  const locale = useLocale();
  return (
    <fieldset
      id={id}
      role="radiogroup"
      aria-labelledby={`${id}-title`}
      aria-required="true"
      aria-invalid={error === undefined ? undefined : true}
      tabIndex={-1}
      aria-describedby={error ? `${id}-error` : undefined}
      className="grid gap-3"
    >
      <legend id={`${id}-title`} className="mb-1 text-[1.17rem] leading-snug font-bold">
        {t("title")}
      </legend>
      <p className="text-soft">{t("lasts", { minutes: sayDuration(minutes, locale) })}</p>
      {error && (
        <p id={`${id}-error`} className="font-bold text-alert">
          {error}
        </p>
      )}
      <div className="grid grid-cols-[repeat(auto-fill,minmax(8.25rem,1fr))] gap-2.5">
        {slots.map(({ span }) => {
          const value = isoInZone(span.start, timeZone);
          return (
            <label
              key={value}
              className={`flex min-h-14 items-center gap-3 rounded-control border-2 bg-card px-4 text-lg font-bold has-checked:border-accent has-checked:bg-accent-soft has-checked:outline-2 has-checked:outline-accent has-focus-visible:outline-3 has-focus-visible:outline-offset-3 has-focus-visible:outline-ink ${error ? "border-alert" : "border-edge"}`}
            >
              <input
                type="radio"
                name="startsAt"
                value={value}
                defaultChecked={value === chosen}
                className="size-[1.5rem] flex-none accent-accent focus-visible:outline-none"
              />
              <bdi className="whitespace-nowrap">{sayHour(span.start, timeZone, locale)}</bdi>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
