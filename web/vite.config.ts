import { defineConfig, type Plugin } from "vite";

/** A page opened from a folder may load no module script: the bundle is a plain deferred one. */
function plainScript(): Plugin {
  return {
    name: "plain-script",
    enforce: "post",
    transformIndexHtml(html) {
      return html
        .replace(/<script type="module" crossorigin/g, "<script defer")
        .replace(/<link rel="stylesheet" crossorigin/g, '<link rel="stylesheet"');
    },
  };
}

export default defineConfig({
  base: "./",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [plainScript()],
  build: {
    outDir: "../src/ucronia/board/static",
    emptyOutDir: true,
    target: "es2022",
    // fonts and relief lie inside: a page opened from a folder may not read files beside it
    assetsInlineLimit: 400_000,
    modulePreload: false,
    rollupOptions: {
      output: {
        format: "iife",
        entryFileNames: "board.js",
        assetFileNames: "board[extname]",
      },
    },
  },
});
