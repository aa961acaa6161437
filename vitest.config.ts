import { defineConfig } from "vitest/config";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    include: ["js/test/**/*.test.{ts,tsx}"],
    environment: "node",
  },
});
