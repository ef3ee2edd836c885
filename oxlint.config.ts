import { join } from "node:path";
import { defineConfig } from "oxlint";

const SEEN = ["app/**/*.{ts,tsx}", "components/**/*.{ts,tsx}", "i18n/**/*.{ts,tsx}"];
const CORE = ["lib/**/*.ts"];
const SCRIPTS = ["scripts/**/*.ts"];
const SERVER = ["lib/server/**", "lib/wire/**"];
const CLOCKS = ["lib/server/clock.ts", "components/tablet/device/clock.ts"];
const PRODUCT = [
  "{lib,app,components,i18n,scripts}/**/*.{ts,tsx}",
  "prisma/seed/**/*.ts",
  "{proxy,instrumentation}.ts",
];
/** Read by the frameworks under their default name. */
const FRAMEWORK = [
  "app/**",
  "i18n/**",
  "bench/empty-app/**",
  "{*.config,proxy}.{ts,mjs}",
  "tests/support/{build-and-start,start-database,stop-database,running-files,ends-by-itself,shuffled}.ts",
  "tests/support/shared-packages.mjs",
  "tests/support/check/lint/plugin.ts",
  "tests/mutants/{first-failure,in-order}.ts",
];

const OPENS_AT_A_FIELD = [
  "app/[[]locale]/connexion/second-facteur/page.tsx",
  "components/auth/sign-in.tsx",
  "components/staff/reception/{person-step,topic-step}.tsx",
  "components/ui/error-summary.tsx",
];

/** Those of jsx-a11y that we keep: its recommended ones. */
const ACCESSIBILITY = [
  "alt-text",
  "anchor-has-content",
  "anchor-is-valid",
  "aria-activedescendant-has-tabindex",
  "aria-props",
  "aria-proptypes",
  "aria-role",
  "aria-unsupported-elements",
  "autocomplete-valid",
  "click-events-have-key-events",
  "heading-has-content",
  "html-has-lang",
  "iframe-has-title",
  "img-redundant-alt",
  "interactive-supports-focus",
  "label-has-associated-control",
  "media-has-caption",
  "mouse-events-have-key-events",
  "no-access-key",
  "no-autofocus",
  "no-distracting-elements",
  "no-interactive-element-to-noninteractive-role",
  "no-noninteractive-element-interactions",
  "no-noninteractive-element-to-interactive-role",
  "no-noninteractive-tabindex",
  "no-redundant-roles",
  "no-static-element-interactions",
  "role-has-required-aria-props",
  "role-supports-aria-props",
  "scope",
  "tabindex-no-positive",
];

/** Each rule is proved by a planted breach in tests/check/lint.test.ts. */
export default defineConfig({
  plugins: ["typescript", "react", "jsx-a11y"],
  jsPlugins: [{ name: "project", specifier: join(import.meta.dirname, "tests/support/check/lint/plugin.ts") }],
  categories: { correctness: "off" },
  options: { typeAware: true },
  ignorePatterns: [".next*/**", ".data/**", ".swc/**", "prisma/generated/**", "next-env.d.ts", "public/**"],
  rules: {
    "no-warning-comments": ["error", { terms: ["todo", "fixme", "xxx"], location: "anywhere" }],
    eqeqeq: "error",
    "prefer-const": "error",
    "typescript/no-explicit-any": "error",
    "typescript/ban-ts-comment": [
      "error",
      { "ts-expect-error": "allow-with-description", minimumDescriptionLength: 10 },
    ],
    "no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
    "project/clock": "error",
    "project/environment": "error",
    "project/named-export": "error",
    "project/whole-suite": "error",
    "project/one-name-a-statement": "error",
    "project/comment-width": "error",
    "project/hollow-test": "error",
    "project/import-path": "error",
  },
  overrides: [
    // The clock of the server layer, and that of the tablet: without network an act carries the time of the tablet.
    { files: CLOCKS, rules: { "project/clock": "off" } },
    // Next.js replaces process.env.NEXT_RUNTIME at build time, so instrumentation.ts must spell it out.
    {
      files: ["lib/server/env.ts", "tests/**", "bench/**", "*.config.{ts,mjs}", "instrumentation.ts"],
      rules: { "project/environment": "off" },
    },
    {
      files: ["scripts/**"],
      rules: { "project/environment": "off", "project/environment-passed-on": "error" },
    },
    { files: FRAMEWORK, rules: { "project/named-export": "off" } },
    { files: CORE, excludeFiles: SERVER, rules: { "project/core-alone": "error" } },
    {
      files: [...CORE, ...SEEN],
      excludeFiles: ["lib/server/**", "lib/time/**", ...CLOCKS],
      rules: { "project/date-in-time": "error" },
    },
    { files: ["lib/server/**/*.ts"], rules: { "project/turn-of-the-actor": "error" } },
    {
      files: ["lib/server/**/*.ts"],
      excludeFiles: ["lib/server/live/notices.ts"],
      rules: { "project/notice-after-commit": "error" },
    },
    { files: [...CORE, ...SCRIPTS], rules: { "project/docstring": "error" } },
    // In i18n each language is named in itself, whatever the reader's; the values of the national report are French in
    // every language.
    {
      files: [...SEEN, ...CORE, ...SCRIPTS],
      excludeFiles: ["i18n/**", "lib/report/national-words.ts"],
      rules: { "project/words": "error", "project/message-exists": "error" },
    },
    {
      files: SEEN,
      rules: {
        "project/attribute-words": "error",
        "project/direction": "error",
        "project/style-direction": "error",
        "project/assets-of-our-own": "error",
        "project/own-sentence": "error",
      },
    },
    { files: ["app/**/*.tsx"], rules: { "project/read-once": "error" } },
    {
      files: ["lib/wire/**/*.ts"],
      excludeFiles: ["lib/wire/bounds.ts"],
      rules: { "project/bounded-text": "error" },
    },
    {
      files: PRODUCT,
      rules: {
        "project/plain-comments": "error",
        "typescript/no-floating-promises": "error",
        "typescript/no-misused-promises": "error",
      },
    },
    {
      files: SEEN,
      rules: {
        "react-hooks/rules-of-hooks": "error",
        "react-hooks/exhaustive-deps": "error",
        ...Object.fromEntries(ACCESSIBILITY.map((name) => [`jsx-a11y/${name}`, "error"])),
      },
    },
    // A page opens at the field that is filled in first; after a form with errors at the summary of them, also without
    // script.
    { files: OPENS_AT_A_FIELD, rules: { "jsx-a11y/no-autofocus": "off" } },
    // An address outside every language is a file that is not there: nobody reads it.
    { files: ["app/[[]locale]/layout.tsx"], rules: { "project/own-sentence": "off" } },
  ],
});
