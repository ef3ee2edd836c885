import { useLocale, useTranslations } from "next-intl";
import { instant } from "#lib/time/instant.ts";
import { sayClockTime } from "#lib/time/say.ts";
import type { ShownCode } from "#lib/wire/access/device.ts";

/** A new code, what to type where, and when it ends. `address`: of the page on which it is typed. */
export function EnrolmentCode({ shown: { code, until, timeZone }, address }: { shown: ShownCode; address: string }) {
  const t = useTranslations("staff.devices.code");
  const locale = useLocale();
  return (
    <section aria-labelledby="code" className="grid gap-2 rounded-card border-2 border-accent bg-accent-soft p-4">
      <h2 id="code">{t("title")}</h2>
      <ol className="grid list-decimal gap-1 ps-6">
        <li>
          {t("open")}{" "}
          <bdi dir="ltr" className="font-bold wrap-anywhere">
            {address}
          </bdi>
        </li>
        <li>{t("type")}</li>
      </ol>
      <p className="text-4xl font-extrabold tracking-widest" dir="ltr">
        {`${code.slice(0, 4)} ${code.slice(4)}`}
      </p>
      <p>{t("until", { hour: sayClockTime(instant(until), timeZone, locale) })}</p>
    </section>
  );
}
