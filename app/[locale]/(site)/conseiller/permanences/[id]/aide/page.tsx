import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { signInAddress } from "#app/[locale]/connexion/sign-in-address.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { NotFound } from "#components/site/not-found.tsx";
import { EmergencyNumbers } from "#components/emergency-numbers.tsx";
import { HelpCalls } from "#components/staff/help/help-calls.tsx";
import { LookAgain } from "#components/staff/help/look-again.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PostButton } from "#components/ui/post-button.tsx";
import { getPathname, type Locale } from "#i18n/routing.ts";
import { requireTeam } from "#lib/server/auth/staff-of-page.ts";
import { readHelp } from "#lib/server/queue/help-at-half-day.ts";

type Props = {
  params: Promise<{ locale: Locale; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("tablet.help"))("title"), robots: { index: false } };
}

/**
 * « Besoin d’aide » of a half-day: 17 and 112, the button that tells who is on duty, and who answers
 * (docs/messages.md#a-call-for-help).
 */
export default async function HelpPage({ params, searchParams }: Props) {
  const [{ locale, id }, query, help, t] = await Promise.all([
    params,
    searchParams,
    getTranslations("tablet.help"),
    getTranslations("helpCalls"),
  ]);
  const href = `/conseiller/permanences/${id}/aide`;
  const actor = await requireTeam(signInAddress(locale, { retour: getPathname({ href, locale }) }));
  const read = await readHelp(actor, id);
  if (!read.ok) return <NotFound />;
  const { place, phone, timeZone, goesOn, mails, calls } = read.value;
  const isOpen = calls.some(({ answered, over }) => !answered && !over);
  return (
    <div className="grid gap-5 lg:max-w-3xl">
      <header className="grid gap-1">
        <h1>{help("title")}</h1>
        <p className="text-lg">
          <FrenchText text={place} />
        </p>
      </header>
      <EmergencyNumbers phone={phone} />
      {singleValue(query["refus"]) !== undefined && (
        <Notice tone="warn" focused>
          {t("failed")}
        </Notice>
      )}
      {calls.length > 0 && <HelpCalls calls={calls} sends={mails} timeZone={timeZone} />}
      {isOpen && (
        <>
          <LookAgain />
          <div className="grid gap-3 sm:grid-cols-2">
            <PageLink href={href} className={buttonClass("ghost")}>
              {t("look")}
            </PageLink>
            <PostButton to={getPathname({ href: `${href}/finir`, locale })}>{t("end")}</PostButton>
          </div>
        </>
      )}
      {!isOpen && goesOn && (
        <div className="grid gap-3">
          <p>{help("what", { sends: mails ? "mail" : "nothing" })}</p>
          {mails && (
            <PostButton look="full" to={getPathname({ href: `${href}/demander`, locale })}>
              {help("ask")}
            </PostButton>
          )}
        </div>
      )}
      {!isOpen && !goesOn && <Notice>{t("notNow")}</Notice>}
      <p>
        <PageLink href={`/conseiller/permanences/${id}`} className="inline-flex min-h-target items-center font-bold">
          {t("back")}
        </PageLink>
      </p>
    </div>
  );
}
