/** Follows the reader's choice of light or dark; on a narrow screen the panel lies below the drawing. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1c1f24; --soft-ink: #566070; --paper: #fff; --ground: #f4f6f9; --edge: #d5dae1; --line: #7d8896; --accent: #1d5fd1; --missing: #b3261e;
 --tone-plain: #667085; --tone-question: #1d5fd1; --tone-check: #0b7285; --tone-act: #a8470b; --tone-call: #7a3db8; --tone-person: #b02a4c; --tone-end: #2b7a3a }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaee; --soft-ink: #a9b2bf; --paper: #1d2229; --ground: #14171b; --edge: #3a424d; --line: #7f8a99; --accent: #7fb0ff; --missing: #ff9b91;
 --tone-plain: #a3adba; --tone-question: #7fb0ff; --tone-check: #58c4d6; --tone-act: #f0a567; --tone-call: #c79bf2; --tone-person: #f58ba5; --tone-end: #7cd18c } }
* { box-sizing: border-box }
html, body { height: 100%; margin: 0 }
body { font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: var(--ink); background: var(--ground) }
[data-lang=zh] .dialog .en, [data-lang=en] .dialog .zh { display: none }
#page { height: 100dvh; display: grid; grid-template: auto minmax(0, 1fr) / minmax(0, 1fr) 22rem; }
header { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: center; padding: .5rem .75rem; border-bottom: 1px solid var(--edge); background: var(--paper) }
h1 { font-size: 1rem; margin: 0 } h2 { font-size: 1.05rem; margin: 0 0 .25rem; overflow-wrap: anywhere } h3 { font-size: .85rem; margin: 1rem 0 .25rem; color: var(--soft-ink) }
button, select, input { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--edge); border-radius: .4rem; padding: .3rem .6rem; min-height: 2.25rem }
button { cursor: pointer } button:hover { border-color: var(--accent) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
button[aria-pressed=true] { background: var(--accent); color: var(--paper); border-color: var(--accent) } button:disabled { opacity: .5; cursor: default }
.group { display: inline-flex; align-items: center } .group button { border-radius: 0; margin-left: -1px } .group button:first-of-type { border-radius: .4rem 0 0 .4rem } .group button:last-child { border-radius: 0 .4rem .4rem 0 }
.search { position: relative; flex: 1 1 13rem; max-width: 26rem } .search input { width: 100% }
.hits { position: absolute; z-index: 3; top: calc(100% + .25rem); left: 0; right: 0; max-height: 60dvh; overflow: auto; margin: 0; padding: .25rem; list-style: none; background: var(--paper); border: 1px solid var(--edge); border-radius: .4rem; box-shadow: 0 6px 24px #0004 }
.hits [role=option] { padding: .35rem .5rem; border-radius: .3rem; cursor: pointer } .hits [role=option][aria-selected=true] { background: color-mix(in srgb, var(--accent) 18%, var(--paper)) } .hits .none { padding: .35rem .5rem; cursor: default; color: var(--soft-ink) }
.hits code, .panel code { overflow-wrap: anywhere } code { font-size: .85em; font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace }
.note { color: var(--soft-ink); font-size: .85rem }
.stage { position: relative; overflow: hidden; touch-action: none; cursor: grab; background: var(--ground) } .stage.dragging { cursor: grabbing }
.stage > .canvas, .stage > .canvas > svg { position: absolute; inset: 0; width: 100%; height: 100% }
.zoom { position: absolute; right: .6rem; bottom: .6rem; display: flex; gap: .3rem } .zoom button { min-width: 2.5rem }
.legend { position: absolute; left: .6rem; bottom: .6rem; max-width: calc(100% - 12rem); background: color-mix(in srgb, var(--paper) 92%, transparent); border: 1px solid var(--edge); border-radius: .4rem; padding: .2rem .6rem; font-size: .8rem; cursor: default }
.legend ul { margin: .25rem 0; padding: 0; list-style: none; display: grid; gap: .1rem } .legend summary { cursor: pointer; padding: .15rem 0 }
.legend i { display: inline-block; width: 1.25rem; height: 1.25rem; margin-right: .4rem; border-radius: 50%; text-align: center; font-style: normal; font-weight: 700; line-height: 1.25rem; color: var(--paper); background: var(--tone) }
.legend .dashed { display: inline-block; width: 1.6rem; height: 1rem; margin-right: .4rem; vertical-align: -.15rem; border: 2px dashed var(--missing); border-radius: .25rem }
.kind-plain { --tone: var(--tone-plain) } .kind-question { --tone: var(--tone-question) } .kind-checks { --tone: var(--tone-check) } .kind-acts { --tone: var(--tone-act) } .kind-calls { --tone: var(--tone-call) } .kind-person { --tone: var(--tone-person) } .kind-ends { --tone: var(--tone-end) }
.panel { overflow: auto; padding: .75rem 1rem 2rem; border-left: 1px solid var(--edge); background: var(--paper) }
.panel ul { margin: 0; padding-left: 1.1rem } .panel li { margin: .15rem 0; overflow-wrap: anywhere } .panel p { margin: .25rem 0; overflow-wrap: anywhere; white-space: pre-line } .panel blockquote { margin: .35rem 0; padding-left: .6rem; border-left: 3px solid var(--edge); white-space: pre-line }
.panel .top { display: flex; gap: .5rem; justify-content: space-between; align-items: flex-start } a { color: var(--accent) } .missing-text { color: var(--missing); font-weight: 600 }
.link { border: 0; background: none; color: var(--accent); text-decoration: underline; padding: 0; min-height: 1.5rem; text-align: left; overflow-wrap: anywhere } .visits { width: 100%; border-collapse: collapse; font-size: .85rem } .visits td, .visits th { text-align: left; padding: .15rem .5rem .15rem 0; font-weight: 400; overflow-wrap: anywhere }
.visits td + td { white-space: nowrap; text-align: right }
.overview-button { display: none }
.dialog .node { cursor: pointer } .dialog .node:focus { outline: none } .dialog .node:focus-visible .box { stroke: var(--accent); stroke-width: 4 } .dialog .node.chosen .box { fill: color-mix(in srgb, var(--accent) 20%, var(--paper)); stroke-width: 3 }
.dialog .mark, .dialog .label .missing, .dialog .label .count { display: none } .dialog .mark text { font-size: 11px; text-anchor: end }
.dialog .mark.missing text { fill: var(--missing); font-weight: 700 } .dialog .count { fill: var(--soft-ink); font-size: 10.5px }
.dialog .label { stroke: var(--ground) }
${['replays', 'exploration', 'traffic']
  .map(
    (source) => `
[data-show=${source}] .dialog .node[data-${source}="0"] .box { stroke: var(--missing); stroke-dasharray: 7 4; stroke-width: 2.5 }
[data-show=${source}] .dialog .arrow[data-${source}="0"] .line { stroke: var(--missing); stroke-dasharray: 6 4; stroke-width: 2 }
[data-show=${source}] .dialog .way[data-${source}="0"] .label { fill: var(--missing); font-weight: 650 }
[data-show=${source}] .dialog .way[data-${source}="0"] .missing, [data-show=${source}] .dialog .count.${source} { display: inline }
[data-show=${source}] .dialog .mark.${source} { display: inline }`,
  )
  .join('')}
@media (max-width: 760px) {
 #page { grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr) } h1 { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; white-space: nowrap } header { gap: .4rem } header select { max-width: 100% } .search { flex-basis: 100%; max-width: none; order: 3 }
 .panel { border-left: 0; border-top: 1px solid var(--edge); max-height: 48dvh } .panel.closed { display: none } .overview-button { display: inline-block } .legend { max-width: calc(100% - 11rem) }
}
@media (forced-colors: active) { .dialog .box { stroke: CanvasText; fill: Canvas } .dialog text { fill: CanvasText } .dialog .line { stroke: CanvasText } }
`
