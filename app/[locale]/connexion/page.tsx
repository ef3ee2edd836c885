import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { getPathname, localeOf } from "#i18n/routing.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { titleOfForm } from "#app/[locale]/_every-page/title-of-page.ts";
import { secondFactorAddress, signInAddress } from "./sign-in-address.ts";
import { LEAVE_ANYWAY } from "#lib/wire/queue/leave-anyway.ts";
import { isSignInError, keyOfError } from "./key-of-error.ts";
import { CodeForm, EmailForm, CannotSendCodesNotice, SignedIn, SignInError } from "#components/auth/sign-in.tsx";
import { WipeDevice } from "#components/tablet/offline/wipe-device.tsx";
import { UnsentActs } from "#components/tablet/unsent-acts.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { halfLogin, staffActor } from "#lib/server/auth/staff-of-page.ts";
import { runsLines, safeReturn } from "#lib/server/auth/after-sign-in.ts";
import { PENDING, pendingOf } from "#lib/server/auth/pending-sign-in.ts";
import { codesAreShown, codesCanBeSent } from "#lib/server/auth/sign-in-code.ts";
import { openEmail } from "#lib/server/auth/typed-email.ts";
import { clock } from "#lib/server/clock.ts";
import { firstPageOf } from "#lib/server/planning/today/first-page.ts";

type Props = {
  params: Promise<{ locale: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** The code that this browser was sent, on the page that asks for it. */
const pendingCode = async (step: string | string[] | undefined) =>
  step === "code" ? pendingOf((await cookies()).get(PENDING)?.value) : undefined;

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const [t, { erreur, etape }] = await Promise.all([getTranslations("auth"), searchParams]);
  const title = t((await pendingCode(etape)) ? "code.title" : "title");
  return { title: await titleOfForm(title, isSignInError(erreur)), robots: { index: false } };
}

export default async function SignInPage({ params, searchParams }: Props) {
  const locale = localeOf((await params).locale);
  const { etape, erreur, minutes, retour, repris } = await searchParams;
  const t = await getTranslations("auth");
  const at = (step: "envoyer" | "code" | "quitter"): string => getPathname({ href: `/connexion/${step}`, locale });
  const pending = await pendingCode(etape);
  const actor = await staffActor();
  if (!actor && !pending && (await halfLogin())) redirect(secondFactorAddress(locale, safeReturn(retour)));
  const wait = minutesOf(minutes);
  const key = keyOfError(erreur, wait, pending !== undefined);
  const error = key && t(`errors.${key}`, { minutes: wait, hours: Math.ceil(wait / 60) });
  const step = stepOf(actor !== undefined, pending !== undefined);

  const shown = async () => {
    if (actor && step === "signed-in")
      return (
        <SignedIn
          goOn={safeReturn(retour) ?? getPathname({ href: await firstPageOf(actor), locale })}
          leave={codesCanBeSent() ? at("quitter") : `${at("quitter")}?${LEAVE_ANYWAY}`}
          needsLink={!codesCanBeSent()}
          beforeLeaving={runsLines(actor) && <UnsentActs me={actor.user} />}
        />
      );
    if (step === "not-ready") return <CannotSendCodesNotice />;
    if (!pending)
      return (
        <EmailForm
          action={at("envoyer")}
          retour={safeReturn(retour)}
          typed={openEmail(singleValue(repris), clock.now())}
          error={error}
        />
      );
    return (
      <CodeForm
        {...pending}
        check={at("code")}
        again={at("envoyer")}
        startOver={signInAddress(locale, { retour: pending.retour })}
        error={error}
        withRecovery={key === "closed" || key === "codes"}
      />
    );
  };

  return (
    <div className="mx-auto grid w-full max-w-md gap-6 py-4">
      <WipeDevice signedIn={actor !== undefined} />
      {error && <SignInError sentence={error} field={step === "email" || step === "code" ? step : undefined} />}
      <header className="grid gap-2">
        <h1>{pending ? t("code.title") : t("title")}</h1>
        {!pending && <p className="text-soft">{t("lead")}</p>}
      </header>
      {codesAreShown() && pending?.code && (
        <Notice>
          <bdi>{t("demo", { code: pending.code })}</bdi>
        </Notice>
      )}
      {await shown()}
      {(step === "email" || step === "not-ready") && (
        <p>
          <PageLink href="/tablette" className="inline-flex min-h-target items-center">
            {t("sharedTablet")}
          </PageLink>
        </p>
      )}
    </div>
  );
}

/** How many minutes to wait, of an address that we made: from one to those of a day. Limits of a minute say none. */
const minutesOf = (written: unknown): number =>
  typeof written === "string" && /^\d{1,4}$/.test(written) ? Math.min(1_440, Math.max(1, Number(written))) : 1;

function stepOf(signedIn: boolean, asked: boolean): "signed-in" | "not-ready" | "email" | "code" {
  if (signedIn && !asked) return "signed-in";
  if (!codesCanBeSent()) return "not-ready";
  return asked ? "code" : "email";
}
