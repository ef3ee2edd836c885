import type { PermanenceAtPlace } from "#components/place/coming-card.tsx";
import { morning } from "#tests/lib/schedule/mornings.ts";

export const neuhof = {
  id: "neuhof",
  slug: "neuhof",
  name: "Mairie de quartier du Neuhof",
  shortName: "Neuhof",
  address: "1 rue",
  postalCode: "67100",
  city: "Strasbourg",
  latitude: 48.5,
  longitude: 7.7,
  timeZone: "Europe/Paris",
  languages: ["fr", "ar", "tr"],
  wheelchair: true,
  bookingNotice: 30,
  onlineShare: 50,
};

type MorningOptions = Parameters<typeof morning>[0] & { readonly call?: string };

/** A walk-in morning from 9 to 12 at that place, with these changes. */
export const held = (change: MorningOptions = {}): PermanenceAtPlace => ({ ...morning(change), at: neuhof });

/** The same, opened by a person. */
export const open = (change: MorningOptions = {}): PermanenceAtPlace =>
  held({ status: "open", openedAt: morning().span.start, numbers: "given", ...change });
