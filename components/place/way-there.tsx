import { useTranslations, useLocale } from "next-intl";
import { CallLink } from "#components/call-link.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Written } from "#components/ui/written.tsx";
import type { Place } from "#lib/place/place.ts";
import { hasStreet, addressLine } from "#lib/place/address-line.ts";
import { sayLanguages } from "#lib/place/say-languages.ts";

/** How to get there: address, a map elsewhere, the bus, the way in, and a telephone (none where the page says it elsewhere). */
export function WayThere({ place, call = place.phone }: { place: Place; call?: string | undefined | "none" }) {
  const t = useTranslations("place");
  const map = `https://www.openstreetmap.org/?mlat=${place.latitude}&mlon=${place.longitude}#map=17/${place.latitude}/${place.longitude}`;
  return (
    <div className="grid gap-2">
      <address className="flex items-start gap-2.5 not-italic">
        <Icon name="pin" />
        <span>
          <strong>
            <Written text={place.name} />
          </strong>
          <br />
          <Written text={place.address} />
          <br />
          <Written text={`${place.postalCode} ${place.city}`} />
        </span>
      </address>
      {/* Without a street the point is that of the town: it would lead to a wrong door. */}
      {hasStreet(place) && (
        <a href={map} rel="noreferrer" className="inline-flex min-h-target items-center justify-self-start font-bold">
          {t("map")}
        </a>
      )}
      {place.transport !== undefined && (
        <p className="flex items-start gap-2.5">
          <Icon name="bus" />
          <Written text={place.transport} />
        </p>
      )}
      <PlaceFacts place={place} />
      {!hasStreet(place) && <p className="font-bold">{t("noStreet")}</p>}
      {call !== undefined && call !== "none" && <CallLink phone={call} here={call === place.phone} />}
    </div>
  );
}

/** Where a place is, in one line below its name. */
export const AddressLine = ({ place }: { place: Pick<Place, "name" | "address" | "city"> }) => (
  <p className="text-soft">
    <Written text={addressLine(place)} />
  </p>
);

/** What decides whether one can go there at all: the languages spoken, and the way in. */
export function PlaceFacts({ place }: { place: Pick<Place, "languages" | "wheelchair"> }) {
  const t = useTranslations("place");
  const languages = sayLanguages(place.languages, useLocale());
  if (languages === "" && !place.wheelchair) return null;
  return (
    <ul className="grid gap-1">
      {languages !== "" && (
        <li className="flex items-center gap-2.5">
          <Icon name="speech" />
          {t("weSpeak", { languages })}
        </li>
      )}
      {place.wheelchair && (
        <li className="flex items-center gap-2.5">
          <Icon name="wheelchair" />
          {t("wheelchair")}
        </li>
      )}
    </ul>
  );
}
