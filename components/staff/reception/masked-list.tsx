import { useLocale, useTranslations } from "next-intl";
import { getPathname, type Locale } from "#i18n/routing.ts";
import { Button } from "#components/ui/button.tsx";
import type { MaskedAppointment } from "#lib/booking/found-appointment.ts";

/**
 * What was found by a telephone or a first name: nothing of it is said, it is sent again to the contact that was given.
 */
export function MaskedList({ found }: { found: readonly MaskedAppointment[] }) {
  const t = useTranslations("staff.reception.masked");
  const locale = useLocale() as Locale;
  return (
    <section aria-labelledby="masque" className="grid gap-3 rounded-card border-2 border-edge bg-turn-soft p-4">
      <h2 id="masque" tabIndex={-1} {...{ autoFocus: true }}>
        {t("title", { count: found.length })}
      </h2>
      <p>{t("never")}</p>
      <p className="font-bold">{t("say")}</p>
      <ul className="grid gap-2">
        {found.map(({ ref, ending, email }) => (
          <li key={ref} className="flex flex-wrap items-center justify-between gap-3 rounded-card bg-card p-3">
            <span>
              <ContactGiven ending={ending} email={email} />
            </span>
            {(ending !== undefined || email) && (
              <form method="post" action={getPathname({ href: "/accueil/renvoyer", locale })}>
                <input type="hidden" name="ref" value={ref} />
                <Button type="submit">{t("send")}</Button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Which contact was given, so far that whoever gave it knows which it is. */
export function ContactGiven({ ending, email }: { ending: string | undefined; email: boolean }) {
  const t = useTranslations("staff.reception.masked");
  if (ending !== undefined)
    return t.rich("phone", { ending: () => <bdi dir="ltr" className="font-bold">{`·· ·· ·· ${ending}`}</bdi> });
  return email ? t("email") : t("none");
}
