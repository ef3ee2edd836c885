import a11y from "eslint-plugin-jsx-a11y-x";
import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";
import { plugin } from "./tests/support/check/eslint/plugin.ts";

const CODE = ["**/*.{ts,tsx,mjs,cjs}"];
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
  "*.{ts,mjs,cjs}",
  "tests/support/{build-and-start,start-database,stop-database,running-files,ends-by-itself,shuffled}.ts",
  "tests/support/shared-packages.mjs",
  "tests/mutants/{first-failure,in-order}.ts",
];

/** The rules that a preset turns on, each as an error: nothing is only a warning here. */
const asErrors = (rules) =>
  Object.fromEntries(
    Object.entries(rules).map(([name, setting]) => {
      const [severity, ...options] = [setting].flat();
      return [name, severity === "off" ? "off" : ["error", ...options]];
    }),
  );

/** Each rule is proved by a planted breach in tests/check/lint.test.ts. */
export default [
  { ignores: [".next*/**", ".data/**", ".swc/**", "prisma/generated/**", "next-env.d.ts", "public/**"] },
  {
    files: CODE,
    languageOptions: { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    linterOptions: { noInlineConfig: true },
    plugins: { project: plugin, "@typescript-eslint": tseslint.plugin },
    rules: {
      "no-warning-comments": ["error", { terms: ["todo", "fixme", "xxx"], location: "anywhere" }],
      eqeqeq: "error",
      "prefer-const": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/ban-ts-comment": [
        "error",
        { "ts-expect-error": "allow-with-description", minimumDescriptionLength: 10 },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "project/clock": "error",
      "project/environment": "error",
      "project/named-export": "error",
      "project/whole-suite": "error",
      "project/hollow-test": "error",
    },
  },
  // The clock of the server layer, and that of the tablet: without network an act carries the time of the tablet.
  { files: CLOCKS, rules: { "project/clock": "off" } },
  // Next.js replaces process.env.NEXT_RUNTIME at build time, so instrumentation.ts must spell it out.
  {
    files: ["lib/server/env.ts", "tests/**", "bench/**", "*.{mjs,cjs}", "*.config.ts", "instrumentation.ts"],
    rules: { "project/environment": "off" },
  },
  {
    files: ["scripts/**"],
    rules: { "project/environment": "off", "project/environment-passed-on": "error" },
  },
  { files: FRAMEWORK, rules: { "project/named-export": "off" } },
  { files: CORE, ignores: SERVER, rules: { "project/core-alone": "error" } },
  {
    files: [...CORE, ...SEEN],
    ignores: ["lib/server/**", "lib/time/**", ...CLOCKS],
    rules: { "project/date-in-time": "error" },
  },
  { files: ["lib/server/**/*.ts"], rules: { "project/turn-of-the-actor": "error" } },
  {
    files: ["lib/server/**/*.ts"],
    ignores: ["lib/server/live/listener.ts"],
    rules: { "project/notice-after-commit": "error" },
  },
  { files: [...CORE, ...SCRIPTS], rules: { "project/docstring": "error" } },
  // In i18n each language is named in itself, whatever the reader's; the values of the national report are French in every language.
  {
    files: [...SEEN, ...CORE, ...SCRIPTS],
    ignores: ["i18n/**", "lib/report/national-words.ts"],
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
  // `npm run check` gives the program that the compiler's check has made in place of the project service.
  {
    files: PRODUCT,
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "project/plain-comments": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
    },
  },
  {
    files: SEEN,
    plugins: { "react-hooks": hooks, "jsx-a11y-x": a11y },
    // Only the two rules of hooks themselves: the other rules of the plugin run the React Compiler, which we do not
    // use, over every component, and cost more time than all other rules together.
    rules: {
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      ...asErrors(a11y.configs.recommended.rules),
    },
  },
  // After a form with errors the page opens at the summary of them, also without script.
  { files: ["components/ui/error-summary.tsx"], rules: { "jsx-a11y-x/no-autofocus": "off" } },
  // An address outside every language is a file that is not there: nobody reads it.
  { files: ["app/[[]locale]/layout.tsx"], rules: { "project/own-sentence": "off" } },
];
