import { useTranslations } from "next-intl";
import { FrenchText } from "#components/ui/french-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

type NamedOrganisation = { readonly slug: string; readonly name: string };

/** Of which organisation the page is, and the others it can be changed to; nothing for who works for one alone. */
export function OtherOrganisations({
  href,
  chosen,
  others,
}: {
  href: string;
  chosen: NamedOrganisation;
  others: readonly NamedOrganisation[];
}) {
  const t = useTranslations("staff");
  if (others.length === 0) return null;
  return (
    <nav aria-label={t("organisation")} className="flex flex-wrap items-center gap-x-5">
      <b>
        <FrenchText text={chosen.name} />
      </b>
      {others.map(({ slug, name }) => (
        <PageLink key={slug} href={`${href}?organisation=${slug}`} className="inline-flex min-h-target items-center">
          <FrenchText text={name} />
        </PageLink>
      ))}
    </nav>
  );
}
