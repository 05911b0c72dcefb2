/** nlp.js ships no types. */
declare module '@nlpjs/basic' {
  export type Plugin = abstract new (...args: never[]) => unknown
  export type Container = { use(plugin: Plugin): void }
  export type Processed = { readonly intent: string; readonly classifications: readonly { readonly intent: string; readonly score: number }[] }
  export class Nlp {
    constructor(settings: {
      readonly container: Container
      readonly languages: readonly string[]
      readonly autoSave: boolean
      readonly nlu: { readonly log: boolean }
    })
    addDocument(locale: string, utterance: string, intent: string): void
    train(): Promise<unknown>
    process(locale: string, utterance: string): Promise<Processed>
    export(minified: boolean): string
    import(saved: string): void
  }
  export class LangEn {}
  export function containerBootstrap(settings: { readonly loadEnv: false }): Promise<Container>
}
declare module '@nlpjs/lang-zh' {
  export class LangZh {}
}
