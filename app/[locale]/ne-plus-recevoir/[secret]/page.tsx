import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { Button } from "#components/ui/button.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { getPathname } from "#i18n/routing.ts";
import { readMailsOfShare } from "#lib/server/calendar/stop-partner-mails.ts";

type Props = {
  params: Promise<{ secret: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("share.mails"))("title"), robots: { index: false } };
}

/**
 * Where a partner stops the mails about half-days that are cancelled, without signing in: the address is in the last
 * line of each of them.
 */
export default async function StopMailsPage({ params, searchParams }: Props) {
  const [{ secret }, query, locale, t] = await Promise.all([
    params,
    searchParams,
    getLocale(),
    getTranslations("share.mails"),
  ]);
  const mails = await readMailsOfShare(secret);
  if (!mails.ok)
    return (
      <Frame title={t("title")}>
        <Notice tone="warn">{t("dead")}</Notice>
      </Frame>
    );
  const { name, service, stopped } = mails.value;
  return (
    <Frame title={t("title")}>
      {stopped && (
        <Notice tone="done" focused={singleValue(query["fait"]) !== undefined}>
          {t("done")}
        </Notice>
      )}
      {!stopped && singleValue(query["refus"]) !== undefined && (
        <Notice tone="warn" focused>
          {t("failed")}
        </Notice>
      )}
      <p className="text-lg">
        <FrenchText text={t("what", { service, name })} />
      </p>
      {stopped ? (
        <p>
          <FrenchText text={t("again", { service })} />
        </p>
      ) : (
        <form
          method="post"
          action={getPathname({ href: `/ne-plus-recevoir/${secret}/arreter`, locale })}
          className="grid gap-4"
        >
          <p>{t("does")}</p>
          <Button type="submit" className="justify-self-start">
            {t("button")}
          </Button>
        </form>
      )}
    </Frame>
  );
}

const Frame = ({ title, children }: { title: string; children: React.ReactNode }) => (
  <div className="mx-auto grid w-full max-w-2xl gap-5">
    <h1>{title}</h1>
    {children}
  </div>
);
