/** Colours keep AA contrast on both grounds; nothing is told by colour alone. */
export const STYLE = `
:root { color-scheme: light dark; --ground: #f6f7f9; --card: #fff; --ink: #1b2430; --soft: #55606e; --line: #d9dee5; --accent: #0b5cad; --good: #17693a; --bad: #b3261e; --bad-ground: #fdeceb; --good-ground: #e8f5ec; --user: #dcebfb; --bot: #eef1f4; --mark: #fff2c2; }
@media (prefers-color-scheme: dark) { :root { --ground: #12161b; --card: #1b2128; --ink: #e6eaef; --soft: #a4afbc; --line: #333c47; --accent: #7db8f5; --good: #79d69a; --bad: #ff9a92; --bad-ground: #3a1e1d; --good-ground: #173023; --user: #1d3a58; --bot: #262e37; --mark: #4a3d12; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.55 system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
main { max-width: 980px; margin: 0 auto; padding: 20px 16px 60px; }
h1 { font-size: 22px; margin: 0 0 4px; }
.when { color: var(--soft); margin: 0 0 16px; font-size: 13px; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(130px, 1fr)); gap: 10px; margin: 0 0 14px; padding: 0; }
.figures div { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 10px 14px; }
.figures dt { color: var(--soft); font-size: 13px; }
.figures dd { margin: 0; font-size: 21px; font-weight: 600; font-variant-numeric: tabular-nums; }
.figures .failed dd { color: var(--bad); }
.figures .passed dd { color: var(--good); }
.notes { margin: 0 0 14px; padding: 10px 14px 10px 30px; background: var(--mark); border-radius: 10px; }
.tools { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: 8px; align-items: center; padding: 10px 0; background: var(--ground); }
.tools input { flex: 1 1 220px; min-width: 0; font: inherit; font-size: 16px; padding: 7px 12px; border: 1px solid var(--line); border-radius: 8px; background: var(--card); color: inherit; }
.tools fieldset { display: flex; border: 0; margin: 0; padding: 0; gap: 4px; }
.tools button { font: inherit; padding: 7px 12px; border: 1px solid var(--line); border-radius: 8px; background: var(--card); color: inherit; cursor: pointer; }
.tools button[aria-pressed="true"] { border-color: var(--accent); color: var(--accent); font-weight: 600; }
.count { color: var(--soft); font-size: 13px; margin: 0 0 8px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
ul.list { list-style: none; margin: 0; padding: 0; }
.list > li { background: var(--card); border: 1px solid var(--line); border-radius: 10px; margin: 0 0 6px; content-visibility: auto; contain-intrinsic-size: auto 44px; }
.head { display: flex; width: 100%; gap: 10px; align-items: baseline; padding: 9px 14px; border: 0; background: none; color: inherit; font: inherit; text-align: start; cursor: pointer; }
.head .name { flex: 1; overflow-wrap: anywhere; }
.head .time { color: var(--soft); font-size: 12px; white-space: nowrap; font-variant-numeric: tabular-nums; }
.badge { flex: none; border-radius: 6px; padding: 1px 8px; font-size: 12px; font-weight: 600; }
.badge.failed { background: var(--bad-ground); color: var(--bad); }
.badge.passed { background: var(--good-ground); color: var(--good); }
.badge.skipped { background: var(--mark); }
.body { border-top: 1px solid var(--line); padding: 12px 14px; }
.place { color: var(--soft); font-size: 13px; margin: 0 0 8px; overflow-wrap: anywhere; }
.turn { margin: 0 0 10px; padding: 0 0 0 10px; border-inline-start: 3px solid transparent; }
.turn.differs { border-color: var(--bad); }
.bubble { width: fit-content; max-width: 85%; padding: 6px 11px; border-radius: 10px; margin: 0 0 4px; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--bot); }
.bubble.user { background: var(--user); margin-inline-start: auto; }
.choices { display: flex; flex-wrap: wrap; gap: 4px; margin: 0 0 4px; }
.choices span { border: 1px solid var(--line); border-radius: 12px; padding: 0 9px; font-size: 13px; color: var(--soft); }
.difference { background: var(--bad-ground); border-radius: 8px; padding: 8px 12px; margin: 6px 0; }
.difference h2 { margin: 0 0 4px; font-size: 14px; color: var(--bad); }
.difference ol, .difference ul { margin: 0; padding: 0; list-style: none; font: 13px/1.6 ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
.difference .wanted::before { content: "− "; } .difference .got::before { content: "+ "; } .difference li::before { content: "  "; }
.difference .wanted, .difference .got { font-weight: 700; background: var(--mark); }
.why { margin: 6px 0; font-size: 13px; }
.why summary { cursor: pointer; color: var(--accent); }
.why dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 12px; margin: 6px 0 0; }
.why dt { color: var(--soft); } .why dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 560px) { main { padding: 14px 10px 40px; } .figures { grid-template-columns: 1fr 1fr; } .tools fieldset { width: 100%; } .tools button { flex: 1; padding: 7px 4px; } .head .time { display: none; } .why dl { grid-template-columns: 1fr; } .why dd { margin: 0 0 4px; } .bubble { max-width: 95%; } }
@media print { .tools { display: none; } }
`
