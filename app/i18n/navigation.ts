import { createNavigation } from "next-intl/navigation";
import { routing } from "./routing.ts";

/** Links and redirects that keep the reader's locale; next's own would land in French. */
export const { Link, redirect, getPathname } = createNavigation(routing);
