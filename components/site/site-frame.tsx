import type { ReactNode } from "react";
import { useLocale, useTranslations } from "next-intl";
import { PageLink } from "#components/ui/page-link.tsx";
import { sayPhone } from "#lib/place/phone-number.ts";
import { PhoneNumber } from "#components/phone-number.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import type { Locale } from "#i18n/routing.ts";
import { stayWith } from "#components/ui/own-pages.ts";
import { coloursOf, OrganisationMark, type ShownOrganisation } from "#components/organisation-mark.tsx";
import { LanguageLinks } from "./language-links.tsx";
import { CONTENT, SkipLink } from "#components/ui/skip-link.tsx";
import { Telephone } from "./telephone.tsx";

/**
 * Header, main and footer of every public page, in the name and colour of the organisation that holds what it is about;
 * without one, of the installation. `name`: the place it is about; `wide`: the page sets its own margins.
 */
export const SiteFrame = ({
  name,
  organisation,
  wide = false,
  children,
}: {
  name?: string;
  organisation: ShownOrganisation | undefined;
  wide?: boolean;
  children: ReactNode;
}) => {
  stayWith(organisation);
  return (
    <div className="flex min-h-svh flex-col" style={coloursOf(organisation)}>
      <SkipLink />
      <Header name={name} organisation={organisation} />
      <main
        id={CONTENT}
        tabIndex={-1}
        className={`w-full flex-1 focus:outline-none ${wide ? "" : "mx-auto max-w-5xl px-4 py-5"}`}
      >
        {children}
      </main>
      <Footer organisation={organisation} named={name === undefined} />
    </div>
  );
};

/** Characters. A longer name takes a row of its own on phones, instead of five lines beside the languages. */
const LONG_NAME = 26;

/**
 * The name of the service or place, the telephone, its number from 820 px on, and the languages. On a phone the icon to
 * call is left out where the page has a button to call: then all stand in one row. Hidden while a number is called.
 */
function Header({ name, organisation }: { name?: string | undefined; organisation: ShownOrganisation | undefined }) {
  const t = useTranslations();
  const phone = organisation?.phone;
  const service = organisation?.service;
  return (
    <header className="border-b-2 border-hair [body:has([data-called])_&]:hidden">
      <div className="mx-auto flex max-w-5xl flex-wrap items-center justify-between gap-x-2 px-4 pt-1 pb-1.5 min-[28rem]:gap-y-2 min-[28rem]:py-3">
        <PageLink
          href="/"
          className={`flex min-h-target min-w-min flex-1 ${((name ?? service)?.length ?? 0) > LONG_NAME ? "max-sm:basis-full" : ""} items-center gap-2 font-bold leading-tight wrap-break-word text-ink no-underline max-[28rem]:[body:has([data-calls])_&]:text-[0.83rem]`}
        >
          <OrganisationMark organisation={organisation} />
          {name === undefined ? (
            service === undefined ? (
              t("site.name")
            ) : (
              <FrenchText text={service} />
            )
          ) : (
            <span>
              <span className="sr-only">{t("site.home")} · </span>
              <FrenchText text={name} />
            </span>
          )}
        </PageLink>
        {phone !== undefined && (
          <a
            href={`tel:${phone}`}
            aria-label={t.markup("site.call", { phone: () => sayPhone(phone) })}
            className="ms-auto inline-flex min-h-target min-w-target items-center justify-center gap-2.5 font-bold max-[51rem]:[body:has([data-calls])_&]:hidden min-[51rem]:me-3"
          >
            <Icon name="phone-call" />
            <span className="max-[51rem]:hidden">
              {t.rich("site.call", { phone: () => <PhoneNumber phone={phone} /> })}
            </span>
          </a>
        )}
        <LanguageLinks label={t("site.languages")} current={useLocale() as Locale} />
      </div>
    </header>
  );
}

/** Smaller than the text of the page, so that on a phone two or three links stand in a row. */
const LINK = "inline-flex min-h-target min-w-target items-center text-[0.89rem] leading-tight";
/** On a phone these are on the home page, to which the header leads, and on the site map. */
const ON_A_DESK = "max-[51rem]:hidden";

/**
 * The ways to everything else: with the site map the second of two systems of navigation (RGAA 12.1). `workshops`:
 * whether some are to come.
 */
function Menu({ workshops }: { workshops: boolean }) {
  const site = useTranslations("site");
  const place = useTranslations("place");
  const home = useTranslations("home");
  const findAgain = useTranslations("findAgain");
  const ways = [
    ["/", site("home"), ON_A_DESK],
    ["/lieux", place("list.title"), ON_A_DESK],
    ["/rendez-vous", home("book"), ON_A_DESK],
    ["/retrouver", findAgain("title"), ""],
    ...(workshops ? ([["/ateliers", home("learn"), ON_A_DESK]] as const) : []),
    ["/aide", site("aid"), ""],
    ["/plan-du-site", site("map"), ""],
  ] as const;
  return (
    <nav aria-label={site("menu")}>
      <ul className="flex flex-wrap gap-x-2.5 min-[51rem]:gap-x-5">
        {ways.map(([href, name, where]) => (
          <li key={href} className={where}>
            <PageLink href={href} className={LINK}>
              {name}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/**
 * The same on every page: a telephone, the ways to the rest of the site, the legal pages, whose it is; `named`: its
 * header says that.
 */
function Footer({ organisation, named }: { organisation: ShownOrganisation | undefined; named: boolean }) {
  const t = useTranslations("site");
  const legal = [
    ["/accessibilite", t(`conformity.${organisation?.conformity ?? "none"}`)],
    ["/donnees-personnelles", t("yourData")],
    ["/mentions-legales", t("legal")],
  ] as const;
  return (
    <footer aria-label={t("help")} className="border-t-2 border-hair">
      <div className="mx-auto grid max-w-5xl px-4 py-1 min-[51rem]:gap-2 min-[51rem]:py-4">
        <Telephone organisation={organisation} compact />
        <Menu workshops={organisation?.holdsWorkshops !== false} />
        <ul className="flex flex-wrap items-center gap-x-4 min-[51rem]:gap-x-5">
          {legal.map(([href, name]) => (
            <li key={href}>
              <PageLink href={href} className={`${LINK} text-soft`}>
                {name}
              </PageLink>
            </li>
          ))}
          {organisation && !named && (
            <li className="text-[0.89rem] leading-tight text-soft">
              <FrenchText text={organisation.service} />
            </li>
          )}
        </ul>
      </div>
    </footer>
  );
}
