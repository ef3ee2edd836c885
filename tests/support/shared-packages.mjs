import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const load = createRequire(import.meta.url);
const own = readFileSync(import.meta.filename, "utf8");
const isName = (name) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== "default";

/**
 * A jest transformer for installed packages that keep no state a test could see: instead of the package's source, a
 * test file gets the copy that Node loaded once for the whole worker process. Loading such packages again for each test
 * file was most of what the server layer cost (docs/decisions/what-runs-when.md).
 */
export default {
  process(source, path, { supportsStaticESM, supportsDynamicImport }) {
    // Jest's global set-up runs in the process itself, where the package is to load as it is.
    if (!supportsDynamicImport) return { code: source };
    // Inside a test file `node:module` and `process` are jest's; node:vm leads to those of the process.
    const host = `vm.runInThisContext("process").getBuiltinModule("node:module").createRequire(${JSON.stringify(path)})`;
    const loaded = `${host}(${JSON.stringify(path)})`;
    if (!supportsStaticESM) return { code: `const vm = require("node:vm"); module.exports = ${loaded};` };
    const exported = load(path);
    const isModule = exported?.[Symbol.toStringTag] === "Module";
    const lines = Object.keys(exported)
      .filter(isName)
      .map((name, index) => `const n${index} = loaded.${name}; export { n${index} as ${name} };`);
    if (!isModule) lines.push("export default loaded;");
    else if ("default" in exported) lines.push("export default loaded.default;");
    return { code: [`import vm from "node:vm";`, `const loaded = ${loaded};`, ...lines].join("\n") };
  },
  getCacheKey: (source, path, { supportsStaticESM, supportsDynamicImport }) =>
    createHash("sha1").update([own, source, path, supportsStaticESM, supportsDynamicImport].join("\0")).digest("hex"),
};
