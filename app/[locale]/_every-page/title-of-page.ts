import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { readOrganisationOf } from "#lib/server/place/read-organisation.ts";

/** The title of a tab: it ends with the name of the service that holds the page, else with that of the installation. */
export const titleFor = (title: string, organisation: { readonly service: string } | undefined): Metadata["title"] =>
  organisation ? { absolute: `${title} · ${organisation.service}` } : title;

/** The same by the id of the organisation that holds the page; undefined where nobody does. */
export const titleHeldBy = async (organisation: string | undefined, title: string): Promise<Metadata["title"]> =>
  titleFor(title, organisation === undefined ? undefined : await readOrganisationOf(organisation));

/**
 * The title of a page with a form. After a refusal it begins with « Erreur : », so that a screen reader says that
 * first. `organisation`: who holds the page.
 */
export const titleOfForm = async (title: string, refused: boolean, organisation?: string): Promise<Metadata["title"]> =>
  titleHeldBy(organisation, refused ? (await getTranslations("site"))("errorTitle", { title }) : title);
