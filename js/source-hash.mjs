// One digest of everything the bundle is made from; `hatch_build.py` computes the same one.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const SINGLE = [
  "js/build.mjs",
  "js/source-hash.mjs",
  "js/third-party.mjs",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
];

/** SHA-256, as hex, over path and content of each source file in the order of the paths. */
export function sourceHash(root = ROOT) {
  const inside = readdirSync(join(root, "js/src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"));
  const hash = createHash("sha256");
  for (const path of [...inside, ...SINGLE].sort()) {
    const bytes = readFileSync(join(root, path));
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(sourceHash());
