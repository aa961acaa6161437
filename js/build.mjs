// Builds the bundle: the core module, lazy chunks, the standalone page, and a manifest that says what
// they are made of. `--watch` builds again after each change.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { sourceHash } from "./source-hash.mjs";
import { bundledPackages, thirdPartyNotice } from "./third-party.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const SOURCE = join(ROOT, "js/src");
const TARGET = join(ROOT, "ls_widgets/static");
const BUDGET = { core: 150_000, core_gzip: 45_000, css: 20_000 };
const SHARED = join(SOURCE, "protocol/shared.ts");

/** One lazy part for each file of js/src/chunks. */
function chunkNames() {
  const folder = join(SOURCE, "chunks");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((file) => file.replace(/\.tsx?$/, ""))
    .sort();
}

function bundle(entry, hash, plugins = []) {
  return esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: [join(SOURCE, entry)],
    outfile: join(TARGET, "out.js"),
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
    define: { LSW_BUILD: JSON.stringify(hash) },
    metafile: true,
    write: false,
    logLevel: "silent",
    plugins,
  });
}

/** Leaves out what the core has: such imports become `lsw:PATH`, read from the core's list. */
function withoutCore(inCore) {
  return {
    name: "without-core",
    setup({ onResolve, resolve }) {
      onResolve({ filter: /.*/ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
        if (kind === "entry-point" || pluginData === "asked") return null;
        const found = await resolve(path, { importer, resolveDir, kind, pluginData: "asked" });
        if (found.errors.length > 0 || !inCore.has(relative(ROOT, found.path))) return null;
        return { path: `lsw:${found.path}`, external: true, sideEffects: false };
      });
    },
  };
}

/** Writes the list of what the chunks use, as `import` statements and one array. */
function sharedList(uses) {
  return {
    name: "shared-list",
    setup({ onLoad }) {
      onLoad({ filter: /protocol[\\/]shared\.ts$/ }, () => {
        const lines = uses.map(
          ({ path, name }, at) => `import { ${name} as _${at} } from ${JSON.stringify(path)};`,
        );
        const list = uses.map((_, at) => `_${at}`).join(", ");
        return {
          contents: `${lines.join("\n")}\nexport const shared = [${list}];`,
          loader: "ts",
          resolveDir: SOURCE,
        };
      });
    },
  };
}

const IMPORT = /\bimport\s*\{([^}]*)\}\s*from\s*"lsw:([^"]+)";?/g;
const EXPORT = /export\s*\{([^}]*)\};?\s*$/;

const pairs = (names) =>
  names.split(",").map((part) => {
    const [from, to = from] = part.trim().split(/\s+as\s+/);
    return { from, to };
  });

/** A chunk's module as a function of the shared list (a name minifiers never make); fills `uses`. */
function asFunction(code, uses) {
  const reads = [];
  // Each bundled file keeps its imports in front of it, so they stand anywhere in the code.
  const rest = code.replace(IMPORT, (_whole, names, path) => {
    for (const { from, to } of pairs(names)) {
      let at = uses.findIndex((use) => use.path === path && use.name === from);
      if (at < 0) at = uses.push({ path, name: from }) - 1;
      reads.push(`${to}=lswShared[${at}]`);
    }
    return "";
  });
  const exported = EXPORT.exec(rest);
  if (!exported || rest.includes('"lsw:'))
    throw new Error("A chunk has imports or exports of an unknown form.");
  const body = rest.slice(0, exported.index);
  const result = pairs(exported[1]).map(({ from, to }) => `${to}:${from}`);
  return `export default lswShared=>{${reads.length > 0 ? `const ${reads.join(",")};` : ""}${body}return{${result.join(",")}}};\n`;
}

const digest = (bytes) => createHash("sha256").update(bytes).digest("hex");

function put(name, content) {
  const bytes = Buffer.from(content);
  writeFileSync(join(TARGET, name), bytes);
  return bytes.length;
}

/** Bytes of style in a bundle: the modules whose names say so. */
function styleBytes({ outputs }) {
  return Object.values(outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([path]) => /\.css\.ts$/.test(path))
    .reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
}

