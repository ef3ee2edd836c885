import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { titleHeldBy } from "./title-of-page.ts";

/**
 * The title of a page with a form. After a refusal it begins with « Erreur : », so that a screen reader says that
 * first. `organisation`: who holds the page.
 */
export async function titleOfForm(title: string, refused: boolean, organisation?: string): Promise<Metadata["title"]> {
  return titleHeldBy(organisation, refused ? (await getTranslations("site"))("errorTitle", { title }) : title);
}
