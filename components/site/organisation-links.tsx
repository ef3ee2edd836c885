import { CallLink } from "#components/call-link.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

type ListedOrganisation = { readonly slug: string; readonly service: string; readonly phone?: string };

/**
 * Each organisation with its own page, and with its number where the page is how to reach it. `page`: «
 * /mentions-legales » below its path.
 */
export function OrganisationLinks({
  organisations,
  page,
}: {
  organisations: readonly ListedOrganisation[];
  page?: string;
}) {
  return (
    <ul className="grid gap-2">
      {organisations.map(({ slug, service, phone }) => (
        <li key={slug} className="flex flex-wrap items-center gap-x-5">
          <PageLink href={`/chez/${slug}${page ?? ""}`} className="inline-flex min-h-target items-center font-bold">
            <FrenchText text={service} />
          </PageLink>
          {page === undefined && phone !== undefined && <CallLink phone={phone} />}
        </li>
      ))}
    </ul>
  );
}
