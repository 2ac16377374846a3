export const framesCss = `
.frames { overflow: hidden; }
.frames-toolbar { display: flex; flex-wrap: wrap; gap: 4px 6px; align-items: center; padding: 4px 6px; border-bottom: 1px solid var(--border); }
.frames-toolbar input[type="search"] { flex: 1 1 120px; min-width: 90px; max-width: 240px; }
.frames-toolbar input[type="number"] { width: 92px; appearance: textfield; }
.frames-toolbar input::-webkit-inner-spin-button { appearance: none; }
.frames-filters { display: flex; flex-wrap: wrap; gap: 4px 6px; align-items: center; }
.frames-filters select { max-width: 150px; }
.frames-toggle { display: none; }
.frames-counts { margin-inline-start: auto; color: var(--text-dim); font-variant-numeric: tabular-nums; }

.frames-panes { position: relative; flex: 1; min-height: 0; display: flex; }
.frames-main { position: relative; flex: 1; min-width: 0; display: flex; }
.frames-grid { flex: 1; min-width: 0; display: flex; flex-direction: column; }
.frames-grid:focus-visible { outline-offset: -2px; }
.frames-scroller { flex: 1; overflow-x: hidden; overflow-y: scroll; overflow-anchor: none; contain: strict; }
.frames-spacer { position: relative; contain: strict; }
.frames-window { position: absolute; inset: 0 0 auto; }
.frames-row {
  height: var(--row); line-height: var(--row); contain: strict; display: flex; overflow: hidden; padding-inline: 6px;
  font-family: var(--mono); cursor: default; white-space: pre;
}
.frames-head.frames-head { flex: none; font-family: var(--sans); font-weight: 600; color: var(--text-dim); background: var(--bg-raised); border-bottom: 1px solid var(--border); }
.frames-row:hover { background: var(--bg-hover); }
.frames-row[aria-selected="true"] { background: var(--bg-selected); }
.frames-cell { flex: none; height: 100%; contain: strict; overflow: hidden; text-overflow: ellipsis; padding-inline-end: 8px; }
.frames-time { width: 96px; }
.frames-direction { width: 22px; }
.frames-size { width: 64px; text-align: end; }
.frames-channel { width: 110px; }
.frames-role { width: 92px; }
.frames-preview { flex: 1; }
.frames-row:not(.frames-head) :is(.frames-time, .frames-size, .frames-role) { color: var(--text-dim); }
.frames-row[data-direction="in"] .frames-direction, .frames-details [data-direction="in"] { color: var(--in); }
.frames-row[data-direction="out"] .frames-direction, .frames-details [data-direction="out"] { color: var(--out); }
.frames-row[data-role="handshake"] .frames-preview { font-family: var(--sans); color: var(--text-dim); }
.frames-row[data-role="heartbeat"] .frames-role { color: var(--good); }
.frames-row[data-role="handshake"] .frames-role, .frames-row[data-note="injected"] .frames-role { color: var(--accent); }
.frames-row:is([data-note="dropped"], [data-note="muted"]) .frames-role { color: var(--bad); }
.frames-row[data-note="delayed"] .frames-role { color: var(--warn); }
.frames-empty { padding: 16px; color: var(--text-dim); }
.frames-main > .frames-empty { position: absolute; inset: var(--row) 0 auto; }
.frames-dim { color: var(--text-dim); }

.frames-details { flex: 0 0 42%; min-width: 0; display: flex; flex-direction: column; border-inline-start: 1px solid var(--border); background: var(--bg); }
.frames-details-head { display: flex; flex-wrap: wrap; gap: 2px 10px; align-items: center; padding: 4px 6px; border-bottom: 1px solid var(--border); }
.frames-buttons { margin-inline-start: auto; display: flex; gap: 4px; }
.frames-back { display: none; }
.frames-content { flex: 1; min-height: 0; display: flex; flex-direction: column; }
.frames-tabs { flex: none; display: flex; gap: 4px; padding: 4px 6px; }
.frames-tabs button[aria-selected="true"] { background: var(--bg-selected); border-color: var(--accent); }
.frames-cut { padding: 2px 6px; color: var(--warn); }
.frames-body { flex: 1; min-height: 0; overflow: auto; padding: 2px 6px 6px; }
.frames-text pre { margin: 0; font-family: var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; }
.frames-hex pre { white-space: pre; }
.frames-more { display: flex; gap: 8px; align-items: center; padding-block: 4px; color: var(--text-dim); }
.frames-tree { font-family: var(--mono); }
.frames-tree [role="group"] { padding-inline-start: 14px; }
.frames-tree [role="treeitem"]:focus-visible { outline: none; }
.frames-tree [role="treeitem"]:focus-visible > .frames-line { outline: 2px solid var(--accent); outline-offset: -2px; }
.frames-line { display: flex; gap: 6px; min-height: 20px; line-height: 20px; padding-inline: 4px; cursor: default; }
.frames-line:hover { background: var(--bg-hover); }
.frames-line::before { content: ""; flex: none; width: 10px; text-align: center; color: var(--text-dim); }
[aria-expanded="false"] > .frames-line::before { content: "▸"; }
[aria-expanded="true"] > .frames-line::before { content: "▾"; }
.frames-key { flex: none; max-width: 60%; overflow-wrap: anywhere; color: var(--accent); }
.frames-key::after { content: ":"; }
.frames-page { color: var(--text-dim); }
.frames-value { min-width: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
.frames-value[data-type="string"] { color: var(--good); }
.frames-value:is([data-type="number"], [data-type="boolean"]) { color: var(--out); }
.frames-value:is([data-type="null"], [data-type="object"], [data-type="array"]) { color: var(--text-dim); }

.frames.is-narrow { --row: 32px; }
.frames.is-narrow :is(button, select, input) { min-height: 32px; }
.frames.is-narrow :is(.frames-channel, .frames-role) { display: none; }
.frames.is-narrow .frames-time { width: 84px; }
.frames.is-narrow .frames-toggle { display: block; }
.frames.is-narrow .frames-filters:not(.is-open) { display: none; }
.frames.is-narrow .frames-filters { order: 9; flex-basis: 100%; }
.frames.is-narrow .frames-toolbar input[type="search"] { max-width: none; }
.frames.is-narrow .frames-line { min-height: 32px; line-height: 32px; }
.frames.is-narrow .frames-details { position: absolute; inset: 0; border: 0; }
.frames.is-narrow .frames-back { display: block; }
.frames.is-narrow .frames-close { display: none; }
.frames.is-narrow.has-details .frames-main { visibility: hidden; }
`
