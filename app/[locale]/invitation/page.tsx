import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { titleOfForm } from "#app/[locale]/_every-page/title-of-page.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { Field } from "#components/ui/field.tsx";
import { getPathname, localeOf } from "#i18n/routing.ts";

type Props = {
  params: Promise<{ locale: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const [t, { erreur }] = await Promise.all([getTranslations("staff.invitation"), searchParams]);
  return { title: await titleOfForm(t("codeTitle"), erreur !== undefined), robots: { index: false } };
}

/** Where the code of an invitation is typed, which was read aloud. */
export default async function InvitationCodePage({ params, searchParams }: Props) {
  const locale = localeOf((await params).locale);
  const [t, form] = await Promise.all([getTranslations("staff.invitation"), getTranslations("form")]);
  const error = singleValue((await searchParams)["erreur"]);
  const sentence = error === "code" ? t("wrongCode") : error === undefined ? undefined : t("wait");
  return (
    <div className="mx-auto grid w-full max-w-md gap-6 py-4">
      <header className="grid gap-2">
        <h1>{t("codeTitle")}</h1>
        <p className="text-soft">{t("codeLead")}</p>
      </header>
      <form method="post" action={getPathname({ href: "/invitation/code", locale })} className="grid gap-4">
        <ErrorSummary title={form("refused")} errors={sentence === undefined ? [] : [{ field: "code", sentence }]} />
        <Field
          id="code"
          name="code"
          type="text"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={40}
          dir="ltr"
          required
          label={t("code")}
          hint={t("codeHint")}
          error={sentence}
        />
        <Button type="submit">{t("goOn")}</Button>
      </form>
    </div>
  );
}
