import { defineConfig } from "vite";

// `assetsInlineLimit`: the server's rules for content let no script or style stand inside the page.
export default defineConfig({
  base: "/",
  build: {
    outDir: "../built",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    target: "es2022",
  },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
});
