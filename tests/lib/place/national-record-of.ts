import type { NationalPlace } from "#lib/place/national-place.ts";

/** Writes a place as a record of version 1.0.1 of the national schema. */
export const nationalRecordOf = (place: NationalPlace): Record<string, unknown> => ({
  id: place.nationalId,
  nom: place.name,
  commune: place.city,
  code_postal: place.postalCode,
  adresse: place.address,
  latitude: place.latitude,
  longitude: place.longitude,
  ...(place.pivot !== null && { pivot: place.pivot }),
  ...(place.phone !== null && { telephone: place.phone }),
  ...(place.openingHours !== null && { horaires: place.openingHours }),
  ...(place.source !== null && { source: place.source }),
  ...(place.sourceDate !== null && { date_maj: place.sourceDate }),
  services: place.services.join("|"),
  publics_specifiquement_adresses: place.audiences.join("|"),
  prise_en_charge_specifique: place.specialCare.join("|"),
  modalites_accompagnement: place.support.join("|"),
  frais_a_charge: place.fees.join("|"),
  dispositif_programmes_nationaux: place.programmes.join("|"),
});
