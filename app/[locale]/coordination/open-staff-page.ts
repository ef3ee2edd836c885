import { headers } from "next/headers";
import { signInAddress } from "#app/[locale]/connexion/sign-in-address.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { getPathname, localeOf } from "#i18n/routing.ts";
import { browserOf } from "#lib/server/auth/known-browser.ts";
import { requireStaff } from "#lib/server/auth/staff-of-page.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock } from "#lib/server/clock.ts";
import { openKept } from "#lib/server/kept-form.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";

/** What Next gives to a page. */
export type StaffPageProps = {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/**
 * What a page of coordination starts from. `typed`: a form of this page that was refused, or whose login had ended.
 * `done`: the key of what was just done.
 */
export type StaffPage = {
  readonly actor: StaffActor;
  readonly locale: string;
  readonly query: Readonly<Record<string, string | string[] | undefined>>;
  readonly typed: TypedForm | undefined;
  readonly done: string | undefined;
};

/**
 * Who is signed in, and what the address of the page says. Whoever is not signed in is led to the sign-in page, which
 * leads back. `href`: the path of the page without language. The rights are asked by the use case that the page reads
 * with.
 */
export async function openStaffPage({ params, searchParams }: StaffPageProps, href: string): Promise<StaffPage> {
  const locale = localeOf((await params).locale);
  const actor = await requireStaff(signInAddress(locale, { retour: getPathname({ href, locale }) }));
  const query = await searchParams;
  return {
    actor,
    locale,
    query,
    typed: await openKept(
      { user: actor.user, browser: browserOf(await headers()) },
      singleValue(query["saisie"]),
      clock.now(),
    ),
    done: singleValue(query["fait"]),
  };
}
