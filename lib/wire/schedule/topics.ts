import { z } from "zod";
import { placeNamed } from "#lib/wire/place/places.ts";
import { ours } from "#lib/wire/bounds.ts";

/** The key of a topic. */
export const topicKey = z.string().regex(/^[a-z0-9-]{1,40}$/);

/** The query of GET …/topics: the topics of one place. */
export const topicsQuery = { place: placeNamed.optional() };

/** A topic in the language of the reader: its label, how many minutes it takes, what to bring. */
export const wireTopic = z.object({ key: ours, label: ours, minutes: z.int(), bring: z.array(ours) });

export type WireTopic = z.infer<typeof wireTopic>;
