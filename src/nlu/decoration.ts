/** The faces of QQ by their names, as they arrive where they are not drawn: "/捂脸". In brackets any short name will do. */
const faces =
  '微笑|撇嘴|发呆|得意|流泪|害羞|闭嘴|大哭|尴尬|发怒|调皮|呲牙|惊讶|难过|冷汗|抓狂|偷笑|可爱|白眼|傲慢|饥饿|惊恐|流汗|憨笑|大兵|奋斗|咒骂|疑问|折磨|骷髅|敲打|再见|擦汗|抠鼻|鼓掌|坏笑|哈欠|鄙视|委屈|快哭了|阴险|捂脸|奸笑|机智|皱眉|裂开|苦涩|叹气|笑哭|无奈|托腮|吃瓜|心碎|抱拳'
const drawn = /[\p{Extended_Pictographic}\p{Emoji_Modifier}]/gu
const named = new RegExp(`\\[\\p{Script=Han}{1,4}\\]|/(?:${faces})`, 'gu')
/** Small letters, since the text has been unified. Letters beside it make it part of a word. */
const faceOfMarks =
  /(?<![a-z0-9])(?:[tq]_+[tq]|o[_.]o|u_u|x+d|orz|qaq|qwq|tat|[:;]'?-?[()dpo/|\\]|;-;|>[_.]+<|\^[_.o]*\^|-_+-|[=>]_?[=<]|¯\\_\(ツ\)_\/¯|\([^\p{Script=Han}\p{N}a-z]{3,10}\))(?![a-z0-9])/gu

/**
 * Faces and pictures say nothing beside words; alone they may be all that is said ("👍"). The last of `faceOfMarks` are faces between round
 * brackets, which hold no words.
 */
export function withoutDecoration(plain: string): string {
  const bare = plain.replace(drawn, ' ').replace(named, ' ').replace(faceOfMarks, ' ')
  return /[\p{L}\p{N}]/u.test(bare) ? bare.replace(/\s+/g, ' ').trim() : plain
}
