/** A piece of a snippet, and whether it is a hit. */
export type Piece = { readonly text: string; readonly isHit: boolean }

/** Hits stand between ⟦ and ⟧. */
export const piecesOf = (snippet: string): readonly Piece[] =>
  snippet.split(/(⟦[^⟧]*⟧)/).flatMap((text) => {
    if (text === '') return []
    const isHit = text.startsWith('⟦') && text.endsWith('⟧')
    return [{ text: isHit ? text.slice(1, -1) : text, isHit }]
  })
