import { z } from "zod";
import { permanencesQuery, wirePermanence } from "#lib/wire/queue/permanences.ts";
import { placesQuery, wirePlace } from "#lib/wire/place/places.ts";
import { topicsQuery, wireTopic } from "#lib/wire/schedule/topics.ts";
import type { ApiCall } from "./call.ts";
import { writtenMoment } from "#lib/wire/moment.ts";
import { ours } from "#lib/wire/bounds.ts";

/** The calls of the API about places, topics and half-days. */
export const placeApiCalls: readonly ApiCall[] = [
  {
    name: "listPlaces",
    method: "GET",
    path: "/api/v1/places",
    who: ["anyone"],
    summary:
      "The places, sorted by name, all or those of a commune (`town`: its INSEE code); at most 300. `next`: what to send as `from` to ask for more.",
    query: placesQuery,
    answers: { 200: z.object({ places: z.array(wirePlace), next: ours.exactOptional() }) },
    problems: ["malformed", "not-found"],
  },
  {
    name: "listTopics",
    method: "GET",
    path: "/api/v1/topics",
    who: ["anyone"],
    summary:
      "The topics of appointments and what to bring, in the language of Accept-Language (French, Arabic, Turkish or English). With `place`, those of the organisations that hold half-days there and of its organisation; otherwise those of all organisations, each key once.",
    query: topicsQuery,
    answers: { 200: z.object({ topics: z.array(wireTopic) }) },
    problems: ["malformed", "not-found"],
  },
  {
    name: "listPermanences",
    method: "GET",
    path: "/api/v1/permanences",
    who: ["anyone"],
    summary:
      "The half-days from a day or moment (default: now) to another, which is not included (default: 14 days later; at most 92 days), earliest first, with cancelled and past ones. `next`: the moment from which to ask for more.",
    query: permanencesQuery,
    answers: { 200: z.object({ permanences: z.array(wirePermanence), next: writtenMoment.exactOptional() }) },
    problems: ["malformed", "unknown-topic", "not-found"],
  },
];
