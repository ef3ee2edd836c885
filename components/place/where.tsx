import { Written } from "#components/ui/written.tsx";
import type { Place } from "#lib/place/place.ts";
import { whereOf } from "#lib/place/where.ts";

/** Where a place is, in one line below its name. */
export const Where = ({ place }: { place: Pick<Place, "name" | "address" | "city"> }) => (
  <p className="text-soft">
    <Written words={whereOf(place)} />
  </p>
);
