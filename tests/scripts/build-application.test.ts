import { buildWhenChanged } from "#scripts/build-application.ts";

test("an application that is not built, in a folder that cannot be written, is refused with what to do", async () => {
  // Nobody can make a folder there, whatever user runs this.
  await expect(buildWhenChanged("/proc/next")).rejects.toThrow(
    /^The application is not built from these sources, and \/proc\/next cannot be written \([A-Z]+\)\. .*npm run build/,
  );
});
