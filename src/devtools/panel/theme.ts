const SHARED = {
  size: '12px',
  row: '22px',
  mono: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  sans: 'system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif',
}

const LIGHT = {
  ...{ bg: '#ffffff', 'bg-raised': '#f4f5f7', 'bg-hover': '#e9ecf0', 'bg-selected': '#d8e6fd' },
  ...{ text: '#1b1f26', 'text-dim': '#545c69', border: '#d5d9df' },
  ...{ accent: '#0b57c4', good: '#0d6b35', warn: '#835200', bad: '#b3211c', in: '#0a6670', out: '#7a3aa8' },
}

const DARK: typeof LIGHT = {
  ...{ bg: '#16181d', 'bg-raised': '#1f2229', 'bg-hover': '#2a2e37', 'bg-selected': '#1e3a63' },
  ...{ text: '#e7eaf0', 'text-dim': '#a7afbd', border: '#373c47' },
  ...{ accent: '#82b1ff', good: '#5fd08a', warn: '#f0b650', bad: '#ff8f88', in: '#62d2dd', out: '#d2a4f5' },
}

/** All themes. Exported for the test of their contrast. */
export const THEMES = { light: LIGHT, dark: DARK }

/** Important, because a normal rule of the page for all elements would apply to the host otherwise. */
const declare = (variables: Readonly<Record<string, string>>) =>
  Object.entries(variables).map(([name, value]) => `--${name}: ${value} !important;`).join(' ')
const themed = (name: keyof typeof THEMES) => `${declare(THEMES[name])} color-scheme: ${name} !important;`

/** Variables of the panel. Each colour of text has a contrast of at least 4.5:1 on each background. */
export const THEME_CSS = `
:host { ${declare(SHARED)} ${themed('light')} }
@media (prefers-color-scheme: dark) { :host { ${themed('dark')} } }
:host([data-theme="light"]) { ${themed('light')} }
:host([data-theme="dark"]) { ${themed('dark')} }
`

/** How controls look. Views build on these. */
export const BASE_CSS = `
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
button, select, input, textarea {
  font: inherit; color: inherit; background: var(--bg); border: 1px solid var(--border); border-radius: 4px;
  padding: 2px 7px; margin: 0; min-height: 24px;
}
button { background: var(--bg-raised); cursor: pointer; white-space: nowrap; }
button:hover:not(:disabled) { background: var(--bg-hover); }
button[aria-pressed="true"] { background: var(--bg-selected); border-color: var(--accent); }
button:disabled, input:disabled, select:disabled, textarea:disabled { color: var(--text-dim); cursor: default; opacity: .7; }
input[type="checkbox"], input[type="radio"] { min-height: 0; accent-color: var(--accent); margin: 0; }
input::placeholder, textarea::placeholder { color: var(--text-dim); opacity: 1; }
textarea { resize: vertical; font-family: var(--mono); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: -1px; }
h2, h3, p, dl, dd, ul, ol { margin: 0; padding: 0; font: inherit; }
ul, ol { list-style: none; }
table { border-collapse: collapse; width: 100%; }
th { text-align: start; font-weight: 600; color: var(--text-dim); }
.dim { color: var(--text-dim); }
.mono { font-family: var(--mono); }
.empty { padding: 16px; color: var(--text-dim); }
@media (max-width: 599.98px) {
  button, select, input:not([type="checkbox"], [type="radio"]) { min-height: 32px; }
}
@media (forced-colors: active) {
  [aria-selected="true"], [aria-pressed="true"] { outline: 2px solid Highlight; outline-offset: -2px; }
  :focus-visible { outline: 3px solid CanvasText; }
  .dot { forced-color-adjust: none; }
}
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { transition: none !important; animation: none !important; }
}
`
