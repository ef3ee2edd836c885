import { useLocale, useTranslations } from "next-intl";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { NOT_HELD_BECAUSE, type HalfDayRecord } from "#lib/report/half-day-record.ts";
import { sayDate } from "#lib/time/say.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";

/**
 * What a form about the record of a half-day needs: its page, what is recorded, the version of that, and a form that
 * was refused.
 */
type Recording = { readonly page: string; readonly version: string; readonly typed: TypedForm | undefined };

/**
 * Of a half-day that is over and of which nobody recorded anything: « Personne n’est venu », « Pas tenue » with its
 * reason, one tap each, and the way to its paper sheet. `nobody`: no person is in its line.
 */
export function RecordHalfDay({
  page,
  version,
  typed,
  sheet,
  nobody,
  until,
}: Recording & { sheet: string; nobody: boolean; until: string }) {
  const t = useTranslations("figures.record");
  const locale = useLocale();
  return (
    <section aria-labelledby="noter" className="grid gap-3 print:hidden">
      {nobody && (
        <>
          <h2 id="noter">{t("title")}</h2>
          <p>{t("hint", { day: sayDate(until, locale) })}</p>
          <StaffForm form="personne" action={`${page}/personne`} typed={typed} submit={t("nobody")} look="ghost">
            {() => <input type="hidden" name="seen" value={version} />}
          </StaffForm>
          <h3 className="text-base!">{t("notHeld")}</h3>
          <StaffForm form="pas-tenue" action={`${page}/pas-tenue`} typed={typed}>
            {() => (
              <div className="grid gap-3 sm:grid-cols-2">
                <input type="hidden" name="seen" value={version} />
                {NOT_HELD_BECAUSE.map((why) => (
                  <Button key={why} type="submit" name="why" value={why} look="quiet">
                    {t(`because.${why}`)}
                  </Button>
                ))}
              </div>
            )}
          </StaffForm>
        </>
      )}
      <p>
        <PageLink href={sheet} className={buttonClass(nobody ? "quiet" : "ghost")}>
          {t("paper")}
        </PageLink>
      </p>
    </section>
  );
}

/** What was recorded afterwards, why, when, and how it is corrected or taken back. `on`: the day on which it was. */
export function RecordedHalfDay({
  page,
  version,
  typed,
  sheet,
  record,
  on,
  open,
}: Recording & { sheet: string; record: HalfDayRecord; on: string; open: boolean }) {
  const t = useTranslations("figures.record");
  const locale = useLocale();
  return (
    <div className="grid gap-3">
      <p>
        {record.kind === "not-held" && <>{t("because.label", { why: t(`because.${record.why}`) })} </>}
        {t("said", { day: sayDate(on, locale) })}
      </p>
      {open ? (
        <div className="flex flex-wrap gap-3 print:hidden">
          {(record.kind === "paper-totals" || record.kind === "paper-rows") && (
            <PageLink href={record.kind === "paper-rows" ? `${sheet}/lignes` : sheet} className={buttonClass("ghost")}>
              {t("change")}
            </PageLink>
          )}
          <StaffForm form="retirer" action={`${page}/retirer`} typed={typed} submit={t("withdraw")} look="quiet">
            {() => <input type="hidden" name="seen" value={version} />}
          </StaffForm>
        </div>
      ) : (
        <p className="print:hidden">{t("closed")}</p>
      )}
    </div>
  );
}
