// Faults that the kill test must find: each changes the text of a built module as it is loaded.
const ACKNOWLEDGED_EARLY = `
        const committed = lane.enter(() => new Promise((resolve) => setTimeout(resolve, 80)).then(() => this.accept(arrival, open)));
        committed.catch(() => undefined);
        const turn = arrival.clientId === null ? committed : this.deps.storage.conversation(arrival.conversation).then((known) => ({ seq: known?.nextSeq ?? 1 }));`

const MUTANTS = {
  acknowledges_before_commit: [
    { file: 'dist/turn/turns.js', from: 'const turn = lane.enter(() => this.accept(arrival, open));', to: ACKNOWLEDGED_EARLY },
  ],
  does_not_recognise_repeats: [
    { file: 'dist/turn/intake.js', from: "return { clientId, inputId, role: 'user'", to: "return { clientId: null, inputId, role: 'user'" },
  ],
  forgets_input_in_effect_key: [{ file: 'dist/turn/going.js', from: 'context.inputId}/', to: "'same'}/" }],
}

let edits = []

export function initialize({ mutant }) {
  edits = MUTANTS[mutant] ?? []
  if (edits.length === 0) throw new Error(`expected one of ${Object.keys(MUTANTS).join(', ')}, got "${mutant}"`)
}

export async function load(url, context, nextLoad) {
  const loaded = await nextLoad(url, context)
  const own = edits.filter(({ file }) => url.endsWith(file))
  if (own.length === 0) return loaded
  return { ...loaded, source: own.reduce((text, { from, to }) => replaced(text, from, to, url), String(loaded.source)) }
}

function replaced(text, from, to, url) {
  if (!text.includes(from)) throw new Error(`the mutant does not fit any more: expected ${url} to hold ${from}`)
  return text.replace(from, () => to)
}
