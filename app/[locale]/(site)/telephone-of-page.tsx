import { OrganisationLinks } from "#components/site/organisation-links.tsx";
import { Telephone } from "#components/site/telephone.tsx";
import { listOrganisations, type Organisation } from "#lib/server/place/read-organisation.ts";

/**
 * How the organisation of a page is reached; of a page that speaks for several, each organisation with its number and
 * its own pages.
 */
export async function TelephoneOfPage({ organisation }: { organisation: Organisation | undefined }) {
  const organisations = organisation ? [] : await listOrganisations();
  return organisations.length === 0 ? (
    <Telephone organisation={organisation} />
  ) : (
    <OrganisationLinks organisations={organisations} />
  );
}
