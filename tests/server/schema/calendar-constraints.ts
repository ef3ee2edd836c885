import type { ConstraintCase } from "./constraint-case.ts";
import { at, id } from "./rows.ts";

/** Constraints of the tables of shared calendars. */
export const calendarConstraints: readonly ConstraintCase[] = [
  {
    constraint: "calendar_share_level",
    says: "a share of an unknown level",
    table: "calendar_share",
    accepted: { level: "operational" },
    refused: { level: "names" },
  },
  {
    constraint: "calendar_share_shows",
    says: "a share that is chosen by something unknown",
    table: "calendar_share",
    accepted: { shows: "series", every_place: false },
    refused: { shows: "people", every_place: false },
  },
  {
    constraint: "calendar_share_other_than_by_places",
    says: "a share by series that also shows every place",
    table: "calendar_share",
    accepted: { shows: "series", every_place: false },
    refused: { shows: "series", every_place: true },
  },
  {
    constraint: "calendar_share_topics",
    says: "a share by topics without a topic",
    table: "calendar_share",
    accepted: { shows: "topics", every_place: false, topic_keys: ["caf"] },
    refused: { shows: "topics", every_place: false, topic_keys: [] },
  },
  {
    constraint: "calendar_share_frame_origins",
    says: "a share in the frames of more than ten sites",
    table: "calendar_share",
    accepted: { frame_origins: Array.from({ length: 10 }, (_, site) => `https://site-${site}.example`) },
    refused: { frame_origins: Array.from({ length: 11 }, (_, site) => `https://site-${site}.example`) },
  },
  {
    constraint: "calendar_share_told_email",
    says: "a partner who is written to without an address",
    table: "calendar_share",
    accepted: { told_email: "accueil@caf.example" },
    refused: { told_email: "la CAF" },
  },
  {
    constraint: "share_request_can_be_answered",
    says: "a request for a share without a way to answer",
    table: "share_request",
    accepted: { email: null, phone: "+33388000000" },
    refused: { email: null, phone: null },
  },
  {
    constraint: "share_request_is_decided_at_a_moment",
    says: "a request for a share that is accepted at no moment",
    table: "share_request",
    accepted: { accepted: false, decided_at: at("10:00") },
    refused: { accepted: true, decided_at: null },
  },
  {
    constraint: "share_request_of_a_share_is_accepted",
    says: "a share by which a request was refused",
    table: "share_request",
    accepted: { share_id: id(26), accepted: true, decided_at: at("10:00") },
    refused: { share_id: id(26), accepted: false, decided_at: at("10:00") },
  },
  {
    constraint: "installation_has_one_row",
    says: "a second row of what is fixed for an installation",
    table: "installation",
    accepted: {},
    refused: { id: false },
  },
  {
    constraint: "installation_calendar_host_is_a_host",
    says: "a host of calendar events with a space in it",
    table: "installation",
    accepted: { calendar_host: "rdv.strasbourg.example:8443" },
    refused: { calendar_host: "rdv strasbourg" },
  },
];
