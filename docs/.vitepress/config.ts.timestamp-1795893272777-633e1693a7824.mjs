// docs/.vitepress/config.ts
import { existsSync as existsSync2, readFileSync as readFileSync2 } from "node:fs";
import { fileURLToPath as fileURLToPath5 } from "node:url";
import { defineConfig } from "file:///work/main/node_modules/vitepress/dist/node/index.js";
import llms from "file:///work/main/node_modules/vitepress-plugin-llms/dist/index.js";

// tests/config/aliases.ts
import { fileURLToPath } from "node:url";
var __vite_injected_original_import_meta_url = "file:///work/main/tests/config/aliases.ts";
var root = fileURLToPath(new URL("../..", __vite_injected_original_import_meta_url));
var fromRoot = (relative) => fileURLToPath(new URL(`../../${relative}`, __vite_injected_original_import_meta_url));
var packageAliases = (isDist = false) => {
  const entry = (source, built) => fromRoot(isDist ? `dist/${built}` : `src/${source}`);
  return [
    { find: /^websocket-store$/, replacement: entry("core/index.ts", "index.mjs") },
    { find: /^websocket-store\/react$/, replacement: entry("react/index.ts", "react.mjs") },
    { find: /^websocket-store\/vue$/, replacement: entry("vue/index.ts", "vue.mjs") },
    { find: /^websocket-store\/socket-io$/, replacement: entry("socket-io/index.ts", "socket-io.mjs") },
    { find: /^websocket-store\/event-source$/, replacement: entry("event-source/index.ts", "event-source.mjs") }
  ];
};
var wsAlias = { find: /^ws$/, replacement: fromRoot("node_modules/ws/wrapper.mjs") };

// docs/.vitepress/config/edit-link.ts
function editPattern() {
  const repository = process.env["DOCS_REPOSITORY"];
  return repository === void 0 || repository === "" ? "/source/CONTRIBUTING#edit-a-page" : `${repository}/docs/:path`;
}

// docs/.vitepress/config/framework-code.ts
var LABEL = /\[(React|Vue)\]/;
function frameworkCode(md) {
  const fence = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, index, options, env, self) => {
    const token = tokens[index];
    const framework = LABEL.exec(token.info)?.[1]?.toLowerCase();
    if (framework === void 0) return fence(tokens, index, options, env, self);
    token.info = token.info.replace(LABEL, "").trim();
    return `<div class="only-${framework}">${fence(tokens, index, options, env, self)}</div>
`;
  };
  md.block.ruler.before("fence", "framework", (state, start, end, silent) => {
    const lineAt = (line) => state.src.slice(state.bMarks[line] + state.tShift[line], state.eMarks[line]);
    const name = /^::: ?(react|vue)\s*$/.exec(lineAt(start))?.[1];
    if (name === void 0) return false;
    let close = start + 1;
    while (close < end && !/^:::\s*$/.test(lineAt(close))) close += 1;
    if (silent) return true;
    state.push("framework_open", "div", 1).attrs = [["class", `only-${name}`]];
    state.md.block.tokenize(state, start + 1, close);
    state.push("framework_close", "div", -1);
    state.line = close + 1;
    return true;
  });
}

// docs/.vitepress/config/hover-types.ts
import { dirname } from "node:path";
import { fileURLToPath as fileURLToPath2 } from "node:url";
import { transformerTwoslash } from "file:///work/main/node_modules/@shikijs/vitepress-twoslash/dist/index.mjs";
import { createFileSystemTypesCache } from "file:///work/main/node_modules/@shikijs/vitepress-twoslash/dist/cache-fs.mjs";
import ts from "file:///work/main/node_modules/typescript/lib/typescript.js";
var __vite_injected_original_import_meta_url2 = "file:///work/main/docs/.vitepress/config/hover-types.ts";
var { JsxEmit, ModuleKind, ModuleResolutionKind, ScriptTarget } = ts;
var fromRoot2 = (path) => fileURLToPath2(new URL(`../../../${path}`, __vite_injected_original_import_meta_url2));
var sources = {
  "websocket-store": ["src/core/index.ts"],
  "websocket-store/react": ["src/react/index.ts"],
  "websocket-store/vue": ["src/vue/index.ts"],
  "websocket-store/socket-io": ["src/socket-io/index.ts"],
  "websocket-store/event-source": ["src/event-source/index.ts"]
};
var transformer = () => transformerTwoslash({
  langs: ["ts", "tsx", "vue"],
  explicitTrigger: false,
  typesCache: createFileSystemTypesCache({ dir: fromRoot2("node_modules/.cache/hover-types") }),
  twoslashOptions: {
    // The blocks import recipes as files beside `recipes/`.
    vfsRoot: fromRoot2("examples"),
    // The package `typescript` is an alias whose folder has no declarations.
    tsLibDirectory: dirname(ts.getDefaultLibFilePath({})),
    // Vue blocks refer to it by its path from the root, but their folder is `vfsRoot`, one deeper.
    vueCompilerOptions: { typesRoot: fromRoot2("../node_modules/@vue/language-core/types") },
    compilerOptions: {
      target: ScriptTarget.ES2022,
      lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
      module: ModuleKind.ESNext,
      moduleResolution: ModuleResolutionKind.Bundler,
      jsx: JsxEmit.ReactJSX,
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: true,
      types: ["node"],
      paths: Object.fromEntries(Object.entries(sources).map(([name, files]) => [name, files.map(fromRoot2)]))
    }
  }
});
var hoverTypes = () => ({
  ...transformer(),
  // The transformer escapes braces, which a page would evaluate, only in blocks with types.
  postprocess: (html) => html.replaceAll("{", "&#123;")
});

// scripts/docs/import-size.ts
import { existsSync } from "node:fs";
import { fileURLToPath as fileURLToPath3 } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "file:///work/main/node_modules/esbuild/lib/main.js";
var __vite_injected_original_import_meta_url3 = "file:///work/main/scripts/docs/import-size.ts";
var root2 = fileURLToPath3(new URL("../../", __vite_injected_original_import_meta_url3));
var builtFile = (entry) => `${root2}dist/${entry === "websocket-store" ? "index" : entry.slice("websocket-store/".length)}.mjs`;
var sizes = /* @__PURE__ */ new Map();
async function measure(source) {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: root2, loader: "js" },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    define: { "process.env.NODE_ENV": '"production"' },
    external: ["react", "vue", "socket.io-client"],
    logLevel: "error"
  });
  return brotliCompressSync(outputFiles[0].contents).length;
}
function importSize(imports) {
  const seen = /* @__PURE__ */ new Set();
  const lines = Object.entries(imports).flatMap(([entry, names]) => {
    const added = [...new Set(names)].filter((name) => !seen.has(name));
    added.forEach((name) => seen.add(name));
    const file = builtFile(entry);
    if (!existsSync(file)) throw new Error(`${file} does not exist. Run npm run build first.`);
    return added.length === 0 ? [] : [`export { ${added.sort().join(", ")} } from ${JSON.stringify(file)}`];
  });
  const source = lines.sort().join("\n");
  const size = sizes.get(source) ?? measure(source);
  sizes.set(source, size);
  return size;
}
var toKilobytes = (bytes) => `${(bytes / 1e3).toFixed(2)} kB`;

// docs/.vitepress/config/page-imports.ts
var FENCE = /^```(?:tsx?|vue)([^\n]*)\n(.*?)^```/gms;
var IMPORT = /^import \{([^}]+)\} from '(websocket-store(?:\/[\w-]+)?)'/gm;
function importsOf(text, isShown) {
  const imports = {};
  for (const [, label = "", code = ""] of text.matchAll(FENCE)) {
    if (!isShown(label)) continue;
    for (const [, names = "", entry = ""] of code.matchAll(IMPORT)) {
      const values = names.split(",").map((name) => name.trim().replace(/ as .*/, "")).filter((name) => name !== "" && !name.startsWith("type "));
      imports[entry] = [.../* @__PURE__ */ new Set([...imports[entry] ?? [], ...values])];
    }
  }
  return imports;
}
var namesOf = (imports) => Object.values(imports).flat();
async function measure2(framework, imports) {
  const names = namesOf(imports);
  return names.length === 0 ? [] : [{ framework, names, size: toKilobytes(await importSize(imports)) }];
}
async function pageSizes(text) {
  const react = importsOf(text, (label) => !label.includes("[Vue]"));
  const vue = importsOf(text, (label) => !label.includes("[React]"));
  if (JSON.stringify(react) === JSON.stringify(vue)) return measure2("both", react);
  return [...await measure2("react", react), ...await measure2("vue", vue)];
}

// docs/.vitepress/config/repository-links.ts
import { dirname as dirname2, join, normalize } from "node:path";
function repositoryLink(file) {
  if (file.startsWith("docs/")) return `/${file.slice("docs/".length).replace(/(index)?\.md$/, "")}`;
  return `/source/${file.replace(/\/$/, "").replace(/\.md$/, "").replace(/\.(\w+)$/, "-$1")}`;
}
var isRelative = (href) => /^\.{1,2}\//.test(href);
function repositoryLinks(md) {
  const { link_open: before } = md.renderer.rules;
  md.renderer.rules.link_open = (tokens, index, options, env, self) => {
    const token = tokens[index];
    const [path = "", hash] = (token.attrGet("href") ?? "").split("#");
    if (isRelative(path) && env.relativePath !== void 0) {
      const file = normalize(join("docs", dirname2(env.relativePath), path));
      if (!file.startsWith("docs/")) token.attrSet("href", repositoryLink(file) + (hash === void 0 ? "" : `#${hash}`));
    }
    return before ? before(tokens, index, options, env, self) : self.renderToken(tokens, index, options);
  };
}

// docs/.vitepress/config/sidebar.ts
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath as fileURLToPath4 } from "node:url";
var __vite_injected_original_import_meta_url4 = "file:///work/main/docs/.vitepress/config/sidebar.ts";
var docs = fileURLToPath4(new URL("../../", __vite_injected_original_import_meta_url4));
var field = (text, name) => new RegExp(`^---\\n(?:.*\\n)*?${name}: *(.*?) *\\n(?:.*\\n)*?---`).exec(text)?.[1];
function pagesOf(folder) {
  return readdirSync(`${docs}${folder}`).filter((file) => file.endsWith(".md")).map((file) => {
    const text = readFileSync(`${docs}${folder}/${file}`, "utf8");
    const title = field(text, "title") ?? /^# (.*)$/m.exec(text)?.[1]?.replaceAll("`", "") ?? file;
    const name = file.replace(/(index)?\.md$/, "");
    return { title, link: `/${folder}/${name}`, order: Number(field(text, "order") ?? (name === "" ? 0 : 100)), group: field(text, "group") };
  }).sort((a, b) => a.order - b.order || a.title.localeCompare(b.title));
}
var toItem = ({ title, link }) => ({ text: title, link });
var GROUPS = ["Basics", "Messages", "State", "Frameworks", "Testing", "Operation"];
function groupsOf(folder) {
  const pages = pagesOf(folder);
  const groupOf = (page) => GROUPS.includes(page.group ?? "") ? page.group : "Messages";
  return GROUPS.map((group) => ({ text: group, collapsed: false, items: pages.filter((page) => groupOf(page) === group).map(toItem) }));
}
var section = (text, folder) => [{ text, items: pagesOf(folder).map(toItem) }];
var sidebar = (api) => ({
  "/learn/": section("Learn", "learn"),
  "/guides/": groupsOf("guides"),
  "/protocols/": section("Protocols", "protocols"),
  "/evidence/": section("Evidence", "evidence"),
  "/compare/": [...section("Compare", "compare"), ...section("Migrate", "migrate")],
  "/migrate/": [...section("Compare", "compare"), ...section("Migrate", "migrate")],
  "/api/": api
});

