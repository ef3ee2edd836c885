import { z } from "zod";
import {
  AGE_BANDS,
  AUTONOMY_LEVELS,
  EQUIPMENT,
  GENDERS,
  REPORT_THEMES,
  SOCIAL_STATUSES,
} from "../queue/acts/report.ts";
import { REFERRAL_TARGETS } from "../queue/acts/refer.ts";

/** What was done in a visit, as it is sent; whether it suffices is the rule's to say. */
export const reportFacts = z.object({
  themes: z.array(z.enum(REPORT_THEMES)).max(REPORT_THEMES.length),
  minutes: z.int().min(0).max(1_439),
  equipment: z.array(z.enum(EQUIPMENT)).max(EQUIPMENT.length),
  autonomy: z.enum(AUTONOMY_LEVELS).exactOptional(),
  redirect: z.enum(REFERRAL_TARGETS).exactOptional(),
  ageBand: z.enum(AGE_BANDS).exactOptional(),
  gender: z.enum(GENDERS).exactOptional(),
  status: z.enum(SOCIAL_STATUSES).exactOptional(),
});
