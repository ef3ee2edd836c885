import { useTranslations, useLocale } from "next-intl";
import { CallLink } from "#components/call-link.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import type { Place } from "#lib/place/place.ts";
import { hasStreet, addressLine } from "#lib/place/address-line.ts";
import { sayLanguages } from "#lib/place/say-languages.ts";

/**
 * How to get there: address, link to a map, bus, access and telephone (`call`: "none" where the page shows it
 * elsewhere). `named`: with the name of the place.
 */
export function WayThere({
  place,
  call = place.phone,
  named = true,
}: {
  place: Place;
  call?: string | undefined | "none";
  named?: boolean;
}) {
  const t = useTranslations("place");
  const position = `${place.latitude}/${place.longitude}`;
  const known = hasStreet(place);
  return (
    <div className="grid gap-2">
      <address className="flex items-start gap-2.5 not-italic">
        <Icon name="pin" />
        <span>
          {named && (
            <>
              <strong>
                <FrenchText text={place.name} />
              </strong>
              <br />
            </>
          )}
          {place.address !== "" && (
            <>
              <FrenchText text={place.address} />
              <br />
            </>
          )}
          <FrenchText text={`${place.postalCode} ${place.city}`} />
        </span>
      </address>
      {/* Without a street the position is that of the town or the quarter: a map without a mark on a building. */}
      <a
        href={`https://www.openstreetmap.org/${known ? `?mlat=${place.latitude}&mlon=${place.longitude}#map=17` : "#map=15"}/${position}`}
        rel="noreferrer"
        className="inline-flex min-h-target items-center justify-self-start font-bold"
      >
        {t(known ? "map" : "mapAround")}
      </a>
      {place.transport !== undefined && (
        <p className="flex items-start gap-2.5">
          <Icon name="bus" />
          <span>{t.rich("transport", { way: () => <FrenchText text={place.transport ?? ""} /> })}</span>
        </p>
      )}
      <PlaceFacts place={place} />
      {!known && <p className="font-bold">{t(call === undefined ? "noStreetKnown" : "noStreet")}</p>}
      {call !== undefined && call !== "none" && <CallLink phone={call} here={call === place.phone} />}
    </div>
  );
}

/**
 * The address of a place in one line; without a street that is said, since nobody finds it by the town alone.
 * `toCall`: with the way to know it, where the telephone stands beside it.
 */
export function AddressLine({
  place,
  toCall = false,
}: {
  place: Pick<Place, "name" | "address" | "city">;
  toCall?: boolean;
}) {
  const t = useTranslations("place");
  return (
    <p className="text-soft">
      <FrenchText text={addressLine(place)} />
      {!hasStreet(place) && (toCall ? <> · {t("addressCall")}</> : <span className="block">{t("noStreetKnown")}</span>)}
    </p>
  );
}

/** What decides whether somebody can go there: the languages spoken, and step-free access. */
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
