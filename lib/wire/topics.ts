import { z } from "zod";

/** Why one comes, in the reader's language: how long it takes, what to bring. */
export const wireTopic = z.object({ key: z.string(), label: z.string(), minutes: z.int(), bring: z.array(z.string()) });

export type WireTopic = z.infer<typeof wireTopic>;
