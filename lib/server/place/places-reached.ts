import type { Reach } from "#lib/access/where-may.ts";

/** The condition on places that a reach sets; none where it holds every place. */
export const wherePlacesReached = ({ places }: Reach): { readonly id?: { readonly in: string[] } } =>
  places === "all" ? {} : { id: { in: [...places] } };

/** The same condition on rows that name their place. */
export const whereAtPlacesReached = ({ places }: Reach): { readonly placeId?: { readonly in: string[] } } =>
  places === "all" ? {} : { placeId: { in: [...places] } };
