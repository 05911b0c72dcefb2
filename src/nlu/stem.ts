/** Takes plural, -ing and -ed off, so that "unbinding phones" meets "unbind phone"; it need not be right, only alike on both sides. */
export function stem(word: string): string {
  const bare = word.replace(/['’](?:s|re|ve|ll|d|m)$/, '').replace(/['’]/g, '')
  if (bare.length < 5) return bare.replace(/([^su])s$/, '$1')
  const short = bare.replace(/ies$/, 'y').replace(/(?:ing|ed|es|s)$/, '')
  return short.replace(/([b-df-hj-km-np-rtv-y])\1$/, '$1').replace(/e$/, '')
}
