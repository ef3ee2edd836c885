import type { CSSProperties } from "react";
import type { Conformity } from "#lib/place/accessibility-statement.ts";
import { shadesOf } from "#lib/place/accent.ts";
import { BrandMark } from "./brand-mark.tsx";

/** What pages show of an organisation. `at`: the path of its own pages. */
export type ShownOrganisation = {
  readonly slug: string;
  readonly service: string;
  readonly at?: string;
  readonly phone?: string;
  readonly phoneHours?: string;
  readonly mail?: string;
  readonly sms?: string;
  readonly signRelay?: string;
  readonly accent?: string;
  readonly logo?: string;
  readonly conformity?: Conformity;
  /** Missing where it is not known: then workshops are linked to. */
  readonly holdsWorkshops?: boolean;
};

/**
 * The colour of an organisation for everything below the element that has this style; the product's own without one.
 */
export function coloursOf(organisation: Pick<ShownOrganisation, "accent"> | undefined): CSSProperties | undefined {
  if (organisation?.accent === undefined) return undefined;
  const { accent, soft } = shadesOf(organisation.accent);
  return { "--color-accent": accent, "--color-accent-soft": soft } as CSSProperties;
}

/** The logo of an organisation, else that of the product. Its name stands beside it, so a screen reader skips it. */
export const OrganisationMark = ({
  organisation,
}: {
  organisation: Pick<ShownOrganisation, "slug" | "logo"> | undefined;
}) =>
  organisation?.logo === undefined ? (
    <BrandMark />
  ) : (
    <img
      src={`/chez/${organisation.slug}/logo?v=${organisation.logo}`}
      alt=""
      className="h-10 max-w-36 flex-none object-contain object-left rtl:object-right"
    />
  );
