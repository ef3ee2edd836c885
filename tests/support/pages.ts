import { globSync } from "node:fs";

/** The language before a path; French has none. */
export const LANGUAGE = /^\/(?:ar|tr|en)(?=\/|$)/u;

/** The route of each page below `app/[locale]`, as its folders are named. */
export const PAGES: readonly string[] = globSync("app/[[]locale]/**/page.tsx").map(
  (file) => file.replace(/^app\/\[locale\]|\/page\.tsx$/gu, "").replace(/\/\(\w+\)/gu, "") || "/",
);

const FORMS = PAGES.map((route) => ({
  route,
  form: new RegExp(`^${route.replace(/\[[^\]]+\]/gu, "[^/]+")}$`, "u"),
}));

/** The route of the page at a path; a fixed path wins over one with a parameter. */
export const pageAt = (path: string): string | undefined =>
  FORMS.filter(({ form }) => form.test(path.replace(LANGUAGE, "") || "/")).sort(
    (a, b) => a.route.split("[").length - b.route.split("[").length,
  )[0]?.route;
