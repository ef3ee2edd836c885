import { useLocale, useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";
import type { HelpCall } from "#lib/message/help-call.ts";
import { sayHour } from "#lib/time/say.ts";

/**
 * The calls for help of a half-day, the latest first: who has a mail, who is next, and who answers. `sends`: whether a
 * mail leaves.
 */
export function HelpCalls({
  calls,
  sends,
  timeZone,
}: {
  calls: readonly HelpCall[];
  sends: boolean;
  timeZone: string;
}) {
  return (
    <ul className="grid gap-5">
      {calls.map((call, at) => (
        <OneCall key={call.id} call={call} sends={sends} timeZone={timeZone} latest={at === 0} />
      ))}
    </ul>
  );
}

function OneCall({
  call: { desk, askedAt, told, answered, over },
  sends,
  timeZone,
  latest,
}: {
  call: HelpCall;
  sends: boolean;
  timeZone: string;
  latest: boolean;
}) {
  const t = useTranslations("helpCalls");
  const locale = useLocale();
  const hour = (at: HelpCall["askedAt"]) => sayHour(at, timeZone, locale);
  const nameOf = (name: string | undefined) => name ?? t("somebody");
  return (
    <li className="grid gap-2">
      <p className="font-bold">
        {desk === undefined ? t("askedAt", { hour: hour(askedAt) }) : t("askedAtDesk", { hour: hour(askedAt), desk })}
      </p>
      {answered ? (
        <Notice tone="done" {...(latest && { live: "status" as const })}>
          {t("answered", { name: nameOf(answered.name), hour: hour(answered.at) })}
        </Notice>
      ) : over ? (
        <p>{t("over")}</p>
      ) : told.length === 0 ? (
        <Notice tone="warn">{t(sends ? "nobody" : "noMail")}</Notice>
      ) : (
        <ul className="grid gap-1" aria-live={latest ? "polite" : undefined}>
          {told.map(({ name, is, at }) => (
            <li key={`${name ?? ""} ${String(at)}`} className={is === "failed" ? "font-bold text-alert" : ""}>
              {t(`told.${is}`, { name: nameOf(name), hour: hour(at) })}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
