import { useTranslations } from "next-intl";
import { FrenchText } from "#components/ui/french-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

/** The organisations of an installation, each with its own pages. */
export function OrganisationList({
  organisations,
}: {
  organisations: readonly { readonly slug: string; readonly name: string; readonly service: string }[];
}) {
  const t = useTranslations("home");
  return (
    <section aria-labelledby="services" className="grid gap-3">
      <h2 id="services">{t("services")}</h2>
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {organisations.map(({ slug, name, service }) => (
          <li key={slug}>
            <PageLink
              href={`/chez/${slug}`}
              className="grid min-h-target content-center rounded-card border-2 border-hair bg-card px-4 py-2 font-bold"
            >
              <FrenchText text={service} />
              {name !== service && (
                <span className="font-normal text-soft">
                  <FrenchText text={name} />
                </span>
              )}
            </PageLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
