import type { Check } from "./breach.ts";

/**
 * What `npm run check` runs, by the name it prints. Each is loaded when it runs: the linter and the compiler take seconds to
 * load, and each planted breach runs one check in a process of its own.
 */
export const checks: Readonly<Record<string, Check>> = {
  types: async (house) => (await import("./compile.ts")).compile(house),
  doors: async (house) => (await import("./doors.ts")).doors(house),
  format: async (house) => (await import("./format.ts")).format(house),
  lint: async (house) => (await import("./lint.ts")).lint(house),
  unused: async (house) => (await import("./unused.ts")).unused(house),
  names: async (house) => (await import("./names.ts")).names(house),
  messages: async (house) => (await import("./messages/messages.ts")).messages(house),
  stylesheets: async (house) => (await import("./stylesheets.ts")).stylesheets(house),
  fonts: async (house) => (await import("./fonts.ts")).fonts(house),
  secrets: async (house) => (await import("./secrets.ts")).secrets(house),
  documents: async (house) => (await import("./documents.ts")).documents(house),
  realTime: async (house) => (await import("./real-time.ts")).realTime(house),
};
