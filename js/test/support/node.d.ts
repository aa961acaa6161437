// The little of Node that tests use, so that the view's own code is not type-checked against Node.
declare module "node:fs" {
  export function existsSync(path: string | URL): boolean;
  export function readdirSync(path: string | URL): string[];
  export function readFileSync(path: string | URL, encoding: "utf8"): string;
}

declare module "node:url" {
  export function fileURLToPath(url: URL): string;
}
