/** What several views use. Each of them contains it, so that a view works alone. */
export const partsCss = `
.vw { container-type: inline-size; overflow: auto; overflow-anchor: none; width: 100%; min-width: 0; color: var(--text); }
.vw > * { flex: none; }
.vw h3 { font-weight: 600; }
.vw-empty { padding: 16px 12px; color: var(--text-dim); }
.vw-bar { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; padding: 6px 8px; }
.vw-summary { flex: 1 1 auto; }
.vw-more { padding: 6px 8px; color: var(--text-dim); }
.vw button[aria-disabled="true"] { color: var(--text-dim); cursor: default; }
.vw button[aria-disabled="true"]:hover { background: var(--bg-raised); }

.vw-tone { --tone: var(--text-dim); }
.vw-tone[data-phase="resolving"], .vw-tone[data-phase="connecting"], .vw-tone[data-phase="readying"] { --tone: var(--accent); }
.vw-tone[data-phase="open"], .vw-tone[data-outcome="replied"] { --tone: var(--good); }
.vw-tone[data-phase="waiting"], .vw-tone[data-phase="closing"] { --tone: var(--warn); }
.vw-tone[data-phase="closed"], .vw-tone[data-outcome="failed"] { --tone: var(--bad); }
.vw-tone[data-outcome="pending"] { --tone: var(--accent); }
.vw-phase { font-weight: 600; }
.vw-phase::before {
  content: ""; display: inline-block; width: 8px; height: 8px; margin-inline-end: 5px; border-radius: 50%; background: var(--tone);
}

.vw-zoom { display: inline-flex; }
.vw-zoom button { border-radius: 0; margin-inline-start: -1px; }
.vw-zoom button:first-child { border-radius: 4px 0 0 4px; }
.vw-zoom button:last-child { border-radius: 0 4px 4px 0; }
.vw-zoom button[aria-pressed="true"] { position: relative; }

.vw-table { font: inherit; }
.vw-table th, .vw-table td { padding: 3px 8px; text-align: start; vertical-align: top; border-bottom: 1px solid var(--border); overflow-wrap: anywhere; }
.vw-table thead th { position: sticky; top: 0; z-index: 1; background: var(--bg-raised); white-space: nowrap; overflow-wrap: normal; }
.vw-table tbody th { color: var(--text); }
.vw-table tbody tr:hover > * { background: var(--bg-hover); }
.vw-table td[data-kind="code"], .vw-table th[data-kind="header"] { min-width: 16ch; }
.vw-table td[data-kind="word"] { white-space: nowrap; }
.vw-table [data-kind="code"] { font-family: var(--mono); }
.vw-table [data-kind="number"] { font-variant-numeric: tabular-nums; }
.vw-table [data-tone="good"] { color: var(--good); }
.vw-table [data-tone="warn"] { color: var(--warn); }
.vw-table [data-tone="bad"] { color: var(--bad); }
.vw-table [data-tone="dim"], .vw-table [data-empty] { color: var(--text-dim); }

@container (max-width: 599.98px) {
  .vw button { min-height: 32px; }
  .vw-zoom button { min-width: 40px; }
  .vw-table, .vw-table tbody, .vw-table tr, .vw-table th, .vw-table td { display: block; }
  .vw-table thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .vw-table tbody tr { padding: 6px 0; border-bottom: 1px solid var(--border); }
  .vw-table tbody th, .vw-table tbody td { padding: 1px 8px; border-bottom: 0; }
  .vw-table tbody td { display: grid; grid-template-columns: 68px minmax(0, 1fr); gap: 8px; }
  .vw-table tbody td::before { content: attr(data-title); color: var(--text-dim); font-family: var(--sans); }
  .vw-table tbody td[data-empty] { display: none; }
  .vw-table tbody td > button { justify-self: start; grid-column: 2; margin-block: 4px; }
  .vw-table tbody td[data-kind="button"]::before { content: none; }
}
`
