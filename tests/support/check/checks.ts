import type { Check } from "./breach.ts";

/**
 * What `npm run check` runs, by the name it prints; first those that start a process of their own. Each is loaded when
 * it runs, because some packages take seconds to load.
 */
export const checks: Readonly<Record<string, Check>> = {
  types: async (tree) => (await import("./compile.ts")).compile(tree),
  lint: async (tree) => (await import("./lint.ts")).lint(tree),
  unused: async (tree) => (await import("./unused.ts")).unused(tree),
  format: async (tree) => (await import("./format.ts")).format(tree),
  advisories: async (tree) => (await import("./advisories.ts")).advisories(tree),
  dependencies: async (tree) => (await import("./dependencies.ts")).dependencies(tree),
  names: async (tree) => (await import("./names.ts")).names(tree),
  messages: async (tree) => (await import("./messages/messages.ts")).messages(tree),
  stylesheets: async (tree) => (await import("./stylesheets.ts")).stylesheets(tree),
  fonts: async (tree) => (await import("./fonts.ts")).fonts(tree),
  migrations: async (tree) => (await import("./migrations.ts")).migrations(tree),
  secrets: async (tree) => (await import("./secrets.ts")).secrets(tree),
  documents: async (tree) => (await import("./documents.ts")).documents(tree),
  references: async (tree) => (await import("./references.ts")).references(tree),
  sentences: async (tree) => (await import("./sentences.ts")).sentences(tree),
  packages: async (tree) => (await import("./packages.ts")).packages(tree),
  realTime: async (tree) => (await import("./real-time.ts")).realTime(tree),
};
