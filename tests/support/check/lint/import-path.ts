import { dirname, posix, relative, sep } from "node:path";
import type { ESTree, Rule } from "@oxlint/plugins";

/** A module is written in one way: from its own folder down by `./`, from anywhere else by its name in package.json. */
export const importPath: Rule = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      climbs: "This import climbs out of its folder. → Write the name in package.json, “{{ written }}”.",
      own: "This import names its own folder. → Write the path from here, “{{ written }}”.",
    },
  },
  create: (context) => {
    const folder = dirname(relative(context.cwd, context.filename)).replaceAll(sep, "/");
    return {
      [IMPORTED](node: ESTree.StringLiteral) {
        const report = (messageId: string, written: string): void =>
          context.report({ node, messageId, data: { written } });
        if (node.value.startsWith("..")) report("climbs", `#${posix.join(folder, node.value)}`);
        if (node.value.startsWith(`#${folder}/`)) report("own", node.value.replace(`#${folder}/`, "./"));
      },
    };
  },
};

const IMPORTED =
  ":matches(ImportDeclaration, ExportNamedDeclaration, ExportAllDeclaration, ImportExpression, TSImportType) > Literal[value=/^(#|\\.\\.)/]";
