import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { titleOfForm } from "#app/[locale]/_every-page/title-of-page.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { Field } from "#components/ui/field.tsx";
import { getPathname } from "#i18n/routing.ts";

type Props = { searchParams: Promise<{ refus?: string | string[] }> };

const REFUSALS = ["not-found", "too-many-requests", "busy", "unexpected"] as const;

const refusalOf = async ({ searchParams }: Props) => {
  const written = singleValue((await searchParams).refus);
  return REFUSALS.find((refusal) => refusal === written);
};

export async function generateMetadata(props: Props): Promise<Metadata> {
  const t = await getTranslations("device");
  const refusal = await refusalOf(props);
  return { title: await titleOfForm(t("title"), refusal !== undefined), robots: { index: false } };
}

/** The page on which the code of a new room screen or kiosk is typed, on that device itself. */
export default async function EnrolPage(props: Props) {
  const t = await getTranslations("device");
  const locale = await getLocale();
  const refusal = await refusalOf(props);
  const error = refusal && t(`refusals.${refusal}`);
  return (
    <div className="grid max-w-2xl gap-5">
      <h1>{t("title")}</h1>
      <p className="text-lg">{t("lead")}</p>
      <form method="post" action={getPathname({ href: "/appareil/enroler", locale })} className="grid gap-4">
        <ErrorSummary title={t("refused")} errors={error === undefined ? [] : [{ field: "code", sentence: error }]} />
        <Field
          id="code"
          name="code"
          label={t("code")}
          hint={t("codeHint")}
          error={error}
          required
          autoComplete="off"
          autoCapitalize="characters"
          dir="ltr"
          maxLength={40}
        />
        <Button type="submit" className="justify-self-start">
          {t("go")}
        </Button>
      </form>
    </div>
  );
}
