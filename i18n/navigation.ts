import { redirect as leadTo } from "next/navigation";
import { getPathname, type Page } from "./routing.ts";

/** Redirects to a page in the reader's language. */
export const redirect = (page: Page): never => leadTo(getPathname(page));
