import { useTranslations } from "next-intl";
import { FrenchText } from "#components/ui/french-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

/** The closure and what it closes: every place where none is named. `mayChange`: this reader may open its page. */
type ClosureToLink = { readonly id: string; readonly place?: { readonly name: string }; readonly mayChange: boolean };

/**
 * The place that a closure closes, or that it closes every one; it leads to the page of the closure for who may change
 * it.
 */
export function ClosureLink({ closure: { id, place, mayChange } }: { closure: ClosureToLink }) {
  const t = useTranslations("staff.closures");
  const name = place ? <FrenchText text={place.name} /> : t("everyPlace");
  if (!mayChange) return <b>{name}</b>;
  return (
    <PageLink
      href={`/coordination/fermetures/${id}`}
      className="inline-flex min-h-target items-center font-bold print:min-h-0"
    >
      {name}
    </PageLink>
  );
}
