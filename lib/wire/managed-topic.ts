import { z } from "zod";
import { organisationName } from "./organisation-name.ts";
import { topicBody } from "./topic-body.ts";

/** The body of POST …/topics and PUT …/topics/{key}: what is said of the topic, and its operator. */
export const managedTopicBody = topicBody.safeExtend({ organisation: organisationName });

/** The body of POST …/topics/{key}/offered. `place`: at that place alone; without it everywhere. */
export const offerTopicBody = z.strictObject({
  organisation: organisationName,
  offered: z.boolean(),
  place: z.uuid().optional(),
});
