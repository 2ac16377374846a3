export const timelineCss = `
.tl-current { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 12px; padding: 6px 8px; min-height: 36px; }
.tl-sentence { font-size: 1.1em; overflow-wrap: anywhere; }
.tl-clock { color: var(--text-dim); font-variant-numeric: tabular-nums; }
.tl-error { flex-basis: 100%; color: var(--bad); overflow-wrap: anywhere; }

.tl-band { padding: 0 8px; }
.tl-bar { display: flex; align-items: center; justify-content: space-between; gap: 8px; padding-bottom: 4px; }
.tl-track { position: relative; height: 28px; overflow: hidden; border-radius: 4px; background: var(--bg-raised); }
.tl-segment {
  position: absolute; top: 0; bottom: 0; min-width: 2px; overflow: hidden; padding: 0 4px; line-height: 28px; white-space: nowrap;
  left: calc((var(--start) - var(--from)) / var(--span) * 100%);
  width: calc((var(--end) - var(--start)) / var(--span) * 100%);
  background: color-mix(in srgb, var(--tone) 28%, var(--bg)); border-inline-start: 2px solid var(--tone);
}
.tl-segment span { display: block; overflow: hidden; text-overflow: ellipsis; }
.tl-scale { position: relative; height: 18px; color: var(--text-dim); font-variant-numeric: tabular-nums; overflow: hidden; }
.tl-scale span {
  position: absolute; left: calc((var(--at) - var(--from)) / var(--span) * 100%); padding-inline-start: 3px; transform: translateX(-100%);
  border-inline-end: 1px solid var(--border); padding-inline-end: 3px; white-space: nowrap; line-height: 16px;
}

.tl-sparks { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 8px 16px; padding: 4px 8px 8px; }
.tl-spark { margin: 0; --line: var(--accent); }
.tl-spark[data-tone="in"] { --line: var(--in); }
.tl-spark[data-tone="out"] { --line: var(--out); }
.tl-spark figcaption { color: var(--text-dim); font-variant-numeric: tabular-nums; }
.tl-spark b { color: var(--text); }
.tl-spark svg { display: block; width: 100%; height: 24px; border-bottom: 1px solid var(--border); }
.tl-spark polyline { fill: none; stroke: var(--line); stroke-width: 1.5; vector-effect: non-scaling-stroke; stroke-linejoin: round; }

.tl-list { border-top: 1px solid var(--border); }
.tl-list li { display: grid; grid-template-columns: 12ch minmax(0, 1fr) 10ch; gap: 0 12px; padding: 2px 8px; border-bottom: 1px solid var(--border); }
.tl-list time { color: var(--text-dim); font-variant-numeric: tabular-nums; }
.tl-text { overflow-wrap: anywhere; }
.tl-details, .tl-note .tl-text { color: var(--text-dim); }
.tl-kind { font-weight: 600; }
.tl-note[data-kind="error"] .tl-kind { color: var(--bad); }
.tl-note[data-kind="drop"] .tl-kind, .tl-note[data-kind="fault"] .tl-kind { color: var(--warn); }
.tl-duration { text-align: end; font-variant-numeric: tabular-nums; }
.tl-older { margin: 8px; }

@container (max-width: 599.98px) {
  .tl-sparks { grid-template-columns: minmax(0, 1fr); gap: 4px; }
  .tl-spark { display: grid; grid-template-columns: minmax(0, 1fr) 35%; align-items: end; gap: 8px; }
  .tl-spark svg { height: 18px; }
  .tl-list li { grid-template-columns: minmax(0, 1fr) auto; padding-block: 4px; }
  .tl-text { grid-column: 1 / -1; grid-row: 2; }
}
`
