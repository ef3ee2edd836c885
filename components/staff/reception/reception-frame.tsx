import type { ReactNode } from "react";
import { useLocale, useTranslations } from "next-intl";
import { BrandMark } from "#components/brand-mark.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PressedMark } from "#components/ui/pressed-mark.tsx";
import { CONTENT, SkipLink } from "#components/ui/skip-link.tsx";
import { Tag } from "#components/ui/tag.tsx";
import type { Instant } from "#lib/time/instant.ts";
import { sayClockTime, sayDay } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { ReceptionKeys } from "./reception-keys.tsx";

/**
 * Header and main of the reception. `now`: when the page was made. `languages`: the links to the same page in another
 * language.
 */
export function ReceptionFrame({
  now,
  languages,
  children,
}: {
  now?: { readonly moment: Instant; readonly timeZone: string };
  languages: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations("staff.reception");
  const site = useTranslations("site");
  const locale = useLocale();
  const when =
    now &&
    t("now", {
      day: sayDay(localDateOf(now.moment, now.timeZone), locale),
      hour: sayClockTime(now.moment, now.timeZone, locale),
    });
  return (
    <div className="flex min-h-svh flex-col">
      <SkipLink />
      <PressedMark />
      <ReceptionKeys />
      <header className="border-b-2 border-hair print:hidden">
        <div className="mx-auto flex max-w-7xl flex-wrap items-center gap-x-5 gap-y-2 px-4 py-2">
          <div className="me-auto flex min-h-target items-center gap-2 font-bold leading-tight">
            <BrandMark />
            <h1 className="text-[length:inherit] leading-[inherit]">{site("reception")}</h1>
          </div>
          {when !== undefined && <Tag>{when}</Tag>}
          <PageLink href="/conseiller" className="inline-flex min-h-target items-center">
            {t("halfDays")}
          </PageLink>
          {languages}
        </div>
      </header>
      <main id={CONTENT} tabIndex={-1} className="mx-auto w-full max-w-7xl flex-1 px-4 py-5 focus:outline-none">
        {children}
      </main>
    </div>
  );
}
