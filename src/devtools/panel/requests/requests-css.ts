export const requestsCss = `
.rq { display: flex; flex-direction: column; }
.rq .rq-content { flex: 1 1 0; min-height: 0; display: flex; flex-direction: column; }
.rq-panes { flex: 1; min-height: 0; display: flex; border-top: 1px solid var(--border); }
.rq-scroll { flex: 1 1 0; min-width: 0; overflow-y: auto; overflow-x: hidden; overflow-anchor: none; }
.rq-header, .rq-row { display: grid; grid-template-columns: minmax(8ch, 1fr) 12ch 9ch minmax(0, 2fr); gap: 0 8px; padding: 0 8px; align-items: center; }
.rq-header {
  position: sticky; top: 0; z-index: 1; height: 24px; background: var(--bg-raised); color: var(--text-dim);
  border-bottom: 1px solid var(--border);
}
.rq-scale { position: relative; height: 100%; overflow: hidden; font-variant-numeric: tabular-nums; }
.rq-scale span {
  position: absolute; top: 0; bottom: 0; left: calc((var(--at) - var(--from)) / var(--span) * 100%); padding-inline-start: 3px;
  border-inline-start: 1px solid var(--border); white-space: nowrap; line-height: 24px;
}
.rq-header > :nth-child(3) { text-align: end; }
.rq-row { min-height: 24px; border-bottom: 1px solid var(--border); cursor: default; }
.rq-row:hover { background: var(--bg-hover); }
.rq-row[aria-selected="true"] { background: var(--bg-selected); }
.rq-message { font-family: var(--mono); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.rq-duration { text-align: end; font-variant-numeric: tabular-nums; }
.rq-track { position: relative; align-self: stretch; min-height: 18px; overflow: hidden; }
.rq-bar {
  position: absolute; top: 25%; bottom: 25%; border-radius: 2px; background: var(--tone); opacity: .45;
  left: min(calc((var(--start) - var(--from)) / var(--span) * 100%), calc(100% - 3px));
  width: max(3px, calc((var(--end) - var(--start)) / var(--span) * 100%));
}
.rq-mark {
  position: absolute; top: 12%; bottom: 12%; width: 2px; --mark: var(--in); background: var(--mark);
  left: min(calc((var(--at) - var(--from)) / var(--span) * 100%), calc(100% - 2px));
}
.rq-mark[data-kind="sent"] { --mark: var(--out); }
.rq-legend { display: flex; gap: 12px; color: var(--text-dim); }
.rq-legend span::before { content: ""; display: inline-block; width: 2px; height: 1em; margin-inline-end: 5px; vertical-align: -2px; background: var(--in); }
.rq-legend [data-kind="sent"]::before { background: var(--out); }

.rq-details { flex: 0 0 38%; min-width: 0; overflow: auto; border-inline-start: 1px solid var(--border); }
.rq-details .vw-bar { justify-content: space-between; }
.rq-values { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 2px 12px; padding: 0 8px 8px; }
.rq-values dt { color: var(--text-dim); }
.rq-values dd { overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.rq-payload { margin: 0; padding: 8px; border-top: 1px solid var(--border); font-family: var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; }

@container (max-width: 599.98px) {
  .rq-panes { flex-direction: column; }
  .rq-details { flex: 0 1 auto; max-height: 50%; border-inline-start: 0; border-top: 1px solid var(--border); }
  .rq-header, .rq-row { grid-template-columns: minmax(0, 1fr) auto auto; }
  .rq-header > span:not(.rq-scale) { display: none; }
  .rq-scale, .rq-track { grid-column: 1 / -1; }
  .rq-row { min-height: 44px; padding-block: 3px; }
}
`
