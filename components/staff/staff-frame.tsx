import type { ReactNode } from "react";
import { useLocale, useTranslations } from "next-intl";
import { getPathname } from "#i18n/routing.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import { PostButton } from "#components/ui/post-button.tsx";
import { PressedMark } from "#components/ui/pressed-mark.tsx";
import { CONTENT, SkipLink } from "#components/ui/skip-link.tsx";
import type { Section } from "./sections.ts";

/** As many sections stand in a row on a desk; of more, those that are not of every day are folded. */
const MOST_IN_A_ROW = 8;

/**
 * Header with the sections that this person may use, and main, of the pages for coordination. `name`: of the service or
 * organisation that they work for. On a narrow screen the sections are folded, so that the heading of the page is in
 * sight; of the two lists the stylesheet shows one, since no script is needed. On a wide screen those that are not of
 * every day are folded apart. `mark`: its logo; `languages`: the links to the same page in another language;
 * `reception`: whether they may use the desk and the telephone.
 */
export function StaffFrame({
  name,
  mark,
  languages,
  sections,
  reception = false,
  children,
}: {
  name: string;
  mark: ReactNode;
  languages: ReactNode;
  sections: readonly Section[];
  reception?: boolean;
  children: ReactNode;
}) {
  const t = useTranslations("staff");
  const site = useTranslations("site");
  const locale = useLocale();
  const isFolded = ({ rare }: Section): boolean => rare === true && sections.length > MOST_IN_A_ROW;
  const daily = sections.filter((one) => !isFolded(one));
  const others = sections.filter(isFolded);
  return (
    <div className="flex min-h-svh flex-col">
      <SkipLink />
      <PressedMark />
      <header className="border-b-2 border-hair print:hidden">
        <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-5 gap-y-2 px-4 py-2">
          <PageLink
            href="/coordination"
            className="me-auto flex min-h-target items-center gap-2 font-bold leading-tight text-ink no-underline"
          >
            {mark}
            <span className="wrap-break-word">{name}</span>
          </PageLink>
          <PostButton to={getPathname({ href: "/connexion/quitter", locale })}>{site("signOut")}</PostButton>
          {languages}
          <nav aria-label={t("menu")} className="basis-full">
            <details className="md:hidden">
              <summary className="min-h-target cursor-pointer content-center font-bold">{t("openMenu")}</summary>
              <ul className="grid grid-cols-2 gap-x-5">
                <OwnPages reception={reception} />
                <Links sections={daily} />
              </ul>
              {others.length > 0 && (
                <ul className="grid grid-cols-2 gap-x-5 border-t border-hair pb-2">
                  <Links sections={others} />
                </ul>
              )}
            </details>
            <div className="relative flex flex-wrap gap-x-5 max-md:hidden">
              <ul className="flex flex-wrap gap-x-4 lg:gap-x-5">
                <OwnPages reception={reception} />
                <Links sections={daily} />
              </ul>
              {others.length > 0 && (
                <details>
                  <summary className="min-h-target cursor-pointer content-center font-bold">{t("otherPages")}</summary>
                  <ul className="absolute inset-x-0 top-full z-10 flex flex-wrap gap-x-6 rounded-card border-2 border-hair bg-card px-4 py-1 shadow-lg">
                    <Links sections={others} />
                  </ul>
                </details>
              )}
            </div>
          </nav>
        </div>
      </header>
      <main id={CONTENT} tabIndex={-1} className="mx-auto w-full max-w-6xl flex-1 px-4 py-5 focus:outline-none">
        {children}
      </main>
    </div>
  );
}

/** The pages of the whole team: the half-days, and the reception for whoever may use it. */
function OwnPages({ reception }: { reception: boolean }) {
  const t = useTranslations("staff");
  return (
    <>
      <MenuLink href="/conseiller">{t("sections.halfDays.name")}</MenuLink>
      {reception && <MenuLink href="/accueil">{t("reception.short")}</MenuLink>}
    </>
  );
}

function Links({ sections }: { sections: readonly Section[] }) {
  const t = useTranslations("staff");
  return (
    <>
      {sections.map(({ key, href }) => (
        <MenuLink key={key} href={href}>
          {t(`sections.${key}.name`)}
        </MenuLink>
      ))}
    </>
  );
}

const MenuLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <li>
    <PageLink href={href} className="inline-flex min-h-target min-w-target items-center">
      {children}
    </PageLink>
  </li>
);
