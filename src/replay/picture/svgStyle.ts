/** How a dialog is drawn. The page gives the colours for light and dark; alone, a drawing is dark on white, as documents are. */
export const SVG_STYLE = `
svg.dialog { font-family: system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; font-size: 12px }
.dialog text { fill: var(--ink, #1c1f24) }
.dialog .paper { fill: #fff }
.dialog .box { fill: var(--paper, #fff); stroke: var(--tone); stroke-width: 1.5 }
.dialog .sign { fill: var(--tone) }
.dialog .glyph { fill: var(--paper, #fff); font-size: 12px; font-weight: 700; text-anchor: middle }
.dialog .id { font-size: 13px; font-weight: 650; font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; letter-spacing: -.02em }
.dialog .kind { font-size: 11px; text-anchor: end; fill: var(--soft-ink, #5b6470) }
.dialog .about { font-size: 11.5px; font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: var(--soft-ink, #5b6470) }
.dialog .start { font-weight: 650 }
.dialog .first .box { stroke-width: 3 }
.dialog .line { fill: none; stroke: var(--line, #8a94a3); stroke-width: 1.4 }
.dialog .tip { fill: var(--line, #8a94a3) }
.dialog .label { font-size: 11.5px; text-anchor: middle; paint-order: stroke; stroke: var(--paper, #fff); stroke-width: 4px; stroke-linejoin: round }
.dialog .node { --tone: var(--tone-plain, #667085) }
.dialog .kind-choose, .dialog .kind-ask { --tone: var(--tone-question, #1d5fd1) }
.dialog .kind-diagnose, .dialog .kind-check { --tone: var(--tone-check, #0b7285) }
.dialog .kind-act { --tone: var(--tone-act, #a8470b) }
.dialog .kind-call { --tone: var(--tone-call, #7a3db8) }
.dialog .kind-escalate { --tone: var(--tone-person, #b02a4c) }
.dialog .kind-end { --tone: var(--tone-end, #2b7a3a) }
`
