import { env } from "../env.ts";
import type { Share } from "./find-share.ts";

/** The whole address a calendar programme subscribes to; without locale, for one text serves all. */
export const feedAddress = ({ secret }: Pick<Share, "secret">): string => `${env.APP_URL}/agenda/${secret}.ics`;
