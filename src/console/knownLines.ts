import { readKnowledge } from '../nlu/knowledge.js'
import { sameWords } from '../review/suggestions.js'

/** Looks up under which intents the knowledge has a sentence; it is read when the first one is looked up. */
export function knownLines(knowledge: string): (words: string) => readonly string[] {
  let lines: ReadonlyMap<string, readonly string[]> | null = null
  return (words) => {
    lines ??= linesOf(knowledge)
    return lines.get(words) ?? []
  }
}

function linesOf(knowledge: string): ReadonlyMap<string, readonly string[]> {
  const lines = new Map<string, readonly string[]>()
  for (const { intent, text } of readKnowledge(knowledge).examples) {
    const words = sameWords(text)
    const known = lines.get(words) ?? []
    if (!known.includes(intent)) lines.set(words, [...known, intent])
  }
  return lines
}
