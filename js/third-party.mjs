// Names and licence texts of what the bundle contains, from the metafile that esbuild writes.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const LUCIDE = `ISC License

Copyright (c) 2020 Lucide Contributors; parts copyright (c) 2013-2022 Cole Bemis (Feather, MIT)

Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is
hereby granted, provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE
INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR
ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE,
DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN
CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.`;

function packageOf(input) {
  const at = input.lastIndexOf("node_modules/");
  if (at < 0) return null;
  const parts = input.slice(at + "node_modules/".length).split("/");
  const name = parts[0].startsWith("@") ? `${parts[0]}/${parts[1]}` : parts[0];
  return input.slice(0, at + "node_modules/".length) + name;
}

/** Every npm package with bytes in the bundle: `{name, version, license, text}`, sorted by name. */
export function bundledPackages(metafile, root) {
  const folders = new Set(
    Object.values(metafile.outputs).flatMap((output) =>
      Object.entries(output.inputs)
        .filter(([, use]) => use.bytesInOutput > 0)
        .map(([input]) => packageOf(input))
        .filter((folder) => folder !== null),
    ),
  );
  return [...folders]
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
      const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
      if (!license || !file) throw new Error(`${name}: no licence in ${folder}`);
      return { name, version, license, text: readFileSync(join(root, folder, file), "utf8").trim() };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The Markdown file that ships beside the bundle. */
export function thirdPartyNotice(packages, root) {
  const icons = existsSync(join(root, "js/src/ui/icons.ts")) || existsSync(join(root, "js/src/ui/icons.tsx"));
  const all = icons
    ? [...packages, { name: "lucide (icons)", version: "", license: "ISC", text: LUCIDE }]
    : packages;
  const sections = all.map(
    ({ name, version, license, text }) =>
      `## ${`${name} ${version}`.trim()}: ${license}\n\n\`\`\`text\n${text}\n\`\`\`\n`,
  );
  return `# Third-party software in the bundle\n\n${sections.join("\n")}`;
}
