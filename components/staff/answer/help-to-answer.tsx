import { useLocale, useTranslations } from "next-intl";
import { EmergencyNumbers } from "#components/emergency-numbers.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PhoneNumber } from "#components/phone-number.tsx";
import { getPathname, type Locale } from "#i18n/routing.ts";
import type { HelpToAnswer } from "#lib/message/help-call.ts";
import { sayHour } from "#lib/time/say.ts";

/** The calls for help of which somebody was told, each with « Répondre » while nobody has. `path`: of the page. */
export function CallsToAnswer({ calls, path }: { calls: readonly HelpToAnswer[]; path: string }) {
  return (
    <ul className="grid gap-3">
      {calls.map((call) => (
        <OneCall key={call.id} call={call} path={path} />
      ))}
    </ul>
  );
}

function OneCall({ call, path }: { call: HelpToAnswer; path: string }) {
  const t = useTranslations("staff.answer.help");
  const locale = useLocale() as Locale;
  const { id, place, address, phone, timeZone, desk, askedAt, state, answered } = call;
  const hour = (at: typeof askedAt) => sayHour(at, timeZone, locale);
  return (
    <Card as="li" className="grid gap-3">
      <div>
        <p className="font-bold text-alert">
          <Icon name="warning" size={20} className="me-1 inline align-text-bottom" />
          {t("title")}
        </p>
        <h2>
          <FrenchText text={place} />
        </h2>
        {address !== place && (
          <p className="text-soft">
            <FrenchText text={address} />
          </p>
        )}
        <p className="text-lg font-bold">
          {desk === undefined ? t("askedAt", { hour: hour(askedAt) }) : t("askedAtDesk", { hour: hour(askedAt), desk })}
        </p>
      </div>
      {state === "open" && (
        <form method="post" action={getPathname({ href: `${path}/aide`, locale })} className="grid gap-2">
          <input type="hidden" name="call" value={id} />
          <Button type="submit">
            <Icon name="check" size={24} />
            {t("answer")}
          </Button>
          <p>{t("means")}</p>
        </form>
      )}
      {state !== "open" && (
        <p className="font-bold">
          {state === "over"
            ? t("over")
            : state === "mine"
              ? t("mine", { hour: hour(answered?.at ?? askedAt) })
              : t("answered", { name: answered?.name ?? t("somebody"), hour: hour(answered?.at ?? askedAt) })}
        </p>
      )}
      {phone !== undefined && (
        <p>
          {t("call")} <PhoneNumber phone={phone} touch />
        </p>
      )}
      {state !== "over" && <EmergencyNumbers />}
    </Card>
  );
}
