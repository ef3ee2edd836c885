/**
 * The id of the place that stands in a form when it is opened: the one that the address names, or the only one there
 * is. Of several none is chosen, so that whoever plans says which.
 */
export function defaultPlace(asked: string | undefined, places: readonly { readonly id: string }[]): string {
  const [first, ...others] = places.map(({ id }) => id);
  if (asked !== undefined && (asked === first || others.includes(asked))) return asked;
  return others.length === 0 ? (first ?? "") : "";
}
