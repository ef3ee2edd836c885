import { getTranslations } from "next-intl/server";

/** The title of a page with a form. After a refusal it begins with « Erreur : », so that a screen reader says that first. */
export async function titleOfForm(title: string, refused: boolean): Promise<string> {
  return refused ? (await getTranslations("site"))("errorTitle", { title }) : title;
}
