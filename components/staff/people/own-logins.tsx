import { useLocale, useTranslations } from "next-intl";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Card } from "#components/ui/card.tsx";
import { Tag } from "#components/ui/tag.tsx";
import type { OwnLogin } from "#lib/access/listed-people.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { sayDay } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";

/** One's own logins: since when, when last seen, which is this one; each other is ended by a button, or all at once. */
export function OwnLogins({ logins, typed }: { logins: readonly OwnLogin[]; typed: TypedForm | undefined }) {
  const t = useTranslations("staff.own");
  const locale = useLocale();
  return (
    <section aria-labelledby="logins" className="grid gap-3">
      <h2 id="logins">{t("logins")}</h2>
      <ul className="grid gap-3">
        {logins.map(({ id, since, seenOn, tabletOf, here }) => (
          <Card as="li" key={id} className="flex flex-wrap items-center justify-between gap-3">
            <div>
              {tabletOf !== undefined && (
                <p className="font-bold">
                  <FrenchText text={t("tabletOf", { place: tabletOf })} />
                </p>
              )}
              <p className="font-bold">{t("since", { day: sayDay(localDateOf(since, "Europe/Paris"), locale) })}</p>
              {seenOn && <p className="text-soft">{t("seen", { day: sayDay(seenOn, locale) })}</p>}
            </div>
            {here ? (
              <Tag look="good">{t("here")}</Tag>
            ) : (
              <StaffForm
                form={`fermer-${id}`}
                action={`/moi/fermer-${id}`}
                typed={typed}
                submit={t("end")}
                look="quiet"
              />
            )}
          </Card>
        ))}
      </ul>
      {logins.some(({ here }) => !here) && (
        <StaffForm
          form="fermer-autres"
          action="/moi/fermer-autres"
          typed={typed}
          submit={t("endOthers")}
          look="ghost"
        />
      )}
    </section>
  );
}
