import type { Metadata } from "next";
import { readOperatorOf } from "#lib/server/place/read-operator.ts";

/** The title of a tab: it ends with the name of the service that holds the page, else with that of the installation. */
export const titleFor = (title: string, operator: { readonly service: string } | undefined): Metadata["title"] =>
  operator ? { absolute: `${title} · ${operator.service}` } : title;

/** The same by the id of the organisation that holds the page; undefined where nobody does. */
export const titleHeldBy = async (organisation: string | undefined, title: string): Promise<Metadata["title"]> =>
  titleFor(title, organisation === undefined ? undefined : await readOperatorOf(organisation));
