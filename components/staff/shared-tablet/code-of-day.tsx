import { useLocale, useTranslations } from "next-intl";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { Card } from "#components/ui/card.tsx";
import { getPathname, type Locale } from "#i18n/routing.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { DigitsToRead } from "./digits-to-read.tsx";

type Props = {
  /** Where the forms are posted below: the page. */
  href: string;
  /** The slug of the place. */
  place: string;
  day: { readonly pass?: { readonly id: string; readonly code: string } };
  typed: TypedForm | undefined;
  /** The id of the place, where the page is its own. */
  placeId?: string;
};

/** The code of the day of a place: six digits, what they open, and a new one, which ends every tablet that is open. */
export function CodeOfDay({ href, place, day: { pass }, typed, placeId }: Props) {
  const t = useTranslations("staff.tablet");
  const locale = useLocale() as Locale;
  const form = (submit: string, look: "quiet" | "full") => (
    <StaffForm form="code" action={`${href}/code`} typed={typed} submit={submit} look={look}>
      {() => (
        <>
          {placeId !== undefined && <input type="hidden" name="place" value={placeId} />}
          {pass && <input type="hidden" name="vu" value={pass.id} />}
        </>
      )}
    </StaffForm>
  );
  return (
    <section aria-labelledby="code-of-day" className="grid gap-3 print:hidden">
      <h2 id="code-of-day">{t("day")}</h2>
      <p>{t("dayWhat")}</p>
      {pass ? (
        <Card as="div" className="grid gap-3">
          <DigitsToRead code={pass.code} />
          <p>
            {t("typeAt")}{" "}
            <a href={`${getPathname({ href: "/tablette", locale })}?lieu=${place}`}>{t("pageOfTablet")}</a>
          </p>
          <p className="text-soft">{t("renewWhat")}</p>
          {form(t("renew"), "quiet")}
        </Card>
      ) : (
        form(t("make"), "full")
      )}
    </section>
  );
}