async function buildAll() {
  if (!existsSync(join(SOURCE, "entry.ts")))
    throw new Error("js/src/entry.ts is missing: there is nothing to build.");
  const source_hash = sourceHash(ROOT);
  const hash = source_hash.slice(0, 16);
  const draft = await bundle("entry.ts", hash);
  const inCore = new Set(Object.keys(draft.metafile.inputs));
  inCore.delete(relative(ROOT, SHARED));

  const uses = [];
  const parts = [];
  for (const name of chunkNames()) {
    const { outputFiles, metafile } = await bundle(`chunks/${name}.ts`, hash, [withoutCore(inCore)]);
    const code = asFunction(outputFiles[0].text, uses);
    parts.push({
      name,
      metafile,
      code: (await esbuild.transform(code, { minify: true, target: "es2022" })).code,
    });
  }
  const core = await bundle("entry.ts", hash, [sharedList(uses)]);
  const page = existsSync(join(SOURCE, "standalone.ts")) ? await bundle("standalone.ts", hash) : null;

  mkdirSync(TARGET, { recursive: true });
  for (const file of readdirSync(TARGET))
    if (/\.(js|gz|json|html|md)$/.test(file)) rmSync(join(TARGET, file));
  const code = core.outputFiles[0].contents;
  const metafiles = [core.metafile, ...parts.map(({ metafile }) => metafile)];
  const sizes = {
    core: put("core.js", code),
    core_gzip: gzipSync(code, { level: 9 }).length,
    css: styleBytes(core.metafile),
  };
  const chunks = {};
  for (const { name, code: text } of parts) {
    const file = `${name}.js.gz`;
    chunks[name] = {
      file,
      sha256: digest(text),
      bytes: text.length,
      gzip: put(file, gzipSync(text, { level: 9 })),
    };
  }
  if (page) {
    put("standalone.js", page.outputFiles[0].contents);
    const script = '<script type="module" src="standalone.js"></script>';
    put("standalone.html", `<!doctype html><meta charset="utf-8"><title>ls_widgets</title><body>${script}\n`);
  }
  const outputs = Object.fromEntries(
    metafiles.map((metafile, at) => [at, Object.values(metafile.outputs)[0]]),
  );
  const packages = bundledPackages({ outputs }, ROOT);
  put("THIRD_PARTY.md", thirdPartyNotice(packages, ROOT));
  const third_party = packages.map(({ name, version, license }) => ({ name, version, license }));
  const manifest = { build: hash, source_hash, sizes, budget: BUDGET, chunks, third_party };
  put("manifest.json", `${JSON.stringify(manifest, null, 1)}\n`);
  check(sizes, chunks);
}

function check(sizes, chunks) {
  console.log(
    Object.entries(BUDGET)
      .map(([name, limit]) => `${name} ${sizes[name]} of ${limit}`)
      .join(", "),
  );
  console.log(
    Object.entries(chunks)
      .map(([name, { gzip }]) => `${name} ${gzip}`)
      .join(", "),
  );
  const over = Object.keys(BUDGET).filter((name) => sizes[name] > BUDGET[name]);
  if (over.length > 0) throw new Error(`over budget: ${over.join(", ")}`);
}

async function watch() {
  const onEnd = async ({ errors }) => {
    if (errors.length === 0) await buildAll().catch(report);
    else report({ errors });
  };
  const watcher = await esbuild.context({
    entryPoints: [join(SOURCE, "entry.ts"), join(SOURCE, "standalone.ts")].filter(existsSync),
    outdir: TARGET,
    bundle: true,
    write: false,
    jsx: "automatic",
    jsxImportSource: "preact",
    plugins: [{ name: "again", setup: (hooks) => hooks.onEnd(onEnd) }],
  });
  await watcher.watch();
}

function report(error) {
  const lines = (error.errors ?? []).map(
    ({ text, location }) => `${location ? `${location.file}:${location.line}: ` : ""}${text}`,
  );
  console.error(lines.length > 0 ? lines.join("\n") : error.message);
}

if (process.argv.includes("--watch")) await watch();
else {
  await buildAll().catch((error) => {
    report(error);
    process.exitCode = 1;
  });
}
