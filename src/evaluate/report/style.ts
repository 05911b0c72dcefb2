/** Follows the reader's choice of light or dark; nothing is loaded from elsewhere. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1c1f24; --paper: #fff; --soft: #f1f3f6; --line: #d5dae1; --good: #15722f; --bad: #b3261e; --heat: 37, 99, 235; --wrong: 200, 50, 40 }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --paper: #14171b; --soft: #1f242b; --line: #38404a; --good: #6fce87; --bad: #ff8a80; --heat: 96, 150, 255; --wrong: 240, 100, 90 } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 72rem; padding: 1rem; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", sans-serif; color: var(--ink); background: var(--paper) }
h1 { font-size: 1.5rem } h2 { font-size: 1.25rem; margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: 1rem } h3 { font-size: 1.05rem; margin-top: 1.75rem }
.wide { overflow-x: auto; margin: .75rem 0 }
table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums }
th, td { padding: .3rem .6rem; border: 1px solid var(--line); text-align: right; vertical-align: top } th { background: var(--soft); font-weight: 600 } tbody th { text-align: left } thead th:first-child { text-align: left }
.note { color: color-mix(in srgb, var(--ink) 70%, var(--paper)); font-size: .875rem } .met { color: var(--good) } .missed { color: var(--bad) }
.best { font-weight: 700 }
td.left { text-align: left; white-space: normal; min-width: 12rem; overflow-wrap: anywhere }
.heat th { font-weight: 400; font-size: .75rem } .heat thead th { writing-mode: vertical-rl; text-align: left; padding: .4rem .15rem } .heat td { min-width: 2rem; padding: .15rem .3rem; text-align: center; font-size: .75rem }
details { border: 1px solid var(--line); border-radius: .4rem; margin: .4rem 0; padding: .4rem .75rem } summary { cursor: pointer; overflow-wrap: anywhere }
svg { max-width: 100%; height: auto } svg text { fill: var(--ink); font: 11px system-ui, sans-serif }
`
