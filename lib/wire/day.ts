import { z } from "zod";

/** Whether it is a day that exists, YYYY-MM-DD. */
export const isDay = (typed: string | undefined): typed is string => z.iso.date().safeParse(typed).success;
