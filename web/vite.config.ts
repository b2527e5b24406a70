import { existsSync, readdirSync, readFileSync } from "node:fs";
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

const SHIPPED = [
  "preact", "@preact/signals", "@preact/signals-core", "uplot", "d3-geo", "d3-array", "internmap", "d3-zoom", "d3-selection",
  "d3-dispatch", "d3-drag", "d3-ease", "d3-interpolate", "d3-color", "d3-timer", "d3-transition",
  "@fontsource/alegreya", "@fontsource/alegreya-sans",
];

/** Ships the licences of all that the bundle holds of others. */
function licences(): Plugin {
  return {
    name: "licences",
    generateBundle() {
      const told = SHIPPED.filter((name) => existsSync(`node_modules/${name}`)).map((name) => {
        const file = readdirSync(`node_modules/${name}`).find((one) => /^licen[cs]e/i.test(one));
        return `${name}\n${"=".repeat(name.length)}\n\n${file ? readFileSync(`node_modules/${name}/${file}`, "utf8") : ""}`;
      });
      this.emitFile({ type: "asset", fileName: "licences.txt", source: told.join("\n\n") });
    },
  };
}

export default defineConfig({
  base: "./",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [plainScript(), licences()],
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
