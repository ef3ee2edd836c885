import type { ConstraintCase } from "./constraint-case.ts";
import { id } from "./rows.ts";

const otherPlace = { id: id(90), slug: "hautepierre" };

/** Constraints of the table of places. */
export const placeConstraints: readonly ConstraintCase[] = [
  {
    constraint: "place_postal_code",
    says: "a postal code of four digits",
    table: "place",
    refused: { postal_code: "6710" },
  },
  {
    constraint: "place_insee_code",
    says: "an INSEE code with a small letter",
    table: "place",
    accepted: { insee_code: "2A004" },
    refused: { insee_code: "2a004" },
  },
  {
    constraint: "place_booking_notice",
    says: "a notice below zero, or of more than a week",
    table: "place",
    accepted: { booking_notice: 0 },
    refused: { booking_notice: -1 },
  },
  {
    constraint: "place_online_share",
    says: "more than the whole of a half-day online",
    table: "place",
    accepted: { online_share: 100 },
    refused: { online_share: 101 },
  },
  {
    constraint: "place_slug",
    says: "an address with capitals or spaces",
    table: "place",
    accepted: { slug: "mairie-2" },
    refused: { slug: "Mairie du Neuhof" },
  },
  {
    constraint: "place_slug_key",
    says: "two places under one address",
    table: "place",
    beside: [{}],
    accepted: otherPlace,
    refused: { slug: "mairie-du-neuhof" },
  },
  {
    constraint: "place_national_id_key",
    says: "one place of the national list twice",
    table: "place",
    beside: [{ national_id: "a" }],
    accepted: { ...otherPlace, national_id: "b" },
    refused: { national_id: "a" },
  },
  {
    constraint: "place_door_opener",
    says: "nobody who opens the door, as an empty text",
    table: "place",
    accepted: { door_opener: "Le gardien" },
    refused: { door_opener: "" },
  },
  {
    constraint: "place_contact_role_name",
    says: "a contact without the name of a role",
    table: "place_contact",
    refused: { role_name: "" },
  },
  {
    constraint: "place_contact_can_be_reached",
    says: "a contact with neither telephone nor e-mail",
    table: "place_contact",
    accepted: { phone: null, email: "accueil@ville.example" },
    refused: { email: null },
  },
  {
    constraint: "place_contact_phone",
    says: "a telephone of a contact in national form",
    table: "place_contact",
    refused: { phone: "0388436000" },
  },
  {
    constraint: "place_contact_email",
    says: "an e-mail of a contact without @",
    table: "place_contact",
    accepted: { email: "accueil@ville.example" },
    refused: { email: "accueil" },
  },
  {
    constraint: "hung_poster_says_parts",
    says: "a poster that is no list of parts",
    table: "hung_poster",
    accepted: { said: { hours: "a" } },
    refused: { said: JSON.stringify("hours") },
  },
];
