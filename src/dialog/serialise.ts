import type { Program } from './program.js'

/**
 * The text under which a program is stored, and its name. Equal programs give equal texts; the order of options, findings and nodes is
 * kept, because it means something, and all other order is fixed by `buildProgram`. `hash` is handed in, for example SHA-256 in hex.
 */
export function serialise(program: Program, hash: (text: string) => string): { readonly hash: string; readonly json: string } {
  const json = JSON.stringify(program)
  return { hash: hash(json), json }
}
