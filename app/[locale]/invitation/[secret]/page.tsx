import { LANGUAGE_BOX } from "#lib/wire/staff-form.ts";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { signInAddress } from "#app/[locale]/connexion/sign-in-address.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { PersonFields } from "#components/staff/people/person-fields.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { getPathname, localeOf } from "#i18n/routing.ts";
import { readInvitation } from "#lib/server/auth/people/accept-invitation.ts";
import { staffActor } from "#lib/server/auth/staff-of-page.ts";
import { readOwnAccount } from "#lib/server/auth/own-account.ts";
import { clock } from "#lib/server/clock.ts";
import { holderOf, openTyped } from "#lib/server/typed-form.ts";

type Props = {
  params: Promise<{ locale: string; secret: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.invitation"))("title"), robots: { index: false } };
}

/** The page of an invitation. Opening it uses nothing up, since mail programs open links too: the button does. */
export default async function InvitationPage({ params, searchParams }: Props) {
  const { locale: asked, secret } = await params;
  const locale = localeOf(asked);
  const [t, people, invitation, actor, query] = await Promise.all([
    getTranslations("staff.invitation"),
    getTranslations("staff.people"),
    readInvitation(secret),
    staffActor(),
    searchParams,
  ]);
  if (!invitation)
    return (
      <div className="mx-auto grid w-full max-w-md gap-6 py-4">
        <h1>{t("title")}</h1>
        <Notice tone="warn">{t("over")}</Notice>
      </div>
    );
  const own = actor && (await readOwnAccount(actor));
  const isOwn = own?.email.toLowerCase() === invitation.email;
  const { organisation, role, places } = invitation;
  const typed = openTyped(singleValue(query["saisie"]), clock.now(), holderOf(secret));
  const path = `/invitation/${secret}`;
  const values = {
    name: isOwn ? (own?.name ?? "") : "",
    ...Object.fromEntries(invitation.languages.map((code) => [`${LANGUAGE_BOX}${code}`, "on"])),
  };
  return (
    <div className="mx-auto grid w-full max-w-md gap-6 py-4">
      <header className="grid gap-2">
        <h1>{t("title")}</h1>
        <p>{t("lead", { organisation, role: people(`role.${role}`) })}</p>
        {places.length > 0 && <p>{t("at", { places: places.join(", ") })}</p>}
        <p className="break-words text-soft">
          <bdi>{invitation.email}</bdi>
        </p>
      </header>
      {invitation.known && !isOwn ? (
        <div className="grid gap-3">
          <p>{t("known")}</p>
          <a href={signInAddress(locale, { retour: getPathname({ href: path, locale }) })} className={buttonClass()}>
            {t("signInFirst")}
          </a>
        </div>
      ) : (
        <StaffForm form="accept" action={`${path}/accepter`} typed={typed} values={values} submit={t("accept")}>
          {(field) => <PersonFields field={field} />}
        </StaffForm>
      )}
    </div>
  );
}
