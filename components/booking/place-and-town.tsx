import { Written } from "#components/ui/written.tsx";

/** The name of a place, and after it its town when the appointment stands in another (`than`). One run of writing: in Arabic the comma would change sides. */
export const PlaceAndTown = ({
  place: { name, city },
  than,
}: {
  place: { readonly name: string; readonly city: string };
  than: string;
}) => <Written words={city === than ? name : `${name}, ${city}`} />;