// docs/.vitepress/config.ts
var __vite_injected_original_import_meta_url5 = "file:///work/main/docs/.vitepress/config.ts";
var fromHere = (path) => fileURLToPath5(new URL(path, __vite_injected_original_import_meta_url5));
var apiSidebar = fromHere("../api/sidebar.json");
if (!existsSync2(apiSidebar)) throw new Error("docs/api does not exist. Start the site with npm run docs, or build it with npm run docs:build.");
var codeTransformers = [hoverTypes()];
var textFiles = llms({ ignoreFiles: ["source/**"], injectLLMHint: false });
var DESCRIPTION = "One WebSocket connection for React and Vue: shared by all components, reconnecting, without lost or doubled messages.";
var config_default = defineConfig({
  title: "websocket-store",
  description: DESCRIPTION,
  lang: "en",
  cleanUrls: true,
  head: [
    ["link", { rel: "icon", href: "/icon.svg", type: "image/svg+xml" }],
    // Sets the framework before the first paint, so that the page does not jump.
    ["script", {}, `try{document.documentElement.dataset.framework=localStorage.getItem('framework')==='vue'?'vue':'react'}catch{document.documentElement.dataset.framework='react'}`]
  ],
  markdown: {
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
    // DOCS_FAST leaves out the types, and so the compiling of code blocks, while a page is written.
    codeTransformers: process.env["DOCS_FAST"] === void 0 ? codeTransformers : [],
    config(md) {
      md.use(frameworkCode).use(repositoryLinks);
    }
  },
  async transformPageData(page) {
    if (/^(api|source)\//.test(page.relativePath) || page.filePath === "") return;
    return { importSizes: await pageSizes(readFileSync2(fromHere(`../${page.filePath}`), "utf8")) };
  },
  themeConfig: {
    nav: [
      { text: "Learn", link: "/learn/", activeMatch: "^/learn/" },
      { text: "Guides", link: "/guides/options", activeMatch: "^/guides/" },
      { text: "API", link: "/api/", activeMatch: "^/api/" },
      { text: "Protocols", link: "/protocols/", activeMatch: "^/protocols/" },
      { text: "Evidence", link: "/evidence/", activeMatch: "^/evidence/" },
      { text: "Compare", link: "/compare/", activeMatch: "^/(compare|migrate)/" }
    ],
    sidebar: sidebar(JSON.parse(readFileSync2(apiSidebar, "utf8"))),
    search: { provider: "local" },
    outline: { level: [2, 3] },
    editLink: { pattern: editPattern(), text: "Edit this page" },
    footer: { message: "MIT licence" }
  },
  vite: {
    resolve: { alias: packageAliases() },
    esbuild: { jsx: "automatic" },
    plugins: textFiles,
    build: { chunkSizeWarningLimit: 2e3 }
  }
});
export {
  config_default as default
};
//# sourceMappingURL=data:application/json;base64,ewogICJ2ZXJzaW9uIjogMywKICAic291cmNlcyI6IFsiZG9jcy8udml0ZXByZXNzL2NvbmZpZy50cyIsICJ0ZXN0cy9jb25maWcvYWxpYXNlcy50cyIsICJkb2NzLy52aXRlcHJlc3MvY29uZmlnL2VkaXQtbGluay50cyIsICJkb2NzLy52aXRlcHJlc3MvY29uZmlnL2ZyYW1ld29yay1jb2RlLnRzIiwgImRvY3MvLnZpdGVwcmVzcy9jb25maWcvaG92ZXItdHlwZXMudHMiLCAic2NyaXB0cy9kb2NzL2ltcG9ydC1zaXplLnRzIiwgImRvY3MvLnZpdGVwcmVzcy9jb25maWcvcGFnZS1pbXBvcnRzLnRzIiwgImRvY3MvLnZpdGVwcmVzcy9jb25maWcvcmVwb3NpdG9yeS1saW5rcy50cyIsICJkb2NzLy52aXRlcHJlc3MvY29uZmlnL3NpZGViYXIudHMiXSwKICAic291cmNlc0NvbnRlbnQiOiBbImNvbnN0IF9fdml0ZV9pbmplY3RlZF9vcmlnaW5hbF9kaXJuYW1lID0gXCIvd29yay9tYWluL2RvY3MvLnZpdGVwcmVzc1wiO2NvbnN0IF9fdml0ZV9pbmplY3RlZF9vcmlnaW5hbF9maWxlbmFtZSA9IFwiL3dvcmsvbWFpbi9kb2NzLy52aXRlcHJlc3MvY29uZmlnLnRzXCI7Y29uc3QgX192aXRlX2luamVjdGVkX29yaWdpbmFsX2ltcG9ydF9tZXRhX3VybCA9IFwiZmlsZTovLy93b3JrL21haW4vZG9jcy8udml0ZXByZXNzL2NvbmZpZy50c1wiO2ltcG9ydCB7IGV4aXN0c1N5bmMsIHJlYWRGaWxlU3luYyB9IGZyb20gJ25vZGU6ZnMnXG5pbXBvcnQgeyBmaWxlVVJMVG9QYXRoIH0gZnJvbSAnbm9kZTp1cmwnXG5pbXBvcnQgeyBkZWZpbmVDb25maWcsIHR5cGUgRGVmYXVsdFRoZW1lLCB0eXBlIFBsdWdpbiwgdHlwZSBVc2VyQ29uZmlnIH0gZnJvbSAndml0ZXByZXNzJ1xuaW1wb3J0IGxsbXMgZnJvbSAndml0ZXByZXNzLXBsdWdpbi1sbG1zJ1xuaW1wb3J0IHsgcGFja2FnZUFsaWFzZXMgfSBmcm9tICcuLi8uLi90ZXN0cy9jb25maWcvYWxpYXNlcydcbmltcG9ydCB7IGVkaXRQYXR0ZXJuIH0gZnJvbSAnLi9jb25maWcvZWRpdC1saW5rJ1xuaW1wb3J0IHsgZnJhbWV3b3JrQ29kZSB9IGZyb20gJy4vY29uZmlnL2ZyYW1ld29yay1jb2RlJ1xuaW1wb3J0IHsgaG92ZXJUeXBlcyB9IGZyb20gJy4vY29uZmlnL2hvdmVyLXR5cGVzJ1xuaW1wb3J0IHsgcGFnZVNpemVzIH0gZnJvbSAnLi9jb25maWcvcGFnZS1pbXBvcnRzJ1xuaW1wb3J0IHsgcmVwb3NpdG9yeUxpbmtzIH0gZnJvbSAnLi9jb25maWcvcmVwb3NpdG9yeS1saW5rcydcbmltcG9ydCB7IHNpZGViYXIgfSBmcm9tICcuL2NvbmZpZy9zaWRlYmFyJ1xuXG5jb25zdCBmcm9tSGVyZSA9IChwYXRoOiBzdHJpbmcpID0+IGZpbGVVUkxUb1BhdGgobmV3IFVSTChwYXRoLCBpbXBvcnQubWV0YS51cmwpKVxuXG5jb25zdCBhcGlTaWRlYmFyID0gZnJvbUhlcmUoJy4uL2FwaS9zaWRlYmFyLmpzb24nKVxuaWYgKCFleGlzdHNTeW5jKGFwaVNpZGViYXIpKSB0aHJvdyBuZXcgRXJyb3IoJ2RvY3MvYXBpIGRvZXMgbm90IGV4aXN0LiBTdGFydCB0aGUgc2l0ZSB3aXRoIG5wbSBydW4gZG9jcywgb3IgYnVpbGQgaXQgd2l0aCBucG0gcnVuIGRvY3M6YnVpbGQuJylcblxuLy8gVGhlc2UgcGx1Z2lucyBhcmUgdHlwZWQgZm9yIG5ld2VyIHZlcnNpb25zIG9mIFNoaWtpIGFuZCBWaXRlIHRoYW4gdGhlIG9uZXMgdGhhdCBWaXRlUHJlc3MgY29udGFpbnMuXG50eXBlIENvZGVUcmFuc2Zvcm1lcnMgPSBOb25OdWxsYWJsZTxOb25OdWxsYWJsZTxVc2VyQ29uZmlnWydtYXJrZG93biddPlsnY29kZVRyYW5zZm9ybWVycyddPlxuY29uc3QgY29kZVRyYW5zZm9ybWVycyA9IFtob3ZlclR5cGVzKCldIGFzIHVua25vd24gYXMgQ29kZVRyYW5zZm9ybWVyc1xuY29uc3QgdGV4dEZpbGVzID0gbGxtcyh7IGlnbm9yZUZpbGVzOiBbJ3NvdXJjZS8qKiddLCBpbmplY3RMTE1IaW50OiBmYWxzZSB9KSBhcyB1bmtub3duIGFzIFBsdWdpbltdXG5cbmNvbnN0IERFU0NSSVBUSU9OID0gJ09uZSBXZWJTb2NrZXQgY29ubmVjdGlvbiBmb3IgUmVhY3QgYW5kIFZ1ZTogc2hhcmVkIGJ5IGFsbCBjb21wb25lbnRzLCByZWNvbm5lY3RpbmcsIHdpdGhvdXQgbG9zdCBvciBkb3VibGVkIG1lc3NhZ2VzLidcblxuZXhwb3J0IGRlZmF1bHQgZGVmaW5lQ29uZmlnKHtcbiAgdGl0bGU6ICd3ZWJzb2NrZXQtc3RvcmUnLFxuICBkZXNjcmlwdGlvbjogREVTQ1JJUFRJT04sXG4gIGxhbmc6ICdlbicsXG4gIGNsZWFuVXJsczogdHJ1ZSxcbiAgaGVhZDogW1xuICAgIFsnbGluaycsIHsgcmVsOiAnaWNvbicsIGhyZWY6ICcvaWNvbi5zdmcnLCB0eXBlOiAnaW1hZ2Uvc3ZnK3htbCcgfV0sXG4gICAgLy8gU2V0cyB0aGUgZnJhbWV3b3JrIGJlZm9yZSB0aGUgZmlyc3QgcGFpbnQsIHNvIHRoYXQgdGhlIHBhZ2UgZG9lcyBub3QganVtcC5cbiAgICBbJ3NjcmlwdCcsIHt9LCBgdHJ5e2RvY3VtZW50LmRvY3VtZW50RWxlbWVudC5kYXRhc2V0LmZyYW1ld29yaz1sb2NhbFN0b3JhZ2UuZ2V0SXRlbSgnZnJhbWV3b3JrJyk9PT0ndnVlJz8ndnVlJzoncmVhY3QnfWNhdGNoe2RvY3VtZW50LmRvY3VtZW50RWxlbWVudC5kYXRhc2V0LmZyYW1ld29yaz0ncmVhY3QnfWBdLFxuICBdLFxuICBtYXJrZG93bjoge1xuICAgIHRoZW1lOiB7IGxpZ2h0OiAnZ2l0aHViLWxpZ2h0LWhpZ2gtY29udHJhc3QnLCBkYXJrOiAnZ2l0aHViLWRhcmstaGlnaC1jb250cmFzdCcgfSxcbiAgICAvLyBET0NTX0ZBU1QgbGVhdmVzIG91dCB0aGUgdHlwZXMsIGFuZCBzbyB0aGUgY29tcGlsaW5nIG9mIGNvZGUgYmxvY2tzLCB3aGlsZSBhIHBhZ2UgaXMgd3JpdHRlbi5cbiAgICBjb2RlVHJhbnNmb3JtZXJzOiBwcm9jZXNzLmVudlsnRE9DU19GQVNUJ10gPT09IHVuZGVmaW5lZCA/IGNvZGVUcmFuc2Zvcm1lcnMgOiBbXSxcbiAgICBjb25maWcobWQpIHtcbiAgICAgIG1kLnVzZShmcmFtZXdvcmtDb2RlKS51c2UocmVwb3NpdG9yeUxpbmtzKVxuICAgIH0sXG4gIH0sXG4gIGFzeW5jIHRyYW5zZm9ybVBhZ2VEYXRhKHBhZ2UpIHtcbiAgICBpZiAoL14oYXBpfHNvdXJjZSlcXC8vLnRlc3QocGFnZS5yZWxhdGl2ZVBhdGgpIHx8IHBhZ2UuZmlsZVBhdGggPT09ICcnKSByZXR1cm5cbiAgICByZXR1cm4geyBpbXBvcnRTaXplczogYXdhaXQgcGFnZVNpemVzKHJlYWRGaWxlU3luYyhmcm9tSGVyZShgLi4vJHtwYWdlLmZpbGVQYXRofWApLCAndXRmOCcpKSB9XG4gIH0sXG4gIHRoZW1lQ29uZmlnOiB7XG4gICAgbmF2OiBbXG4gICAgICB7IHRleHQ6ICdMZWFybicsIGxpbms6ICcvbGVhcm4vJywgYWN0aXZlTWF0Y2g6ICdeL2xlYXJuLycgfSxcbiAgICAgIHsgdGV4dDogJ0d1aWRlcycsIGxpbms6ICcvZ3VpZGVzL29wdGlvbnMnLCBhY3RpdmVNYXRjaDogJ14vZ3VpZGVzLycgfSxcbiAgICAgIHsgdGV4dDogJ0FQSScsIGxpbms6ICcvYXBpLycsIGFjdGl2ZU1hdGNoOiAnXi9hcGkvJyB9LFxuICAgICAgeyB0ZXh0OiAnUHJvdG9jb2xzJywgbGluazogJy9wcm90b2NvbHMvJywgYWN0aXZlTWF0Y2g6ICdeL3Byb3RvY29scy8nIH0sXG4gICAgICB7IHRleHQ6ICdFdmlkZW5jZScsIGxpbms6ICcvZXZpZGVuY2UvJywgYWN0aXZlTWF0Y2g6ICdeL2V2aWRlbmNlLycgfSxcbiAgICAgIHsgdGV4dDogJ0NvbXBhcmUnLCBsaW5rOiAnL2NvbXBhcmUvJywgYWN0aXZlTWF0Y2g6ICdeLyhjb21wYXJlfG1pZ3JhdGUpLycgfSxcbiAgICBdLFxuICAgIHNpZGViYXI6IHNpZGViYXIoSlNPTi5wYXJzZShyZWFkRmlsZVN5bmMoYXBpU2lkZWJhciwgJ3V0ZjgnKSkgYXMgRGVmYXVsdFRoZW1lLlNpZGViYXJJdGVtW10pLFxuICAgIHNlYXJjaDogeyBwcm92aWRlcjogJ2xvY2FsJyB9LFxuICAgIG91dGxpbmU6IHsgbGV2ZWw6IFsyLCAzXSB9LFxuICAgIGVkaXRMaW5rOiB7IHBhdHRlcm46IGVkaXRQYXR0ZXJuKCksIHRleHQ6ICdFZGl0IHRoaXMgcGFnZScgfSxcbiAgICBmb290ZXI6IHsgbWVzc2FnZTogJ01JVCBsaWNlbmNlJyB9LFxuICB9LFxuICB2aXRlOiB7XG4gICAgcmVzb2x2ZTogeyBhbGlhczogcGFja2FnZUFsaWFzZXMoKSB9LFxuICAgIGVzYnVpbGQ6IHsganN4OiAnYXV0b21hdGljJyB9LFxuICAgIHBsdWdpbnM6IHRleHRGaWxlcyxcbiAgICBidWlsZDogeyBjaHVua1NpemVXYXJuaW5nTGltaXQ6IDIwMDAgfSxcbiAgfSxcbn0pXG4iLCAiY29uc3QgX192aXRlX2luamVjdGVkX29yaWdpbmFsX2Rpcm5hbWUgPSBcIi93b3JrL21haW4vdGVzdHMvY29uZmlnXCI7Y29uc3QgX192aXRlX2luamVjdGVkX29yaWdpbmFsX2ZpbGVuYW1lID0gXCIvd29yay9tYWluL3Rlc3RzL2NvbmZpZy9hbGlhc2VzLnRzXCI7Y29uc3QgX192aXRlX2luamVjdGVkX29yaWdpbmFsX2ltcG9ydF9tZXRhX3VybCA9IFwiZmlsZTovLy93b3JrL21haW4vdGVzdHMvY29uZmlnL2FsaWFzZXMudHNcIjtpbXBvcnQgeyBmaWxlVVJMVG9QYXRoIH0gZnJvbSAnbm9kZTp1cmwnXG5pbXBvcnQgdHlwZSB7IEFsaWFzIH0gZnJvbSAndml0ZSdcblxuLyoqIFRoZSByZXBvc2l0b3J5LiBWaXRlc3QgdGFrZXMgdGhlIGZvbGRlciBvZiBhIGNvbmZpZ3VyYXRpb24gZm9yIGl0cyByb290LCBzbyBlYWNoIGNvbmZpZ3VyYXRpb24gaGVyZSBuYW1lcyB0aGlzIG9uZS4gKi9cbmV4cG9ydCBjb25zdCByb290ID0gZmlsZVVSTFRvUGF0aChuZXcgVVJMKCcuLi8uLicsIGltcG9ydC5tZXRhLnVybCkpXG5cbmV4cG9ydCBjb25zdCBmcm9tUm9vdCA9IChyZWxhdGl2ZTogc3RyaW5nKSA9PiBmaWxlVVJMVG9QYXRoKG5ldyBVUkwoYC4uLy4uLyR7cmVsYXRpdmV9YCwgaW1wb3J0Lm1ldGEudXJsKSlcblxuLyoqIFRoZSB0ZXN0cyBpbXBvcnQgdGhlIHBhY2thZ2UgYnkgaXRzIHB1YmxpYyBuYW1lcy4gYGlzRGlzdGAgcmVzb2x2ZXMgdGhlc2UgdG8gdGhlIGJ1aWx0IGZpbGVzIGluc3RlYWQgb2YgdGhlIHNvdXJjZXMuICovXG5leHBvcnQgY29uc3QgcGFja2FnZUFsaWFzZXMgPSAoaXNEaXN0ID0gZmFsc2UpOiBBbGlhc1tdID0+IHtcbiAgY29uc3QgZW50cnkgPSAoc291cmNlOiBzdHJpbmcsIGJ1aWx0OiBzdHJpbmcpID0+IGZyb21Sb290KGlzRGlzdCA/IGBkaXN0LyR7YnVpbHR9YCA6IGBzcmMvJHtzb3VyY2V9YClcbiAgcmV0dXJuIFtcbiAgICB7IGZpbmQ6IC9ed2Vic29ja2V0LXN0b3JlJC8sIHJlcGxhY2VtZW50OiBlbnRyeSgnY29yZS9pbmRleC50cycsICdpbmRleC5tanMnKSB9LFxuICAgIHsgZmluZDogL153ZWJzb2NrZXQtc3RvcmVcXC9yZWFjdCQvLCByZXBsYWNlbWVudDogZW50cnkoJ3JlYWN0L2luZGV4LnRzJywgJ3JlYWN0Lm1qcycpIH0sXG4gICAgeyBmaW5kOiAvXndlYnNvY2tldC1zdG9yZVxcL3Z1ZSQvLCByZXBsYWNlbWVudDogZW50cnkoJ3Z1ZS9pbmRleC50cycsICd2dWUubWpzJykgfSxcbiAgICB7IGZpbmQ6IC9ed2Vic29ja2V0LXN0b3JlXFwvc29ja2V0LWlvJC8sIHJlcGxhY2VtZW50OiBlbnRyeSgnc29ja2V0LWlvL2luZGV4LnRzJywgJ3NvY2tldC1pby5tanMnKSB9LFxuICAgIHsgZmluZDogL153ZWJzb2NrZXQtc3RvcmVcXC9ldmVudC1zb3VyY2UkLywgcmVwbGFjZW1lbnQ6IGVudHJ5KCdldmVudC1zb3VyY2UvaW5kZXgudHMnLCAnZXZlbnQtc291cmNlLm1qcycpIH0sXG4gIF1cbn1cblxuLyoqIFVuZGVyIHRoZSBgYnJvd3NlcmAgY29uZGl0aW9uLCB3aGljaCBqc2RvbSBwcm9qZWN0cyByZXNvbHZlIHdpdGgsIGB3c2AgaXMgYSBzdHViIHRoYXQgdGhyb3dzLiAqL1xuZXhwb3J0IGNvbnN0IHdzQWxpYXM6IEFsaWFzID0geyBmaW5kOiAvXndzJC8sIHJlcGxhY2VtZW50OiBmcm9tUm9vdCgnbm9kZV9tb2R1bGVzL3dzL3dyYXBwZXIubWpzJykgfVxuIiwgImNvbnN0IF9fdml0ZV9pbmplY3RlZF9vcmlnaW5hbF9kaXJuYW1lID0gXCIvd29yay9tYWluL2RvY3MvLnZpdGVwcmVzcy9jb25maWdcIjtjb25zdCBfX3ZpdGVfaW5qZWN0ZWRfb3JpZ2luYWxfZmlsZW5hbWUgPSBcIi93b3JrL21haW4vZG9jcy8udml0ZXByZXNzL2NvbmZpZy9lZGl0LWxpbmsudHNcIjtjb25zdCBfX3ZpdGVfaW5qZWN0ZWRfb3JpZ2luYWxfaW1wb3J0X21ldGFfdXJsID0gXCJmaWxlOi8vL3dvcmsvbWFpbi9kb2NzLy52aXRlcHJlc3MvY29uZmlnL2VkaXQtbGluay50c1wiOy8qKlxuICogV2hlcmUgXCJFZGl0IHRoaXMgcGFnZVwiIGxlYWRzLiBUaGUgcmVwb3NpdG9yeSBoYXMgbm8gcHVibGljIGFkZHJlc3MgeWV0OiBgRE9DU19SRVBPU0lUT1JZYCBzZXRzIGl0IGZvciBhIGJ1aWxkLCBmb3IgZXhhbXBsZSB0b1xuICogYGh0dHBzOi8vZXhhbXBsZS5vcmcvdGVhbS93ZWJzb2NrZXQtc3RvcmUvZWRpdC9tYWluYC4gV2l0aG91dCBpdCB0aGUgbGluayBleHBsYWlucyBob3cgdG8gZWRpdCBhIHBhZ2UsIGFuZCBuYW1lcyB0aGUgZmlsZS5cbiAqL1xuZXhwb3J0IGZ1bmN0aW9uIGVkaXRQYXR0ZXJuKCk6IHN0cmluZyB7XG4gIGNvbnN0IHJlcG9zaXRvcnkgPSBwcm9jZXNzLmVudlsnRE9DU19SRVBPU0lUT1JZJ11cbiAgcmV0dXJuIHJlcG9zaXRvcnkgPT09IHVuZGVmaW5lZCB8fCByZXBvc2l0b3J5ID09PSAnJyA/ICcvc291cmNlL0NPTlRSSUJVVElORyNlZGl0LWEtcGFnZScgOiBgJHtyZXBvc2l0b3J5fS9kb2NzLzpwYXRoYFxufVxuIiwgImNvbnN0IF9fdml0ZV9pbmplY3RlZF9vcmlnaW5hbF9kaXJuYW1lID0gXCIvd29yay9tYWluL2RvY3MvLnZpdGVwcmVzcy9jb25maWdcIjtjb25zdCBfX3ZpdGVfaW5qZWN0ZWRfb3JpZ2luYWxfZmlsZW5hbWUgPSBcIi93b3JrL21haW4vZG9jcy8udml0ZXByZXNzL2NvbmZpZy9mcmFtZXdvcmstY29kZS50c1wiO2NvbnN0IF9fdml0ZV9pbmplY3RlZF9vcmlnaW5hbF9pbXBvcnRfbWV0YV91cmwgPSBcImZpbGU6Ly8vd29yay9tYWluL2RvY3MvLnZpdGVwcmVzcy9jb25maWcvZnJhbWV3b3JrLWNvZGUudHNcIjtpbXBvcnQgdHlwZSB7IE1hcmtkb3duUmVuZGVyZXIgfSBmcm9tICd2aXRlcHJlc3MnXG5cbmNvbnN0IExBQkVMID0gL1xcWyhSZWFjdHxWdWUpXFxdL1xuXG4vKipcbiAqIFNob3dzIHRoZSBjb2RlIG9mIG9uZSBmcmFtZXdvcmsgYXQgYSB0aW1lLiBBIGZlbmNlIHdpdGggdGhlIGxhYmVsIGBbUmVhY3RdYCBvciBgW1Z1ZV1gIGlzIHdyYXBwZWQgaW4gYW4gZWxlbWVudCB0aGF0IHRoZSBzd2l0Y2ggb2ZcbiAqIHRoZSBwYWdlIHNob3dzIG9yIGhpZGVzLiBJbiBwbGFpbiBNYXJrZG93biBib3RoIHN0YXkgcmVhZGFibGUuIFRoZSBjb250YWluZXJzIGA6OjogcmVhY3RgIGFuZCBgOjo6IHZ1ZWAgZG8gdGhlIHNhbWUgZm9yIHByb3NlLlxuICovXG5leHBvcnQgZnVuY3Rpb24gZnJhbWV3b3JrQ29kZShtZDogTWFya2Rvd25SZW5kZXJlcik6IHZvaWQge1xuICBjb25zdCBmZW5jZSA9IG1kLnJlbmRlcmVyLnJ1bGVzLmZlbmNlIVxuICBtZC5yZW5kZXJlci5ydWxlcy5mZW5jZSA9ICh0b2tlbnMsIGluZGV4LCBvcHRpb25zLCBlbnYsIHNlbGYpID0+IHtcbiAgICBjb25zdCB0b2tlbiA9IHRva2Vuc1tpbmRleF0hXG4gICAgY29uc3QgZnJhbWV3b3JrID0gTEFCRUwuZXhlYyh0b2tlbi5pbmZvKT8uWzFdPy50b0xvd2VyQ2FzZSgpXG4gICAgaWYgKGZyYW1ld29yayA9PT0gdW5kZWZpbmVkKSByZXR1cm4gZmVuY2UodG9rZW5zLCBpbmRleCwgb3B0aW9ucywgZW52LCBzZWxmKVxuICAgIHRva2VuLmluZm8gPSB0b2tlbi5pbmZvLnJlcGxhY2UoTEFCRUwsICcnKS50cmltKClcbiAgICByZXR1cm4gYDxkaXYgY2xhc3M9XCJvbmx5LSR7ZnJhbWV3b3JrfVwiPiR7ZmVuY2UodG9rZW5zLCBpbmRleCwgb3B0aW9ucywgZW52LCBzZWxmKX08L2Rpdj5cXG5gXG4gIH1cbiAgbWQuYmxvY2sucnVsZXIuYmVmb3JlKCdmZW5jZScsICdmcmFtZXdvcmsnLCAoc3RhdGUsIHN0YXJ0LCBlbmQsIHNpbGVudCkgPT4ge1xuICAgIGNvbnN0IGxpbmVBdCA9IChsaW5lOiBudW1iZXIpID0+IHN0YXRlLnNyYy5zbGljZShzdGF0ZS5iTWFya3NbbGluZV0hICsgc3RhdGUudFNoaWZ0W2xpbmVdISwgc3RhdGUuZU1hcmtzW2xpbmVdKVxuICAgIGNvbnN0IG5hbWUgPSAvXjo6OiA/KHJlYWN0fHZ1ZSlcXHMqJC8uZXhlYyhsaW5lQXQoc3RhcnQpKT8uWzFdXG4gICAgaWYgKG5hbWUgPT09IHVuZGVmaW5lZCkgcmV0dXJuIGZhbHNlXG4gICAgbGV0IGNsb3NlID0gc3RhcnQgKyAxXG4gICAgd2hpbGUgKGNsb3NlIDwgZW5kICYmICEvXjo6OlxccyokLy50ZXN0KGxpbmVBdChjbG9zZSkpKSBjbG9zZSArPSAxXG4gICAgaWYgKHNpbGVudCkgcmV0dXJuIHRydWVcbiAgICBzdGF0ZS5wdXNoKCdmcmFtZXdvcmtfb3BlbicsICdkaXYnLCAxKS5hdHRycyA9IFtbJ2NsYXNzJywgYG9ubHktJHtuYW1lfWBdXVxuICAgIHN0YXRlLm1kLmJsb2NrLnRva2VuaXplKHN0YXRlLCBzdGFydCArIDEsIGNsb3NlKVxuICAgIHN0YXRlLnB1c2goJ2ZyYW1ld29ya19jbG9zZScsICdkaXYnLCAtMSlcbiAgICBzdGF0ZS5saW5lID0gY2xvc2UgKyAxXG4gICAgcmV0dXJuIHRydWVcbiAgfSlcbn1cbiIsICJjb25zdCBfX3ZpdGVfaW5qZWN0ZWRfb3JpZ2luYWxfZGlybmFtZSA9IFwiL3dvcmsvbWFpbi9kb2NzLy52aXRlcHJlc3MvY29uZmlnXCI7Y29uc3QgX192aXRlX2luamVjdGVkX29yaWdpbmFsX2ZpbGVuYW1lID0gXCIvd29yay9tYWluL2RvY3MvLnZpdGVwcmVzcy9jb25maWcvaG92ZXItdHlwZXMudHNcIjtjb25zdCBfX3ZpdGVfaW5qZWN0ZWRfb3JpZ2luYWxfaW1wb3J0X21ldGFfdXJsID0gXCJmaWxlOi8vL3dvcmsvbWFpbi9kb2NzLy52aXRlcHJlc3MvY29uZmlnL2hvdmVyLXR5cGVzLnRzXCI7aW1wb3J0IHsgZGlybmFtZSB9IGZyb20gJ25vZGU6cGF0aCdcbmltcG9ydCB7IGZpbGVVUkxUb1BhdGggfSBmcm9tICdub2RlOnVybCdcbmltcG9ydCB7IHRyYW5zZm9ybWVyVHdvc2xhc2ggfSBmcm9tICdAc2hpa2lqcy92aXRlcHJlc3MtdHdvc2xhc2gnXG5pbXBvcnQgeyBjcmVhdGVGaWxlU3lzdGVtVHlwZXNDYWNoZSB9IGZyb20gJ0BzaGlraWpzL3ZpdGVwcmVzcy10d29zbGFzaC9jYWNoZS1mcydcbmltcG9ydCB0cyBmcm9tICd0eXBlc2NyaXB0J1xuXG5jb25zdCB7IEpzeEVtaXQsIE1vZHVsZUtpbmQsIE1vZHVsZVJlc29sdXRpb25LaW5kLCBTY3JpcHRUYXJnZXQgfSA9IHRzXG5cbmNvbnN0IGZyb21Sb290ID0gKHBhdGg6IHN0cmluZykgPT4gZmlsZVVSTFRvUGF0aChuZXcgVVJMKGAuLi8uLi8uLi8ke3BhdGh9YCwgaW1wb3J0Lm1ldGEudXJsKSlcblxuY29uc3Qgc291cmNlcyA9IHtcbiAgJ3dlYnNvY2tldC1zdG9yZSc6IFsnc3JjL2NvcmUvaW5kZXgudHMnXSxcbiAgJ3dlYnNvY2tldC1zdG9yZS9yZWFjdCc6IFsnc3JjL3JlYWN0L2luZGV4LnRzJ10sXG4gICd3ZWJzb2NrZXQtc3RvcmUvdnVlJzogWydzcmMvdnVlL2luZGV4LnRzJ10sXG4gICd3ZWJzb2NrZXQtc3RvcmUvc29ja2V0LWlvJzogWydzcmMvc29ja2V0LWlvL2luZGV4LnRzJ10sXG4gICd3ZWJzb2NrZXQtc3RvcmUvZXZlbnQtc291cmNlJzogWydzcmMvZXZlbnQtc291cmNlL2luZGV4LnRzJ10sXG59XG5cbi8qKiBDb21waWxlcyBlYWNoIGNvZGUgYmxvY2ssIHdoaWNoIGZhaWxzIHRoZSBidWlsZCBvbiBhIHR5cGUgZXJyb3IsIGFuZCBzaG93cyB0aGUgdHlwZXMgb24gaG92ZXIuICovXG5jb25zdCB0cmFuc2Zvcm1lciA9ICgpID0+XG4gIHRyYW5zZm9ybWVyVHdvc2xhc2goe1xuICAgIGxhbmdzOiBbJ3RzJywgJ3RzeCcsICd2dWUnXSxcbiAgICBleHBsaWNpdFRyaWdnZXI6IGZhbHNlLFxuICAgIHR5cGVzQ2FjaGU6IGNyZWF0ZUZpbGVTeXN0ZW1UeXBlc0NhY2hlKHsgZGlyOiBmcm9tUm9vdCgnbm9kZV9tb2R1bGVzLy5jYWNoZS9ob3Zlci10eXBlcycpIH0pLFxuICAgIHR3b3NsYXNoT3B0aW9uczoge1xuICAgICAgLy8gVGhlIGJsb2NrcyBpbXBvcnQgcmVjaXBlcyBhcyBmaWxlcyBiZXNpZGUgYHJlY2lwZXMvYC5cbiAgICAgIHZmc1Jvb3Q6IGZyb21Sb290KCdleGFtcGxlcycpLFxuICAgICAgLy8gVGhlIHBhY2thZ2UgYHR5cGVzY3JpcHRgIGlzIGFuIGFsaWFzIHdob3NlIGZvbGRlciBoYXMgbm8gZGVjbGFyYXRpb25zLlxuICAgICAgdHNMaWJEaXJlY3Rvcnk6IGRpcm5hbWUodHMuZ2V0RGVmYXVsdExpYkZpbGVQYXRoKHt9KSksXG4gICAgICAvLyBWdWUgYmxvY2tzIHJlZmVyIHRvIGl0IGJ5IGl0cyBwYXRoIGZyb20gdGhlIHJvb3QsIGJ1dCB0aGVpciBmb2xkZXIgaXMgYHZmc1Jvb3RgLCBvbmUgZGVlcGVyLlxuICAgICAgdnVlQ29tcGlsZXJPcHRpb25zOiB7IHR5cGVzUm9vdDogZnJvbVJvb3QoJy4uL25vZGVfbW9kdWxlcy9AdnVlL2xhbmd1YWdlLWNvcmUvdHlwZXMnKSB9LFxuICAgICAgY29tcGlsZXJPcHRpb25zOiB7XG4gICAgICAgIHRhcmdldDogU2NyaXB0VGFyZ2V0LkVTMjAyMixcbiAgICAgICAgbGliOiBbJ2xpYi5lczIwMjMuZC50cycsICdsaWIuZG9tLmQudHMnLCAnbGliLmRvbS5pdGVyYWJsZS5kLnRzJ10sXG4gICAgICAgIG1vZHVsZTogTW9kdWxlS2luZC5FU05leHQsXG4gICAgICAgIG1vZHVsZVJlc29sdXRpb246IE1vZHVsZVJlc29sdXRpb25LaW5kLkJ1bmRsZXIsXG4gICAgICAgIGpzeDogSnN4RW1pdC5SZWFjdEpTWCxcbiAgICAgICAgc3RyaWN0OiB0cnVlLFxuICAgICAgICBleGFjdE9wdGlvbmFsUHJvcGVydHlUeXBlczogdHJ1ZSxcbiAgICAgICAgbm9VbmNoZWNrZWRJbmRleGVkQWNjZXNzOiB0cnVlLFxuICAgICAgICBza2lwTGliQ2hlY2s6IHRydWUsXG4gICAgICAgIHR5cGVzOiBbJ25vZGUnXSxcbiAgICAgICAgcGF0aHM6IE9iamVjdC5mcm9tRW50cmllcyhPYmplY3QuZW50cmllcyhzb3VyY2VzKS5tYXAoKFtuYW1lLCBmaWxlc10pID0+IFtuYW1lLCBmaWxlcy5tYXAoZnJvbVJvb3QpXSkpLFxuICAgICAgfSxcbiAgICB9LFxuICB9KVxuXG5leHBvcnQgY29uc3QgaG92ZXJUeXBlcyA9ICgpID0+ICh7XG4gIC4uLnRyYW5zZm9ybWVyKCksXG4gIC8vIFRoZSB0cmFuc2Zvcm1lciBlc2NhcGVzIGJyYWNlcywgd2hpY2ggYSBwYWdlIHdvdWxkIGV2YWx1YXRlLCBvbmx5IGluIGJsb2NrcyB3aXRoIHR5cGVzLlxuICBwb3N0cHJvY2VzczogKGh0bWw6IHN0cmluZykgPT4gaHRtbC5yZXBsYWNlQWxsKCd7JywgJyYjMTIzOycpLFxufSlcbiIsICJjb25zdCBfX3ZpdGVfaW5qZWN0ZWRfb3JpZ2luYWxfZGlybmFtZSA9IFwiL3dvcmsvbWFpbi9zY3JpcHRzL2RvY3NcIjtjb25zdCBfX3ZpdGVfaW5qZWN0ZWRfb3JpZ2luYWxfZmlsZW5hbWUgPSBcIi93b3JrL21haW4vc2NyaXB0cy9kb2NzL2ltcG9ydC1zaXplLnRzXCI7Y29uc3QgX192aXRlX2luamVjdGVkX29yaWdpbmFsX2ltcG9ydF9tZXRhX3VybCA9IFwiZmlsZTovLy93b3JrL21haW4vc2NyaXB0cy9kb2NzL2ltcG9ydC1zaXplLnRzXCI7aW1wb3J0IHsgZXhpc3RzU3luYyB9IGZyb20gJ25vZGU6ZnMnXG5pbXBvcnQgeyBmaWxlVVJMVG9QYXRoIH0gZnJvbSAnbm9kZTp1cmwnXG5pbXBvcnQgeyBicm90bGlDb21wcmVzc1N5bmMgfSBmcm9tICdub2RlOnpsaWInXG5pbXBvcnQgeyBidWlsZCB9IGZyb20gJ2VzYnVpbGQnXG5cbmNvbnN0IHJvb3QgPSBmaWxlVVJMVG9QYXRoKG5ldyBVUkwoJy4uLy4uLycsIGltcG9ydC5tZXRhLnVybCkpXG5cbi8qKiBOYW1lcyB0byBpbXBvcnQgZm9yIGVhY2ggZW50cnkgb2YgdGhlIHBhY2thZ2U6IGB7ICd3ZWJzb2NrZXQtc3RvcmUvcmVhY3QnOiBbJ3VzZVdlYlNvY2tldCddIH1gLiAqL1xuZXhwb3J0IHR5cGUgSW1wb3J0cyA9IFJlYWRvbmx5PFJlY29yZDxzdHJpbmcsIHJlYWRvbmx5IHN0cmluZ1tdPj5cblxuY29uc3QgYnVpbHRGaWxlID0gKGVudHJ5OiBzdHJpbmcpID0+IGAke3Jvb3R9ZGlzdC8ke2VudHJ5ID09PSAnd2Vic29ja2V0LXN0b3JlJyA/ICdpbmRleCcgOiBlbnRyeS5zbGljZSgnd2Vic29ja2V0LXN0b3JlLycubGVuZ3RoKX0ubWpzYFxuXG5jb25zdCBzaXplcyA9IG5ldyBNYXA8c3RyaW5nLCBQcm9taXNlPG51bWJlcj4+KClcblxuYXN5bmMgZnVuY3Rpb24gbWVhc3VyZShzb3VyY2U6IHN0cmluZyk6IFByb21pc2U8bnVtYmVyPiB7XG4gIGNvbnN0IHsgb3V0cHV0RmlsZXMgfSA9IGF3YWl0IGJ1aWxkKHtcbiAgICBzdGRpbjogeyBjb250ZW50czogc291cmNlLCByZXNvbHZlRGlyOiByb290LCBsb2FkZXI6ICdqcycgfSxcbiAgICBidW5kbGU6IHRydWUsXG4gICAgbWluaWZ5OiB0cnVlLFxuICAgIHdyaXRlOiBmYWxzZSxcbiAgICBmb3JtYXQ6ICdlc20nLFxuICAgIHRhcmdldDogJ2VzMjAyMicsXG4gICAgZGVmaW5lOiB7ICdwcm9jZXNzLmVudi5OT0RFX0VOVic6ICdcInByb2R1Y3Rpb25cIicgfSxcbiAgICBleHRlcm5hbDogWydyZWFjdCcsICd2dWUnLCAnc29ja2V0LmlvLWNsaWVudCddLFxuICAgIGxvZ0xldmVsOiAnZXJyb3InLFxuICB9KVxuICByZXR1cm4gYnJvdGxpQ29tcHJlc3NTeW5jKG91dHB1dEZpbGVzWzBdIS5jb250ZW50cykubGVuZ3RoXG59XG5cbi8qKlxuICogVGhlIGJ5dGVzIG9mIGEgYnVuZGxlIG9mIHRoZXNlIGltcG9ydHMgYWxvbmU6IGJ1aWx0IHBhY2thZ2UsIEVTMjAyMiwgbWluaWZpZWQgZm9yIHByb2R1Y3Rpb24sIGJyb3RsaSwgd2l0aG91dCB0aGUgZnJhbWV3b3Jrcy5cbiAqIFRocm93cyBpZiB0aGUgcGFja2FnZSBoYXMgbm90IGJlZW4gYnVpbHQuXG4gKi9cbmV4cG9ydCBmdW5jdGlvbiBpbXBvcnRTaXplKGltcG9ydHM6IEltcG9ydHMpOiBQcm9taXNlPG51bWJlcj4ge1xuICBjb25zdCBzZWVuID0gbmV3IFNldDxzdHJpbmc+KClcbiAgY29uc3QgbGluZXMgPSBPYmplY3QuZW50cmllcyhpbXBvcnRzKS5mbGF0TWFwKChbZW50cnksIG5hbWVzXSkgPT4ge1xuICAgIC8vIEVudHJpZXMgbWF5IHNoYXJlIGFuIGV4cG9ydC4gSXQgY291bnRzIG9uY2UuXG4gICAgY29uc3QgYWRkZWQgPSBbLi4ubmV3IFNldChuYW1lcyldLmZpbHRlcigobmFtZSkgPT4gIXNlZW4uaGFzKG5hbWUpKVxuICAgIGFkZGVkLmZvckVhY2goKG5hbWUpID0+IHNlZW4uYWRkKG5hbWUpKVxuICAgIGNvbnN0IGZpbGUgPSBidWlsdEZpbGUoZW50cnkpXG4gICAgaWYgKCFleGlzdHNTeW5jKGZpbGUpKSB0aHJvdyBuZXcgRXJyb3IoYCR7ZmlsZX0gZG9lcyBub3QgZXhpc3QuIFJ1biBucG0gcnVuIGJ1aWxkIGZpcnN0LmApXG4gICAgcmV0dXJuIGFkZGVkLmxlbmd0aCA9PT0gMCA/IFtdIDogW2BleHBvcnQgeyAke2FkZGVkLnNvcnQoKS5qb2luKCcsICcpfSB9IGZyb20gJHtKU09OLnN0cmluZ2lmeShmaWxlKX1gXVxuICB9KVxuICBjb25zdCBzb3VyY2UgPSBsaW5lcy5zb3J0KCkuam9pbignXFxuJylcbiAgY29uc3Qgc2l6ZSA9IHNpemVzLmdldChzb3VyY2UpID8/IG1lYXN1cmUoc291cmNlKVxuICBzaXplcy5zZXQoc291cmNlLCBzaXplKVxuICByZXR1cm4gc2l6ZVxufVxuXG5leHBvcnQgY29uc3QgdG9LaWxvYnl0ZXMgPSAoYnl0ZXM6IG51bWJlcik6IHN0cmluZyA9PiBgJHsoYnl0ZXMgLyAxMDAwKS50b0ZpeGVkKDIpfSBrQmBcbiIsICJjb25zdCBfX3ZpdGVfaW5qZWN0ZWRfb3JpZ2luYWxfZGlybmFtZSA9IFwiL3dvcmsvbWFpbi9kb2NzLy52aXRlcHJlc3MvY29uZmlnXCI7Y29uc3QgX192aXRlX2luamVjdGVkX29yaWdpbmFsX2ZpbGVuYW1lID0gXCIvd29yay9tYWluL2RvY3MvLnZpdGVwcmVzcy9jb25maWcvcGFnZS1pbXBvcnRzLnRzXCI7Y29uc3QgX192aXRlX2luamVjdGVkX29yaWdpbmFsX2ltcG9ydF9tZXRhX3VybCA9IFwiZmlsZTovLy93b3JrL21haW4vZG9jcy8udml0ZXByZXNzL2NvbmZpZy9wYWdlLWltcG9ydHMudHNcIjtpbXBvcnQgeyBpbXBvcnRTaXplLCB0b0tpbG9ieXRlcywgdHlwZSBJbXBvcnRzIH0gZnJvbSAnLi4vLi4vLi4vc2NyaXB0cy9kb2NzL2ltcG9ydC1zaXplJ1xuXG5leHBvcnQgaW50ZXJmYWNlIFBhZ2VTaXplIHtcbiAgcmVhZG9ubHkgZnJhbWV3b3JrOiAncmVhY3QnIHwgJ3Z1ZScgfCAnYm90aCdcbiAgcmVhZG9ubHkgbmFtZXM6IHJlYWRvbmx5IHN0cmluZ1tdXG4gIHJlYWRvbmx5IHNpemU6IHN0cmluZ1xufVxuXG5jb25zdCBGRU5DRSA9IC9eYGBgKD86dHN4P3x2dWUpKFteXFxuXSopXFxuKC4qPyleYGBgL2dtc1xuY29uc3QgSU1QT1JUID0gL15pbXBvcnQgXFx7KFtefV0rKVxcfSBmcm9tICcod2Vic29ja2V0LXN0b3JlKD86XFwvW1xcdy1dKyk/KScvZ21cblxuLyoqIFRoZSB2YWx1ZSBpbXBvcnRzIGZyb20gdGhpcyBwYWNrYWdlIGluIHRoZSBjb2RlIGJsb2NrcyBvZiBhIHBhZ2UgdGhhdCBgaXNTaG93bmAgYWNjZXB0cy4gKi9cbmZ1bmN0aW9uIGltcG9ydHNPZih0ZXh0OiBzdHJpbmcsIGlzU2hvd246IChsYWJlbDogc3RyaW5nKSA9PiBib29sZWFuKTogSW1wb3J0cyB7XG4gIGNvbnN0IGltcG9ydHM6IFJlY29yZDxzdHJpbmcsIHN0cmluZ1tdPiA9IHt9XG4gIGZvciAoY29uc3QgWywgbGFiZWwgPSAnJywgY29kZSA9ICcnXSBvZiB0ZXh0Lm1hdGNoQWxsKEZFTkNFKSkge1xuICAgIGlmICghaXNTaG93bihsYWJlbCkpIGNvbnRpbnVlXG4gICAgZm9yIChjb25zdCBbLCBuYW1lcyA9ICcnLCBlbnRyeSA9ICcnXSBvZiBjb2RlLm1hdGNoQWxsKElNUE9SVCkpIHtcbiAgICAgIGNvbnN0IHZhbHVlcyA9IG5hbWVzLnNwbGl0KCcsJykubWFwKChuYW1lKSA9PiBuYW1lLnRyaW0oKS5yZXBsYWNlKC8gYXMgLiovLCAnJykpLmZpbHRlcigobmFtZSkgPT4gbmFtZSAhPT0gJycgJiYgIW5hbWUuc3RhcnRzV2l0aCgndHlwZSAnKSlcbiAgICAgIGltcG9ydHNbZW50cnldID0gWy4uLm5ldyBTZXQoWy4uLihpbXBvcnRzW2VudHJ5XSA/PyBbXSksIC4uLnZhbHVlc10pXVxuICAgIH1cbiAgfVxuICByZXR1cm4gaW1wb3J0c1xufVxuXG5jb25zdCBuYW1lc09mID0gKGltcG9ydHM6IEltcG9ydHMpID0+IE9iamVjdC52YWx1ZXMoaW1wb3J0cykuZmxhdCgpXG5cbmFzeW5jIGZ1bmN0aW9uIG1lYXN1cmUoZnJhbWV3b3JrOiBQYWdlU2l6ZVsnZnJhbWV3b3JrJ10sIGltcG9ydHM6IEltcG9ydHMpOiBQcm9taXNlPFBhZ2VTaXplW10+IHtcbiAgY29uc3QgbmFtZXMgPSBuYW1lc09mKGltcG9ydHMpXG4gIHJldHVybiBuYW1lcy5sZW5ndGggPT09IDAgPyBbXSA6IFt7IGZyYW1ld29yaywgbmFtZXMsIHNpemU6IHRvS2lsb2J5dGVzKGF3YWl0IGltcG9ydFNpemUoaW1wb3J0cykpIH1dXG59XG5cbi8qKiBXaGF0IHRoZSBpbXBvcnRzIG9mIGEgcGFnZSBjb3N0OiBvbmNlLCBvciBvbmNlIGZvciBlYWNoIGZyYW1ld29yayBpZiB0aGUgcGFnZSBoYXMgY29kZSBmb3IgYm90aC4gKi9cbmV4cG9ydCBhc3luYyBmdW5jdGlvbiBwYWdlU2l6ZXModGV4dDogc3RyaW5nKTogUHJvbWlzZTxQYWdlU2l6ZVtdPiB7XG4gIGNvbnN0IHJlYWN0ID0gaW1wb3J0c09mKHRleHQsIChsYWJlbCkgPT4gIWxhYmVsLmluY2x1ZGVzKCdbVnVlXScpKVxuICBjb25zdCB2dWUgPSBpbXBvcnRzT2YodGV4dCwgKGxhYmVsKSA9PiAhbGFiZWwuaW5jbHVkZXMoJ1tSZWFjdF0nKSlcbiAgaWYgKEpTT04uc3RyaW5naWZ5KHJlYWN0KSA9PT0gSlNPTi5zdHJpbmdpZnkodnVlKSkgcmV0dXJuIG1lYXN1cmUoJ2JvdGgnLCByZWFjdClcbiAgcmV0dXJuIFsuLi4oYXdhaXQgbWVhc3VyZSgncmVhY3QnLCByZWFjdCkpLCAuLi4oYXdhaXQgbWVhc3VyZSgndnVlJywgdnVlKSldXG59XG4iLCAiY29uc3QgX192aXRlX2luamVjdGVkX29yaWdpbmFsX2Rpcm5hbWUgPSBcIi93b3JrL21haW4vZG9jcy8udml0ZXByZXNzL2NvbmZpZ1wiO2NvbnN0IF9fdml0ZV9pbmplY3RlZF9vcmlnaW5hbF9maWxlbmFtZSA9IFwiL3dvcmsvbWFpbi9kb2NzLy52aXRlcHJlc3MvY29uZmlnL3JlcG9zaXRvcnktbGlua3MudHNcIjtjb25zdCBfX3ZpdGVfaW5qZWN0ZWRfb3JpZ2luYWxfaW1wb3J0X21ldGFfdXJsID0gXCJmaWxlOi8vL3dvcmsvbWFpbi9kb2NzLy52aXRlcHJlc3MvY29uZmlnL3JlcG9zaXRvcnktbGlua3MudHNcIjtpbXBvcnQgeyBkaXJuYW1lLCBqb2luLCBub3JtYWxpemUgfSBmcm9tICdub2RlOnBhdGgnXG5pbXBvcnQgdHlwZSB7IE1hcmtkb3duUmVuZGVyZXIgfSBmcm9tICd2aXRlcHJlc3MnXG5cbi8qKiBUaGUgcGFnZSBvZiB0aGUgc2l0ZSB0aGF0IHNob3dzIGEgZmlsZSBvZiB0aGUgcmVwb3NpdG9yeS4gYGRvY3Mvc291cmNlL1tmaWxlXS5wYXRocy50c2AgbWFrZXMgdGhlc2UgcGFnZXMuICovXG5leHBvcnQgZnVuY3Rpb24gcmVwb3NpdG9yeUxpbmsoZmlsZTogc3RyaW5nKTogc3RyaW5nIHtcbiAgaWYgKGZpbGUuc3RhcnRzV2l0aCgnZG9jcy8nKSkgcmV0dXJuIGAvJHtmaWxlLnNsaWNlKCdkb2NzLycubGVuZ3RoKS5yZXBsYWNlKC8oaW5kZXgpP1xcLm1kJC8sICcnKX1gXG4gIC8vIEEgcGF0aCB3aXRoIHRoZSBleHRlbnNpb24gb2YgYSBmaWxlIHdvdWxkIGJlIHRyZWF0ZWQgYXMgYSBkb3dubG9hZC5cbiAgcmV0dXJuIGAvc291cmNlLyR7ZmlsZS5yZXBsYWNlKC9cXC8kLywgJycpLnJlcGxhY2UoL1xcLm1kJC8sICcnKS5yZXBsYWNlKC9cXC4oXFx3KykkLywgJy0kMScpfWBcbn1cblxuZXhwb3J0IGNvbnN0IGlzUmVsYXRpdmUgPSAoaHJlZjogc3RyaW5nKTogYm9vbGVhbiA9PiAvXlxcLnsxLDJ9XFwvLy50ZXN0KGhyZWYpXG5cbi8qKlxuICogTGV0cyBwYWdlcyBsaW5rIHRvIGFueSBmaWxlIG9mIHRoZSByZXBvc2l0b3J5IHdpdGggYSByZWxhdGl2ZSBwYXRoLCBhcyBpbiBwbGFpbiBNYXJrZG93bi4gQSBwYXRoIHRoYXQgbGVhdmVzIGBkb2NzL2AgYmVjb21lcyB0aGVcbiAqIGFkZHJlc3Mgb2YgdGhlIHBhZ2UgdGhhdCBzaG93cyB0aGlzIGZpbGUuIFRoZSBidWlsZCBmYWlscyBpZiB0aGVyZSBpcyBub25lLlxuICovXG5leHBvcnQgZnVuY3Rpb24gcmVwb3NpdG9yeUxpbmtzKG1kOiBNYXJrZG93blJlbmRlcmVyKTogdm9pZCB7XG4gIGNvbnN0IHsgbGlua19vcGVuOiBiZWZvcmUgfSA9IG1kLnJlbmRlcmVyLnJ1bGVzXG4gIG1kLnJlbmRlcmVyLnJ1bGVzLmxpbmtfb3BlbiA9ICh0b2tlbnMsIGluZGV4LCBvcHRpb25zLCBlbnY6IHsgcmVsYXRpdmVQYXRoPzogc3RyaW5nIH0sIHNlbGYpID0+IHtcbiAgICBjb25zdCB0b2tlbiA9IHRva2Vuc1tpbmRleF0hXG4gICAgY29uc3QgW3BhdGggPSAnJywgaGFzaF0gPSAodG9rZW4uYXR0ckdldCgnaHJlZicpID8/ICcnKS5zcGxpdCgnIycpXG4gICAgaWYgKGlzUmVsYXRpdmUocGF0aCkgJiYgZW52LnJlbGF0aXZlUGF0aCAhPT0gdW5kZWZpbmVkKSB7XG4gICAgICBjb25zdCBmaWxlID0gbm9ybWFsaXplKGpvaW4oJ2RvY3MnLCBkaXJuYW1lKGVudi5yZWxhdGl2ZVBhdGgpLCBwYXRoKSlcbiAgICAgIGlmICghZmlsZS5zdGFydHNXaXRoKCdkb2NzLycpKSB0b2tlbi5hdHRyU2V0KCdocmVmJywgcmVwb3NpdG9yeUxpbmsoZmlsZSkgKyAoaGFzaCA9PT0gdW5kZWZpbmVkID8gJycgOiBgIyR7aGFzaH1gKSlcbiAgICB9XG4gICAgcmV0dXJuIGJlZm9yZSA/IGJlZm9yZSh0b2tlbnMsIGluZGV4LCBvcHRpb25zLCBlbnYsIHNlbGYpIDogc2VsZi5yZW5kZXJUb2tlbih0b2tlbnMsIGluZGV4LCBvcHRpb25zKVxuICB9XG59XG4iLCAiY29uc3QgX192aXRlX2luamVjdGVkX29yaWdpbmFsX2Rpcm5hbWUgPSBcIi93b3JrL21haW4vZG9jcy8udml0ZXByZXNzL2NvbmZpZ1wiO2NvbnN0IF9fdml0ZV9pbmplY3RlZF9vcmlnaW5hbF9maWxlbmFtZSA9IFwiL3dvcmsvbWFpbi9kb2NzLy52aXRlcHJlc3MvY29uZmlnL3NpZGViYXIudHNcIjtjb25zdCBfX3ZpdGVfaW5qZWN0ZWRfb3JpZ2luYWxfaW1wb3J0X21ldGFfdXJsID0gXCJmaWxlOi8vL3dvcmsvbWFpbi9kb2NzLy52aXRlcHJlc3MvY29uZmlnL3NpZGViYXIudHNcIjtpbXBvcnQgeyByZWFkZGlyU3luYywgcmVhZEZpbGVTeW5jIH0gZnJvbSAnbm9kZTpmcydcbmltcG9ydCB7IGZpbGVVUkxUb1BhdGggfSBmcm9tICdub2RlOnVybCdcbmltcG9ydCB0eXBlIHsgRGVmYXVsdFRoZW1lIH0gZnJvbSAndml0ZXByZXNzJ1xuXG5jb25zdCBkb2NzID0gZmlsZVVSTFRvUGF0aChuZXcgVVJMKCcuLi8uLi8nLCBpbXBvcnQubWV0YS51cmwpKVxuXG5pbnRlcmZhY2UgUGFnZSB7XG4gIHJlYWRvbmx5IHRpdGxlOiBzdHJpbmdcbiAgcmVhZG9ubHkgbGluazogc3RyaW5nXG4gIHJlYWRvbmx5IG9yZGVyOiBudW1iZXJcbiAgcmVhZG9ubHkgZ3JvdXA6IHN0cmluZyB8IHVuZGVmaW5lZFxufVxuXG5jb25zdCBmaWVsZCA9ICh0ZXh0OiBzdHJpbmcsIG5hbWU6IHN0cmluZyk6IHN0cmluZyB8IHVuZGVmaW5lZCA9PlxuICBuZXcgUmVnRXhwKGBeLS0tXFxcXG4oPzouKlxcXFxuKSo/JHtuYW1lfTogKiguKj8pICpcXFxcbig/Oi4qXFxcXG4pKj8tLS1gKS5leGVjKHRleHQpPy5bMV1cblxuZnVuY3Rpb24gcGFnZXNPZihmb2xkZXI6IHN0cmluZyk6IFBhZ2VbXSB7XG4gIHJldHVybiByZWFkZGlyU3luYyhgJHtkb2NzfSR7Zm9sZGVyfWApXG4gICAgLmZpbHRlcigoZmlsZSkgPT4gZmlsZS5lbmRzV2l0aCgnLm1kJykpXG4gICAgLm1hcCgoZmlsZSkgPT4ge1xuICAgICAgY29uc3QgdGV4dCA9IHJlYWRGaWxlU3luYyhgJHtkb2NzfSR7Zm9sZGVyfS8ke2ZpbGV9YCwgJ3V0ZjgnKVxuICAgICAgY29uc3QgdGl0bGUgPSBmaWVsZCh0ZXh0LCAndGl0bGUnKSA/PyAvXiMgKC4qKSQvbS5leGVjKHRleHQpPy5bMV0/LnJlcGxhY2VBbGwoJ2AnLCAnJykgPz8gZmlsZVxuICAgICAgY29uc3QgbmFtZSA9IGZpbGUucmVwbGFjZSgvKGluZGV4KT9cXC5tZCQvLCAnJylcbiAgICAgIHJldHVybiB7IHRpdGxlLCBsaW5rOiBgLyR7Zm9sZGVyfS8ke25hbWV9YCwgb3JkZXI6IE51bWJlcihmaWVsZCh0ZXh0LCAnb3JkZXInKSA/PyAobmFtZSA9PT0gJycgPyAwIDogMTAwKSksIGdyb3VwOiBmaWVsZCh0ZXh0LCAnZ3JvdXAnKSB9XG4gICAgfSlcbiAgICAuc29ydCgoYSwgYikgPT4gYS5vcmRlciAtIGIub3JkZXIgfHwgYS50aXRsZS5sb2NhbGVDb21wYXJlKGIudGl0bGUpKVxufVxuXG5jb25zdCB0b0l0ZW0gPSAoeyB0aXRsZSwgbGluayB9OiBQYWdlKTogRGVmYXVsdFRoZW1lLlNpZGViYXJJdGVtID0+ICh7IHRleHQ6IHRpdGxlLCBsaW5rIH0pXG5cbi8qKiBUaGUgaGVhZGluZ3Mgb2YgdGhlIGd1aWRlcywgaW4gdGhlIG9yZGVyIGluIHdoaWNoIGEgcmVhZGVyIG5lZWRzIHRoZW0uICovXG5jb25zdCBHUk9VUFMgPSBbJ0Jhc2ljcycsICdNZXNzYWdlcycsICdTdGF0ZScsICdGcmFtZXdvcmtzJywgJ1Rlc3RpbmcnLCAnT3BlcmF0aW9uJ11cblxuZnVuY3Rpb24gZ3JvdXBzT2YoZm9sZGVyOiBzdHJpbmcpOiBEZWZhdWx0VGhlbWUuU2lkZWJhckl0ZW1bXSB7XG4gIGNvbnN0IHBhZ2VzID0gcGFnZXNPZihmb2xkZXIpXG4gIGNvbnN0IGdyb3VwT2YgPSAocGFnZTogUGFnZSkgPT4gKEdST1VQUy5pbmNsdWRlcyhwYWdlLmdyb3VwID8/ICcnKSA/IHBhZ2UuZ3JvdXAgOiAnTWVzc2FnZXMnKVxuICByZXR1cm4gR1JPVVBTLm1hcCgoZ3JvdXApID0+ICh7IHRleHQ6IGdyb3VwLCBjb2xsYXBzZWQ6IGZhbHNlLCBpdGVtczogcGFnZXMuZmlsdGVyKChwYWdlKSA9PiBncm91cE9mKHBhZ2UpID09PSBncm91cCkubWFwKHRvSXRlbSkgfSkpXG59XG5cbmNvbnN0IHNlY3Rpb24gPSAodGV4dDogc3RyaW5nLCBmb2xkZXI6IHN0cmluZyk6IERlZmF1bHRUaGVtZS5TaWRlYmFySXRlbVtdID0+IFt7IHRleHQsIGl0ZW1zOiBwYWdlc09mKGZvbGRlcikubWFwKHRvSXRlbSkgfV1cblxuLyoqIFRoZSBzaWRlIGJhcnMsIG1hZGUgZnJvbSB0aGUgZmlsZXM6IGEgbmV3IHBhZ2UgbmVlZHMgbm8gZW50cnkgaGVyZS4gKi9cbmV4cG9ydCBjb25zdCBzaWRlYmFyID0gKGFwaTogRGVmYXVsdFRoZW1lLlNpZGViYXJJdGVtW10pOiBEZWZhdWx0VGhlbWUuU2lkZWJhck11bHRpID0+ICh7XG4gICcvbGVhcm4vJzogc2VjdGlvbignTGVhcm4nLCAnbGVhcm4nKSxcbiAgJy9ndWlkZXMvJzogZ3JvdXBzT2YoJ2d1aWRlcycpLFxuICAnL3Byb3RvY29scy8nOiBzZWN0aW9uKCdQcm90b2NvbHMnLCAncHJvdG9jb2xzJyksXG4gICcvZXZpZGVuY2UvJzogc2VjdGlvbignRXZpZGVuY2UnLCAnZXZpZGVuY2UnKSxcbiAgJy9jb21wYXJlLyc6IFsuLi5zZWN0aW9uKCdDb21wYXJlJywgJ2NvbXBhcmUnKSwgLi4uc2VjdGlvbignTWlncmF0ZScsICdtaWdyYXRlJyldLFxuICAnL21pZ3JhdGUvJzogWy4uLnNlY3Rpb24oJ0NvbXBhcmUnLCAnY29tcGFyZScpLCAuLi5zZWN0aW9uKCdNaWdyYXRlJywgJ21pZ3JhdGUnKV0sXG4gICcvYXBpLyc6IGFwaSxcbn0pXG4iXSwKICAibWFwcGluZ3MiOiAiO0FBQXNQLFNBQVMsY0FBQUEsYUFBWSxnQkFBQUMscUJBQW9CO0FBQy9SLFNBQVMsaUJBQUFDLHNCQUFxQjtBQUM5QixTQUFTLG9CQUFxRTtBQUM5RSxPQUFPLFVBQVU7OztBQ0g4TixTQUFTLHFCQUFxQjtBQUEzSCxJQUFNLDJDQUEyQztBQUk1TCxJQUFNLE9BQU8sY0FBYyxJQUFJLElBQUksU0FBUyx3Q0FBZSxDQUFDO0FBRTVELElBQU0sV0FBVyxDQUFDLGFBQXFCLGNBQWMsSUFBSSxJQUFJLFNBQVMsUUFBUSxJQUFJLHdDQUFlLENBQUM7QUFHbEcsSUFBTSxpQkFBaUIsQ0FBQyxTQUFTLFVBQW1CO0FBQ3pELFFBQU0sUUFBUSxDQUFDLFFBQWdCLFVBQWtCLFNBQVMsU0FBUyxRQUFRLEtBQUssS0FBSyxPQUFPLE1BQU0sRUFBRTtBQUNwRyxTQUFPO0FBQUEsSUFDTCxFQUFFLE1BQU0scUJBQXFCLGFBQWEsTUFBTSxpQkFBaUIsV0FBVyxFQUFFO0FBQUEsSUFDOUUsRUFBRSxNQUFNLDRCQUE0QixhQUFhLE1BQU0sa0JBQWtCLFdBQVcsRUFBRTtBQUFBLElBQ3RGLEVBQUUsTUFBTSwwQkFBMEIsYUFBYSxNQUFNLGdCQUFnQixTQUFTLEVBQUU7QUFBQSxJQUNoRixFQUFFLE1BQU0sZ0NBQWdDLGFBQWEsTUFBTSxzQkFBc0IsZUFBZSxFQUFFO0FBQUEsSUFDbEcsRUFBRSxNQUFNLG1DQUFtQyxhQUFhLE1BQU0seUJBQXlCLGtCQUFrQixFQUFFO0FBQUEsRUFDN0c7QUFDRjtBQUdPLElBQU0sVUFBaUIsRUFBRSxNQUFNLFFBQVEsYUFBYSxTQUFTLDZCQUE2QixFQUFFOzs7QUNqQjVGLFNBQVMsY0FBc0I7QUFDcEMsUUFBTSxhQUFhLFFBQVEsSUFBSSxpQkFBaUI7QUFDaEQsU0FBTyxlQUFlLFVBQWEsZUFBZSxLQUFLLHFDQUFxQyxHQUFHLFVBQVU7QUFDM0c7OztBQ0xBLElBQU0sUUFBUTtBQU1QLFNBQVMsY0FBYyxJQUE0QjtBQUN4RCxRQUFNLFFBQVEsR0FBRyxTQUFTLE1BQU07QUFDaEMsS0FBRyxTQUFTLE1BQU0sUUFBUSxDQUFDLFFBQVEsT0FBTyxTQUFTLEtBQUssU0FBUztBQUMvRCxVQUFNLFFBQVEsT0FBTyxLQUFLO0FBQzFCLFVBQU0sWUFBWSxNQUFNLEtBQUssTUFBTSxJQUFJLElBQUksQ0FBQyxHQUFHLFlBQVk7QUFDM0QsUUFBSSxjQUFjLE9BQVcsUUFBTyxNQUFNLFFBQVEsT0FBTyxTQUFTLEtBQUssSUFBSTtBQUMzRSxVQUFNLE9BQU8sTUFBTSxLQUFLLFFBQVEsT0FBTyxFQUFFLEVBQUUsS0FBSztBQUNoRCxXQUFPLG9CQUFvQixTQUFTLEtBQUssTUFBTSxRQUFRLE9BQU8sU0FBUyxLQUFLLElBQUksQ0FBQztBQUFBO0FBQUEsRUFDbkY7QUFDQSxLQUFHLE1BQU0sTUFBTSxPQUFPLFNBQVMsYUFBYSxDQUFDLE9BQU8sT0FBTyxLQUFLLFdBQVc7QUFDekUsVUFBTSxTQUFTLENBQUMsU0FBaUIsTUFBTSxJQUFJLE1BQU0sTUFBTSxPQUFPLElBQUksSUFBSyxNQUFNLE9BQU8sSUFBSSxHQUFJLE1BQU0sT0FBTyxJQUFJLENBQUM7QUFDOUcsVUFBTSxPQUFPLHdCQUF3QixLQUFLLE9BQU8sS0FBSyxDQUFDLElBQUksQ0FBQztBQUM1RCxRQUFJLFNBQVMsT0FBVyxRQUFPO0FBQy9CLFFBQUksUUFBUSxRQUFRO0FBQ3BCLFdBQU8sUUFBUSxPQUFPLENBQUMsV0FBVyxLQUFLLE9BQU8sS0FBSyxDQUFDLEVBQUcsVUFBUztBQUNoRSxRQUFJLE9BQVEsUUFBTztBQUNuQixVQUFNLEtBQUssa0JBQWtCLE9BQU8sQ0FBQyxFQUFFLFFBQVEsQ0FBQyxDQUFDLFNBQVMsUUFBUSxJQUFJLEVBQUUsQ0FBQztBQUN6RSxVQUFNLEdBQUcsTUFBTSxTQUFTLE9BQU8sUUFBUSxHQUFHLEtBQUs7QUFDL0MsVUFBTSxLQUFLLG1CQUFtQixPQUFPLEVBQUU7QUFDdkMsVUFBTSxPQUFPLFFBQVE7QUFDckIsV0FBTztBQUFBLEVBQ1QsQ0FBQztBQUNIOzs7QUM5QnFSLFNBQVMsZUFBZTtBQUM3UyxTQUFTLGlCQUFBQyxzQkFBcUI7QUFDOUIsU0FBUywyQkFBMkI7QUFDcEMsU0FBUyxrQ0FBa0M7QUFDM0MsT0FBTyxRQUFRO0FBSjJKLElBQU1DLDRDQUEyQztBQU0zTixJQUFNLEVBQUUsU0FBUyxZQUFZLHNCQUFzQixhQUFhLElBQUk7QUFFcEUsSUFBTUMsWUFBVyxDQUFDLFNBQWlCQyxlQUFjLElBQUksSUFBSSxZQUFZLElBQUksSUFBSUYseUNBQWUsQ0FBQztBQUU3RixJQUFNLFVBQVU7QUFBQSxFQUNkLG1CQUFtQixDQUFDLG1CQUFtQjtBQUFBLEVBQ3ZDLHlCQUF5QixDQUFDLG9CQUFvQjtBQUFBLEVBQzlDLHVCQUF1QixDQUFDLGtCQUFrQjtBQUFBLEVBQzFDLDZCQUE2QixDQUFDLHdCQUF3QjtBQUFBLEVBQ3RELGdDQUFnQyxDQUFDLDJCQUEyQjtBQUM5RDtBQUdBLElBQU0sY0FBYyxNQUNsQixvQkFBb0I7QUFBQSxFQUNsQixPQUFPLENBQUMsTUFBTSxPQUFPLEtBQUs7QUFBQSxFQUMxQixpQkFBaUI7QUFBQSxFQUNqQixZQUFZLDJCQUEyQixFQUFFLEtBQUtDLFVBQVMsaUNBQWlDLEVBQUUsQ0FBQztBQUFBLEVBQzNGLGlCQUFpQjtBQUFBO0FBQUEsSUFFZixTQUFTQSxVQUFTLFVBQVU7QUFBQTtBQUFBLElBRTVCLGdCQUFnQixRQUFRLEdBQUcsc0JBQXNCLENBQUMsQ0FBQyxDQUFDO0FBQUE7QUFBQSxJQUVwRCxvQkFBb0IsRUFBRSxXQUFXQSxVQUFTLDBDQUEwQyxFQUFFO0FBQUEsSUFDdEYsaUJBQWlCO0FBQUEsTUFDZixRQUFRLGFBQWE7QUFBQSxNQUNyQixLQUFLLENBQUMsbUJBQW1CLGdCQUFnQix1QkFBdUI7QUFBQSxNQUNoRSxRQUFRLFdBQVc7QUFBQSxNQUNuQixrQkFBa0IscUJBQXFCO0FBQUEsTUFDdkMsS0FBSyxRQUFRO0FBQUEsTUFDYixRQUFRO0FBQUEsTUFDUiw0QkFBNEI7QUFBQSxNQUM1QiwwQkFBMEI7QUFBQSxNQUMxQixjQUFjO0FBQUEsTUFDZCxPQUFPLENBQUMsTUFBTTtBQUFBLE1BQ2QsT0FBTyxPQUFPLFlBQVksT0FBTyxRQUFRLE9BQU8sRUFBRSxJQUFJLENBQUMsQ0FBQyxNQUFNLEtBQUssTUFBTSxDQUFDLE1BQU0sTUFBTSxJQUFJQSxTQUFRLENBQUMsQ0FBQyxDQUFDO0FBQUEsSUFDdkc7QUFBQSxFQUNGO0FBQ0YsQ0FBQztBQUVJLElBQU0sYUFBYSxPQUFPO0FBQUEsRUFDL0IsR0FBRyxZQUFZO0FBQUE7QUFBQSxFQUVmLGFBQWEsQ0FBQyxTQUFpQixLQUFLLFdBQVcsS0FBSyxRQUFRO0FBQzlEOzs7QUNuRHVQLFNBQVMsa0JBQWtCO0FBQ2xSLFNBQVMsaUJBQUFFLHNCQUFxQjtBQUM5QixTQUFTLDBCQUEwQjtBQUNuQyxTQUFTLGFBQWE7QUFIZ0ksSUFBTUMsNENBQTJDO0FBS3ZNLElBQU1DLFFBQU9DLGVBQWMsSUFBSSxJQUFJLFVBQVVGLHlDQUFlLENBQUM7QUFLN0QsSUFBTSxZQUFZLENBQUMsVUFBa0IsR0FBR0MsS0FBSSxRQUFRLFVBQVUsb0JBQW9CLFVBQVUsTUFBTSxNQUFNLG1CQUFtQixNQUFNLENBQUM7QUFFbEksSUFBTSxRQUFRLG9CQUFJLElBQTZCO0FBRS9DLGVBQWUsUUFBUSxRQUFpQztBQUN0RCxRQUFNLEVBQUUsWUFBWSxJQUFJLE1BQU0sTUFBTTtBQUFBLElBQ2xDLE9BQU8sRUFBRSxVQUFVLFFBQVEsWUFBWUEsT0FBTSxRQUFRLEtBQUs7QUFBQSxJQUMxRCxRQUFRO0FBQUEsSUFDUixRQUFRO0FBQUEsSUFDUixPQUFPO0FBQUEsSUFDUCxRQUFRO0FBQUEsSUFDUixRQUFRO0FBQUEsSUFDUixRQUFRLEVBQUUsd0JBQXdCLGVBQWU7QUFBQSxJQUNqRCxVQUFVLENBQUMsU0FBUyxPQUFPLGtCQUFrQjtBQUFBLElBQzdDLFVBQVU7QUFBQSxFQUNaLENBQUM7QUFDRCxTQUFPLG1CQUFtQixZQUFZLENBQUMsRUFBRyxRQUFRLEVBQUU7QUFDdEQ7QUFNTyxTQUFTLFdBQVcsU0FBbUM7QUFDNUQsUUFBTSxPQUFPLG9CQUFJLElBQVk7QUFDN0IsUUFBTSxRQUFRLE9BQU8sUUFBUSxPQUFPLEVBQUUsUUFBUSxDQUFDLENBQUMsT0FBTyxLQUFLLE1BQU07QUFFaEUsVUFBTSxRQUFRLENBQUMsR0FBRyxJQUFJLElBQUksS0FBSyxDQUFDLEVBQUUsT0FBTyxDQUFDLFNBQVMsQ0FBQyxLQUFLLElBQUksSUFBSSxDQUFDO0FBQ2xFLFVBQU0sUUFBUSxDQUFDLFNBQVMsS0FBSyxJQUFJLElBQUksQ0FBQztBQUN0QyxVQUFNLE9BQU8sVUFBVSxLQUFLO0FBQzVCLFFBQUksQ0FBQyxXQUFXLElBQUksRUFBRyxPQUFNLElBQUksTUFBTSxHQUFHLElBQUksMkNBQTJDO0FBQ3pGLFdBQU8sTUFBTSxXQUFXLElBQUksQ0FBQyxJQUFJLENBQUMsWUFBWSxNQUFNLEtBQUssRUFBRSxLQUFLLElBQUksQ0FBQyxXQUFXLEtBQUssVUFBVSxJQUFJLENBQUMsRUFBRTtBQUFBLEVBQ3hHLENBQUM7QUFDRCxRQUFNLFNBQVMsTUFBTSxLQUFLLEVBQUUsS0FBSyxJQUFJO0FBQ3JDLFFBQU0sT0FBTyxNQUFNLElBQUksTUFBTSxLQUFLLFFBQVEsTUFBTTtBQUNoRCxRQUFNLElBQUksUUFBUSxJQUFJO0FBQ3RCLFNBQU87QUFDVDtBQUVPLElBQU0sY0FBYyxDQUFDLFVBQTBCLElBQUksUUFBUSxLQUFNLFFBQVEsQ0FBQyxDQUFDOzs7QUN6Q2xGLElBQU0sUUFBUTtBQUNkLElBQU0sU0FBUztBQUdmLFNBQVMsVUFBVSxNQUFjLFNBQThDO0FBQzdFLFFBQU0sVUFBb0MsQ0FBQztBQUMzQyxhQUFXLENBQUMsRUFBRSxRQUFRLElBQUksT0FBTyxFQUFFLEtBQUssS0FBSyxTQUFTLEtBQUssR0FBRztBQUM1RCxRQUFJLENBQUMsUUFBUSxLQUFLLEVBQUc7QUFDckIsZUFBVyxDQUFDLEVBQUUsUUFBUSxJQUFJLFFBQVEsRUFBRSxLQUFLLEtBQUssU0FBUyxNQUFNLEdBQUc7QUFDOUQsWUFBTSxTQUFTLE1BQU0sTUFBTSxHQUFHLEVBQUUsSUFBSSxDQUFDLFNBQVMsS0FBSyxLQUFLLEVBQUUsUUFBUSxVQUFVLEVBQUUsQ0FBQyxFQUFFLE9BQU8sQ0FBQyxTQUFTLFNBQVMsTUFBTSxDQUFDLEtBQUssV0FBVyxPQUFPLENBQUM7QUFDMUksY0FBUSxLQUFLLElBQUksQ0FBQyxHQUFHLG9CQUFJLElBQUksQ0FBQyxHQUFJLFFBQVEsS0FBSyxLQUFLLENBQUMsR0FBSSxHQUFHLE1BQU0sQ0FBQyxDQUFDO0FBQUEsSUFDdEU7QUFBQSxFQUNGO0FBQ0EsU0FBTztBQUNUO0FBRUEsSUFBTSxVQUFVLENBQUMsWUFBcUIsT0FBTyxPQUFPLE9BQU8sRUFBRSxLQUFLO0FBRWxFLGVBQWVFLFNBQVEsV0FBa0MsU0FBdUM7QUFDOUYsUUFBTSxRQUFRLFFBQVEsT0FBTztBQUM3QixTQUFPLE1BQU0sV0FBVyxJQUFJLENBQUMsSUFBSSxDQUFDLEVBQUUsV0FBVyxPQUFPLE1BQU0sWUFBWSxNQUFNLFdBQVcsT0FBTyxDQUFDLEVBQUUsQ0FBQztBQUN0RztBQUdBLGVBQXNCLFVBQVUsTUFBbUM7QUFDakUsUUFBTSxRQUFRLFVBQVUsTUFBTSxDQUFDLFVBQVUsQ0FBQyxNQUFNLFNBQVMsT0FBTyxDQUFDO0FBQ2pFLFFBQU0sTUFBTSxVQUFVLE1BQU0sQ0FBQyxVQUFVLENBQUMsTUFBTSxTQUFTLFNBQVMsQ0FBQztBQUNqRSxNQUFJLEtBQUssVUFBVSxLQUFLLE1BQU0sS0FBSyxVQUFVLEdBQUcsRUFBRyxRQUFPQSxTQUFRLFFBQVEsS0FBSztBQUMvRSxTQUFPLENBQUMsR0FBSSxNQUFNQSxTQUFRLFNBQVMsS0FBSyxHQUFJLEdBQUksTUFBTUEsU0FBUSxPQUFPLEdBQUcsQ0FBRTtBQUM1RTs7O0FDckMrUixTQUFTLFdBQUFDLFVBQVMsTUFBTSxpQkFBaUI7QUFJalUsU0FBUyxlQUFlLE1BQXNCO0FBQ25ELE1BQUksS0FBSyxXQUFXLE9BQU8sRUFBRyxRQUFPLElBQUksS0FBSyxNQUFNLFFBQVEsTUFBTSxFQUFFLFFBQVEsaUJBQWlCLEVBQUUsQ0FBQztBQUVoRyxTQUFPLFdBQVcsS0FBSyxRQUFRLE9BQU8sRUFBRSxFQUFFLFFBQVEsU0FBUyxFQUFFLEVBQUUsUUFBUSxZQUFZLEtBQUssQ0FBQztBQUMzRjtBQUVPLElBQU0sYUFBYSxDQUFDLFNBQTBCLGFBQWEsS0FBSyxJQUFJO0FBTXBFLFNBQVMsZ0JBQWdCLElBQTRCO0FBQzFELFFBQU0sRUFBRSxXQUFXLE9BQU8sSUFBSSxHQUFHLFNBQVM7QUFDMUMsS0FBRyxTQUFTLE1BQU0sWUFBWSxDQUFDLFFBQVEsT0FBTyxTQUFTLEtBQWdDLFNBQVM7QUFDOUYsVUFBTSxRQUFRLE9BQU8sS0FBSztBQUMxQixVQUFNLENBQUMsT0FBTyxJQUFJLElBQUksS0FBSyxNQUFNLFFBQVEsTUFBTSxLQUFLLElBQUksTUFBTSxHQUFHO0FBQ2pFLFFBQUksV0FBVyxJQUFJLEtBQUssSUFBSSxpQkFBaUIsUUFBVztBQUN0RCxZQUFNLE9BQU8sVUFBVSxLQUFLLFFBQVFDLFNBQVEsSUFBSSxZQUFZLEdBQUcsSUFBSSxDQUFDO0FBQ3BFLFVBQUksQ0FBQyxLQUFLLFdBQVcsT0FBTyxFQUFHLE9BQU0sUUFBUSxRQUFRLGVBQWUsSUFBSSxLQUFLLFNBQVMsU0FBWSxLQUFLLElBQUksSUFBSSxHQUFHO0FBQUEsSUFDcEg7QUFDQSxXQUFPLFNBQVMsT0FBTyxRQUFRLE9BQU8sU0FBUyxLQUFLLElBQUksSUFBSSxLQUFLLFlBQVksUUFBUSxPQUFPLE9BQU87QUFBQSxFQUNyRztBQUNGOzs7QUMzQjZRLFNBQVMsYUFBYSxvQkFBb0I7QUFDdlQsU0FBUyxpQkFBQUMsc0JBQXFCO0FBRHdJLElBQU1DLDRDQUEyQztBQUl2TixJQUFNLE9BQU9DLGVBQWMsSUFBSSxJQUFJLFVBQVVELHlDQUFlLENBQUM7QUFTN0QsSUFBTSxRQUFRLENBQUMsTUFBYyxTQUMzQixJQUFJLE9BQU8scUJBQXFCLElBQUksNkJBQTZCLEVBQUUsS0FBSyxJQUFJLElBQUksQ0FBQztBQUVuRixTQUFTLFFBQVEsUUFBd0I7QUFDdkMsU0FBTyxZQUFZLEdBQUcsSUFBSSxHQUFHLE1BQU0sRUFBRSxFQUNsQyxPQUFPLENBQUMsU0FBUyxLQUFLLFNBQVMsS0FBSyxDQUFDLEVBQ3JDLElBQUksQ0FBQyxTQUFTO0FBQ2IsVUFBTSxPQUFPLGFBQWEsR0FBRyxJQUFJLEdBQUcsTUFBTSxJQUFJLElBQUksSUFBSSxNQUFNO0FBQzVELFVBQU0sUUFBUSxNQUFNLE1BQU0sT0FBTyxLQUFLLFlBQVksS0FBSyxJQUFJLElBQUksQ0FBQyxHQUFHLFdBQVcsS0FBSyxFQUFFLEtBQUs7QUFDMUYsVUFBTSxPQUFPLEtBQUssUUFBUSxpQkFBaUIsRUFBRTtBQUM3QyxXQUFPLEVBQUUsT0FBTyxNQUFNLElBQUksTUFBTSxJQUFJLElBQUksSUFBSSxPQUFPLE9BQU8sTUFBTSxNQUFNLE9BQU8sTUFBTSxTQUFTLEtBQUssSUFBSSxJQUFJLEdBQUcsT0FBTyxNQUFNLE1BQU0sT0FBTyxFQUFFO0FBQUEsRUFDMUksQ0FBQyxFQUNBLEtBQUssQ0FBQyxHQUFHLE1BQU0sRUFBRSxRQUFRLEVBQUUsU0FBUyxFQUFFLE1BQU0sY0FBYyxFQUFFLEtBQUssQ0FBQztBQUN2RTtBQUVBLElBQU0sU0FBUyxDQUFDLEVBQUUsT0FBTyxLQUFLLE9BQXVDLEVBQUUsTUFBTSxPQUFPLEtBQUs7QUFHekYsSUFBTSxTQUFTLENBQUMsVUFBVSxZQUFZLFNBQVMsY0FBYyxXQUFXLFdBQVc7QUFFbkYsU0FBUyxTQUFTLFFBQTRDO0FBQzVELFFBQU0sUUFBUSxRQUFRLE1BQU07QUFDNUIsUUFBTSxVQUFVLENBQUMsU0FBZ0IsT0FBTyxTQUFTLEtBQUssU0FBUyxFQUFFLElBQUksS0FBSyxRQUFRO0FBQ2xGLFNBQU8sT0FBTyxJQUFJLENBQUMsV0FBVyxFQUFFLE1BQU0sT0FBTyxXQUFXLE9BQU8sT0FBTyxNQUFNLE9BQU8sQ0FBQyxTQUFTLFFBQVEsSUFBSSxNQUFNLEtBQUssRUFBRSxJQUFJLE1BQU0sRUFBRSxFQUFFO0FBQ3RJO0FBRUEsSUFBTSxVQUFVLENBQUMsTUFBYyxXQUErQyxDQUFDLEVBQUUsTUFBTSxPQUFPLFFBQVEsTUFBTSxFQUFFLElBQUksTUFBTSxFQUFFLENBQUM7QUFHcEgsSUFBTSxVQUFVLENBQUMsU0FBZ0U7QUFBQSxFQUN0RixXQUFXLFFBQVEsU0FBUyxPQUFPO0FBQUEsRUFDbkMsWUFBWSxTQUFTLFFBQVE7QUFBQSxFQUM3QixlQUFlLFFBQVEsYUFBYSxXQUFXO0FBQUEsRUFDL0MsY0FBYyxRQUFRLFlBQVksVUFBVTtBQUFBLEVBQzVDLGFBQWEsQ0FBQyxHQUFHLFFBQVEsV0FBVyxTQUFTLEdBQUcsR0FBRyxRQUFRLFdBQVcsU0FBUyxDQUFDO0FBQUEsRUFDaEYsYUFBYSxDQUFDLEdBQUcsUUFBUSxXQUFXLFNBQVMsR0FBRyxHQUFHLFFBQVEsV0FBVyxTQUFTLENBQUM7QUFBQSxFQUNoRixTQUFTO0FBQ1g7OztBUmxEdUosSUFBTUUsNENBQTJDO0FBWXhNLElBQU0sV0FBVyxDQUFDLFNBQWlCQyxlQUFjLElBQUksSUFBSSxNQUFNRCx5Q0FBZSxDQUFDO0FBRS9FLElBQU0sYUFBYSxTQUFTLHFCQUFxQjtBQUNqRCxJQUFJLENBQUNFLFlBQVcsVUFBVSxFQUFHLE9BQU0sSUFBSSxNQUFNLGlHQUFpRztBQUk5SSxJQUFNLG1CQUFtQixDQUFDLFdBQVcsQ0FBQztBQUN0QyxJQUFNLFlBQVksS0FBSyxFQUFFLGFBQWEsQ0FBQyxXQUFXLEdBQUcsZUFBZSxNQUFNLENBQUM7QUFFM0UsSUFBTSxjQUFjO0FBRXBCLElBQU8saUJBQVEsYUFBYTtBQUFBLEVBQzFCLE9BQU87QUFBQSxFQUNQLGFBQWE7QUFBQSxFQUNiLE1BQU07QUFBQSxFQUNOLFdBQVc7QUFBQSxFQUNYLE1BQU07QUFBQSxJQUNKLENBQUMsUUFBUSxFQUFFLEtBQUssUUFBUSxNQUFNLGFBQWEsTUFBTSxnQkFBZ0IsQ0FBQztBQUFBO0FBQUEsSUFFbEUsQ0FBQyxVQUFVLENBQUMsR0FBRyxrS0FBa0s7QUFBQSxFQUNuTDtBQUFBLEVBQ0EsVUFBVTtBQUFBLElBQ1IsT0FBTyxFQUFFLE9BQU8sOEJBQThCLE1BQU0sNEJBQTRCO0FBQUE7QUFBQSxJQUVoRixrQkFBa0IsUUFBUSxJQUFJLFdBQVcsTUFBTSxTQUFZLG1CQUFtQixDQUFDO0FBQUEsSUFDL0UsT0FBTyxJQUFJO0FBQ1QsU0FBRyxJQUFJLGFBQWEsRUFBRSxJQUFJLGVBQWU7QUFBQSxJQUMzQztBQUFBLEVBQ0Y7QUFBQSxFQUNBLE1BQU0sa0JBQWtCLE1BQU07QUFDNUIsUUFBSSxrQkFBa0IsS0FBSyxLQUFLLFlBQVksS0FBSyxLQUFLLGFBQWEsR0FBSTtBQUN2RSxXQUFPLEVBQUUsYUFBYSxNQUFNLFVBQVVDLGNBQWEsU0FBUyxNQUFNLEtBQUssUUFBUSxFQUFFLEdBQUcsTUFBTSxDQUFDLEVBQUU7QUFBQSxFQUMvRjtBQUFBLEVBQ0EsYUFBYTtBQUFBLElBQ1gsS0FBSztBQUFBLE1BQ0gsRUFBRSxNQUFNLFNBQVMsTUFBTSxXQUFXLGFBQWEsV0FBVztBQUFBLE1BQzFELEVBQUUsTUFBTSxVQUFVLE1BQU0sbUJBQW1CLGFBQWEsWUFBWTtBQUFBLE1BQ3BFLEVBQUUsTUFBTSxPQUFPLE1BQU0sU0FBUyxhQUFhLFNBQVM7QUFBQSxNQUNwRCxFQUFFLE1BQU0sYUFBYSxNQUFNLGVBQWUsYUFBYSxlQUFlO0FBQUEsTUFDdEUsRUFBRSxNQUFNLFlBQVksTUFBTSxjQUFjLGFBQWEsY0FBYztBQUFBLE1BQ25FLEVBQUUsTUFBTSxXQUFXLE1BQU0sYUFBYSxhQUFhLHVCQUF1QjtBQUFBLElBQzVFO0FBQUEsSUFDQSxTQUFTLFFBQVEsS0FBSyxNQUFNQSxjQUFhLFlBQVksTUFBTSxDQUFDLENBQStCO0FBQUEsSUFDM0YsUUFBUSxFQUFFLFVBQVUsUUFBUTtBQUFBLElBQzVCLFNBQVMsRUFBRSxPQUFPLENBQUMsR0FBRyxDQUFDLEVBQUU7QUFBQSxJQUN6QixVQUFVLEVBQUUsU0FBUyxZQUFZLEdBQUcsTUFBTSxpQkFBaUI7QUFBQSxJQUMzRCxRQUFRLEVBQUUsU0FBUyxjQUFjO0FBQUEsRUFDbkM7QUFBQSxFQUNBLE1BQU07QUFBQSxJQUNKLFNBQVMsRUFBRSxPQUFPLGVBQWUsRUFBRTtBQUFBLElBQ25DLFNBQVMsRUFBRSxLQUFLLFlBQVk7QUFBQSxJQUM1QixTQUFTO0FBQUEsSUFDVCxPQUFPLEVBQUUsdUJBQXVCLElBQUs7QUFBQSxFQUN2QztBQUNGLENBQUM7IiwKICAibmFtZXMiOiBbImV4aXN0c1N5bmMiLCAicmVhZEZpbGVTeW5jIiwgImZpbGVVUkxUb1BhdGgiLCAiZmlsZVVSTFRvUGF0aCIsICJfX3ZpdGVfaW5qZWN0ZWRfb3JpZ2luYWxfaW1wb3J0X21ldGFfdXJsIiwgImZyb21Sb290IiwgImZpbGVVUkxUb1BhdGgiLCAiZmlsZVVSTFRvUGF0aCIsICJfX3ZpdGVfaW5qZWN0ZWRfb3JpZ2luYWxfaW1wb3J0X21ldGFfdXJsIiwgInJvb3QiLCAiZmlsZVVSTFRvUGF0aCIsICJtZWFzdXJlIiwgImRpcm5hbWUiLCAiZGlybmFtZSIsICJmaWxlVVJMVG9QYXRoIiwgIl9fdml0ZV9pbmplY3RlZF9vcmlnaW5hbF9pbXBvcnRfbWV0YV91cmwiLCAiZmlsZVVSTFRvUGF0aCIsICJfX3ZpdGVfaW5qZWN0ZWRfb3JpZ2luYWxfaW1wb3J0X21ldGFfdXJsIiwgImZpbGVVUkxUb1BhdGgiLCAiZXhpc3RzU3luYyIsICJyZWFkRmlsZVN5bmMiXQp9Cg==
